"""Fence off paid text: markers leave the text, what they mean becomes structure, and nothing ends up shown by
mistake. From a begin to the next end everything is paid; a begin without an end is paid to the end of what is
read; an end without a begin changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise

from . import html
from .markers import Marker, MarkerKind, find_markers
from .tree import Continues, Paragraph, Section

_SENTENCE_ENDS = "。！？!?；;…”’」』）)：:\n\t"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text without its markers. `marks` are the places where they stood: offset and marker."""

    text: str
    html: str
    marks: tuple[tuple[int, Marker], ...] = ()


@dataclass(frozen=True, slots=True)
class Cut:
    """A place inside a paragraph where its access changes: offset in the clean text and in the text as it was."""

    offset: int
    source: int


@dataclass(frozen=True, slots=True)
class Fence:
    """What is paid of one paragraph: whether it begins so, and where that changes; whether it ends so."""

    is_paid: bool = False
    cuts: tuple[Cut, ...] = ()

    @property
    def is_paid_at_end(self) -> bool:
        return self.is_paid ^ bool(len(self.cuts) & 1)


class Gate:
    """Follows the markers of one document, or of one essay, in order. Fails closed."""

    def __init__(self) -> None:
        self.is_open = False

    def read(self, marker: Marker) -> str:
        """Open or close; return the code of what is wrong with the marker, or ""."""
        was_open = self.is_open
        if marker.kind is MarkerKind.BEGIN:
            self.is_open = True
            return "W235" if marker.is_damaged else "W234" if was_open else ""
        if marker.is_damaged:
            return "W235"
        self.is_open = False
        return "" if was_open else "W232"


def clean(text: str, markup: str = "") -> Cleaned:
    """Take the markers out of one paragraph and the blanks they leave at its ends."""
    markers = find_markers(text)
    if not markers:
        return Cleaned(text, markup)
    spans = [_with_its_line(text, marker) for marker in markers]
    offsets, removed = [], 0
    for start, end in spans:
        offsets.append(start - removed)
        removed += end - start
    if markup:
        for start, end in reversed(spans):
            markup = html.cut(markup, start, end)
        text = html.plain(markup)
    else:
        kept = pairwise([0, *(edge for span in spans for edge in span), len(text)])
        text = "".join(text[start:end] for start, end in islice(kept, 0, None, 2))
    blanks = " \u3000\xa0" if "\n" in text or "\t" in text else None
    lead, length = len(text) - len(text.lstrip(blanks)), len(text.rstrip(blanks))
    if markup and (lead or length < len(text)) and lead < length:
        markup = html.cut(html.cut(markup, length, len(text)), 0, lead)
    text = text[lead:length]
    marks = (min(max(offset - lead, 0), len(text)) for offset in offsets)
    return Cleaned(text, markup, tuple(zip(marks, markers, strict=True)))


def _with_its_line(text: str, marker: Marker) -> tuple[int, int]:
    """A marker alone in a list item or row goes with the newline behind or before it."""
    start, end = marker.start, marker.end
    if start and text[start - 1] != "\n":
        return start, end
    if text[end : end + 1] == "\n":
        return start, end + 1
    return (start - 1, end) if start and end == len(text) else (start, end)


def fence(cleaned: Cleaned, gate: Gate) -> tuple[Fence, tuple[tuple[str, Marker], ...]]:
    """Lead one paragraph through the gate: what is paid of it, and the code of each doubtful marker."""
    begins_paid = gate.is_open
    cuts: list[Cut] = []
    doubts = []
    for offset, marker in cleaned.marks:
        before = gate.is_open
        if code := gate.read(marker):
            doubts.append((code, marker))
        if before == gate.is_open:
            continue
        if offset == 0:
            begins_paid = gate.is_open
        elif cuts and cuts[-1].offset == offset:
            cuts.pop()
        elif offset < len(cleaned.text):
            cuts.append(Cut(offset, marker.end))
        if is_mid_sentence(cleaned.text, offset):
            doubts.append(("W233", marker))
    return Fence(begins_paid, tuple(cuts)), tuple(doubts)


def is_mid_sentence(text: str, offset: int) -> bool:
    return 0 < offset < len(text) and text[offset - 1] not in _SENTENCE_ENDS


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of one paragraph with one access. `number` counts the pieces of the paragraph from 0."""

    paragraph: Paragraph
    is_paid: bool
    number: int


def pieces(paragraph: Paragraph, fenced: Fence, columns: Sequence[int] = ()) -> Iterable[Piece]:
    """Cut a paragraph where its access changes; `columns` are where in the input the later pieces begin."""
    if not fenced.cuts:
        return (Piece(paragraph, fenced.is_paid, 0),)
    offsets = [cut.offset for cut in fenced.cuts]
    markup = html.pieces(paragraph.html, offsets)
    found, is_paid, column = [], fenced.is_paid, paragraph.column
    for number, (start, end) in enumerate(pairwise([0, *offsets, len(paragraph.text)])):
        if number:
            column = columns[number - 1] if columns else paragraph.column + fenced.cuts[number - 1].source
        piece = Paragraph(paragraph.text[start:end], markup[number], paragraph.line, column)
        found.append(Piece(piece, is_paid, number))
        is_paid = not is_paid
    return found


def rows(heading: str, found: Iterable[Piece], is_paid: bool = False, line: int = 0) -> tuple[Section, ...]:
    """Make the rows of one headed section: a new one wherever the access changes.

    `is_paid` is what an empty section is; `line` is the heading's in the input.
    """
    made: list[Section] = []
    run: list[Paragraph] = []
    continues, paid = Continues.NO, is_paid
    for piece in found:
        if run and piece.is_paid != paid:
            made.append(Section(heading, tuple(run), paid, continues, line))
            continues = Continues.PARAGRAPH if piece.number else Continues.SECTION
            run, line = [], piece.paragraph.line
        paid = piece.is_paid
        run.append(piece.paragraph)
    return (*made, Section(heading, tuple(run), paid, continues, line))
