"""Uploads read by processes of their own: no file can hold up the server, nor load the segmenter into it."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence

from essays.documents.batch import Outcome, Task, read_files
from essays.models import Upload

SECONDS = 60.0  # for all the files of one request
SHORTEST = 1.0  # what a file gets that comes late
JOBS = 2  # processes of one request


def read_uploads(uploads: Sequence[Upload], *, shows_lines: bool = False) -> list[Outcome]:
    """The outcome of each upload, in order."""
    return read_tasks([task_of(upload, shows_lines=shows_lines) for upload in uploads])


def read_tasks(tasks: Iterable[Task]) -> list[Outcome]:
    wanted = list(tasks)
    ends = time.monotonic() + SECONDS
    return list(read_files(wanted, min(JOBS, len(wanted)), lambda _task: max(ends - time.monotonic(), SHORTEST)))


def task_of(upload: Upload, *, shows_lines: bool = False) -> Task:
    encoding = upload.encoding or None
    return Task(upload.key, upload.name, data=bytes(upload.data), encoding=encoding, shows_lines=shows_lines)
