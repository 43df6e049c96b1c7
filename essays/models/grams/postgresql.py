"""Tables of bigrams as arrays, one a kind, with an index a face.

The folded text beside them tells whether a run stands there indeed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

from django.db import connection, transaction

from essays.documents.folding import bigrams_of_run, escaped, fold, grams

from .asked import COLLECTION_SHIFT, KINDS, Condition, Face, Row, Statement, Wanted, joined, kinds_left, side
from .zones import RUNS, ZONES, run_of

TABLE = "essays_search_grams"
NEAR = 30
# Every search reads through what waits to be put in its place in an index: that of a publication waits for nothing,
# and of many rows until the index is tidied.
MANY = 2000
PUT_IN_PLACE = """
    SELECT gin_clean_pending_list(i.indexrelid) FROM pg_index i
    JOIN pg_class c ON c.oid = i.indexrelid AND c.relkind = 'i' JOIN pg_am a ON a.oid = c.relam AND a.amname = 'gin'
    JOIN pg_class t ON t.oid = i.indrelid AND t.relname LIKE %s
"""
_WHILE_ASKING = (("enable_seqscan", "off"), ("jit", "off"), ("max_parallel_workers_per_gather", "0"))
# Of a weight like bm25's without what it knows of other rows, for some may be hidden from who asks.
SATURATION, LENGTH_SHARE, USUAL_LENGTH = 1.2, 0.75, 400


class PostgresGrams:
    has_order = False
    newest_first = "id + 0 DESC"  # put in order when they are found, and not by a look at all rows in this order
    runs: tuple[int, ...] = RUNS
    most_read, most_counted = 3000, 1000  # the row of each hit is fetched

    @contextmanager
    def asking(self) -> Iterator[None]:
        """The planner does not know what it takes to unpack the grams of a row, and would read the whole table for a
        word that is not rare; no search is so long that compiling it first pays; and workers of their own would give
        the parts in any order.
        """
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("; ".join(f"SET LOCAL {name} = {value}" for name, value in _WHILE_ASKING))
            yield
            cursor.execute("; ".join(f"SET LOCAL {name} = DEFAULT" for name, _value in _WHILE_ASKING))

    def add(self, rows: Sequence[Row]) -> None:
        sql = (
            f"INSERT INTO {TABLE} (id, for_strangers, for_readers, for_desk, grams, folded) "
            "VALUES (%s, %s, %s, %s, %s, %s)"
        )
        with transaction.atomic(), connection.cursor() as cursor:
            if len(rows) < MANY:
                cursor.execute("SET LOCAL gin_pending_list_limit = 64")
            cursor.executemany(sql, list(map(_values, rows)))

    def remove(self, rows: Sequence[Row]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE} WHERE id = ANY(%s)", [[row.pk for row in rows]])

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE}")

    def tidy(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(PUT_IN_PLACE, [f"{TABLE}_%"])
            cursor.execute(f"ANALYZE {TABLE}")

    def hits(self, wanted: Wanted, face: Face, conditions: Sequence[Condition]) -> Statement:
        """Conditions on ids are for rows that grams and zones have led to, and left out where those say as much: the
        planner thinks that hardly any row meets them.
        """
        words = [_stands(run) for run in wanted.words]
        words += [Condition(f"NOT ({one.sql})", one.params) for one in map(_stands, wanted.without)]
        table = _table(conditions)
        zones = [Condition(f"{ZONES} && %s::bigint[]", (found,)) for found in map(_zones, conditions) if found]
        more = [one for one in conditions if not (one.is_all and (table != TABLE or one.kinds == KINDS))]
        end = joined([side(face), *words, *zones, *more], "(id + 0)")
        return Statement(f"SELECT id FROM {table} WHERE TRUE{end.sql}", end.params)

    def places(self, hits: Statement) -> list[int]:
        """In one row, as on SQLite."""
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT string_agg((id >> {COLLECTION_SHIFT})::text, ',') FROM ({hits.sql}) h", hits.params
            )
            [(found,)] = cursor.fetchall()
        return sorted(json.loads(f"[{found}]")) if found else []

    def best(self, wanted: Wanted, face: Face, conditions: Sequence[Condition]) -> Statement:
        hits = self.hits(wanted, face, conditions)
        if max(map(len, wanted.words)) == 1:
            return Statement(f"{hits.sql} ORDER BY {self.newest_first}", hits.params)
        order, params = [], list(hits.params)
        if wanted.adjoining:
            order.append("strpos(folded, %s) = 0")
            params.append(wanted.adjoining)
            for one, other in pairwise(word for word in wanted.words if len(word) > 1):
                order.append(f"abs(strpos(folded, %s) - strpos(folded, %s)) > {NEAR}")
                params += [one, other]
        order.append(f"{' + '.join([_WEIGHT] * len(wanted.words))} DESC")
        params += [value for word in wanted.words for value in (word, len(word)) * 2]
        return Statement(f"{hits.sql} ORDER BY {', '.join(order)}, id", params)


def _table(conditions: Sequence[Condition]) -> str:
    """That of the only kind which all conditions leave, or that of all kinds."""
    left = kinds_left(conditions)
    return f"{TABLE}_{min(left):d}" if len(left) == 1 else TABLE


def _zones(condition: Condition) -> list[int]:
    return [*condition.runs, *map(run_of, condition.collections)]


_TIMES = "(char_length(folded) - char_length(replace(folded, %s, ''))) / %s::float"
_LENGTH = f"({1 - LENGTH_SHARE} + {LENGTH_SHARE} * char_length(folded) / {USUAL_LENGTH})"
_WEIGHT = f"{_TIMES} / ({_TIMES} + {SATURATION} * {_LENGTH})"


def _values(row: Row) -> tuple[Any, ...]:
    folded = fold(row.text)
    found = sorted(set(grams(folded).split(" "))) if folded else []
    return row.pk, row.for_strangers, row.for_readers, row.for_desk, found, folded


def _stands(run: str) -> Condition:
    """The run stands in the row. Two characters are a gram; of more, each pair might stand in another place."""
    wanted = [escaped(run)] if len(run) == 1 else sorted(set(bigrams_of_run(run)))
    if len(run) < 3:
        return Condition("grams @> %s::text[]", (wanted,))
    return Condition("grams @> %s::text[] AND strpos(folded, %s) > 0", (wanted, run))
