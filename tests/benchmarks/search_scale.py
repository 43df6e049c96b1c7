"""What a search costs when the library is many times as large: sizes, p50 and p95 before and after.

    DATA_DIR=… python -m tests.benchmarks.search_scale --times 10

It writes copies of every collection, essay, revision and search row into the database of the environment, under new
ids and without their sections: use a scratch site. The words are those of `queries.txt`, asked by a stranger, and no
page is kept.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
from django.conf import settings

from tests.shared import SHARED

CHUNK = 5000
TURNS = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--queries", type=Path, default=SHARED / "bench" / "queries.txt", help="one a line")
    parser.add_argument("--times", type=int, default=10, help="how many times as large")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "studysite.settings")
    django.setup()
    settings.ALLOWED_HOSTS = ["*"]
    queries = options.queries.read_text(encoding="utf-8").split()
    _report(queries)
    begun = time.perf_counter()
    _multiply(options.times)
    print(f"made {options.times} times as large in {time.perf_counter() - begun:.0f} s")
    _report(queries)


def _report(queries: list[str]) -> None:
    # Models load only when Django is set up.
    from django.core.cache import caches
    from django.test import Client

    from essays.models import Essay, SearchRow

    client, best = Client(), []
    for words in queries:
        times = []
        for _turn in range(TURNS):
            caches["pages"].clear()
            begun = time.perf_counter()
            assert client.get("/search/", {"q": words}).status_code == 200, "no index: rebuild_search"
            times.append((time.perf_counter() - begun) * 1000)
        best.append(min(times))
    best.sort()
    print(f"{Essay.objects.count()} essays, {SearchRow.objects.count()} rows, {_megabytes():.0f} MB: ", end="")
    print(f"p50 {statistics.median(best):.1f} ms, p95 {best[int(len(best) * 0.95)]:.1f} ms, max {best[-1]:.1f} ms")


def _megabytes() -> float:
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT page_count * page_size / 1e6 FROM pragma_page_count, pragma_page_size")
        else:
            cursor.execute("SELECT pg_database_size(current_database()) / 1e6")
        return float(cursor.fetchone()[0])


def _multiply(times: int) -> None:
    from django.db import connection, transaction
    from django.db.models import Max

    from essays.models import Collection, Essay, Revision, SearchRow
    from essays.models.grams import gram_index
    from essays.models.grams.asked import COLLECTION_SHIFT, NUMBER_BITS

    models = {"collection": Collection, "essay": Essay, "revision": Revision}
    sizes = {name: model.objects.aggregate(last=Max("pk"))["last"] for name, model in models.items()}
    add = _grams_by_copy() if connection.vendor == "postgresql" else _grams_anew()
    for turn in range(1, times):
        shift = (turn * sizes["collection"] << COLLECTION_SHIFT) + (turn * sizes["essay"] << NUMBER_BITS)
        with transaction.atomic(), connection.cursor() as cursor:
            for name, model in models.items():
                cursor.execute(_copy(model, turn * sizes[name], sizes, turn, f"id <= {sizes[name]}"))
            cursor.execute(_copy(SearchRow, shift, sizes, turn, f"collection_id <= {sizes['collection']}"))
            add(shift)
    add(None)
    gram_index().tidy()


def _grams_anew() -> Callable[[int | None], None]:
    """What adds the grams of all rows under ids so much higher, as publication does."""
    from essays.models import SearchRow
    from essays.models.grams import gram_index

    known = list(SearchRow.objects.only("pk", "text", "for_strangers", "for_readers"))

    def add(shift: int | None) -> None:
        for start in range(0, len(known) if shift else 0, CHUNK):
            gram_index().add([_shifted(row, shift) for row in known[start : start + CHUNK]])

    return add


def _grams_by_copy() -> Callable[[int | None], None]:
    """The same inside PostgreSQL, with the indexes made in the end: ten times as fast."""
    from django.db import connection

    from essays.models.grams.postgresql import TABLE

    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s", [TABLE])
        indexes = [(name, made.replace(" ONLY ", " ")) for name, made in cursor.fetchall() if "USING gin" in made]
        for name, _made in indexes:
            cursor.execute(f"DROP INDEX {name}")
        cursor.execute(f"CREATE TEMPORARY TABLE copied AS SELECT * FROM {TABLE} WHERE NOT for_desk")

    def add(shift: int | None) -> None:
        with connection.cursor() as cursor:
            if shift is not None:
                cursor.execute(
                    f"INSERT INTO {TABLE} (id, for_strangers, for_readers, for_desk, grams, folded) "
                    f"SELECT id + {shift}, for_strangers, for_readers, for_desk, grams, folded FROM copied"
                )
            else:
                for _name, made in indexes:
                    cursor.execute(made)

    return add


def _copy(model: Any, shift: int, sizes: dict[str, int], turn: int, where: str) -> str:
    """An INSERT of the model's rows with their ids, and those of the copied tables, further on."""
    columns, values = [], []
    for field in model._meta.concrete_fields:
        columns.append(f'"{field.column}"')
        moved = shift if field.primary_key else turn * sizes.get(field.name, 0)
        values.append(f'"{field.column}" + {moved}' if moved else f'"{field.column}"')
    table = model._meta.db_table
    return f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(values)} FROM {table} WHERE {where}"


def _shifted(row: Any, shift: int) -> Any:
    return type(row)(pk=row.pk + shift, text=row.text, for_strangers=row.for_strangers, for_readers=row.for_readers)


if __name__ == "__main__":
    main()
