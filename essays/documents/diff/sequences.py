"""Which places of two sequences are the same, in order, without ever comparing all with all.

Equal ends are set aside, then what is little changed is solved exactly (E. W. Myers, "An O(ND) Difference
Algorithm and Its Variations", 1986); what is much changed is first cut at runs that stand once in either.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

Pair = tuple[int, int]

MOST_EDITS = 300  # of one stretch solved exactly: the work grows with their square
LONG = 1200  # items of a stretch, old and new together, that is cut before it is solved
GRAMS = (8, 4, 2)  # items of a run that may tell one place from all others, the surest first


@dataclass(slots=True)
class Budget:
    """How many steps a comparison may still take; when there are none left, stretches count as rewritten.

    Steps and no seconds: the same texts always give the same answer.
    """

    steps: int = 1_500_000


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Items `start` to `end` of either sequence; `gram` says at which of GRAMS to cut next."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int
    gram: int = 0

    @property
    def is_long(self) -> bool:
        return self.a_end - self.a_start + self.b_end - self.b_start > LONG


def align(a: Sequence[Hashable], b: Sequence[Hashable], budget: Budget | None = None) -> list[Pair]:
    """Pairs (index in `a`, index in `b`) of equal items, rising in both."""
    found: list[Pair] = []
    left = [_Stretch(0, len(a), 0, len(b))]
    allowed = budget or Budget()
    while left:
        stretch = _trim(a, b, left.pop(), found)
        if stretch.a_start < stretch.a_end and stretch.b_start < stretch.b_end:
            left += _solve(a, b, stretch, found, allowed)
    found.sort()
    return found


def _trim(a: Sequence[Hashable], b: Sequence[Hashable], stretch: _Stretch, found: list[Pair]) -> _Stretch:
    """Set equal items at both ends aside."""
    a_start, a_end, b_start, b_end = stretch.a_start, stretch.a_end, stretch.b_start, stretch.b_end
    while a_start < a_end and b_start < b_end and a[a_start] == b[b_start]:
        found.append((a_start, b_start))
        a_start, b_start = a_start + 1, b_start + 1
    while a_start < a_end and b_start < b_end and a[a_end - 1] == b[b_end - 1]:
        a_end, b_end = a_end - 1, b_end - 1
        found.append((a_end, b_end))
    return _Stretch(a_start, a_end, b_start, b_end, stretch.gram)


def _solve(
    a: Sequence[Hashable], b: Sequence[Hashable], stretch: _Stretch, found: list[Pair], budget: Budget
) -> Iterator[_Stretch]:
    """Pair what the stretch has in common, or give the smaller stretches it was cut into."""
    if not stretch.is_long or stretch.gram == len(GRAMS):
        pairs = _shortest(a[stretch.a_start : stretch.a_end], b[stretch.b_start : stretch.b_end], budget)
        if pairs is not None:
            found += [(stretch.a_start + i, stretch.b_start + j) for i, j in pairs]
            return
    if stretch.gram < len(GRAMS):
        yield from _cut(stretch, _anchors(a, b, stretch), found)


def _cut(stretch: _Stretch, anchors: list[Pair], found: list[Pair]) -> Iterator[_Stretch]:
    found += anchors
    a_start, b_start = stretch.a_start, stretch.b_start
    for i, j in [*anchors, (stretch.a_end, stretch.b_end)]:
        if a_start < i and b_start < j:
            yield _Stretch(a_start, i, b_start, j, stretch.gram + 1)
        a_start, b_start = i + 1, j + 1


def _anchors(a: Sequence[Hashable], b: Sequence[Hashable], stretch: _Stretch) -> list[Pair]:
    """Where a run begins that stands once in either stretch, as many as can be had in order."""
    size = GRAMS[stretch.gram]
    in_a = _once(a, stretch.a_start, stretch.a_end, size)
    in_b = _once(b, stretch.b_start, stretch.b_end, size)
    pairs = sorted((i, in_b[run]) for run, i in in_a.items() if run in in_b)
    return [pairs[at] for at in rising([j for _i, j in pairs])]


def _once(items: Sequence[Hashable], start: int, end: int, size: int) -> dict[Hashable, int]:
    places: dict[Hashable, int] = {}
    doubled = set()
    for at in range(start, end - size + 1):
        run = tuple(items[at : at + size])
        if run in places:
            doubled.add(run)
        places[run] = at
    return {run: at for run, at in places.items() if run not in doubled}


def rising(values: Sequence[int]) -> list[int]:
    """The indexes of a longest run of rising values."""
    tails: list[int] = []
    indexes: list[int] = []
    before = [-1] * len(values)
    for at, value in enumerate(values):
        place = bisect_left(tails, value)
        before[at] = indexes[place - 1] if place else -1
        tails[place : place + 1] = [value]
        indexes[place : place + 1] = [at]
    found = []
    at = indexes[-1] if indexes else -1
    while at >= 0:
        found.append(at)
        at = before[at]
    return found[::-1]


def _shortest(a: Sequence[Hashable], b: Sequence[Hashable], budget: Budget) -> list[Pair] | None:
    """The pairs of a shortest edit script; None where it takes more edits or steps than are allowed."""
    n, m = len(a), len(b)
    most = min(MOST_EDITS, n + m)
    furthest = [0] * (2 * most + 3)  # by diagonal x - y, the first at index `most` + 1
    trace: list[list[int]] = []
    for edits in range(most + 1):
        budget.steps -= edits + 1
        if budget.steps < 0:
            return None
        trace.append(furthest[most + 1 - edits : most + 2 + edits])
        for k in range(-edits, edits + 1, 2):
            at = most + 1 + k
            goes_down = k == -edits or (k != edits and furthest[at - 1] < furthest[at + 1])
            x = furthest[at + 1] if goes_down else furthest[at - 1] + 1
            y = x - k
            while x < n and y < m and a[x] == b[y]:
                x, y = x + 1, y + 1
            furthest[at] = x
            if x >= n and y >= m:
                return _walk_back(trace, n, m)
    return None


def _walk_back(trace: list[list[int]], x: int, y: int) -> list[Pair]:
    pairs: list[Pair] = []
    for edits in range(len(trace) - 1, 0, -1):
        furthest, k = trace[edits], x - y  # furthest[edits + k] is that of diagonal k
        goes_down = k == -edits or (k != edits and furthest[edits + k - 1] < furthest[edits + k + 1])
        k_before = k + 1 if goes_down else k - 1
        x_before = furthest[edits + k_before]
        while x > x_before and y > x_before - k_before:
            x, y = x - 1, y - 1
            pairs.append((x, y))
        x, y = x_before, x_before - k_before
    pairs += [(at, at) for at in range(x - 1, -1, -1)]
    return pairs[::-1]
