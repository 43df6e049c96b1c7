"""An essay's text as one reader meets it, assembled from sections. Pure: no request, no database.

Sections that continue stand under their one heading, and a paragraph cut in mid-sentence is given in pieces, to be
joined where it is shown. A run of locked sections becomes one Gap; the first paid run of an essay is named
`continue`, a later one `continue-<uid>`, for readers and strangers alike, so one returns to the very place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from essays.documents.flow import under_headings
from essays.documents.html import paragraphs, pieces, plain
from essays.documents.tree import Continues
from essays.models import ReadableSection

from .quotes import Cut, Mark, Marks, cut_paragraph

GATE = "gate"
NO_MARKS: Marks = {}
CONTINUE = "continue"
LONGEST_TAIL = 14  # characters of free text that the gate repeats (U2.7)
SHORTEST_CLAUSE = 6
LONGEST_DESCRIPTION = 120  # characters (U2.13)
PUNCTUATION = re.compile(r"[\s，。、；：！？…—“”‘’（）《》]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of one section's share of a paragraph; `names` are further anchors of the place where it begins, `quotes`
    those that end with it. `highlight` is the reader's own that covers it, with its `note`; `ends` if it ends here.
    `is_found`: it was searched for.
    """

    markup: str
    names: tuple[str, ...] = ()
    quotes: tuple[Mark, ...] = ()
    highlight: int | None = None
    note: str = ""
    ends: bool = False
    is_found: bool = False

    @property
    def length(self) -> int:
        return len(plain(self.markup))

    def cut(self, offsets: Sequence[int]) -> tuple[Piece, ...]:
        """Cut at offsets of its plain text, in rising order: what begins and what ends with it stays there."""
        runs = pieces(self.markup, offsets) if offsets else (self.markup,)
        last = len(runs) - 1
        return tuple(
            replace(
                self,
                markup=run,
                names=self.names if index == 0 else (),
                quotes=self.quotes if index == last else (),
                ends=self.ends and index == last,
            )
            for index, run in enumerate(runs)
        )


@dataclass(frozen=True, slots=True)
class Paragraph:
    name: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(plain(piece.markup) for piece in self.pieces)

    @property
    def is_plain(self) -> bool:
        """Not a list or a table, which would be another one when closed and opened again."""
        return all(piece.markup.startswith("<p") for piece in self.pieces)

    def cut(self, offsets: Iterable[int]) -> Paragraph:
        """The same in more pieces: it is cut at these offsets of its text."""
        found: list[Piece] = []
        start = 0
        for piece in self.pieces:
            length = piece.length
            inner = sorted({offset - start for offset in offsets if 0 < offset - start < length})
            found += piece.cut(inner)
            start += length
        return replace(self, pieces=tuple(found))

    def named(self, name: str) -> Paragraph:
        """The same with a further anchor where it begins."""
        first, *rest = self.pieces
        return replace(self, pieces=(replace(first, names=(name, *first.names)), *rest))


@dataclass(frozen=True, slots=True)
class Passage:
    """Paragraphs with nothing missing between them. `goes_on`: its first one began in a gap."""

    name: str
    heading: str
    paragraphs: tuple[Paragraph, ...]
    goes_on: bool = False

    def followed_by(self, more: Sequence[Paragraph], *, same_paragraph: bool) -> Passage:
        if not (same_paragraph and self.paragraphs and more):
            return replace(self, paragraphs=(*self.paragraphs, *more))
        *before, last = self.paragraphs
        first, *rest = more
        joined = replace(last, pieces=last.pieces + first.named(first.name).pieces)
        return replace(self, paragraphs=(*before, joined, *rest))


@dataclass(frozen=True, slots=True)
class Gap:
    """Where text is locked: its 字数, and the last words of free text before it."""

    name: str
    words: int
    tail: str = ""

    @property
    def is_first(self) -> bool:
        return self.name == CONTINUE


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents. `target` is an anchor on the essay's page; a lead has no heading."""

    heading: str
    target: str
    words: int
    is_lead: bool
    is_locked: bool


Block = Passage | Gap


