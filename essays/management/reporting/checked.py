"""What the check command has found, printed for people or for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from essays.documents.messages import Level

from .diagnostics import Finding, draw
from .result import INTERRUPTED
from .terminal import Terminal

Write = Callable[[str], object]
SHOWN = ((Level.ERROR,), (Level.ERROR, Level.WARNING), tuple(Level))  # by verbosity


@dataclass(frozen=True, slots=True)
class Checked:
    """One file; `is_unreadable` when the fault lies outside it."""

    path: str
    sha256: str
    findings: tuple[Finding, ...]
    is_unreadable: bool = False


@dataclass(slots=True)
class Sum:
    files: int = 0
    unreadable: int = 0
    levels: Counter[Level] = field(default_factory=Counter)

    def add(self, checked: Checked) -> None:
        self.files += 1
        self.unreadable += checked.is_unreadable
        self.levels.update(finding.level for finding in checked.findings)

    def count(self, level: Level) -> int:
        return self.levels[level]


@dataclass(slots=True)
class TextReport:
    """For people. The findings are what was asked for, so they go to standard output."""

    out: Write
    terminal: Terminal
    verbosity: int

    def add(self, checked: Checked) -> None:
        for finding in checked.findings:
            if finding.level in SHOWN[self.verbosity]:
                for line in draw(finding, checked.path, self.terminal):
                    self.out(line)

    def end(self, total: Sum, code: int) -> None:
        if self.verbosity:
            figures = {"files": total.files, **{level.value: total.count(level) for level in Level}}
            words = _("Checked %(files)s: errors %(error)s, warnings %(warning)s, hints %(note)s.")
            self.out(words % figures)
        if code == INTERRUPTED:
            self.out(_("Interrupted."))


@dataclass(slots=True)
class JsonReport:
    """For programs: one object, names English, messages in the language of the run."""

    out: Write
    is_ascii: bool
    is_alone: bool
    files: list[dict[str, Any]] = field(default_factory=list)

    def add(self, checked: Checked) -> None:
        messages = [_data(finding) for finding in checked.findings]
        self.files.append({"path": checked.path, "sha256": checked.sha256, "messages": messages})

    def end(self, total: Sum, code: int) -> None:
        counts = {f"{level.value}s": total.count(level) for level in Level}
        totals = {"files": total.files, **counts}
        data = {"version": 1, "files": self.files, "library": not self.is_alone, "totals": totals, "exit": code}
        self.out(json.dumps(data, ensure_ascii=self.is_ascii))


def _data(finding: Finding) -> dict[str, Any]:
    return {
        "level": finding.level.value,
        "code": finding.code,
        "line": finding.place.line,
        "column": finding.place.column,
        "end": finding.place.end,
        "message": finding.words.summary,
        "help": finding.words.help,
    }
