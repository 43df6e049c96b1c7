"""How well and how fast the site of the environment is searched as a stranger: recall, precision, milliseconds.

    DATA_DIR=… python -m tests.benchmarks.search_speed [--queries FILE] [--pieces 400]

For the standard corpus: `init`, then `import_documents` of what `gen_corpus.py --txt-dir` writes, published. The truth
is every text fetched through the gate, folded and looked through (`tests/search/truth.py`). Times are of one process
without a server, the best of three, `again` those of a page that is kept; the reference beside them is the about page,
which asks the database one thing.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import time
from pathlib import Path

import django
from django.conf import settings

from tests.shared import SHARED

WARM = 3


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--queries", type=Path, default=SHARED / "bench" / "queries.txt", help="one a line")
    parser.add_argument(
        "--pieces", type=int, default=400, help="random pieces of the texts that are searched for, too"
    )
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "studysite.settings")
    django.setup()
    settings.ALLOWED_HOSTS = ["*"]
    queries = options.queries.read_text(encoding="utf-8").split()
    _compare(queries, options.pieces)
    _time(queries)


def _compare(queries: list[str], pieces: int) -> None:
    # Models load only when Django is set up.
    from django.utils import timezone

    from essays.access import STRANGER
    from essays.search.query import read_query
    from tests.search.truth import found, things, truth

    now, dice = timezone.now(), random.Random(7)
    known = things(STRANGER, now)
    lines = [line for thing in known for line in thing.lines if line]
    for _piece in range(pieces):
        line = dice.choice(lines)
        start = dice.randrange(len(line))
        queries = [*queries, line[start : start + dice.randint(1, 8)]]
    asked = [query for query in map(read_query, queries) if query.words]
    missed = wrong = right = 0
    for query in asked:
        hits, wanted = set(found(query, STRANGER, now)), truth(query, known)
        right, missed, wrong = right + len(hits & wanted), missed + len(wanted - hits), wrong + len(hits - wanted)
    print(f"{len(asked)} queries over {len(known)} things: recall {right / (right + missed):.4f}, ", end="")
    print(f"precision {right / (right + wrong):.4f}")


def _time(queries: list[str]) -> None:
    from django.core.cache import caches
    from django.test import Client

    client = Client()

    def milliseconds(address: str, words: str, *, again: bool = False) -> float:
        client.get(address, {"q": words})
        best = 9.0
        for _turn in range(WARM):
            if not again:
                caches["pages"].clear()
            begun = time.perf_counter()
            client.get(address, {"q": words})
            best = min(best, time.perf_counter() - begun)
        return best * 1000

    reference = milliseconds("/about/", "")
    for address, again in (("/search/", False), ("/search/", True), ("/search/suggest/", False)):
        times = sorted(milliseconds(address, words, again=again) for words in queries)
        middle, most = statistics.median(times), times[int(len(times) * 0.95)]
        print(f"{address + ' again' * again:<18} p50 {middle:.1f} ms, p95 {most:.1f} ms, ", end="")
        print(f"mean {statistics.mean(times):.1f} ms; reference {reference:.1f} ms")


if __name__ == "__main__":
    main()
