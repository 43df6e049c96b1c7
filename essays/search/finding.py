"""What one reader's query finds: how much of each kind and collection, and a page of it in order."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from heapq import nlargest
from typing import Any

from django.utils.functional import cached_property

from essays.access import Paid, Reader, is_free_to_all
from essays.models import Collection
from essays.models.grams import Condition, Face, Statement, Wanted, gram_index, standing
from essays.models.grams.asked import COLLECTION_BITS, COLLECTION_MASK, KIND_SHIFT
from essays.models.grams.zones import parted
from essays.models.search_row import Kind

from .conditions import (
    ROW,
    away,
    before_kind,
    below,
    but,
    by,
    escaped,
    from_kind,
    in_collections,
    in_kind,
    of_collection,
)
from .details import fetched, titles
from .query import Query

A_PAGE = 10
MOST_CHOICES = 8  # of a facet (U3.7)
MOST_ORDERED = 2000  # hits of a kind that are put in order: of more the newest come first
MOST_WEIGHED = 500  # hits of which rows are looked up, for speakers and headings: of more, other filters come first
WITH_ROW = f"JOIN {ROW} r ON r.id = h.id"


@dataclass(frozen=True, slots=True)
class Filters:
    """What the hits are narrowed to; None where nothing was chosen."""

    kind: Kind | None = None
    collection: int | None = None
    speaker: int | None = None
    heading: str | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: a speaker's or collection's id, or that of a search row."""

    kind: Kind
    id: int


def face_of(reader: Reader, now: datetime) -> Face:
    """The side of the wall that is searched for a reader; a signed link opens one essay and no search."""
    if reader.paid is Paid.ALL:
        return Face(is_open=True)
    asked = _free_for_a_time()
    # Django takes longer to say that there is none than the database.
    rows = Collection.objects.raw(asked) if fetched(Statement(asked, [])) else ()
    opened = frozenset(row.pk for row in rows if is_free_to_all(row, now))
    return Face(opened=opened | reader.collections if reader.paid is Paid.SOME else opened)


@cache
def _free_for_a_time() -> str:
    """As SQL without parameters: to make it takes longer than to ask it, and every search does."""
    return str(Collection.objects.free_for_a_time().order_by().query)


