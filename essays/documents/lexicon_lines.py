"""The lexicon as lines of plain text: wrong→right→level→note."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .messages import gettext_noop
from .proofreading import Entry, Severity

MOST_LINES = 5_000
LONGEST, LONGEST_NOTE = 100, 300  # characters, as the columns have them
LEVELS = {
    "阻断": Severity.BLOCK,
    "block": Severity.BLOCK,
    "警告": Severity.WARNING,
    "warning": Severity.WARNING,
    "提示": Severity.HINT,
    "hint": Severity.HINT,
}
NO_WRONG = gettext_noop("Line %(line)s: the wrong wording is missing.")
NO_ARROW = gettext_noop("Line %(line)s: there is no → (or ->, or tab) in “%(words)s”.")
SAME = gettext_noop("Line %(line)s: wrong and right are the same, “%(words)s”.")
TOO_LONG = gettext_noop("Line %(line)s: a wording has more than %(most)s characters.")
UNKNOWN = gettext_noop("Line %(line)s: “%(words)s” is no level: write 阻断, 警告 or 提示.")
TWICE = gettext_noop("Line %(line)s: “%(words)s” stands in line %(first)s already.")
TOO_MANY = gettext_noop("More than %(most)s lines: paste them in parts.")
_ARROW = re.compile("[ \u3000]*(?:→|->|=>|\t)[ \u3000]*")


@dataclass(frozen=True, slots=True)
class Fault:
    """An English msgid and what fills it."""

    template: str
    params: Mapping[str, object] = field(default_factory=dict)


class LineError(Exception):
    """Lines that cannot be read, every one of them."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__(len(faults))
        self.faults = faults


def read_lines(text: str, level: str) -> list[Entry]:
    """The entries of all lines; `level` is that of lines which name none. Raises LineError."""
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        raise LineError([Fault(TOO_MANY, {"most": MOST_LINES})])
    entries: dict[str, Entry] = {}
    first: dict[str, int] = {}
    faults: list[Fault] = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        found = _read(line.strip("\n\r \u3000"), number, level)
        if isinstance(found, Fault):
            faults.append(found)
        elif found.wrong in entries:
            faults.append(Fault(TWICE, {"line": number, "words": found.wrong, "first": first[found.wrong]}))
        else:
            entries[found.wrong], first[found.wrong] = found, number
    if faults:
        raise LineError(faults)
    return list(entries.values())


def _read(line: str, number: int, level: str) -> Entry | Fault:
    parts = _ARROW.split(line, maxsplit=3)
    if len(parts) < 2:
        return Fault(NO_ARROW, {"line": number, "words": line[:40]})
    wrong, right, named, note = (*(part.strip() for part in parts), "", "")[:4]
    severity = LEVELS.get(named.lower()) if named else Severity(level)
    if not wrong:
        return Fault(NO_WRONG, {"line": number})
    if wrong == right:
        return Fault(SAME, {"line": number, "words": wrong[:40]})
    if max(len(wrong), len(right)) > LONGEST or len(note) > LONGEST_NOTE:
        return Fault(TOO_LONG, {"line": number, "most": LONGEST_NOTE if len(note) > LONGEST_NOTE else LONGEST})
    return Entry(wrong, right, severity, note) if severity else Fault(UNKNOWN, {"line": number, "words": named[:40]})


def as_line(wrong: str, right: str, level: str, note: str) -> str:
    """A line that reads as this entry."""
    parts = [wrong, right, level, " ".join(note.split())]
    return "→".join(parts if note else parts[:3])
