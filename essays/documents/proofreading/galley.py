"""One version of an essay as the checks read it: whole lines, mended over the paid boundary, that know their place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from essays.documents.flow import Flow, Row, join_rows
from essays.documents.quotes import Span
from essays.documents.version import Version

from .issue import Issue, Severity


class Kind(StrEnum):
    TITLE = "title"
    DECK = "deck"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BLOCK = "block"  # a list, a table, a block quotation: several lines in one


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a piece of a line stands: its section's uid, the paragraph there, and from which offset on."""

    section: str
    paragraph: int
    start: int
    length: int


@dataclass(frozen=True, slots=True)
class Line:
    """A title, a heading or a whole paragraph. `group` counts the headed sections from 0, -1 is the essay itself."""

    kind: Kind
    text: str
    spots: tuple[Spot, ...]
    group: int = -1

    @property
    def is_running(self) -> bool:
        return self.kind is Kind.PARAGRAPH

    def issue(
        self,
        code: str,
        severity: Severity,
        template: str,
        start: int = 0,
        end: int | None = None,
        suggestion: str = "",
        **params: object,
    ) -> Issue:
        """An issue about the characters from `start` to `end` of this line."""
        end = len(self.text) if end is None else end
        spot = next((spot for spot in reversed(self.spots) if spot.start <= start), self.spots[0])
        first, last = start - spot.start, min(end - spot.start, spot.length)
        words = {"words": self.text[start:end], **params}
        return Issue(code, severity, template, words, spot.section, spot.paragraph, first, last, suggestion)


@dataclass(frozen=True, slots=True)
class Group:
    """A headed section with all its rows. `heading` is None where a section has none."""

    heading: Line | None
    lines: tuple[Line, ...]
    section: str  # the uid of its first row


@dataclass(frozen=True, slots=True)
class Galley:
    """The title and the deck where there are any, then the groups in order."""

    head: tuple[Line, ...]
    groups: tuple[Group, ...]

    @property
    def lines(self) -> Iterator[Line]:
        """Every line in the order of the text."""
        yield from self.head
        for group in self.groups:
            if group.heading:
                yield group.heading
            yield from group.lines

    @property
    def paragraphs(self) -> Iterator[Line]:
        for group in self.groups:
            yield from group.lines


def galley_of(version: Version) -> Galley:
    head = [
        Line(kind, text, (Spot("", paragraph, 0, len(text)),))
        for kind, paragraph, text in ((Kind.TITLE, -1, version.title), (Kind.DECK, 0, version.subtitle))
        if text
    ]
    return Galley(tuple(head), tuple(_Setting(version).groups()))


class _Setting:
    def __init__(self, version: Version) -> None:
        self.version = version
        self.rows = [Row(row.heading, row.texts, row.is_paid, row.continues) for row in version.sections]
        self.flow: Flow = join_rows(self.rows)

    def groups(self) -> Iterator[Group]:
        for index, (heading, texts) in enumerate(zip(self.flow.headings, self.flow.sections, strict=True)):
            uid = self.version.sections[self.flow.rows[index][0]].uid
            spot = Spot(uid, -1, 0, len(heading))
            line = Line(Kind.HEADING, heading, (spot,), index) if heading else None
            yield Group(line, tuple(self._line(index, number) for number in range(len(texts))), uid)

    def _line(self, index: int, number: int) -> Line:
        text = self.flow.sections[index][number]
        row, paragraph, _offset = self.flow.place(Span(index, number, 0, 0))
        markup = self.version.sections[row].paragraphs[paragraph]
        kind = Kind.PARAGRAPH if markup.startswith("<p") else Kind.BLOCK
        return Line(kind, text, tuple(self._spots(index, number, len(text))), index)

    def _spots(self, index: int, number: int, length: int) -> Iterator[Spot]:
        start = 0
        while start < length or not start:
            row, paragraph, _offset = self.flow.place(Span(index, number, start, start))
            piece = len(self.rows[row].paragraphs[paragraph])
            yield Spot(self.version.sections[row].uid, paragraph, start, piece)
            start += max(piece, 1)
