"""Documents for tests: the labelled cases, and one document made into files of every format."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import docx

from essays.documents.blocks import Block, Kind
from essays.documents.export_form import to_json
from essays.documents.parsing import Parsed, parse
from essays.documents.structure import Structure, read_structure

CASES = Path(__file__).parent / "cases"
NAMES = sorted(path.stem for path in CASES.glob("*.json"))
TEXTS = [name for name in NAMES if (CASES / f"{name}.txt").exists()]


def gold(name: str) -> dict[str, Any]:
    return json.loads((CASES / f"{name}.json").read_text(encoding="utf-8"))


def data(name: str) -> tuple[bytes, str]:
    """Give a case's bytes and its file name."""
    file = gold(name)["file"]
    return (CASES / file).read_bytes(), file


def tree(parsed: Parsed) -> dict[str, Any]:
    """Give what a case labels: the tree without who says what."""
    form = to_json(parsed.document)
    return {key: value for key, value in form.items() if key not in ("quotes", "statements")}


def structure(text: str, kinds: dict[int, Kind] | None = None) -> Structure:
    """Read the structure of a text's lines; `kinds` gives the lines, from 1, that their file has styled."""
    blocks = []
    for number, line in enumerate(text.split("\n"), 1):
        kind = (kinds or {}).get(number, Kind.PARAGRAPH if line.strip() else Kind.BLANK)
        blocks.append(Block(line.strip(), number, kind=kind, level=2 if kind is Kind.HEADING else 0))
    return read_structure(blocks, len("".join(text.split())))


def codes(read: Structure, level: str = "W") -> list[str]:
    return sorted(message.code for message in read.messages if message.code.startswith(level))


def parse_text(text: str) -> Parsed:
    return parse(text.encode(), "document.txt")


def as_word(lines: list[str], styles: dict[str, str]) -> bytes:
    """Make a Word file of lines; `styles` gives the style of those that have one."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line, style=styles.get(line))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()
