"""Ctrl-C is held while a file is written and counted."""

from __future__ import annotations

import os
import signal

import pytest

from essays.management.interrupts import held_interrupts


def write(done: list[str], *, asked: int) -> None:
    with held_interrupts():
        for _ in range(asked):
            os.kill(os.getpid(), signal.SIGINT)
        done.append("written")


def fail() -> None:
    with held_interrupts():
        raise ValueError("broken")


def test_what_stands_inside_ends_before_the_interrupt() -> None:
    done: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        write(done, asked=1)
    assert done == ["written"]


def test_asked_twice_it_does_not_wait() -> None:
    done: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        write(done, asked=2)
    assert done == []


def test_the_handler_is_put_back() -> None:
    before = signal.getsignal(signal.SIGINT)
    write([], asked=0)
    with pytest.raises(ValueError, match="broken"):
        fail()
    assert signal.getsignal(signal.SIGINT) is before
