"""Which side has the last word where the file and the editors have changed the same thing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

from .steps import Clash

Value = TypeVar("Value")


class Side(StrEnum):
    OURS = "ours"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Merged(Generic[Value]):
    value: Value
    is_conflict: bool = False
    is_fixed: bool = False


def merge(base: Value, theirs: Value, ours: Value) -> Merged[Value]:
    """The value as it shall be; ours, where both have changed it to different things."""
    if theirs in (ours, base):
        return Merged(ours)
    return Merged(theirs) if ours == base else Merged(ours, is_conflict=True)


def key_of(clash: Clash, thing: str) -> str:
    """The name of a conflict: the same as long as the thing it is about stands on the site."""
    return f"{clash.value}.{thing}"


@dataclass(frozen=True, slots=True)
class Choices:
    """The side chosen for a conflict, by its key; what is not named stays as it is on the site.

    With `standing`, the keys of conflicts an earlier import has left, nothing is merged any more: only what a
    standing conflict is about can change. `is_all_theirs` where the whole essay shall be the file's.
    With `keeps_public` what readers see beside the texts stays, whatever is chosen: it is a conflict for others.
    """

    sides: Mapping[str, Side] = field(default_factory=dict)
    standing: frozenset[str] | None = None
    is_all_theirs: bool = False
    keeps_public: bool = False

    @property
    def is_settling(self) -> bool:
        return self.standing is not None

    def takes_theirs(self, key: str) -> bool:
        return self.is_all_theirs or self.sides.get(key) is Side.THEIRS

    def is_open(self, key: str, *, clashes: bool) -> bool:
        """Whether there is something to choose: `clashes` says so for an import."""
        return clashes if self.standing is None else key in self.standing

    def merge_public(self, key: str, base: Value, theirs: Value, ours: Value, *, is_public: bool) -> Merged[Value]:
        """As `merge`, for a field that readers see as soon as it is written."""
        merged = self.merge(key, base, theirs, ours)
        if is_public and self.keeps_public and (merged.is_conflict or merged.value != ours):
            return Merged(ours, is_conflict=True, is_fixed=True)
        return merged

    def merge(self, key: str, base: Value, theirs: Value, ours: Value) -> Merged[Value]:
        """As the function `merge`, with a conflict that was decided for the file being none."""
        if self.is_all_theirs:
            return Merged(theirs)
        merged = merge(base, theirs, ours) if self.standing is None else Merged(ours, self._differs(key, theirs, ours))
        return Merged(theirs) if merged.is_conflict and self.takes_theirs(key) else merged

    def _differs(self, key: str, theirs: object, ours: object) -> bool:
        return self.is_open(key, clashes=True) and theirs != ours

    def concern(self, names: frozenset[str]) -> bool:
        """Whether one of the standing conflicts is about a thing of these names."""
        things = [key.partition(".")[2] for key in self.standing or ()]
        return any(thing in names or thing.rpartition(".")[0] in names for thing in things)


KEEP_OURS = Choices()
ALL_THEIRS = Choices(is_all_theirs=True)
