"""Two texts that went on from one: what each side changed, section by section, and what both may keep.

Sections are told apart by their uid. What one side alone has changed is taken; where both changed a section, its
heading, its access and its paragraphs are merged apart; what cannot be, is for a person to choose.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise
from typing import TypeVar

from .plan.choices import merge
from .version import VersionSection

Item = TypeVar("Item")
Sections = Mapping[str, VersionSection]


class Outcome(StrEnum):
    SAME = "same"
    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"
    CLASH = "clash"


@dataclass(frozen=True, slots=True)
class Reconciled:
    """One section: how it stood (None: it did not, or nobody knows) and what each side has made of it (None: gone).

    `merged` is what it shall be, None where it goes; of a CLASH it is mine, or theirs where mine is gone.
    """

    uid: str
    base: VersionSection | None
    mine: VersionSection | None
    theirs: VersionSection | None
    outcome: Outcome
    merged: VersionSection | None

    @property
    def is_clash(self) -> bool:
        return self.outcome is Outcome.CLASH


def reconcile(
    base: Sequence[VersionSection] | None,
    mine: Sequence[VersionSection],
    theirs: Sequence[VersionSection],
    known: frozenset[str] = frozenset(),
) -> tuple[Reconciled, ...]:
    """Bring both together, in the order of the result. `base` is None where nobody knows how the text stood; `known`
    are the uids that stood then. A section of mine without uid is a new one, named after its place: "+3".
    """
    named = [section if section.uid else replace(section, uid=f"+{at}") for at, section in enumerate(mine)]
    before, here, there = _by_uid(base or ()), _by_uid(named), _by_uid(theirs)
    order = _order([*before], [*here], [*there])
    stood = known | before.keys()
    return tuple(_one(uid, before.get(uid), here.get(uid), there.get(uid), stood, base is not None) for uid in order)


def content(section: VersionSection | None) -> tuple[object, ...] | None:
    """What of a section an editor can change."""
    return None if section is None else (section.heading, section.paragraphs, section.is_paid, section.continues)


def merge_lists(base: Sequence[Item], mine: Sequence[Item], theirs: Sequence[Item]) -> list[Item] | None:
    """Both sides' edits laid into `base`, None where they touch one another."""
    edits = sorted({*_edits(base, mine), *_edits(base, theirs)}, key=lambda edit: edit[:2])
    for (_start, end, _items), (start, _end, _others) in pairwise(edits):
        if start <= end:
            return None
    merged = list(base)
    for start, end, items in reversed(edits):
        merged[start:end] = items
    return merged


def _edits(base: Sequence[Item], other: Sequence[Item]) -> list[tuple[int, int, tuple[Item, ...]]]:
    matcher = SequenceMatcher(None, base, other, autojunk=False)
    return [(i1, i2, tuple(other[j1:j2])) for tag, i1, i2, j1, j2 in matcher.get_opcodes() if tag != "equal"]


def _by_uid(sections: Sequence[VersionSection]) -> dict[str, VersionSection]:
    return {section.uid: section for section in sections}


def _one(
    uid: str,
    base: VersionSection | None,
    mine: VersionSection | None,
    theirs: VersionSection | None,
    stood: frozenset[str],
    is_base_known: bool,
) -> Reconciled:
    def made(outcome: Outcome, merged: VersionSection | None) -> Reconciled:
        return Reconciled(uid, base, mine, theirs, outcome, merged)

    if content(mine) == content(theirs):
        return made(Outcome.SAME, theirs)
    if uid not in stood:
        return made(Outcome.THEIRS, theirs) if mine is None else made(Outcome.MINE, mine)
    if is_base_known and content(mine) == content(base):
        return made(Outcome.THEIRS, theirs)
    if is_base_known and content(theirs) == content(base):
        return made(Outcome.MINE, mine)
    both = _both(base, mine, theirs) if base and mine and theirs else None
    return made(Outcome.BOTH, both) if both else made(Outcome.CLASH, mine or theirs)


def _both(base: VersionSection, mine: VersionSection, theirs: VersionSection) -> VersionSection | None:
    heading = merge(base.heading, theirs.heading, mine.heading)
    access = merge((base.is_paid, base.continues), (theirs.is_paid, theirs.continues), (mine.is_paid, mine.continues))
    paragraphs = merge_lists(base.paragraphs, mine.paragraphs, theirs.paragraphs)
    if heading.is_conflict or access.is_conflict or paragraphs is None:
        return None
    is_paid, continues = access.value
    return replace(theirs, heading=heading.value, paragraphs=tuple(paragraphs), is_paid=is_paid, continues=continues)


def _order(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[str]:
    """The order of the side that moved sections (mine, where both did), the other's own laid in behind what they
    follow there.
    """
    shared = {*mine} & {*theirs}
    has_moved = base and [uid for uid in mine if uid in shared] != [uid for uid in base if uid in shared]
    order, other = (list(mine), theirs) if has_moved else (list(theirs), mine)
    for at, uid in enumerate(other):
        if uid not in order:
            order.insert(order.index(other[at - 1]) + 1 if at else 0, uid)
    return order
