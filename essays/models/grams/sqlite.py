"""Contentless FTS5 tables of bigrams, one a face: rows hidden from strangers can sway no order of theirs.

Each character is a token too, once a row: very many pairs begin with a common one. The desk's rows do without.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from itertools import pairwise
from operator import attrgetter
from threading import Lock

from django.db import connection

from essays.documents.folding import bigrams, bigrams_of_run, escaped, fold, grams

from .asked import (
    COLLECTION_SHIFT,
    EVERYWHERE,
    KIND_SHIFT,
    OF_COLLECTION,
    Condition,
    Face,
    Row,
    Statement,
    Wanted,
    joined,
    kinds_left,
)

STRANGERS, READERS, DESK = "essays_search_strangers", "essays_search_readers", "essays_search_desk"
FACES: tuple[tuple[str, Callable[[Row], bool]], ...] = (
    (STRANGERS, lambda row: row.for_strangers),
    (READERS, lambda row: row.for_readers),
    (DESK, lambda row: row.for_desk),
)
NEVER, USUALLY = 0, 4  # pieces of one level that FTS5 merges by itself
AT_ONCE, LITTLE = 1 << 26, 1 << 20  # bytes that FTS5 gathers before it writes them out
CACHE = 1 << 27  # bytes of the tables
_TURN = Lock()
MOST_RANGES = 64
NEAR = 30  # characters between the beginnings of words that are near each other


class SqliteGrams:
    has_order = True
    newest_first = (
        "id + 0 DESC"  # going backwards from a greatest id FTS5 of SQLite 3.40 loses rows: it is kept from it
    )
    runs: tuple[int, ...] = (4, 8, 12, 16)
    most_read = most_counted = 10_000

    def asking(self) -> AbstractContextManager[object]:
        """One at a time: SQLite works inside the process, and threads that search at once hand the interpreter to and
        fro at every statement, so that each page costs twice as much (`tests/benchmarks/search_threads.py`).
        """
        return _TURN

    def add(self, rows: Sequence[Row]) -> None:
        tokens = list(_tokens(rows))
        for table, belongs in FACES:
            self._write(f"INSERT INTO {table}(rowid, grams) VALUES (%s, %s)", tokens, belongs)

    def remove(self, rows: Sequence[Row]) -> None:
        tokens = list(_tokens(rows))
        for table, belongs in FACES:
            self._write(f"INSERT INTO {table}({table}, rowid, grams) VALUES ('delete', %s, %s)", tokens, belongs)

    def clear(self) -> None:
        """Until it is tidied, its pieces are great and left as they are: they are put together once, not ten times.
        More of the tables is kept at hand for as long as the connection lasts.
        """
        self._set(automerge=NEVER, hashsize=AT_ONCE)
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA cache_size = -{CACHE >> 10:d}")
            for table, _belongs in FACES:
                cursor.execute(f"INSERT INTO {table}({table}) VALUES ('delete-all')")

    def tidy(self) -> None:
        self._set(automerge=USUALLY, hashsize=LITTLE)
        with connection.cursor() as cursor:
            for table, _belongs in FACES:
                cursor.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")

    def _set(self, **options: int) -> None:
        with connection.cursor() as cursor:
            for table, _belongs in FACES:
                for name, value in options.items():
                    cursor.execute(f"INSERT INTO {table}({table}, rank) VALUES (%s, %s)", [name, value])

    def _write(self, sql: str, tokens: Iterable[tuple[Row, str]], belongs: Callable[[Row], bool]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(sql, [(row.pk, written) for row, written in tokens if belongs(row)])

    def hits(self, wanted: Wanted, face: Face, conditions: Sequence[Condition]) -> Statement:
        if face.is_desk:
            return _hits(DESK, wanted, conditions)
        if face.is_open or not face.opened:
            return _hits(READERS if face.is_open else STRANGERS, wanted, conditions)
        marks = ", ".join(["%s"] * len(face.opened))
        opened = tuple(sorted(face.opened))
        closed = Condition(f"{OF_COLLECTION} NOT IN ({marks})", opened)
        own = Condition(f"{OF_COLLECTION} IN ({marks})", opened, collections=opened)
        parts = _hits(STRANGERS, wanted, [*conditions, closed]), _hits(READERS, wanted, [*conditions, own])
        return Statement(" UNION ALL ".join(part.sql for part in parts), [*parts[0].params, *parts[1].params])

    def places(self, hits: Statement) -> list[int]:
        """In one row: thousands of rows take longer to be handed over than to be found."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT group_concat(id >> {COLLECTION_SHIFT}) FROM ({hits.sql})", hits.params)
            [(found,)] = cursor.fetchall()
        return sorted(json.loads(f"[{found}]")) if found else []  # twice as fast as a call of int for each

    def best(self, wanted: Wanted, face: Face, conditions: Sequence[Condition]) -> Statement:
        """bm25 knows of all rows of its table: where some are hidden from the reader it says nothing."""
        if max(map(len, wanted.words)) == 1 or (face.opened and not face.is_open):
            hits = self.hits(wanted, face, conditions)
            return Statement(f"SELECT id FROM ({hits.sql}) ORDER BY {self.newest_first}", hits.params)
        table = READERS if face.is_open else STRANGERS
        nearest = list(_nearest(wanted))
        has_not = f"rowid NOT IN (SELECT rowid FROM {table} WHERE {table} MATCH %s)"
        columns = "".join(f", {has_not} AS not_{number}" for number in range(len(nearest)))
        order = "".join(f"not_{number}, " for number in range(len(nearest)))
        hits = _hits(table, wanted, conditions, f"{columns}, bm25({table}) AS weight", nearest)
        return Statement(f"SELECT id FROM ({hits.sql}) ORDER BY {order}weight, id", hits.params)


