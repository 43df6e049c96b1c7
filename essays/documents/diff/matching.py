"""Which paragraph is which, and which section is which: equal ones in order first, then those much alike."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

from essays.documents.plan.likeness import Matching
from essays.documents.version import VersionQuote

from .groups import Group
from .sequences import Pair, align, rising

ALIKE = 0.5  # share of their characters that two lines between the same neighbours need to be one that changed


def pair_groups(old: Sequence[Group], new: Sequence[Group]) -> list[Pair]:
    """By lasting name, by heading and text, by text, by likeness, by heading; rising in the new version."""
    matching = Matching(old, new).equal(lambda group: group.uid or None)
    _by_any_row(matching)
    matching.equal(lambda group: (group.heading, group.text))
    matching.equal(lambda group: group.text or None)
    matching.alike(lambda group: group.text)
    matching.equal(lambda group: group.heading or None)
    return _in_new_order(matching.pairs)


def pair_quotes(old: Sequence[VersionQuote], new: Sequence[VersionQuote]) -> list[Pair]:
    """By lasting name, by words and speaker, by words, by likeness; rising in the new version."""
    matching = Matching(old, new).equal(lambda quote: quote.uid or None)
    matching.equal(lambda quote: (quote.text, quote.speaker))
    matching.equal(lambda quote: quote.text)
    matching.alike(lambda quote: quote.text)
    return _in_new_order(matching.pairs)


def pair_texts(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Paragraphs: equal ones in order, equal ones elsewhere, then changed ones; rising in the new version."""
    pairs = align(old, new)
    for rule in (_equal, _alike, _between_the_same):
        left = _Left(old, new, pairs)
        if not left.old or not left.new:
            break
        pairs = pairs + rule(left)
    return _in_new_order(pairs)


def moved(pairs: Sequence[Pair]) -> set[int]:
    """The new places of what stands in another order than before, as few as can be; `pairs` rise in the new one."""
    kept = {pairs[at][1] for at in rising([i for i, _j in pairs])}
    return {j for _i, j in pairs} - kept


def reading_order(pairs: Sequence[Pair], old: int, new: int) -> Iterator[tuple[int | None, int | None]]:
    """(old place, new place) of everything, as the new version is read; what is gone stands behind its neighbour.

    `old` and `new` say how many there are of either.
    """
    gone: dict[int, list[int]] = defaultdict(list)
    place_of, strayed = dict(pairs), moved(pairs)
    neighbour = -1
    for i in range(old):
        if i not in place_of:
            gone[neighbour].append(i)
        elif place_of[i] not in strayed:
            neighbour = place_of[i]
    was_at = {j: i for i, j in pairs}
    yield from ((i, None) for i in gone[-1])
    for j in range(new):
        yield was_at.get(j), j
        yield from ((i, None) for i in gone[j])


class _Left:
    """What the rules before have not paired."""

    def __init__(self, old: Sequence[str], new: Sequence[str], pairs: Sequence[Pair]) -> None:
        self.place_of, self.was_at = dict(pairs), {j: i for i, j in pairs}
        self.texts_old, self.texts_new = old, new
        self.old = [i for i in range(len(old)) if i not in self.place_of]
        self.new = [j for j in range(len(new)) if j not in self.was_at]

    def pairs(self, rule: Callable[[Matching[str]], Matching[str]]) -> list[Pair]:
        matching = Matching([self.texts_old[i] for i in self.old], [self.texts_new[j] for j in self.new])
        return [(self.old[i], self.new[j]) for i, j in rule(matching).pairs]


def _equal(left: _Left) -> list[Pair]:
    return left.pairs(lambda matching: matching.equal(lambda text: text or None))


def _alike(left: _Left) -> list[Pair]:
    return left.pairs(lambda matching: matching.alike(lambda text: text))


def _between_the_same(left: _Left) -> list[Pair]:
    """What follows the same neighbour and has half of its characters in common: short lines above all."""
    waiting: dict[int, list[int]] = defaultdict(list)
    neighbour = -1
    for j in range(len(left.texts_new)):
        if j in left.was_at:
            neighbour = left.was_at[j]
        else:
            waiting[neighbour].append(j)
    found, neighbour = [], -1
    for i in range(len(left.texts_old)):
        if i in left.place_of:
            neighbour = i
        elif waiting[neighbour]:
            j = waiting[neighbour].pop(0)
            found.append((i, j))
    return [(i, j) for i, j in found if _share(left.texts_old[i], left.texts_new[j]) >= ALIKE]


def _share(a: str, b: str) -> float:
    common = sum((Counter(a) & Counter(b)).values())
    return 2 * common / (len(a) + len(b)) if a or b else 1.0


def _in_new_order(pairs: Sequence[Pair]) -> list[Pair]:
    return sorted(pairs, key=lambda pair: pair[1])


def _by_any_row(matching: Matching[Group]) -> None:
    """A section whose first row is gone may still hold another of its rows."""
    holders: dict[str, list[int]] = defaultdict(list)
    for place in matching.old_left:
        for uid in matching.old[place].uids:
            holders[uid].append(place)
    for index in list(matching.new_left):
        held = (at for uid in matching.new[index].uids for at in holders.get(uid, ()))
        at = next((at for at in held if at in matching.old_left), None)
        if at is not None:
            matching.pairs.append((at, index))
            matching.old_left.remove(at)
            matching.new_left.remove(index)
