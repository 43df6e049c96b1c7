"""Markers typed into an essay's rich text: its rows, split the way an imported document is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from . import html
from .markers import Marker
from .messages import Message, Place
from .paywall import Cleaned, Fence, Gate, Piece, clean, fence, pieces, rows
from .tree import Continues, Paragraph


@dataclass(frozen=True, slots=True)
class Typed:
    """A row as an editor left it, and as it comes out: `origin` is the index of the row it was cut from."""

    heading: str
    body: str
    is_paid: bool = False
    continues: Continues = Continues.NO
    origin: int = 0


@dataclass(frozen=True, slots=True)
class Fenced:
    rows: tuple[Typed, ...]
    messages: tuple[Message, ...]


class _RowGate(Gate):
    """A gate in an essay whose rows may be paid already: such a row opens for itself, and closes behind it."""

    is_rows_own = False

    def enter(self, row: Typed) -> None:
        self.is_rows_own = row.is_paid and not self.is_open
        self.is_open = self.is_open or row.is_paid

    def leave(self) -> None:
        """A marker that closed the row and opened again has made the opening its own."""
        self.is_open = self.is_open and not self.is_rows_own


def fence_rows(typed: Sequence[Typed]) -> Fenced:
    """Split an essay's rows at the markers typed into them; without an end, paid to the end of the essay.

    Places of messages: line counts the essay's headings and paragraphs from 1, columns their characters.
    """
    gate = _RowGate()
    made: list[Typed] = []
    messages: list[Message] = []
    opened = Message("W231")
    line = 0
    for index, row in enumerate(typed):
        gate.enter(row)
        blocks = html.paragraphs(row.body)
        sources = [row.heading, *map(html.plain, blocks)]
        found = [clean(source, markup) for source, markup in zip(sources, ["", *blocks], strict=True)]
        if not any(cleaned.marks for cleaned in found):
            line += len(found)
            made.append(replace(row, is_paid=gate.is_open, origin=index))
            gate.leave()
            continue
        fences = []
        for source, cleaned in zip(sources, found, strict=True):
            line += 1
            fenced, said, opened = _pass(source, cleaned, gate, line, opened)
            fences.append(fenced)
            messages += said
        made += _split(replace(row, origin=index), found, fences)
        gate.leave()
    if gate.is_open:
        messages.append(opened)
    return Fenced(tuple(made), tuple(sorted(messages, key=lambda message: message.place.line)))


def _pass(
    source: str, cleaned: Cleaned, gate: _RowGate, line: int, opened: Message
) -> tuple[Fence, list[Message], Message]:
    was_open = gate.is_open
    fenced, doubts = fence(cleaned, gate)
    said = [_doubt(code, source, mark, line) for code, mark in doubts]
    if cleaned.marks and (fenced.cuts or gate.is_open != was_open or fenced.is_paid != was_open):
        gate.is_rows_own = False
        mark = cleaned.marks[-1][1]
        opened = Message("W231", Place(line, mark.start + 1, mark.end + 1), {}, source)
    return fenced, said, opened


def _doubt(code: str, source: str, mark: Marker, line: int) -> Message:
    params = {"marker": source[mark.start : mark.end], "before": source[max(mark.start - 4, 0) : mark.start]}
    return Message(code, Place(line, mark.start + 1, mark.end + 1), params, source)


def _split(row: Typed, found: Sequence[Cleaned], fences: Sequence[Fence]) -> list[Typed]:
    heading = found[0].text
    runs: list[Piece] = []
    for cleaned, fenced in zip(found[1:], fences[1:], strict=True):
        if cleaned.text or not cleaned.marks:
            runs += pieces(Paragraph(cleaned.text, cleaned.html, 0), fenced)
    sections = rows(heading, runs, fences[0].is_paid_at_end)
    first = Typed(heading, html.body(p.html for p in sections[0].paragraphs), sections[0].is_paid, row.continues)
    rest = [Typed(heading, section.html, section.is_paid, section.continues) for section in sections[1:]]
    return [replace(made, origin=row.origin) for made in (first, *rest)]
