"""Wrong wordings of a list, found in one pass."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from essays.documents.messages import gettext_noop

from .galley import Galley, Line
from .issue import Issue, Severity

WRONG = gettext_noop("“%(words)s” is wrong: write “%(right)s”.")
UNWANTED = gettext_noop("“%(words)s” stands in the lexicon of wrong wordings.")
NOTED = gettext_noop("“%(words)s” stands in the lexicon of wrong wordings: %(note)s")


@dataclass(frozen=True, slots=True)
class Entry:
    """`right` is "" where there is no one right wording."""

    wrong: str
    right: str = ""
    severity: Severity = Severity.WARNING
    note: str = ""


class Lexicon:
    """Entries by their wrong wording; the longest at a place wins.

    A wrong wording inside a right one, its own or another entry's, is no fault there: 权力 in 权力机关.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = {entry.wrong: entry for entry in entries if entry.wrong}
        self.patterns = _by_first_character(self.entries)
        self.begins = re.compile(f"[{re.escape(''.join(self.patterns))}]") if self.patterns else None
        self.excuses = self._excuses()

    def _excuses(self) -> dict[str, tuple[tuple[str, int], ...]]:
        """For each wrong wording the right ones it stands in, with the offset there."""
        excuses: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for right in {entry.right for entry in self.entries.values() if entry.right}:
            for match in self._matches(right):
                excuses[match.group()].append((right, match.start()))
        return {wrong: tuple(found) for wrong, found in excuses.items()}

    def _matches(self, text: str) -> Iterator[re.Match[str]]:
        end = 0
        for begin in self.begins.finditer(text) if self.begins else ():
            if begin.start() >= end and (match := self.patterns[begin.group()].match(text, begin.start())):
                yield match
                end = match.end()

    def __call__(self, galley: Galley) -> Iterator[Issue]:
        for line in galley.lines:
            for match in self._matches(line.text):
                if not self._is_excused(line.text, match):
                    yield self._issue(line, match)

    def _is_excused(self, text: str, match: re.Match[str]) -> bool:
        excuses = self.excuses.get(match.group(), ())
        return any(text.startswith(right, match.start() - at) for right, at in excuses if at <= match.start())

    def _issue(self, line: Line, match: re.Match[str]) -> Issue:
        entry = self.entries[match.group()]
        template = WRONG if entry.right else NOTED if entry.note else UNWANTED
        names = {"right": entry.right, "note": entry.note}
        return line.issue("lexicon", entry.severity, template, match.start(), match.end(), entry.right, **names)


def _by_first_character(words: Iterable[str]) -> dict[str, re.Pattern[str]]:
    """A search through thousands of words tries only those that can begin at a place."""
    grouped: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words, key=len, reverse=True):
        grouped[word[0]].append(re.escape(word))
    return {first: re.compile("|".join(group)) for first, group in grouped.items()}
