"""Blocks → Document tree: title and count, essays, decks, headings, paragraphs, and what of them is paid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from essays.documents.blocks import Block
from essays.documents.messages import DocumentError, Message, Place
from essays.documents.tree import Document

from .assembly import assemble
from .checks import check
from .conservation import coverage
from .essays import outline
from .regions import paid_span, read_lines


@dataclass(frozen=True, slots=True)
class Structure:
    """A tree without its quotes yet; `coverage` is the share of the input's characters found in it."""

    document: Document
    messages: tuple[Message, ...]
    coverage: float


def read_structure(blocks: Sequence[Block], characters: int) -> Structure:
    """Build the tree of a document's blocks; `characters` is how many the input held, blanks left out.

    Raises DocumentError: E105 when the first line can be no title.
    """
    reading = read_lines(blocks)
    drawn = outline(reading.lines) if reading.lines else None
    if drawn is None:
        first = reading.lines[0].block if reading.lines else Block("", 1)
        place = Place(first.line, first.column, first.column + len(first.text))
        raise DocumentError(Message("E105", place, {}, first.raw or first.text))
    spans = tuple(paid_span(region, reading.lines) for region in reading.regions)
    document = assemble(drawn, spans)
    return Structure(
        document,
        (*reading.messages, *check(drawn, reading.lines, reading.regions)),
        coverage(document, drawn, reading.lines, reading.marker_text, characters),
    )
