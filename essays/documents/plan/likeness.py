"""Which text is which: pairs of things that are equal or much alike, found without comparing all with all."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Sequence
from typing import Generic, TypeVar

GRAM = 3  # characters; two Han characters are a word, three rarely recur by chance
ALIKE = 0.5  # Sørensen–Dice coefficient of the grams: half of the text is the same
COMMON = 16  # a gram that stands in more texts than this tells none of them apart

Item = TypeVar("Item")
Pair = tuple[int, int]


class Matching(Generic[Item]):
    """Pairs of old and new things; each rule asked matches only what the rules before it left over."""

    def __init__(self, old: Sequence[Item], new: Sequence[Item]) -> None:
        self.old, self.new = old, new
        self.old_left, self.new_left = list(range(len(old))), list(range(len(new)))
        self.pairs: list[Pair] = []

    def equal(self, key: Callable[[Item], Hashable]) -> Matching[Item]:
        """Pair those of one key, the first with the first; a key of None matches nothing."""
        waiting: dict[Hashable, deque[int]] = defaultdict(deque)
        for at in self.old_left:
            waiting[key(self.old[at])].append(at)
        found = []
        for index in self.new_left:
            wanted = key(self.new[index])
            if wanted is not None and waiting.get(wanted):
                found.append((waiting[wanted].popleft(), index))
        return self._with(found)

    def alike(
        self, text: Callable[[Item], str], scope: Callable[[Item], Hashable] = lambda _item: None
    ) -> Matching[Item]:
        """Pair the likest texts of one scope first, down to ALIKE; equal likeness goes by order."""
        if not self.old_left or not self.new_left:
            return self
        old_grams = {at: grams(text(self.old[at])) for at in self.old_left}
        holders: dict[Hashable, list[int]] = defaultdict(list)
        for at, found in old_grams.items():
            for gram in found:
                holders[scope(self.old[at]), gram].append(at)
        rated: list[tuple[float, int, int]] = []
        for index in self.new_left:
            home, found = scope(self.new[index]), grams(text(self.new[index]))
            near = Counter(at for gram in found if len(held := holders.get((home, gram), ())) <= COMMON for at in held)
            scores = ((likeness(found, old_grams[at]), at) for at in near)
            rated += [(-score, at, index) for score, at in scores if score >= ALIKE]
        return self._with(_best(rated))

    def _with(self, found: list[Pair]) -> Matching[Item]:
        old, new = {at for at, _index in found}, {index for _at, index in found}
        self.old_left = [at for at in self.old_left if at not in old]
        self.new_left = [index for index in self.new_left if index not in new]
        self.pairs += found
        return self


def grams(text: str) -> frozenset[str]:
    """Every run of GRAM characters; a shorter text is one of its own."""
    if not text:
        return frozenset()
    return frozenset(text[start : start + GRAM] for start in range(max(len(text) - GRAM + 1, 1)))


def likeness(a: frozenset[str], b: frozenset[str]) -> float:
    """Sørensen–Dice: 0 nothing in common, 1 the same grams."""
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def _best(rated: list[tuple[float, int, int]]) -> list[Pair]:
    pairs: list[Pair] = []
    old_taken: set[int] = set()
    new_taken: set[int] = set()
    for _score, at, index in sorted(rated):
        if at not in old_taken and index not in new_taken:
            pairs.append((at, index))
            old_taken.add(at)
            new_taken.add(index)
    return pairs
