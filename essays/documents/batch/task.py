"""One file to read, and what came of it."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from essays.documents.messages import DocumentError, Message
from essays.documents.parsing import Parsed, parse
from essays.documents.readers import read_blocks

MEGABYTE = 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Task:
    """A file by `path`, or by its bytes in `data`. `limit` is in bytes.

    With `known`, the SHA-256 of the last import, a file that has not changed is not parsed again. `shows_lines`
    asks for the lines of the file as well, even of one that cannot be imported.
    """

    key: str
    name: str
    path: Path | None = None
    data: bytes | None = None
    encoding: str | None = None
    limit: int = 20 * MEGABYTE
    known: str = ""
    shows_lines: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """`parsed` is None when `errors` say why, or when `is_unchanged`; then there are no `data` either.

    `lines` are numbered as the places of messages are.
    """

    task: Task
    data: bytes = b""
    sha256: str = ""
    parsed: Parsed | None = None
    errors: tuple[Message, ...] = ()
    is_unchanged: bool = False
    lines: tuple[tuple[int, str], ...] = ()

    @property
    def is_unreadable(self) -> bool:
        """The file could not even be opened: a fault outside it."""
        return any(message.code == "E184" for message in self.errors)


def load(task: Task) -> Outcome:
    """Read and parse one file. Whatever goes wrong is a message, never an exception."""
    try:
        data = task.data if task.data is not None else _read(task)
        _check_size(len(data), task.limit)
    except DocumentError as error:
        return Outcome(task, errors=error.messages)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return Outcome(task, errors=(Message("E184", params={"reason": reason}),))
    return _parse(task, data)


def _parse(task: Task, data: bytes) -> Outcome:
    sha256 = hashlib.sha256(data).hexdigest()
    if sha256 == task.known:
        return Outcome(task, sha256=sha256, is_unchanged=True)
    lines: tuple[tuple[int, str], ...] = ()
    try:
        if task.shows_lines:
            lines = _lines(task, data)
        return Outcome(task, data, sha256, parse(data, task.name, task.encoding), lines=lines)
    except DocumentError as error:
        return Outcome(task, sha256=sha256, errors=error.messages, lines=lines)
    except Exception as error:  # a fault in a reader must not cost the other files
        reason = f"{type(error).__name__}: {error}"[:200]
        return Outcome(task, sha256=sha256, errors=(Message("E183", params={"reason": reason}),), lines=lines)


def _lines(task: Task, data: bytes) -> tuple[tuple[int, str], ...]:
    """Raises DocumentError as `read_blocks` does."""
    reading = read_blocks(data, task.name, task.encoding)
    return tuple((block.line, block.raw or block.text) for block in reading.blocks)


def _read(task: Task) -> bytes:
    """Read no more than the limit, and nothing that is not a file: a pipe may never end."""
    if task.path is None:
        raise FileNotFoundError(task.name)
    with open(task.path, "rb", opener=_open_at_once) as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise OSError(None, "not a regular file")
        _check_size(found.st_size, task.limit)
        return file.read(task.limit + 1)


def _open_at_once(path: str, flags: int) -> int:
    """Opening a named pipe waits for its other end, unless told not to."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _check_size(size: int, limit: int) -> None:
    """Raises DocumentError: E104."""
    if size > limit:
        params = {"size": round(size / MEGABYTE, 1), "limit": round(limit / MEGABYTE, 1)}
        raise DocumentError(Message("E104", params=params))
