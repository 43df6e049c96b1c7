"""How much there is of everything in a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from itertools import pairwise

from essays.documents.counting import count
from essays.documents.plan import essays_of
from essays.documents.tree import Continues, Document, Essay, Section


@dataclass(frozen=True, slots=True)
class Counts:
    """Words are 字数 without titles and headings; quotes without statements."""

    essays: int = 0
    sections: int = 0
    paragraphs: int = 0
    quotes: int = 0
    words: int = 0
    paid_words: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))


@dataclass(frozen=True, slots=True)
class Headed:
    """The rows under one heading, with the 字数 of each; `quotes` begin in one of them."""

    rows: tuple[Section, ...]
    words: tuple[int, ...]
    quotes: int

    @property
    def heading(self) -> str:
        return self.rows[0].heading

    @property
    def paragraphs(self) -> int:
        cut = sum(row.continues is Continues.PARAGRAPH for row in self.rows[1:])
        return sum(len(row.paragraphs) for row in self.rows) - cut

    @property
    def paid_words(self) -> int:
        return sum(words for row, words in zip(self.rows, self.words, strict=True) if row.is_paid)


def headed_sections(essay: Essay) -> Iterator[Headed]:
    """The essay's rows gathered under their headings, in order."""
    starts = [index for index, row in enumerate(essay.sections) if not index or row.continues is Continues.NO]
    for start, end in pairwise([*starts, len(essay.sections)]):
        rows = essay.sections[start:end]
        quotes = sum(start <= quote.parts[0].section < end for quote in essay.quotes if quote.parts)
        yield Headed(rows, tuple(_words(rows)), quotes)


def _words(rows: Sequence[Section]) -> Iterator[int]:
    for index, row in enumerate(rows):
        goes_on = index > 0 and row.continues is Continues.PARAGRAPH
        yield count(row.text, rows[index - 1].text if goes_on else "")


def count_essay(essay: Essay) -> Counts:
    headed = tuple(headed_sections(essay))
    return Counts(
        1 if essay.number else 0,
        len(headed),
        sum(one.paragraphs for one in headed),
        len(essay.quotes),
        sum(sum(one.words) for one in headed),
        sum(one.paid_words for one in headed),
    )


def count_document(document: Document) -> Counts:
    return total(count_essay(essay) for essay in essays_of(document))


def total(counts: Iterable[Counts]) -> Counts:
    return sum(counts, Counts())
