"""Rows joined at their paid boundaries: the headed sections that are compared, with the access of each character."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from essays.documents import html
from essays.documents.tree import Continues
from essays.documents.version import VersionSection

from .shape import Access

Span = tuple[int, bool]  # characters, whether paid


@dataclass(frozen=True)
class Paragraph:
    """A whole paragraph; `spans` say how many characters of it are paid or free, in order."""

    html: str
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Group:
    """A headed section with its rows; `paragraphs` are whole ones."""

    rows: tuple[VersionSection, ...]
    paragraphs: tuple[Paragraph, ...]

    @property
    def uid(self) -> str:
        return self.rows[0].uid

    @property
    def uids(self) -> tuple[str, ...]:
        return tuple(row.uid for row in self.rows if row.uid)

    @property
    def heading(self) -> str:
        return self.rows[0].heading

    @cached_property
    def text(self) -> str:
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    @property
    def access(self) -> Access:
        """That of its text; of its rows while they hold none."""
        spans = {is_paid for paragraph in self.paragraphs for _length, is_paid in paragraph.spans}
        found = spans or {row.is_paid for row in self.rows}
        return Access.MIXED if len(found) > 1 else Access.PAID if True in found else Access.FREE


def join_groups(rows: Iterable[VersionSection]) -> list[Group]:
    found: list[list[VersionSection]] = []
    for row in rows:
        if row.continues is Continues.NO or not found:
            found.append([])
        found[-1].append(row)
    return [Group(tuple(group), tuple(_paragraphs(group))) for group in found]


def _paragraphs(rows: Sequence[VersionSection]) -> Iterator[Paragraph]:
    blocks: list[list[tuple[str, bool]]] = []
    for row in rows:
        for index, block in enumerate(row.paragraphs):
            if index or not blocks or row.continues is not Continues.PARAGRAPH:
                blocks.append([])
            blocks[-1].append((block, row.is_paid))
    for pieces in blocks:
        texts = [(html.plain(block), is_paid) for block, is_paid in pieces]
        joined = ""
        for block, _is_paid in pieces:
            joined = html.join(joined, block)
        yield Paragraph(joined, "".join(text for text, _is_paid in texts), tuple(_spans(texts)))


def _spans(texts: Iterable[tuple[str, bool]]) -> Iterator[Span]:
    filled = ((len(text), is_paid) for text, is_paid in texts if text)
    for is_paid, run in groupby(filled, key=lambda span: span[1]):
        yield sum(length for length, _is_paid in run), is_paid
