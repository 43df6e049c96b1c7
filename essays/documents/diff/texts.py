"""Two texts as runs of characters that were kept, inserted and deleted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from .sequences import Budget, Pair, align
from .tidying import Change, slide, tidy

# Latin words and numbers are read as wholes, everything else sign by sign with the marks that belong to it.
_LATIN = r"[^\W\d_\u0250-\U0010ffff]+"
_MARKS = r"[\u0300-\u036f\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]*"
_UNIT = re.compile(rf"{_LATIN}|\d+(?:[.,]\d+)*|.{_MARKS}", re.DOTALL)


class RunKind(StrEnum):
    KEEP = "keep"
    INSERT = "insert"
    DELETE = "delete"


KEEP, INSERT, DELETE = RunKind.KEEP, RunKind.INSERT, RunKind.DELETE


class Run(NamedTuple):
    """Characters that are all new, all gone, or in both texts; never empty."""

    kind: RunKind
    text: str

    @property
    def is_kept(self) -> bool:
        return self.kind is KEEP

    @property
    def is_inserted(self) -> bool:
        return self.kind is INSERT

    @property
    def is_deleted(self) -> bool:
        return self.kind is DELETE


def compare_texts(old: str, new: str, budget: Budget | None = None) -> tuple[Run, ...]:
    """Give the runs that lead from one text to the other, what is deleted before what is inserted in its stead.

    KEEP and DELETE together are the old text, KEEP and INSERT the new one. Two runs side by side differ in kind.
    """
    if old == new:
        return _kept(old)
    a, b = _UNIT.findall(old), _UNIT.findall(new)
    changes = slide(tidy(_changes(a, b, align(a, b, budget))))
    return tuple(_runs(changes))


def whole(kind: RunKind, text: str) -> tuple[Run, ...]:
    """A text that is of one kind altogether; no run for an empty one."""
    return (Run(kind, text),) if text else ()


def _kept(text: str) -> tuple[Run, ...]:
    return whole(KEEP, text)


def _changes(a: Sequence[str], b: Sequence[str], pairs: Iterable[Pair]) -> list[Change]:
    """Each kept stretch with what was deleted and inserted just before it; the last one's may be empty."""
    found: list[Change] = []
    kept: list[str] = []
    i = j = 0
    for x, y in [*pairs, (len(a), len(b))]:
        if (x, y) != (i, j) or not found:
            if found:
                found[-1] = found[-1]._replace(kept="".join(kept))
            found.append(Change("".join(a[i:x]), "".join(b[j:y]), ""))
            kept = []
        kept += a[x : x + 1]
        i, j = x + 1, y + 1
    found[-1] = found[-1]._replace(kept="".join(kept))
    return found


def _runs(changes: Iterable[Change]) -> Iterable[Run]:
    for change in changes:
        yield from whole(DELETE, change.deleted)
        yield from whole(INSERT, change.inserted)
        yield from whole(KEEP, change.kept)
