"""Files read in processes of their own: a file that crashes or hangs its reader is reported, and costs no other.

`concurrent.futures` and `multiprocessing.Pool` lose every task when one worker dies, and cannot end one that hangs.
"""

from __future__ import annotations

import multiprocessing
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any

from essays import segmentation
from essays.documents.messages import Message

from .task import MEGABYTE, Outcome, Task, load
from .worker import work

SECONDS = 30.0  # for any file
SECONDS_A_MEGABYTE = 10.0
WAITING = 2  # files read ahead for each worker: memory does not grow with the number of files


def seconds_for(task: Task) -> float:
    """How long reading a file may take: measured speed is above 1 MB/s on one core."""
    try:
        size = len(task.data) if task.data is not None else task.path.stat().st_size if task.path else 0
    except OSError:
        size = 0
    return SECONDS + SECONDS_A_MEGABYTE * min(size, task.limit) / MEGABYTE


def read_files(
    tasks: Iterable[Task], jobs: int = 1, seconds: Callable[[Task], float] = seconds_for
) -> Iterator[Outcome]:
    """Yield the outcome of each task in order, read by `jobs` processes; with 0 jobs, by this one."""
    if not jobs:
        yield from map(load, tasks)
        return
    with closing(_Crew(jobs, seconds)) as crew:
        yield from crew.read(tasks)


def _context() -> Any:
    """A fork of this process would inherit its database connection; a fork server starts clean and fast."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["essays.documents.batch.worker"])
    return context


@dataclass(slots=True)
class _Job:
    index: int
    task: Task
    ends: float
    seconds: float


class _Worker:
    """One process, started when it is first needed and again when it has died."""

    def __init__(self, context: Any) -> None:
        self._context = context
        self._process: Any = None
        self.connection: Connection | None = None
        self.job: _Job | None = None

    def give(self, job: _Job) -> None:
        if self._process is None or not self._process.is_alive():
            self._start()
        self.job = job
        try:
            self._pipe.send(job.task)
        except OSError:  # it died between two files
            self._start()
            self._pipe.send(job.task)

    def take(self) -> Outcome:
        """The outcome that has come in, or what is to be said when the process died over it."""
        job, self.job = self.job, None
        if job is None:
            raise RuntimeError("nothing was given")
        try:
            outcome: Outcome = self._pipe.recv()
        except (EOFError, OSError):
            self._process.join(1)
            code = self._process.exitcode
            self.end()
            return Outcome(job.task, errors=(Message("E183", params={"reason": _reason(code)}),))
        return outcome

    def break_off(self) -> Outcome:
        job, self.job = self.job, None
        if job is None:
            raise RuntimeError("nothing was given")
        self.end()
        return Outcome(job.task, errors=(Message("E182", params={"seconds": round(job.seconds)}),))

    def end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._pipe.close()
        self._process = self.connection = None

    @property
    def _pipe(self) -> Connection:
        if self.connection is None:
            raise RuntimeError("not started")
        return self.connection

    def _start(self) -> None:
        self.end()
        self.connection, other = self._context.Pipe()
        self._process = self._context.Process(target=work, args=(other, segmentation.cache_dir()), daemon=True)
        self._process.start()
        other.close()


class _Crew:
    def __init__(self, jobs: int, seconds: Callable[[Task], float]) -> None:
        context = _context()
        self._workers = [_Worker(context) for _ in range(jobs)]
        self._seconds = seconds
        self._ready: dict[int, Outcome] = {}

    def read(self, tasks: Iterable[Task]) -> Iterator[Outcome]:
        queue = enumerate(tasks)
        given = yielded = 0
        is_over = False
        while True:
            for worker in self._workers:
                if worker.job is None and not is_over and given - yielded < WAITING * len(self._workers):
                    found = next(queue, None)
                    is_over = found is None
                    if found is not None:
                        self._give(worker, *found)
                        given += 1
            if yielded in self._ready:
                yield self._ready.pop(yielded)
                yielded += 1
            elif yielded == given:
                return
            else:
                self._wait()

    def close(self) -> None:
        for worker in self._workers:
            worker.end()

    def _give(self, worker: _Worker, index: int, task: Task) -> None:
        seconds = self._seconds(task)
        worker.give(_Job(index, task, time.monotonic() + seconds, seconds))

    def _wait(self) -> None:
        """Take in what has come; break off what has run out of time."""
        busy = [worker for worker in self._workers if worker.job is not None]
        nearest = min(worker.job.ends for worker in busy if worker.job)
        pipes = [worker.connection for worker in busy if worker.connection is not None]
        came = wait(pipes, max(nearest - time.monotonic(), 0))
        now = time.monotonic()
        for worker in busy:
            if worker.job is None:
                continue
            index, is_late = worker.job.index, worker.job.ends <= now
            if worker.connection in came:
                self._ready[index] = worker.take()
            elif is_late:
                self._ready[index] = worker.break_off()


def _reason(code: int | None) -> str:
    if code is not None and code < 0:
        return f"the reading process was ended by {signal.Signals(-code).name}"
    return f"the reading process ended with status {code}"
