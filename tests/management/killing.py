"""Imports killed in the midst of their work, and the state a site is left in. Run as a module, with the site's
environment: `kill FOLDER TIMES SEED` or `state`.

The processes are forks of one that has loaded everything, so that they spend their short lives importing.
"""

from __future__ import annotations

import hashlib
import os
import random
import signal
import sqlite3
import sys
import time
from pathlib import Path

import django
from django.core.management import call_command

if __name__ == "__main__":  # a reading process loads this module too, and shall know no more than it needs
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "studysite.settings")
    django.setup()
    from essays.documents.batch import Task, load
    from tests.importing.texts import state, text_of

PATIENCE = 60  # seconds in which an import must have written its first files
TABLES = ("collection", "essay", "section", "quote", "attribution", "revision", "source")


def database() -> Path:
    return Path(os.environ["DATA_DIR"], "site.sqlite3")


def ask(query: str) -> list[tuple[object, ...]]:
    """Query the database through a connection of its own, closed before anything forks."""
    connection = sqlite3.connect(database(), timeout=20)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def rows() -> dict[str, int]:
    return {name: int(str(ask(f"SELECT count(*) FROM essays_{name}")[0][0])) for name in TABLES}


def import_in_child(folder: str, jobs: int) -> int:
    pid = os.fork()
    if pid:
        return pid
    try:
        call_command("import_documents", folder, jobs=jobs, verbosity=0)
    finally:
        os._exit(0)


def kill(folder: str, times: int, seed: int) -> None:
    """Kill `times` imports, each a few files after it began, and print what each has left."""
    load(Task("warm.txt", "warm.txt", data=text_of().encode()))
    chance = random.Random(seed)
    for number in range(times):
        wanted = rows()["source"] + chance.randint(0, 8)
        pid = import_in_child(folder, jobs=number % 5 == 4)
        deadline = time.monotonic() + PATIENCE
        while rows()["source"] < wanted and time.monotonic() < deadline:
            time.sleep(0.002)
        time.sleep(chance.random() * 0.03)
        os.kill(pid, signal.SIGKILL)
        _pid, status = os.waitpid(pid, 0)
        # A fork would say once more what is still held back.
        print(os.WIFSIGNALED(status), ask("PRAGMA integrity_check")[0][0], *rows().values(), flush=True)


if __name__ == "__main__":
    if sys.argv[1] == "state":
        print(hashlib.sha256(repr(state()).encode()).hexdigest())
    else:
        kill(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
