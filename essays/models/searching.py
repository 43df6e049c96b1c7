"""The rows by which what is public is found: written when essays are published, withdrawn, moved or put away."""

from __future__ import annotations

import logging
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from essays.documents.flow import under_headings
from essays.documents.html import paragraphs, plain
from essays.documents.pinyin import spell

from .bulk import rows_of_revisions
from .quote import Quote
from .relating import FreePassages, relate
from .search_row import MOST_ROWS, Kind, NewRow, new_row, put_rows, row_id
from .section import Section
from .speech_rows import SPEECH, public_revisions, speech_rows

# Count it up when rows or grams are made otherwise: the index is then built anew before it answers again.
INDEX_VERSION = 3
SECTION = ("revision_id", "uid", "heading", "is_paid", "continues", "body")
BREAKS = re.compile(r"[\n\t]+")  # of items and cells: no run of characters goes over them

Line = tuple[str, list[Any]]  # words, and [uid of the section, number of the paragraph]

logger = logging.getLogger(__name__)


def index_essays(essays: Iterable[int], compared: FreePassages | None = None) -> None:
    """Let all that is public of these essays, now or later, be found, and nothing else of them.

    `compared` remembers what was read of other essays, where many are related one after the other.
    """
    ids = sorted(set(essays))
    revisions = list(public_revisions().filter(essay__in=ids).order_by("essay_id", "id"))
    sections, quotes = defaultdict(list), defaultdict(list)
    if revisions:
        for section in rows_of_revisions(Section.objects, revisions, SECTION):
            sections[section.revision_id].append(section)
        for quote in rows_of_revisions(Quote.objects.confirmed(), revisions, SPEECH):
            quotes[quote.revision_id].append(quote)
    rows: list[NewRow] = []
    numbers = Counter[int]()
    for revision in revisions:
        for row in _rows(revision, sections[revision.pk], quotes[revision.pk]):
            first = row_id(row.kind, row.collection_id, row.essay_id, 0)
            number = numbers[first]
            if number == MOST_ROWS:
                logger.warning(
                    "Essay %d has too many rows of kind %s to be found by all.", revision.essay_id, row.kind.label
                )
            if number < MOST_ROWS:
                row.pk = first | number
                rows.append(row)
            numbers[first] += 1
    put_rows(rows, of=ids)
    relate(revisions, sections, of=ids, compared=compared or FreePassages())


def forget_essays(essays: Iterable[int]) -> None:
    """Of essays that are gone nothing is found."""
    put_rows([], of=essays)


def _rows(revision: Any, sections: Sequence[Any], quotes: Sequence[Any]) -> Iterator[NewRow]:
    title = revision.essay.collection.title
    yield new_row(Kind.COLLECTION, revision, title, **spell(title)._asdict())
    titles = [revision.title, revision.subtitle] if revision.subtitle else [revision.title]
    yield new_row(Kind.TITLE, revision, "\n".join(titles), **spell(titles[-1])._asdict())
    for group in under_headings(sections):
        yield from _text_rows(revision, group)
    for quote in quotes:
        yield from speech_rows(revision, quote)


def _text_rows(revision: Any, group: Sequence[Any]) -> Iterator[NewRow]:
    """The sections under one heading: what is free of them, and for readers the whole, joined over the cuts."""
    heading = next((section.heading for section in group if section.heading), "")
    shared: dict[str, Any] = {"uid": group[0].uid, "heading": heading}
    is_free = [not section.is_paid for section in group]
    if heading:
        yield new_row(
            Kind.HEADING, revision, heading, free=any(is_free) or revision.essay.collection.outline_public, **shared
        )
    whole, open_part = _lines(group), _lines(group, free=True)
    if open_part:
        yield new_row(Kind.BODY, revision, **_written(open_part), paid=all(is_free), **shared)
    if whole and not all(is_free):
        yield new_row(Kind.BODY, revision, **_written(whole), free=False, **shared)


def _lines(group: Sequence[Any], *, free: bool = False) -> list[Line]:
    """The paragraphs of sections under one heading, or of the free ones alone; one cut by a paid boundary is whole."""
    lines: list[Line] = []
    goes_on = False  # the section before is among them
    for section in group:
        if free and section.is_paid:
            goes_on = False
            continue
        for number, markup in enumerate(paragraphs(section.body), start=1):
            first, *rest = BREAKS.split(plain(markup))
            place = [section.uid, number]
            if number == 1 and goes_on and lines and section.continues == Section.Continues.PARAGRAPH:
                lines[-1] = (lines[-1][0] + first, lines[-1][1])
            else:
                lines.append((first, place))
            lines += [(words, place) for words in rest]
        goes_on = True
    return lines


def _written(lines: Sequence[Line]) -> dict[str, Any]:
    return {"text": "\n".join(words for words, _place in lines), "places": [place for _words, place in lines]}