def assemble(sections: Sequence[ReadableSection], marks: Marks = NO_MARKS) -> tuple[Block, ...]:
    """Passages and gaps in order; `marks` are of the quotes that lead to cards."""
    blocks: list[Block] = []
    place: str | None = None  # a paid region has begun, and no paragraph bears its name yet
    heading_stands = False
    for region, rows in _regions(sections):
        if rows[0].is_locked:
            blocks.append(Gap(region or "", sum(row.words for row in rows), _tail(blocks)))
            heading_stands = heading_stands and all(row.continues for row in rows)
            continue
        place = region or place
        for row in rows:
            found = _paragraphs(row, marks.get(row.uid, ()))
            if found and place:
                found[0], place = found[0].named(place), None
            _place(blocks, row, found, heading_stands and bool(row.continues))
            heading_stands = True
    return tuple(blocks)


def entries(sections: Sequence[ReadableSection]) -> tuple[Entry, ...]:
    """The contents in order, locked sections included: those lead to their gap, the others to their own text."""
    gaps = {row.uid: name or "" for name, rows in _regions(sections) for row in rows if row.is_locked}
    found = []
    for index, rows in enumerate(under_headings(sections)):
        open_row = next((row for row in rows if not row.is_locked), None)
        gap = gaps.get(rows[0].uid, "")
        found.append(
            Entry(
                heading=next((row.heading for row in rows if row.heading), ""),
                target=f"s-{open_row.uid}" if open_row else GATE if gap == CONTINUE else gap,
                words=sum(row.words for row in rows),
                is_lead=index == 0 and not any(row.heading for row in rows) and not rows[0].continues,
                is_locked=open_row is None,
            )
        )
    return tuple(found)


def locked_sections(contents: Sequence[Entry]) -> int:
    """How many headed sections hold locked text and nothing free."""
    return sum(entry.is_locked and not entry.is_lead for entry in contents)


def description(sections: Sequence[ReadableSection]) -> str:
    """The beginning of the free text, at most 120 characters; the same for every reader."""
    words = ""
    for row in sections:
        for markup in () if row.is_paid else paragraphs(row.body):
            words += " ".join(plain(markup).split())
            if len(words) > LONGEST_DESCRIPTION:
                return words[: LONGEST_DESCRIPTION - 1] + "…"
    return words


def _regions(sections: Sequence[ReadableSection]) -> Iterator[tuple[str | None, list[ReadableSection]]]:
    """Runs of free and of paid sections; a paid run comes with its name."""
    name = CONTINUE
    for is_paid, run in groupby(sections, key=lambda row: row.is_paid):
        rows = list(run)
        yield (name or f"{CONTINUE}-{rows[0].uid}") if is_paid else None, rows
        name = "" if is_paid else name


def _paragraphs(row: ReadableSection, marks: Sequence[Mark]) -> list[Paragraph]:
    found, start = [], 0
    for number, markup in enumerate(paragraphs(row.body), start=1):
        cuts = cut_paragraph(markup, start, marks) if marks else [Cut(markup)]
        runs = tuple(Piece(cut.markup, tuple(f"q-{mark.uid}" for mark in cut.begins), cut.ends) for cut in cuts)
        found.append(Paragraph(f"s-{row.uid}-{number}", runs))
        start += len(plain(markup)) + 1
    return found


def _place(blocks: list[Block], row: ReadableSection, found: list[Paragraph], heading_stands: bool) -> None:
    """Go on with the last passage, or begin one: after a gap, and under every heading."""
    last = blocks[-1] if blocks else None
    name, same_paragraph = f"s-{row.uid}", row.continues == Continues.PARAGRAPH
    if row.continues and isinstance(last, Passage):
        named = [paragraph.named(name) if index == 0 else paragraph for index, paragraph in enumerate(found)]
        blocks[-1] = last.followed_by(named, same_paragraph=same_paragraph)
    else:
        blocks.append(Passage(name, "" if heading_stands else row.heading, tuple(found), goes_on=same_paragraph))


def _tail(blocks: Sequence[Block]) -> str:
    """The last words of free text, from the beginning of a clause where one is near."""
    last = blocks[-1] if blocks else None
    if not isinstance(last, Passage) or not last.paragraphs:
        return ""
    text = last.paragraphs[-1].text
    tail = text[-LONGEST_TAIL:]
    starts = [mark.end() for mark in PUNCTUATION.finditer(tail) if len(tail) - mark.end() >= SHORTEST_CLAUSE]
    return tail[starts[0] if starts and len(text) > LONGEST_TAIL else 0 :].strip()
