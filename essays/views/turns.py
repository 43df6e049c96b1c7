"""One at a time what keeps a process busy."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from threading import Lock

from django.db import connection

_TURN = Lock()


def turn() -> AbstractContextManager[object]:
    """Waits until no other thread of this process is in its turn.

    SQLite works inside the process: threads that search at the same time hand the interpreter to and fro at every
    statement, and each page costs twice as much as one after the other (`tests/benchmarks/search_threads.py`). Another
    database works elsewhere, and whoever waits for it holds nobody up.
    """
    return _TURN if connection.vendor == "sqlite" else nullcontext()
