"""Threads of one process search one after the other where the database works in it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep

from essays.models.grams.sqlite import SqliteGrams

THREADS = 4


def test_sqlite_is_asked_by_one_thread_at_a_time() -> None:
    inside: list[int] = []
    most: list[int] = []
    meeting = Barrier(THREADS, timeout=20)

    def search(number: int) -> None:
        meeting.wait()
        with SqliteGrams().asking():
            inside.append(number)
            sleep(0.01)
            most.append(len(inside))
            inside.remove(number)

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(search, range(THREADS)))
    assert most == [1] * THREADS
