"""What a page of the review queue costs, by how many revisions wait: milliseconds and queries.

    DJANGO_SETTINGS_MODULE=tests.settings python -m tests.benchmarks.queue_speed [30 300 3000]

In a test database of its own, thrown away afterwards; the best of five requests through the whole middleware.
"""

from __future__ import annotations

import argparse
import time

import django
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, get_runner, setup_test_environment

REQUESTS = 5
PAGES = {"first page": "", "may approve": "tab=open", "search": "q=第7", "last page": "p=9999"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=[30, 300, 3000])
    sizes = parser.parse_args().sizes
    django.setup()
    setup_test_environment()
    runner = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        _measure(sizes)
    finally:
        runner.teardown_databases(databases)


def _measure(sizes: list[int]) -> None:
    # Models load only when Django is set up.
    from tests.admin.review.desk import QUEUE, many
    from tests.factories import make_user

    reviewer, editor = make_user("reviewer", "审核", staff=True), make_user("editor", "编辑", staff=True)
    client, there = Client(), 0
    client.force_login(reviewer)
    for size in sorted(sizes):
        many(size - there, editor)
        there = size
        for name, query in PAGES.items():
            address = f"{QUEUE}?{query}"
            with CaptureQueriesContext(connection) as queries:
                client.get(address)
            asked = len(queries)
            best = min(_seconds(client, address) for _ in range(REQUESTS))
            print(f"{size:>6}  {name:<12} {best * 1000:6.0f} ms  {asked} queries")


def _seconds(client: Client, address: str) -> float:
    begun = time.perf_counter()
    client.get(address)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
