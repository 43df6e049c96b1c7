"""Plain text: one block a line, blank lines too; indents are left out."""

from __future__ import annotations

import re

from essays.documents.blocks import Block, Kind, Reading
from essays.documents.decoding import decode
from essays.documents.messages import Message
from essays.documents.normalize import clean, findings, input_column, is_clean, split_lines

_HTML = re.compile(r"\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)


def read_text(data: bytes, encoding: str | None = None) -> Reading:
    """Read a text file. Markup in it is text like any other. Raises DocumentError as `decode` does."""
    decoded = decode(data, encoding)
    dirty = not is_clean(decoded.text)
    doubts = (Message("N302"),) if _HTML.match(decoded.text) else ()
    blocks = tuple(_block(line, number, dirty) for number, line in enumerate(split_lines(decoded.text), start=1))
    return Reading(
        blocks,
        decoded.encoding,
        (*decoded.messages, *doubts, *findings(decoded.text)),
        characters=len("".join(clean(decoded.text).split())),
    )


def _block(line: str, number: int, dirty: bool) -> Block:
    text = (clean(line) if dirty else line).strip().replace("\t", " ")
    if text == line:
        return Block(text, number) if text else Block("", number, kind=Kind.BLANK)
    if not text:
        return Block("", number, kind=Kind.BLANK)
    return Block(text, number, input_column(line), raw=line)
