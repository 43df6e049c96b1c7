"""What a page of results costs where threads of one process search at once: in turns, and all together.

    DATA_DIR=… python -m tests.benchmarks.search_threads [--threads 8] [--pages 400]

Milliseconds of processor time a page, of a stranger and not kept, beside those of one thread alone; for a site like
that of `search_speed`.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from itertools import cycle, islice
from typing import Any

import django
from django.conf import settings

from tests.shared import SHARED


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--pages", type=int, default=400)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "studysite.settings")
    django.setup()
    settings.ALLOWED_HOSTS = ["*"]
    settings.CACHES["pages"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
    # Views load only when Django is set up.
    from django.test import Client

    from essays.models.grams.sqlite import SqliteGrams

    queries = (SHARED / "bench" / "queries.txt").read_text(encoding="utf-8").split()
    asked = list(islice(cycle(queries), options.pages))
    client = Client()

    def page(query: str) -> int:
        return client.get("/search/", {"q": query}).status_code

    in_turn: Callable[[Any], Any] = SqliteGrams.asking
    for name, threads, asking in (
        ("one thread", 1, in_turn),
        ("in turns", options.threads, in_turn),
        ("all together", options.threads, nullcontext),
    ):
        setattr(SqliteGrams, "asking", asking)  # noqa: B010
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(page, queries))
            before = time.process_time()
            statuses = set(pool.map(page, asked))
            spent = time.process_time() - before
        if statuses != {200}:
            raise SystemExit(f"Some pages were not made: {statuses}")
        print(f"{name:13} {threads:2} threads {spent / len(asked) * 1000:6.2f} ms a page")


if __name__ == "__main__":
    main()
