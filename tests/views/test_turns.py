"""Threads of one process search one after the other where the database works in it."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier
from time import sleep
from types import SimpleNamespace

import pytest

from essays.views import turns

THREADS = 4


@pytest.mark.parametrize(("vendor", "most"), [("sqlite", 1), ("postgresql", THREADS)])
def test_as_many_search_at_once_as_is_good_for_the_database(
    monkeypatch: pytest.MonkeyPatch, vendor: str, most: int
) -> None:
    monkeypatch.setattr(turns, "connection", SimpleNamespace(vendor=vendor))
    inside: list[int] = []
    meeting = Barrier(THREADS, timeout=20)

    @contextmanager
    def counted() -> Iterator[None]:
        inside.append(1)
        yield
        inside.pop()

    def search(_number: int) -> int:
        meeting.wait()
        with turns.turn(), counted():
            if most > 1:
                meeting.wait()  # nobody waits for anybody: all are inside together
            sleep(0.01)
            return len(inside)

    with ThreadPoolExecutor(THREADS) as pool:
        assert max(pool.map(search, range(THREADS))) == most
