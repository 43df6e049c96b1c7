"""Passages around what was found, cut at punctuation, with the words that were looked for marked (U3.5)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from essays.documents.folding import Span, fold, spans

LONGEST = 76  # characters of a passage
BEFORE = 24  # of them before the first mark
MOST = 2  # passages of one hit
PAUSE = re.compile(r"[，。；：！？、…,;!?][”’」』）》]*")


@dataclass(frozen=True, slots=True)
class Run:
    text: str
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class Snippet:
    """From the line of this number; `is_cut_before` and `is_cut_behind` say where the line goes on."""

    line: int
    runs: tuple[Run, ...]
    is_cut_before: bool = False
    is_cut_behind: bool = False


def marked(line: str, found: Iterable[Span], start: int = 0, end: int | None = None) -> tuple[Run, ...]:
    """The characters of a line from `start` to `end` as runs, those of the spans marked."""
    end = len(line) if end is None else end
    runs, done = [], start
    for first, last in found:
        first, last = max(first, done), min(last, end)
        if first < last:
            runs += [Run(line[done:first])] if done < first else []
            runs.append(Run(line[first:last], True))
            done = last
    return (*runs, Run(line[done:end])) if done < end else tuple(runs)


def snippets(text: str, words: Sequence[str]) -> list[Snippet]:
    """At most two passages, in their order: of the lines that hold most of the words, or both of the only one."""
    lines = text.split("\n")
    held = [(sum(word in line for word in words), number) for number, line in enumerate(map(fold, lines))]
    best = sorted((row for row in held if row[0]), key=lambda row: (-row[0], row[1]))[:MOST]
    found: list[Snippet] = []
    for _count, number in sorted(best, key=lambda row: row[1]):
        marks = spans(lines[number], words)
        while marks and len(found) < MOST:
            snippet, end = _passage(number, lines[number], marks)
            found.append(snippet)
            marks = [span for span in marks if span[0] >= end] if len(best) == 1 else []
    return found


def _passage(number: int, line: str, marks: Sequence[Span]) -> tuple[Snippet, int]:
    """The passage around the first of the marks, and where it ends."""
    first, last = marks[0]
    start = _start(line, first)
    end = _end(line, max(start + LONGEST, last), last)
    start = _start(line, first, LONGEST - (end - first)) if end == len(line) else start
    return Snippet(number, marked(line, marks, start, end), start > 0, end < len(line)), end


def _start(line: str, first: int, most: int = BEFORE) -> int:
    """Behind the earliest pause that is near enough before the mark; where there is none, as far before as may be."""
    earliest = max(first - max(most, BEFORE), 0)
    if earliest == 0:
        return 0
    pause = PAUSE.search(line, earliest - 1, first)
    return pause.end() if pause and pause.end() <= first else earliest


def _end(line: str, latest: int, last: int) -> int:
    """Behind the latest pause that still fits."""
    if latest >= len(line):
        return len(line)
    pauses = [match.end() for match in PAUSE.finditer(line, last, latest) if match.end() <= latest]
    return pauses[-1] if pauses else latest
