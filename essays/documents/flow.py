"""The rows of an essay as running text: access-homogeneous rows joined back into whole headed sections of whole
paragraphs, and the way back from a span in them to the rows. Quotes are found in the one and stored in the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from .quotes import Found, Span
from .tree import Continues, Part, Section, Speech


class Continuing(Protocol):
    @property
    def continues(self) -> str:
        """How the row goes on from the one before; empty where a heading begins."""


R = TypeVar("R", bound=Continuing)


def under_headings(rows: Iterable[R]) -> list[list[R]]:
    """The rows, in order, by the heading they stand under."""
    groups: list[list[R]] = []
    for row in rows:
        if row.continues and groups:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its heading, its paragraphs' plain text, its access, and how it goes on from the row before."""

    heading: str
    paragraphs: tuple[str, ...]
    is_paid: bool = False
    continues: str = ""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of a paragraph: the row's `paragraph`, `length` characters that begin at `start` of its text."""

    row: int
    paragraph: int
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Flow:
    """Headed sections with whole paragraphs. `rows` gives for each section the indexes of its rows."""

    sections: tuple[tuple[str, ...], ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[int, ...], ...]
    _pieces: tuple[tuple[tuple[_Piece, ...], ...], ...]
    _paid: tuple[bool, ...]

    def parts(self, span: Span) -> tuple[Part, ...]:
        """Give the places of a span in the rows; more than one when a paid boundary cuts it."""
        found = []
        start, end = span.start, span.end
        for piece in self._pieces[span.section][span.paragraph]:
            first, last = max(start, 0), min(end, piece.length)
            if first < last:
                found.append(Part(piece.row, piece.start + first, piece.start + last))
            start, end = start - piece.length, end - piece.length
        return tuple(found)

    def span(self, part: Part) -> Span | None:
        """Give the place of a part of a row in the whole paragraphs: the way back from `parts`."""
        for section, paragraphs in enumerate(self._pieces):
            for paragraph, pieces in enumerate(paragraphs):
                before = 0
                for piece in pieces:
                    if piece.row == part.section and piece.start <= part.start < piece.start + piece.length:
                        start = before + part.start - piece.start
                        return Span(section, paragraph, start, start + part.end - part.start)
                    before += piece.length
        return None

    def place(self, span: Span) -> tuple[int, int, int]:
        """Give the row, its paragraph and the offset in that paragraph where a span begins."""
        start = span.start
        pieces = self._pieces[span.section][span.paragraph]
        for piece in pieces:
            if start < piece.length or piece is pieces[-1]:
                return piece.row, piece.paragraph, start
            start -= piece.length
        raise IndexError(span)

    def speech(self, found: Found) -> Speech:
        """Give a quote its places in the rows; it is paid when one of its characters is."""
        parts = tuple(part for span in found.spans for part in self.parts(span))
        return Speech(
            text=found.text,
            pieces=found.pieces,
            parts=parts,
            kind=found.kind,
            speaker=found.speaker,
            organisation=found.organisation,
            title=found.title,
            affiliations=found.affiliations,
            is_paid=any(self._paid[part.section] for part in parts),
            rule=found.rule,
            confidence=found.confidence,
        )


def row_of(section: Section) -> Row:
    return Row(
        section.heading,
        tuple(paragraph.text for paragraph in section.paragraphs),
        section.is_paid,
        section.continues,
    )


def join_rows(rows: Sequence[Row]) -> Flow:
    """Join the rows of one essay, in order, at their paid boundaries."""
    joined = _Joining()
    for index, row in enumerate(rows):
        joined.add(index, row)
    return Flow(
        tuple(tuple(map("".join, section)) for section in joined.texts),
        tuple(joined.headings),
        tuple(map(tuple, joined.rows)),
        tuple(tuple(map(tuple, section)) for section in joined.pieces),
        tuple(row.is_paid for row in rows),
    )


def join_sections(sections: Iterable[Section]) -> Flow:
    return join_rows([row_of(section) for section in sections])


class _Joining:
    def __init__(self) -> None:
        self.headings: list[str] = []
        self.rows: list[list[int]] = []
        self.texts: list[list[list[str]]] = []
        self.pieces: list[list[list[_Piece]]] = []

    def add(self, index: int, row: Row) -> None:
        if row.continues == Continues.NO or not self.rows:
            self.headings.append(row.heading)
            self.rows.append([])
            self.texts.append([])
            self.pieces.append([])
        self.rows[-1].append(index)
        start = 0
        for number, text in enumerate(row.paragraphs):
            goes_on = number == 0 and row.continues == Continues.PARAGRAPH and self.texts[-1]
            if not goes_on:
                self.texts[-1].append([])
                self.pieces[-1].append([])
            self.texts[-1][-1].append(text)
            self.pieces[-1][-1].append(_Piece(index, number, start, len(text)))
            start += len(text) + 1