def _tokens(rows: Iterable[Row]) -> Iterator[tuple[Row, str]]:
    """In the order of their ids: FTS5 writes out what it has gathered whenever an id is less than the last."""
    for row in sorted(rows, key=attrgetter("pk")):
        yield row, (bigrams if row.for_desk else grams)(fold(row.text))


def _hits(
    table: str, wanted: Wanted, conditions: Sequence[Condition], columns: str = "", values: Sequence[str] = ()
) -> Statement:
    """Ids, and other columns, of hits. FTS5 leaps over what is outside of one range of ids, but for nothing else."""
    ranges = _ranges(conditions)
    more = joined([one for one in conditions if not ranges or not _is_range(one)], "rowid")
    bounds = [f" AND rowid BETWEEN {start:d} AND {end:d}" for start, end in ranges] or [""]
    parts = [f"SELECT rowid AS id{columns} FROM {table} WHERE {table} MATCH %s{one}{more.sql}" for one in bounds]
    expression = _expression(wanted, _beginning if table == DESK else _phrase)
    return Statement(" UNION ALL ".join(parts), [*values, expression, *more.params] * len(parts))


def _ranges(conditions: Sequence[Condition]) -> list[tuple[int, int]]:
    """The ids of the collections that are left, in their order; nothing where all are, or many apart."""
    named = [set(one.collections) for one in conditions if one.collections]
    spans = [one.span for one in conditions if one.span != EVERYWHERE]
    if named:
        left = [(one, one) for one in sorted(set.intersection(*named))]
    else:
        left = [(max(first for first, _last in spans), min(last for _first, last in spans))] if spans else []
    starts = [kind << KIND_SHIFT for kind in sorted(kinds_left(conditions))]
    ranges = [
        (start | first << COLLECTION_SHIFT, (start | last + 1 << COLLECTION_SHIFT) - 1)
        for start in starts
        for first, last in left
    ]
    return ranges if len(ranges) <= MOST_RANGES else []


def _is_range(condition: Condition) -> bool:
    return condition.is_all or condition.span != EVERYWHERE


def _expression(wanted: Wanted, written: Callable[[str], str]) -> str:
    found = " AND ".join(map(written, wanted.words))
    return f"({found}) NOT ({' OR '.join(map(written, wanted.without))})" if wanted.without else found


def _phrase(run: str) -> str:
    """No token holds a quotation mark or another sign of FTS5: nothing that is typed can be a command."""
    return f'"{" ".join(bigrams_of_run(run)) if len(run) > 1 else escaped(run)}"'


def _beginning(run: str) -> str:
    """The same where no character has a token of its own: FTS5 puts together all pairs that begin with it."""
    return f"{_phrase(run)}*" if len(run) == 1 else _phrase(run)


def _nearest(wanted: Wanted) -> Iterator[str]:
    """What comes first among rows that have all words: those that have them side by side, then near each other."""
    if wanted.adjoining:
        yield _phrase(wanted.adjoining)
        longer = [word for word in wanted.words if len(word) > 1]
        yield from (f"NEAR({_phrase(one)} {_phrase(other)}, {NEAR})" for one, other in pairwise(longer))
