"""A process that reads files for another one."""

from __future__ import annotations

import contextlib
import resource
import signal
from multiprocessing.connection import Connection
from pathlib import Path

from essays import segmentation

from .task import load

MEMORY = 3 * 1024**3  # bytes of address space: far above what a file of the largest size needs


def work(connection: Connection, cache_dir: Path | None = None) -> None:
    """Answer each Task with its Outcome until the other end is closed; `cache_dir` is the segmenter's."""
    segmentation.configure(cache_dir)
    # The terminal sends Ctrl-C to every process; the parent decides what becomes of the workers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with contextlib.suppress(EOFError, OSError):
        while True:
            connection.send(load(connection.recv()))