class Finding:
    def __init__(self, query: Query, filters: Filters, reader: Reader, now: datetime) -> None:
        self.query, self.filters = query, filters
        self.face = face_of(reader, now)
        gone = away(now)
        # To look each hit up among none takes a tenth of the time that finding them does.
        self._live = [but(gone)] if fetched(Statement(f"{gone.sql} LIMIT 1", gone.params)) else []

    @cached_property
    def _places(self) -> list[int]:
        """Kind and collection of so many hits and one more, in order; the first ones where the index has order."""
        index = gram_index()
        if index.has_order:
            hits = self._hits(self._conditions)
            return index.places(Statement(f"{hits.sql} ORDER BY id LIMIT {index.most_read + 1}", hits.params))
        return index.places(self._some_hits(self._conditions, index.most_read + 1))

    @cached_property
    def _is_many(self) -> bool:
        """Whether there are more hits than are read."""
        return len(self._places) > gram_index().most_read

    def _of_kind(self, kind: Kind) -> list[int]:
        """The places of the hits of a kind that are read."""
        return self._places[self._start_of(kind) : self._start_of(kind + 1)]

    def _start_of(self, kind: int) -> int:
        return bisect_left(self._places, kind << COLLECTION_BITS)

    def _is_read(self, kind: Kind) -> bool:
        """Whether all hits of the kind are read, though not those of all."""
        return gram_index().has_order and kind < self._places[-1] >> COLLECTION_BITS

    @cached_property
    def _speakers(self) -> list[int]:
        """The speakers that are found, in their order; where there is very much, those of the newest rows."""
        newest = _most_of(Kind.SPEAKER) if self._is_many else None
        return self.of_kind(Kind.SPEAKER, 0, gram_index().most_counted, newest=newest)

    @cached_property
    def counts(self) -> dict[Kind, int]:
        """How many of each kind; of speakers and collections each counts once."""
        rows = self._rows_of_all if self._is_many else {kind: len(self._of_kind(kind)) for kind in Kind}
        counts = {kind: count for kind, count in rows.items() if count}
        if Kind.SPEAKER in counts:
            counts[Kind.SPEAKER] = len(self._speakers)
        if Kind.COLLECTION in counts:
            counts[Kind.COLLECTION] = self._count_collections()
        return counts

    def _count_collections(self) -> int:
        if not self._is_many or self._is_read(Kind.COLLECTION):
            return len(set(self._of_kind(Kind.COLLECTION)))
        rows = self._cut(Kind.COLLECTION)
        sql = f"SELECT count(DISTINCT {of_collection('h.id')}) FROM ({rows.sql}) h"
        [(found,)] = fetched(Statement(sql, rows.params))
        return int(found)

    @cached_property
    def _rows_of_all(self) -> dict[Kind, int]:
        """Rows of each kind; of very many no more are counted than pages lead to."""
        known = {kind: len(self._of_kind(kind)) for kind in Kind if self._is_read(kind)}
        parts = {kind: self._cut(kind) for kind in Kind if kind not in known}
        counted = ", ".join(f"(SELECT count(*) FROM ({part.sql}) h)" for part in parts.values())
        values = [value for part in parts.values() for value in part.params]
        [found] = fetched(Statement(f"SELECT {counted}", values))
        counts = known | dict(zip(parts, found, strict=True))
        return {kind: min(count, _most_of(kind)) for kind, count in counts.items()}

    def _cut(self, kind: Kind) -> Statement:
        """Hits of a kind, as many as count."""
        return self._some_hits([*self._conditions, in_kind(kind)], _most_of(kind))

    @cached_property
    def more(self) -> set[Kind]:
        """The kinds of which there may be more than was counted."""
        if not self._is_many:
            return set()
        return {kind for kind, count in self._rows_of_all.items() if count == _most_of(kind)}

    @cached_property
    def total(self) -> int:
        return sum(self.counts.values())

    @cached_property
    def collections(self) -> list[tuple[int, str, int]]:
        """Collections with their titles and counts, most first; none where there is too much to be read."""
        places = [] if self._is_many else self._places[self._start_of(Kind.HEADING) :]
        most = _most(Counter([place & COLLECTION_MASK for place in places]))
        known = dict(titles([pk for pk, _count in most]))
        return [(pk, known[pk], count) for pk, count in most if pk in known]

    def counts_below(self, last: Kind) -> dict[Kind, int]:
        """How many rows are hit of each kind before `last`."""
        hits = self._hits([*self._conditions, before_kind(last)])
        sql = f"SELECT h.id >> {KIND_SHIFT}, count(*) FROM ({hits.sql}) h GROUP BY 1"
        return {Kind(kind): count for kind, count in fetched(Statement(sql, hits.params))}

    @cached_property
    def _facets(self) -> tuple[Counter[int | None], Counter[str]]:
        """How often each speaker says, and each heading stands above, what was found; of very many nothing."""
        said, above = Counter[int | None](), Counter[str]()
        if not self._is_many and 0 < self.total <= MOST_WEIGHED:
            hits = self._hits([*self._conditions, from_kind(Kind.HEADING)])
            sql = f"SELECT h.id >> {KIND_SHIFT}, r.speaker_id, r.heading FROM ({hits.sql}) h {WITH_ROW}"
            for kind, speaker, heading in fetched(Statement(sql, hits.params)):
                if kind == Kind.QUOTE:
                    said[speaker] += 1
                elif kind != Kind.TITLE:
                    above[heading] += 1
        del said[None], above[""]
        return said, above

    @cached_property
    def speakers(self) -> list[tuple[int, int]]:
        """Speakers of the quotations found, with their counts, most first."""
        return _most(self._facets[0])

    @cached_property
    def headings(self) -> list[tuple[str, int]]:
        """Headings above what was found, the same way."""
        return _most(self._facets[1])

    def page(self, number: int) -> list[Hit]:
        """The hits of a page, numbered from 1, each kind in its own order."""
        start = (number - 1) * A_PAGE
        found: list[Hit] = []
        for kind in Kind:
            count = self.counts.get(kind, 0)
            room = A_PAGE - len(found)
            if start < count and room:
                found += [Hit(kind, pk) for pk in self._some(kind, start, min(room, count - start))]
            start = max(start - count, 0)
        return found

    def _some(self, kind: Kind, start: int, most: int) -> list[int]:
        if kind is Kind.SPEAKER:
            return self._speakers[start : start + most]
        is_many = self._is_many or self.counts[kind] > MOST_ORDERED
        return self.of_kind(kind, start, most, newest=gram_index().most_counted if is_many else None)

    def of_kind(self, kind: Kind, start: int, most: int, *, newest: int | None = None) -> list[int]:
        """Ids of the hits of one kind in its order: of speakers, of collections, else of search rows.

        With `newest` rows come as they are, and speakers and collections from the newest so many rows.
        """
        narrowed = [*self._conditions, in_kind(kind)]
        hits = self._hits(narrowed)
        if newest is not None and kind in (Kind.SPEAKER, Kind.COLLECTION):
            newest_hits = self._newest(narrowed, newest)
            hits = Statement(f"{newest_hits.sql} LIMIT {newest:d}", newest_hits.params)
        if kind is Kind.SPEAKER:
            name = f"%{escaped(self.query.words[0] if self.query.words else '')}%"
            nearest = "min(CASE WHEN s.name LIKE %s ESCAPE '!' THEN length(s.name) ELSE 1000 END)"
            sql = (
                f"SELECT s.id FROM ({hits.sql}) h {WITH_ROW} JOIN essays_speaker s ON s.id = r.speaker_id "
                f"GROUP BY s.id ORDER BY {nearest}, count(*) DESC, s.id"
            )
            statement = Statement(sql, [*hits.params, name])
        elif kind is Kind.COLLECTION:
            sql = f"SELECT DISTINCT {of_collection('h.id')} AS pk FROM ({hits.sql}) h ORDER BY pk DESC"
            statement = Statement(sql, hits.params)
        elif self.query.words and newest is None:
            statement = gram_index().best(self._wanted, self.face, narrowed)
        else:
            statement = self._newest(narrowed, start + most)
        return [
            row[0] for row in fetched(Statement(f"{statement.sql} LIMIT {most:d} OFFSET {start:d}", statement.params))
        ]

    def _some_hits(self, conditions: Sequence[Condition], most: int) -> Statement:
        """So many hits and no more, those that are found at least cost."""
        hits = self._hits(conditions) if gram_index().has_order else self._by_parts(conditions, most)
        return Statement(f"{hits.sql} LIMIT {most:d}", hits.params)

    def _by_parts(self, conditions: Sequence[Condition], most: int, order: str = "") -> Statement:
        """The hits of the index, the newest collections first, of each part no more than `most`."""
        parts = [self._hits([*conditions, *part]) for part in self._parts]
        some = [f"SELECT id FROM ({part.sql}) q{order} LIMIT {most:d}" for part in parts]
        sql = " UNION ALL ".join(f"SELECT id FROM ({one}) p" for one in some)
        return Statement(f"SELECT id FROM ({sql}) n", [value for part in parts for value in part.params])

    def _newest(self, conditions: Sequence[Condition], most: int) -> Statement:
        by_key = gram_index().has_order and not self.query.words
        return self._by_parts(conditions, most, f" ORDER BY {'id DESC' if by_key else gram_index().newest_first}")

    @cached_property
    def _parts(self) -> list[list[Condition]]:
        if not self.query.words:
            return [[]]
        [(last,)] = fetched(Statement("SELECT coalesce(max(id), 0) FROM essays_collection", []))
        return list(parted(last, gram_index().runs))

    def _hits(self, conditions: Sequence[Condition]) -> Statement:
        if self.query.words:
            return gram_index().hits(self._wanted, self.face, conditions)
        return standing(ROW, self.face, conditions)

    @property
    def _wanted(self) -> Wanted:
        return Wanted(self.query.words, self.query.without)

    @cached_property
    def _conditions(self) -> list[Condition]:
        found = [*self._live]
        if self.filters.kind is not None:
            found.append(in_kind(self.filters.kind))
        if self.filters.collection is not None:
            found.append(in_collections([self.filters.collection]))
        if self.query.collections:
            named = {pk for name in self.query.collections for pk in self._named(Kind.COLLECTION, name)}
            found.append(in_collections(named))
        if self.query.speakers:
            found.append(by({pk for name in self.query.speakers for pk in self._named(Kind.SPEAKER, name)}))
        elif self.query.collections and not self.query.words:
            found.append(in_kind(Kind.TITLE))
        if self.filters.speaker is not None:
            found.append(by([self.filters.speaker]))
        if self.filters.heading is not None:
            found.append(below(self.filters.heading))
        return found

    def _named(self, kind: Kind, name: str) -> list[int]:
        hits = gram_index().hits(Wanted((name,)), self.face, [*self._live, in_kind(kind)])
        what = f"{of_collection('h.id')} FROM ({hits.sql}) h"
        if kind is Kind.SPEAKER:
            what = f"r.speaker_id FROM ({hits.sql}) h {WITH_ROW} WHERE r.speaker_id IS NOT NULL"
        return [row[0] for row in fetched(Statement(f"SELECT DISTINCT {what}", hits.params))]


def _most_of(kind: Kind) -> int:
    """Hits that are looked at where there are very many: each of a speaker's is to be looked up."""
    return MOST_WEIGHED if kind is Kind.SPEAKER else gram_index().most_counted


def _most(counted: Counter[Any]) -> list[tuple[Any, int]]:
    """The first in order of their counts; only what counts enough is put in order, for there may be thousands."""
    least = min(nlargest(MOST_CHOICES, counted.values()), default=0)
    enough = [item for item in counted.items() if item[1] >= least]
    return sorted(enough, key=lambda item: (-item[1], item[0]))[:MOST_CHOICES]
