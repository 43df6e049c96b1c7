"""What a reader takes away: an essay or a collection, of its text exactly what this reader may read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import reduce

from lxml import html as markup_reader
from lxml.html import HtmlElement

from essays.documents.html import join
from essays.richtext import sanitize

from .blocks import Block, Gap, Paragraph, Passage
from .naming import two_storeys


@dataclass(frozen=True, slots=True)
class Leaf:
    """An essay in a file: 第一篇, its title in one or two storeys, and its blocks."""

    label: str
    title: str
    blocks: tuple[Block, ...]

    @property
    def storeys(self) -> tuple[str, str]:
        return two_storeys(self.title)


@dataclass(frozen=True, slots=True)
class TakeAway:
    """`left_out` says of a gap how much is missing: it holds `{words}`; `address` is where the whole is read."""

    title: str
    author: str
    address: str
    leaves: Sequence[Leaf]
    left_out: str
    changed: datetime | None

    @property
    def text(self) -> str:
        passages = [block for leaf in self.leaves for block in leaf.blocks if isinstance(block, Passage)]
        lines = [paragraph.text for passage in passages for paragraph in passage.paragraphs]
        return "\n".join([self.title, *(passage.heading for passage in passages), *lines])

    def missing(self, gap: Gap) -> str:
        return self.left_out.format(words=gap.words)


def elements(paragraph: Paragraph) -> Iterator[HtmlElement]:
    """The block elements of a paragraph whose pieces are joined: p, blockquote, ol, ul, table, hr…"""
    whole = sanitize(reduce(join, (piece.markup for piece in paragraph.pieces), ""))
    yield from (one for one in markup_reader.fragments_fromstring(whole) if isinstance(one, HtmlElement))
