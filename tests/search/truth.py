"""What a search ought to find, the slow way: every text is fetched through the gate, folded and looked through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from essays.access import Reader, visible_to
from essays.documents.folding import fold
from essays.documents.html import paragraphs, plain
from essays.models import Collection, Quote, Revision, SearchRow, Section
from essays.models.search_row import Kind
from essays.search.finding import Filters, Finding, Hit
from essays.search.query import Query

Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Thing:
    kind: Kind
    key: Key
    lines: tuple[str, ...]

    def holds(self, run: str) -> bool:
        return any(run in line for line in self.lines)


def things(reader: Reader, now: datetime) -> list[Thing]:
    return [*_texts(reader, now), *_titles(reader, now), *_quotes(reader, now)]


def truth(query: Query, all_things: list[Thing]) -> set[tuple[Kind, Key]]:
    return {
        (thing.kind, thing.key)
        for thing in all_things
        if all(map(thing.holds, query.words)) and not any(map(thing.holds, query.without))
    }


EVERYTHING = 1 << 30


def found(query: Query, reader: Reader, now: datetime) -> list[tuple[Kind, Key]]:
    """All that the index finds, in order."""
    finding = Finding(query, Filters(), reader, now)
    hits = [Hit(kind, pk) for kind in Kind for pk in finding.of_kind(kind, 0, EVERYTHING)]
    rows = SearchRow.objects.defer("text").in_bulk([hit.id for hit in hits if hit.kind > Kind.COLLECTION])
    return [(hit.kind, (hit.id,) if hit.kind <= Kind.COLLECTION else _key(hit.kind, rows[hit.id])) for hit in hits]


def _key(kind: Kind, row: SearchRow) -> Key:
    return (row.essay_id,) if kind is Kind.TITLE else (row.essay_id, row.uid)


def _folded(lines: Iterator[str] | list[str]) -> tuple[str, ...]:
    return tuple(part for line in lines for part in fold(line).split("\n"))


def _texts(reader: Reader, now: datetime) -> Iterator[Thing]:
    rows = list(Section.objects.live(now).for_reader(reader))
    for essay, run in groupby(rows, lambda row: row.essay_id):
        groups: list[list[Any]] = []
        for row in run:
            if row.continues and groups:
                groups[-1].append(row)
            else:
                groups.append([row])
        for group in groups:
            if lines := _joined(group):
                yield Thing(Kind.BODY, (essay, group[0].uid), _folded(lines))
            heading = next((row.heading for row in group if row.heading), "")
            if heading:
                yield Thing(Kind.HEADING, (essay, group[0].uid), _folded([heading]))


def _joined(group: list[Any]) -> list[str]:
    lines: list[str] = []
    broken = True
    for row in group:
        if row.is_locked:
            broken = True
            continue
        for number, markup in enumerate(paragraphs(row.body)):
            if number == 0 and row.continues == "paragraph" and not broken and lines:
                lines[-1] += plain(markup)
            else:
                lines.append(plain(markup))
        broken = False
    return lines


def _titles(reader: Reader, now: datetime) -> Iterator[Thing]:
    for revision in Revision.objects.live(now).visible_to(reader):
        yield Thing(Kind.TITLE, (revision.essay_id,), _folded([revision.title, revision.subtitle]))
    for collection in Collection.objects.visible_to(reader, now):
        yield Thing(Kind.COLLECTION, (collection.pk,), _folded([collection.title]))


def _quotes(reader: Reader, now: datetime) -> Iterator[Thing]:
    live = Quote.objects.live(now).confirmed().filter(visible_to(reader))
    for quote in live.quotations().for_reader(reader):
        if not quote.is_locked:
            yield Thing(Kind.QUOTE, (quote.essay_id, quote.uid), _folded([quote.text]))
    named: dict[int, list[tuple[str, ...]]] = {}
    for row in (
        live.named(reader).filter(attribution__speaker__isnull=False).select_related("attribution__speaker__head")
    ):
        speaker = row.attribution.speaker
        head = speaker.head or speaker
        post = row.organisation + row.title if row.speaker else row.title
        names = [row.speaker or row.organisation, speaker.name, head.name, post]
        named.setdefault(head.pk, []).append(_folded([name for name in names if name]))
    for pk, captions in named.items():
        for caption in captions:
            yield Thing(Kind.SPEAKER, (pk,), caption)
