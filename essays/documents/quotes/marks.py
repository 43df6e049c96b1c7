"""Quotation marks of one paragraph put in pairs, whatever their style, and what is wrong with them.

Outer pairs become runs; marks inside a run belong to its text (guideline §3.3). A mark without its partner
never takes text beyond the paragraph.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from itertools import pairwise

OPENERS = {"“": "”", "「": "」", "『": "』", "‘": "’"}
CLOSERS = {closing: opening for opening, closing in OPENERS.items()}
STRAIGHT = '"＂'
SINGLE = "‘’"
MARK = re.compile('[“”‘’「」『』"＂]')
OPENS = re.compile('[“「『"＂]')
ENDS = "。！？!?…；;.．～~"
LEADS_IN = "：:"
UNOPENED, UNCLOSED, REVERSED = "W222", "W221", "W223"


@dataclass(frozen=True, slots=True)
class Run:
    """Text in quotation marks: `start` is the opening mark, `end` the offset after the closing one.

    An unclosed run has no closing mark: its text goes up to `end`.
    """

    start: int
    end: int
    closed: bool = True
    opened: bool = True

    @property
    def inner(self) -> tuple[int, int]:
        return self.start + self.opened, self.end - self.closed


@dataclass(frozen=True, slots=True)
class Pairing:
    """The outermost runs in the order of the text, and faults as (code, offset of the mark)."""

    runs: tuple[Run, ...]
    faults: tuple[tuple[str, int], ...]


def pair_marks(text: str, start: int, end: int) -> Pairing:
    """Pair the quotation marks of `text[start:end]`, which is one paragraph."""
    marks = [match.start() for match in MARK.finditer(text, start, end)]
    if not marks:
        return Pairing((), ())
    return _Pairer(text, start, end, marks).pairing()


class _Pairer:
    def __init__(self, text: str, start: int, end: int, marks: list[int]) -> None:
        self.text, self.start, self.end, self.marks = text, start, end, marks
        self.stack: list[int] = []
        self.open_count: dict[str, int] = {}
        self.runs: list[Run] = []
        self.faults: list[tuple[str, int]] = []
        self.closing_after = self._closing_after()

    def _closing_after(self) -> list[tuple[bool, bool]]:
        """For each mark: is the next curly mark after it a closing one, and is the number of straight marks
        up to there (itself included) even?"""
        answers, closes, even = [], False, True
        for position in reversed(self.marks):
            character = self.text[position]
            if character in STRAIGHT:
                even = not even
                answers.append((closes, even))
            else:
                answers.append((closes, even))
                closes, even = character in CLOSERS, True
        return answers[::-1]

    def pairing(self) -> Pairing:
        for index, position in enumerate(self.marks):
            self._take(index, position, self.text[position])
        unclosed = [p for p in self.stack if self.text[p] not in SINGLE]
        self.faults += [(UNCLOSED, position) for position in unclosed]
        runs = self._outermost(unclosed)
        return Pairing(tuple(runs), tuple(sorted(self.faults, key=lambda fault: fault[1])))

    def _take(self, index: int, position: int, character: str) -> None:
        if character in STRAIGHT:
            self._take_straight(index, position, character)
        elif character in OPENERS:
            self._take_opening(position, character)
        elif self.open_count.get(CLOSERS[character]):
            self._close(position, CLOSERS[character])
        elif character not in SINGLE:
            self._take_stray(index, position)

    def _take_straight(self, index: int, position: int, character: str) -> None:
        introduced = position > self.start and self.text[position - 1] in LEADS_IN
        closes, even = self.closing_after[index]
        if self.open_count.get(character) and not introduced:
            self._close(position, character)
        elif self.stack and not introduced and self._top() not in SINGLE and not (closes and even):
            self._close_top(position)
        else:
            self._open(position, character)

    def _take_opening(self, position: int, character: str) -> None:
        if self._top() == character and self._ends_speech(position):
            self.faults.append((REVERSED, position))
            self._close_top(position)
        else:
            self._open(position, character)

    def _ends_speech(self, position: int) -> bool:
        """“……。“李明说： an opening mark typed where a closing one belongs."""
        before = self.text[position - 1] if position > self.start else ""
        return before in ENDS and before != "" and bool(NAMED.match(self.text, position + 1, self.end))

    def _take_stray(self, index: int, position: int) -> None:
        """A closing mark whose opening one is missing, of another style, or typed the wrong way round."""
        before = self.text[position - 1] if position > self.start else ":"
        closes, _ = self.closing_after[index]
        if self.stack and self._top() not in SINGLE:
            self._close_top(position)
        elif closes and before in LEADS_IN:
            self.faults.append((REVERSED, position))
            self._open(position, CLOSERS[self.text[position]])
        else:
            self.faults.append((UNOPENED, position))
            self._take_unopened(index, position)

    def _take_unopened(self, index: int, position: int) -> None:
        """我们一定把路修好。”李明说。: the words begin with the paragraph, or behind the colon that leads to them."""
        if index == 0 and position > self.start and self._ends_speech(position):
            colon = max(self.text.rfind(mark, self.start, position) for mark in LEADS_IN)
            self.runs.append(Run(max(colon + 1, self.start), position + 1, opened=False))

    def _top(self) -> str:
        """The mark that is open innermost, as it counts (a reversed one counts as its partner)."""
        if not self.stack:
            return ""
        character = self.text[self.stack[-1]]
        return CLOSERS.get(character, character)

    def _open(self, position: int, character: str) -> None:
        self.stack.append(position)
        self.open_count[character] = self.open_count.get(character, 0) + 1

    def _pop(self) -> tuple[int, str]:
        character = self._top()
        self.open_count[character] -= 1
        return self.stack.pop(), character

    def _close(self, position: int, opening: str) -> None:
        """Close the innermost run of this style; what was opened inside it and not closed is only text."""
        while True:
            start, character = self._pop()
            if character == opening:
                break
            if character not in SINGLE:
                self.faults.append((UNCLOSED, start))
        self.runs.append(Run(start, position + 1))

    def _close_top(self, position: int) -> None:
        self.runs.append(Run(self._pop()[0], position + 1))

    def _outermost(self, unclosed: list[int]) -> list[Run]:
        closed: list[Run] = []
        for run in sorted(self.runs, key=lambda run: (run.start, -run.end)):
            inside = bool(unclosed) and self.text[run.start] in SINGLE and unclosed[0] < run.start
            if not inside and (not closed or run.start >= closed[-1].end):
                closed.append(run)
        runs = _widen(self.text, closed, unclosed) if unclosed else closed
        taken = {run.start for run in runs}
        loose = [position for position in unclosed if position not in taken]
        starts = sorted([run.start for run in runs] + loose + [self.end])
        following = dict(pairwise(starts))
        return sorted(
            runs + [Run(position, following[position], closed=False) for position in loose],
            key=lambda run: run.start,
        )


def _widen(text: str, closed: list[Run], unclosed: list[int]) -> list[Run]:
    """“要坚持“五个中心建设。” is one run: the mark left open is the inner one, if no sentence ends between."""
    waiting, widened = deque(unclosed), []
    for run in closed:
        nearest = -1
        while waiting and waiting[0] < run.start:
            nearest = waiting.popleft()
        if nearest >= 0 and text[run.end - 2] in ENDS:
            inside = SENTENCE_INSIDE.search(text, nearest + 1, run.start)
            widened.append(run if inside else Run(nearest, run.end))
        else:
            widened.append(run)
    return widened


SENTENCE_INSIDE = re.compile("[。！？!?：:；]")
NAMED = re.compile(
    '，?[^，。！？；：“”"「」『』＂\\n]{1,30}?(?:说|道|表示|认为|介绍|坦言|感慨|回忆|问|答|喊)[，。：、]'
)
