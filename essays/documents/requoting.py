"""Which quote of a text is which after the text has changed."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

ALIKE = 0.6  # the least likeness at which changed words are still the same quote with the same address


@dataclass(frozen=True, slots=True)
class Words:
    """What a quote is known by: its words, and whether they are reported rather than quoted."""

    text: str
    is_statement: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """`old` and `new` are indexes; the words are the same unless `is_changed`."""

    old: int
    new: int
    is_changed: bool = False


def match_quotes(old: Sequence[Words], new: Sequence[Words]) -> tuple[Match, ...]:
    """Pair each new quote with at most one old one: first by equal words in order, then by the likest words."""
    waiting: dict[Words, deque[int]] = defaultdict(deque)
    for index, words in enumerate(old):
        waiting[words].append(index)
    matches, strange = [], []
    for index, words in enumerate(new):
        if waiting[words]:
            matches.append(Match(waiting[words].popleft(), index))
        else:
            strange.append(index)
    left = sorted(index for indexes in waiting.values() for index in indexes)
    matches += _likest(old, new, left, strange)
    return tuple(sorted(matches, key=lambda match: match.new))


def _likest(old: Sequence[Words], new: Sequence[Words], left: list[int], strange: list[int]) -> list[Match]:
    rated = sorted(((_likeness(old[a], new[b]), -a, -b) for a in left for b in strange), reverse=True)
    matches: list[Match] = []
    taken_old, taken_new = set(), set()
    for likeness, minus_a, minus_b in rated:
        a, b = -minus_a, -minus_b
        if likeness < ALIKE or a in taken_old or b in taken_new:
            continue
        matches.append(Match(a, b, is_changed=True))
        taken_old.add(a)
        taken_new.add(b)
    return matches


def _likeness(a: Words, b: Words) -> float:
    if a.is_statement != b.is_statement:
        return 0.0
    matcher = SequenceMatcher(None, a.text, b.text, autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()
