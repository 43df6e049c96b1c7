"""Markdown (CommonMark with tables and strikethrough); HTML in it is text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from essays.documents.blocks import Reading
from essays.documents.decoding import decode
from essays.documents.markers import find_markers
from essays.documents.messages import Message, Place
from essays.documents.normalize import clean, findings, merge, split_lines
from essays.documents.readers.conservation import count_characters

from .source import front_matter, protect
from .walk import Walk

# Indented code is off: in Chinese an indent of four spaces begins a paragraph.
_PARSER = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"]).disable("code")


def read_markdown(data: bytes, encoding: str | None = None) -> Reading:
    """Read a Markdown file. Raises DocumentError as `decode` does."""
    decoded = decode(data, encoding)
    lines = split_lines(clean(decoded.text))
    settings = front_matter(lines)
    source = ["" if number < settings else line for number, line in enumerate(lines)]
    environment: dict[str, Any] = {}
    tokens = _PARSER.parse("\n".join(map(protect, source)), environment)
    walk = Walk(source, title_level=1 if _counts_one_title(tokens) else 0)
    blocks = tuple(walk.blocks(tokens))
    messages = (
        *findings(decoded.text),
        *_about_settings(lines[:settings]),
        *walk.messages,
        *_unused(environment.get("references", {}), walk.addresses),
    )
    return Reading(blocks, decoded.encoding, (*decoded.messages, *merge(messages)), count_characters(blocks))


def _counts_one_title(tokens: Sequence[Token]) -> bool:
    return sum(token.type == "heading_open" and token.tag == "h1" for token in tokens) == 1


def _about_settings(lines: Sequence[str]) -> Iterator[Message]:
    if lines:
        yield Message("W269")
    if markers := find_markers("\n".join(lines)):
        yield Message("W268", params={"count": len(markers)})


def _unused(references: Mapping[str, Any], addresses: set[str]) -> Iterator[Message]:
    """Yield a message for each definition of a link that no link uses: its words would vanish unseen."""
    for reference in references.values():
        if reference["href"] not in addresses:
            yield Message("W270", Place(reference["map"][0] + 1), {"count": 1})
