"""The three-way merge of an order."""

from __future__ import annotations

from collections.abc import Sequence

from .choices import KEEP_OURS, Choices, Merged


def merge_order(
    base: Sequence[int], theirs: Sequence[int], ours: Sequence[int], choices: Choices = KEEP_OURS, key: str = ""
) -> Merged[list[int]]:
    """Put together the things of both sides, each named once a side.

    What all three know stands in the order of the side that moved it, ours if both did and nobody chose; what
    only one side has follows the thing it follows there.
    """
    common = set(base) & set(theirs) & set(ours)
    before, there, here = ([one for one in side if one in common] for side in (base, theirs, ours))
    merged = choices.merge(key, before, there, here)
    first, second = (theirs, ours) if merged.value != here else (ours, theirs)
    return Merged(_insert(first, second), merged.is_conflict)


def _insert(first: Sequence[int], second: Sequence[int]) -> list[int]:
    """Add to `first` what only `second` has, each thing behind the one it follows there."""
    known = set(first)
    followers: dict[int | None, list[int]] = {}
    previous: int | None = None
    for one in second:
        if one not in known:
            followers.setdefault(previous, []).append(one)
        else:
            previous = one
    order = list(followers.get(None, ()))
    for one in first:
        order += [one, *followers.get(one, ())]
    return order
