"""One line on the terminal, written over and over: how many files are done, and how fast."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from .terminal import is_terminal

FEWEST = 3  # files worth a progress line


class Line(Protocol):
    def step(self, name: str) -> None: ...


class _Silent:
    def step(self, name: str) -> None:
        """Nothing is shown where nobody watches."""


class _Moving:
    def __init__(self, progress: Progress, task: TaskID) -> None:
        self._progress, self._task = progress, task

    def step(self, name: str) -> None:
        self._progress.update(self._task, advance=1, description=name[-30:], refresh=True)
        task = self._progress.tasks[0]
        self._progress.update(self._task, rate=f"{task.speed or 0:.1f}/s")


def wants_progress(stream: Any, files: int, *, is_off: bool, term: str) -> bool:
    return not is_off and files >= FEWEST and is_terminal(stream) and term != "dumb"


@contextmanager
def progress_line(stream: Any, files: int, *, is_shown: bool) -> Iterator[Line]:
    """Cleared when the work is over, so that only results stay."""
    if not is_shown:
        yield _Silent()
        return
    columns = (
        MofNCompleteColumn(),
        BarColumn(20),
        TextColumn("{task.fields[rate]}"),
        TextColumn("{task.description}"),
    )
    console = Console(file=stream, highlight=False)
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as progress:
        yield _Moving(progress, progress.add_task("", total=files, rate=""))
