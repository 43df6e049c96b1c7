"""Quotations as cards, and as marks in the essay they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise

from essays.documents.html import pieces, plain
from essays.models import MarkedQuote, ReadableQuote

CLOSING_MARKS = "”’\"'」』"


@dataclass(frozen=True, slots=True)
class QuoteCard:
    """A quotation as one reader may have it, with its full address."""

    quote: ReadableQuote
    address: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A quote's part in one section: `start` and `end` in its plain text; whether the quote begins and ends there."""

    uid: str
    speaker: str
    start: int
    end: int
    begins: bool
    ends: bool


Marks = Mapping[str, list[Mark]]


def marks_by_section(quotes: Iterable[MarkedQuote]) -> Marks:
    """The marks of each section, by its uid."""
    found: dict[str, list[Mark]] = {}
    for quote in quotes:
        last = len(quote.parts) - 1
        for index, (section, start, end) in enumerate(quote.parts):
            mark = Mark(quote.uid, quote.speaker, start, end, index == 0, index == last)
            found.setdefault(section, []).append(mark)
    return found


@dataclass(frozen=True, slots=True)
class Cut:
    """A run of one paragraph's markup: the quotes that begin with it, and those that end with it."""

    markup: str
    begins: tuple[Mark, ...] = ()
    ends: tuple[Mark, ...] = ()


def cut_paragraph(markup: str, start: int, marks: Iterable[Mark]) -> list[Cut]:
    """Cut a paragraph, which begins at `start` of its section's text, where quotes begin and end in it.

    Only plain paragraphs are cut: a list or a table that is closed and opened again is another one.
    """
    text = plain(markup)
    own = [mark for mark in marks if start <= mark.start and mark.end <= start + len(text)]
    if not own or not markup.startswith("<p"):
        return [Cut(markup)]
    begins: dict[int, list[Mark]] = {}
    ends: dict[int, list[Mark]] = {}
    for mark in own:
        if mark.begins:
            begins.setdefault(mark.start - start, []).append(mark)
        if mark.ends:
            end = mark.end - start
            ends.setdefault(end + (text[end : end + 1] in CLOSING_MARKS and end < len(text)), []).append(mark)
    bounds = sorted({0, len(text), *begins, *ends})
    runs = pieces(markup, bounds[1:-1]) if len(bounds) > 2 else (markup,)
    return [
        Cut(run, tuple(begins.get(first, ())), tuple(ends.get(last, ())))
        for run, (first, last) in zip(runs, pairwise(bounds), strict=True)
    ]
