"""The rows by which what is public is found: written when essays are published, withdrawn, moved or put away."""

from __future__ import annotations

import logging
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.apps import apps

from essays.access import STRANGER, visible_to
from essays.documents.html import paragraphs, plain
from essays.documents.pinyin import spell
from essays.documents.tree import SpeechKind

from .quote import Quote
from .relating import relate
from .search_row import MOST_ROWS, Kind, SearchRow, put_rows, row_id, settle_row
from .section import Section

# Count it up when rows or grams are made otherwise: the index is then built anew before it answers again.
INDEX_VERSION = 2
BREAKS = re.compile(r"[\n\t]+")  # of items and cells: no run of characters goes over them

Line = tuple[str, list[Any]]  # words, and [uid of the section, number of the paragraph]

logger = logging.getLogger(__name__)


def index_essays(essays: Iterable[int]) -> None:
    """Let all that is public of these essays, now or later, be found, and nothing else of them."""
    ids = sorted(set(essays))
    found = apps.get_model("essays", "Revision").objects.filter(essay__in=ids).current().filter(visible_to(STRANGER))
    revisions = list(found.select_related("essay__collection").order_by("essay_id", "id"))
    sections, quotes = defaultdict(list), defaultdict(list)
    if revisions:
        for section in Section.objects.filter(revision__in=revisions).order_by("position", "id"):
            sections[section.revision_id].append(section)
        known = Quote.objects.filter(revision__in=revisions).select_related("attribution__speaker__head")
        for quote in known.order_by("position", "id"):
            quotes[quote.revision_id].append(quote)
    rows: list[SearchRow] = []
    numbers: Counter[tuple[Kind, int]] = Counter()
    for revision in revisions:
        for kind, row in _rows(revision, sections[revision.pk], quotes[revision.pk]):
            number = numbers[kind, revision.essay_id]
            if number == MOST_ROWS:
                logger.warning(
                    "Essay %d has too many rows of kind %s to be found by all.", revision.essay_id, kind.label
                )
            if number < MOST_ROWS:
                row.pk = row_id(kind, row.collection_id, row.essay_id, number)
                settle_row(row)
                rows.append(row)
            numbers[kind, revision.essay_id] += 1
    put_rows(rows, of=ids)
    relate(revisions, sections, quotes, of=ids)


def forget_essays(essays: Iterable[int]) -> None:
    """Of essays that are gone nothing is found."""
    put_rows([], of=essays)


def _rows(revision: Any, sections: Sequence[Section], quotes: Sequence[Quote]) -> Iterator[tuple[Kind, SearchRow]]:
    title = revision.essay.collection.title
    yield Kind.COLLECTION, _row(revision, title, **spell(title)._asdict())
    titles = [revision.title, revision.subtitle] if revision.subtitle else [revision.title]
    yield Kind.TITLE, _row(revision, "\n".join(titles), **spell(titles[-1])._asdict())
    for group in _under_headings(sections):
        yield from _text_rows(revision, group)
    for quote in quotes:
        yield from _quote_rows(revision, quote)


def _row(revision: Any, text: str, *, free: bool = True, paid: bool = True, **fields: Any) -> SearchRow:
    """A row of the revision, for strangers (`free`), for readers of paid text (`paid`), or both."""
    return SearchRow(
        collection_id=revision.essay.collection_id,
        essay_id=revision.essay_id,
        revision_id=revision.pk,
        live_from=revision.live_from,
        live_until=revision.live_until,
        for_strangers=free,
        for_readers=paid,
        text=text,
        **fields,
    )


def _text_rows(revision: Any, group: Sequence[Section]) -> Iterator[tuple[Kind, SearchRow]]:
    """The sections under one heading: what is free of them, and for readers the whole, joined over the cuts."""
    heading = next((section.heading for section in group if section.heading), "")
    shared: dict[str, Any] = {"uid": group[0].uid, "heading": heading}
    is_free = [not section.is_paid for section in group]
    if heading:
        yield Kind.HEADING, _row(revision, heading, free=any(is_free) or _outline_is_public(revision), **shared)
    whole, open_part = _lines(group), _lines(group, free=True)
    if open_part:
        yield Kind.BODY, _row(revision, **_written(open_part), paid=all(is_free), **shared)
    if whole and not all(is_free):
        yield Kind.BODY, _row(revision, **_written(whole), free=False, **shared)


def _quote_rows(revision: Any, quote: Quote) -> Iterator[tuple[Kind, SearchRow]]:
    """Its words, and who says it (`may_name` says the same of a reader): each is found only once it is confirmed."""
    shared: dict[str, Any] = {"uid": quote.uid, "attribution": quote.attribution}
    is_statement = quote.kind == SpeechKind.STATEMENT
    if not is_statement:
        yield Kind.QUOTE, _row(revision, quote.text, free=not quote.is_paid, **shared)
    if name := quote.speaker or quote.organisation:
        post = quote.organisation + quote.title if quote.speaker else quote.title
        is_named = not quote.is_paid or (_outline_is_public(revision) and not is_statement)
        yield Kind.SPEAKER, _row(revision, name, free=is_named, heading=post, **shared)


def _outline_is_public(revision: Any) -> bool:
    return bool(revision.essay.collection.outline_public)


def _under_headings(sections: Sequence[Section]) -> list[list[Section]]:
    groups: list[list[Section]] = []
    for section in sections:
        if section.continues and groups:
            groups[-1].append(section)
        else:
            groups.append([section])
    return groups


def _lines(group: Sequence[Section], *, free: bool = False) -> list[Line]:
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
