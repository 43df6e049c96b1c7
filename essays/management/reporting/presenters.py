"""How a run speaks to its user: results to standard output, all that is said about them to standard error."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _

from essays.documents.messages import Level
from essays.importing import Status
from essays.importing.wording import printable

from .changes import render_changes
from .data import JsonStream
from .diagnostics import render
from .result import FINDINGS, INTERRUPTED, Result, Tally, sentence, status_name
from .table import render_table
from .terminal import Terminal
from .tree import render_tree

QUIET, NORMAL, LOUD = 0, 1, 2
Write = Callable[[str], object]


class Presenter(Protocol):
    def begin(self) -> None: ...
    def add(self, result: Result) -> None: ...
    def end(self, tally: Tally, code: int, *, left: int) -> None: ...


@dataclass(slots=True)
class TextPresenter:
    """For people. `verbosity` 0 shows errors alone, 1 warnings too, 2 also what was guessed."""

    out: Write
    err: Write
    terminal: Terminal
    err_terminal: Terminal
    verbosity: int = NORMAL
    is_dry: bool = False
    is_tty: bool = False

    def begin(self) -> None:
        """Nothing is said before the first result."""

    def add(self, result: Result) -> None:
        if self.verbosity > QUIET:
            self.out(self._headline(result))
            if self.is_dry and result.document:
                self.out("")
                self._write(render_tree(result.document, self.terminal))
                self.out("")
            if result.plan and result.status is not Status.UNCHANGED:
                self._write(render_changes(result.plan, self.terminal))
        for message in result.messages:
            if message.level in self._levels():
                for line in render(message, result.path, self.err_terminal):
                    self.err(line)

    def end(self, tally: Tally, code: int, *, left: int) -> None:
        if self.verbosity > QUIET and tally.files:
            cells = shutil.get_terminal_size().columns if self.is_tty else None
            self.out(render_table(tally, self.terminal, is_dry=self.is_dry, cells=cells))
        if self.verbosity > QUIET:
            self.out(sentence(tally, is_dry=self.is_dry))
        if code == INTERRUPTED:
            self.err(interrupted(left))
        elif left and code == FINDINGS:
            self.err(_("Stopped at the first file with errors; %(left)s not tried.") % {"left": left})

    def _headline(self, result: Result) -> str:
        colour = "error" if result.status is Status.FAILED else "good"
        status = self.terminal.paint(status_name(result.status, is_dry=self.is_dry), colour)
        line = f"{status}  {printable(result.path)}"
        if result.collection_id:
            line += f" {self.terminal.glyphs.arrow} " + _("collection %(id)s") % {"id": result.collection_id}
        return line

    def _levels(self) -> tuple[Level, ...]:
        shown = {QUIET: (Level.ERROR,), NORMAL: (Level.ERROR, Level.WARNING)}
        return shown.get(self.verbosity, tuple(Level))

    def _write(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.out(line)


@dataclass(slots=True)
class JsonPresenter:
    """For programs: one object on standard output, and nothing else there."""

    stream: JsonStream
    err: Write

    def begin(self) -> None:
        self.stream.begin()

    def add(self, result: Result) -> None:
        self.stream.add(result)

    def end(self, tally: Tally, code: int, *, left: int) -> None:
        self.stream.end(tally, code)
        if code == INTERRUPTED:
            self.err(interrupted(left))


def interrupted(left: int) -> str:
    return _("Interrupted: %(left)s files were not imported; the others are complete. Run it again to go on.") % {
        "left": left
    }
