"""Quotation marks and brackets without their partner, crossed, or nested in their own kind."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from essays.documents.messages import gettext_noop

from .galley import Galley, Group, Line
from .issue import Issue, Severity

UNCLOSED = gettext_noop("“%(words)s” is opened and never closed.")
UNOPENED = gettext_noop("“%(words)s” closes what was never opened.")
CROSSED = gettext_noop("“%(opening)s” and “%(closing)s” cross another pair.")
NESTED = gettext_noop("A quotation inside a quotation takes ‘ ’.")

PARTNERS = dict(zip("“‘（(《〈【〔「『", "”’）)》〉】〕」』", strict=True))
OPENERS = {closing: opening for opening, closing in PARTNERS.items()}
QUOTES = "“‘"  # may run over several paragraphs
WIDE = {"(": "（"}
_MARK = re.compile(f"[{re.escape(''.join(PARTNERS) + ''.join(OPENERS))}]")
_NO_PARTNER = re.compile(
    r"(?<=[A-Za-z0-9])’(?=[A-Za-z])"  # an apostrophe
    r"|(?:^|(?<=[\s；;。，,、：:]))(?:[0-9０-９]{1,2}|[A-Za-z]|[一二三四五六七八九十]{1,3})(?P<bracket>[)）])"  # 1）
    r"|[:;：；]-?(?P<face>[)(])",
    re.MULTILINE,
)
_ALONE = re.compile("[’()）]")


@dataclass(slots=True)
class _Scan:
    """One line: `unclosed` and `unopened` are offsets of marks, `said` is complete already."""

    line: Line
    unclosed: list[int] = field(default_factory=list)
    unopened: list[int] = field(default_factory=list)
    said: list[Issue] = field(default_factory=list)

    def issues(self) -> Iterator[Issue]:
        yield from self.said
        for offset in self.unclosed:
            yield self.line.issue("pair-unclosed", Severity.WARNING, UNCLOSED, offset, offset + 1)
        for offset in self.unopened:
            yield self.line.issue("pair-unopened", Severity.WARNING, UNOPENED, offset, offset + 1)


def pairs(galley: Galley) -> Iterator[Issue]:
    for line in galley.head:
        yield from _scan(line).issues()
    for group in galley.groups:
        if group.heading:
            yield from _scan(group.heading).issues()
        for scan in _carried(group):
            yield from scan.issues()


def _carried(group: Group) -> list[_Scan]:
    """A quotation over several paragraphs opens each of them and closes in the last; some open only the first."""
    scans = [_scan(line) for line in group.lines]
    for mark in QUOTES:
        waiting: _Scan | None = None
        for scan in scans:
            text = scan.line.text
            if waiting and (text.startswith(mark) or (closing := _first(scan.unopened, text, PARTNERS[mark])) >= 0):
                waiting.unclosed.remove(_last(waiting, mark))
                if not text.startswith(mark):
                    scan.unopened.remove(closing)
                waiting = None
            elif mark in text or PARTNERS[mark] in text:
                waiting = None
            if _last(scan, mark) >= 0:
                waiting = scan
    return scans


def _first(offsets: list[int], text: str, mark: str) -> int:
    return next((offset for offset in offsets if text[offset] == mark), -1)


def _last(scan: _Scan, mark: str) -> int:
    return next((offset for offset in reversed(scan.unclosed) if scan.line.text[offset] == mark), -1)


def _scan(line: Line) -> _Scan:
    text, scan, stack = line.text, _Scan(line), _Stack()
    alone = {match.end() - 1 for match in _NO_PARTNER.finditer(text)} if _ALONE.search(text) else set()
    for match in _MARK.finditer(text):
        offset, mark = match.start(), match.group()
        if offset in alone:
            continue
        if mark in PARTNERS:
            stack.open(offset, _kind(mark))
            continue
        kind = _kind(OPENERS[mark])
        if (partner := stack.close(kind)) >= 0:
            scan.said += _nested(line, stack, partner, offset)
        elif crossed := stack.passed[kind]:
            start = crossed.pop()
            names = {"opening": text[start], "closing": mark}
            scan.said.append(line.issue("pair-crossed", Severity.WARNING, CROSSED, start, offset + 1, **names))
        else:
            scan.unopened.append(offset)
    scan.unclosed = stack.left()
    return scan


class _Stack:
    """Marks that are open; `passed` are those around which something was closed first."""

    def __init__(self) -> None:
        self.marks: list[tuple[int, str]] = []
        self.count = Counter[str]()
        self.passed: dict[str, list[int]] = defaultdict(list)

    @property
    def top(self) -> str:
        return self.marks[-1][1] if self.marks else ""

    def open(self, offset: int, kind: str) -> None:
        self.marks.append((offset, kind))
        self.count[kind] += 1

    def close(self, kind: str) -> int:
        """The place of the last open mark of this kind, -1 for none. What was opened behind it is passed."""
        while self.count[kind]:
            offset, found = self.marks.pop()
            self.count[found] -= 1
            if found == kind:
                return offset
            self.passed[found].append(offset)
        return -1

    def left(self) -> list[int]:
        return sorted([*(offset for offset, _kind in self.marks), *chain.from_iterable(self.passed.values())])


def _kind(opening: str) -> str:
    """Brackets of two widths are one kind: making them one is for typesetting."""
    return WIDE.get(opening, opening)


def _nested(line: Line, stack: _Stack, start: int, end: int) -> Iterator[Issue]:
    if line.text[start] == "“" and stack.top == "“":
        inner = f"‘{line.text[start + 1 : end]}’"
        yield line.issue("quote-nested", Severity.WARNING, NESTED, start, end + 1, inner)
