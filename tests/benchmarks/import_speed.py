"""How fast documents are read and written, each beside a floor measured in the same minute on the same machine.

    python -m tests.benchmarks.import_speed [parse] [database] [memory] [-n 1000]

Needs the corpus generator of the shared data (`../shared`, or SHARED_DIR). It works in a temporary folder with a
database of its own. Times are CPU seconds of one process, so that other work on the machine does not count; what
counts is the ratio.

parse     MB/s of UTF-8 text made a tree with its quotes; the floor decodes the bytes and splits the lines. Beside it
          jieba cutting and tagging the same words, which any search for names by its tags begins with.
database  importing parsed documents, one transaction each; the floor is one bulk_create a model of the same rows.
memory    the largest process of an import of N/10 documents and of N: its own memory, without the pages of the
          database file that SQLite maps (at most 128 MB, and the system's to take back). Reads /proc.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command
from django.db import connections, transaction

from tests.shared import REAL_DOCUMENT, REPOSITORY, SHARED

MEGABYTE = 1_000_000  # bytes, as disks count them
CHUNK = 50  # documents whose rows are copied at once
COPIED = ("Collection", "Source", "Essay", "Attribution", "Revision", "Section", "Quote")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", help="parse, database, memory; all when left out")
    parser.add_argument("-n", type=int, default=1000, help="documents (1000)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        work = Path(scratch)
        (work / "data").mkdir()
        os.environ |= {"DATA_DIR": str(work / "data"), "SECRET_KEY": "benchmark-" + "k" * 50}
        os.environ.pop("DATABASE_URL", None)
        os.environ["DJANGO_SETTINGS_MODULE"] = "studysite.settings"
        django.setup()
        documents = generate(work, options.n)
        for part in options.parts or ("parse", "database", "memory"):
            {"parse": parse_speed, "database": database_share, "memory": peak_memory}[part](work, documents)


def generate(work: Path, count: int) -> list[Path]:
    generator = [sys.executable, str(SHARED / "bench" / "gen_corpus.py"), "-n", str(count)]
    places = ["--out", str(work / "corpus.jsonl"), "--txt-dir", str(work / "documents")]
    subprocess.run([*generator, "--seed-file", str(REAL_DOCUMENT), *places], check=True)
    return sorted((work / "documents").iterdir())


def timed(action: Callable[[], object]) -> float:
    """CPU seconds of this process."""
    started = time.process_time()
    action()
    return time.process_time() - started


def parse_speed(_work: Path, documents: list[Path]) -> None:
    from essays.documents.parsing import parse

    texts = [path.read_bytes() for path in documents[:200]]
    parse(texts[0], "warm.txt")
    size = sum(map(len, texts)) / MEGABYTE
    floor = timed(lambda: [data.decode().splitlines() for _ in range(20) for data in texts]) / 20
    spent = timed(lambda: [parse(data, "a.txt") for data in texts])
    real = REAL_DOCUMENT.read_bytes()
    alone = timed(lambda: [parse(real, "a.txt") for _ in range(20)]) / 20
    tagging = jieba_tagging(real.decode())
    print(f"parse     {len(texts)} documents, {size:.1f} MB: {size / spent:.2f} MB/s, {spent / floor:.0f} × the floor")
    speed = len(real) / MEGABYTE / alone
    print(f"parse     the real document: {speed:.2f} MB/s, {tagging / alone:.1f} × jieba's tagging")


def jieba_tagging(text: str) -> float:
    """CPU seconds in which jieba cuts and tags a text."""
    from jieba import posseg

    list(posseg.cut("预热"))
    return timed(lambda: [list(posseg.cut(line)) for line in text.splitlines()])


def database_share(work: Path, documents: list[Path]) -> None:
    from essays.documents.batch import Task, load
    from essays.importing import Options, import_file

    prepare_databases(work)
    spent = floor = 0.0
    for start in range(0, len(documents), CHUNK):
        outcomes = [load(Task(path.name, path.name, path)) for path in documents[start : start + CHUNK]]
        spent += timed(lambda outcomes=outcomes: [import_file(outcome, Options()) for outcome in outcomes])
        floor += copy_floor()
    rows = ", ".join(f"{name.lower()} {model(name).objects.count():,}" for name in COPIED)
    print(f"database  {len(documents)} documents: {spent:.2f} s, floor {floor:.2f} s: {spent / floor:.2f} × the floor")
    print(f"database  {spent / len(documents) * 1000:.1f} ms a document; rows: {rows}")


def prepare_databases(work: Path) -> None:
    """The site's database, and an empty one of the same form beside it for the floor."""
    bare = {**connections.databases["default"], "NAME": str(work / "data" / "bare.sqlite3")}
    connections.databases["bare"] = bare
    for alias in ("default", "bare"):
        call_command("migrate", database=alias, verbosity=0)


def model(name: str) -> Any:
    from django.apps import apps

    return apps.get_model("essays", name)


def copy_floor() -> float:
    """Seconds that writing the rows since the last call takes, one bulk_create a model in one transaction."""
    fresh = {name: list(_fresh(name)) for name in COPIED}

    def copy() -> None:
        with transaction.atomic(using="bare"):
            for name in COPIED:
                model(name).objects.using("bare").bulk_create(fresh[name])

    return timed(copy)


def _fresh(name: str) -> Iterator[Any]:
    last = model(name).objects.using("bare").order_by("-pk").values_list("pk", flat=True).first() or 0
    yield from model(name).objects.filter(pk__gt=last).order_by("pk")


def peak_memory(work: Path, documents: list[Path]) -> None:
    for count in (len(documents) // 10, len(documents)):
        folder, site = work / f"first-{count}", work / f"site-{count}"
        folder.mkdir()
        (site / "data").mkdir(parents=True)
        for path in documents[:count]:
            (folder / path.name).symlink_to(path)
        peak, seconds = import_in_process(folder, site)
        print(f"memory    {count} documents: {peak:.0f} MB at most in one process, {seconds:.1f} s")


def import_in_process(folder: Path, site: Path) -> tuple[float, float]:
    """The most memory in MB that one process had, the command or one of its readers, and the seconds it took."""
    environment = {**os.environ, "DATA_DIR": str(site / "data")}
    manage = [sys.executable, str(REPOSITORY / "manage.py")]
    subprocess.run([*manage, "migrate", "-v0"], env=environment, check=True)
    started, peak = time.monotonic(), 0
    command = [*manage, "import_documents", str(folder), "-q", "--jobs", "2"]
    with subprocess.Popen(command, env=environment, start_new_session=True) as running:
        while running.poll() is None:
            peak = max(peak, *(own_memory(pid) for pid in session(running.pid)), 0)
            time.sleep(0.2)
    if running.returncode:
        raise SystemExit(running.returncode)
    return peak / 1024, time.monotonic() - started


def session(leader: int) -> list[int]:
    """The processes of a session."""
    found = []
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(ProcessLookupError, ValueError):
            if os.getsid(int(entry.name)) == leader:
                found.append(int(entry.name))
    return found


def own_memory(pid: int) -> int:
    """Anonymous resident memory in KB."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("RssAnon:"):
                return int(line.split()[1])
    return 0


if __name__ == "__main__":
    main()
