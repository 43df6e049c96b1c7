"""Make what is least to change into what a person would say was changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

SHRED = 3  # characters: what is kept between two greater changes and no longer than this only tears them apart
FARTHEST = 60  # characters a change may slide
STOPS, PAUSES = "。！？；…\n", "，、：,;"
CLOSINGS = "”’》）】」』)"
OPENINGS = "“‘《（【「『("


class Change(NamedTuple):
    """What was deleted and inserted at one place, and what was kept behind it."""

    deleted: str
    inserted: str
    kept: str

    @property
    def size(self) -> int:
        return max(len(self.deleted), len(self.inserted))


def tidy(changes: Iterable[Change]) -> list[Change]:
    """Merge two changes where what is kept between them is shorter than either."""
    found: list[Change] = []
    for change in changes:
        while found and _is_shred(found[-1], change):
            before = found.pop()
            change = Change(
                before.deleted + before.kept + change.deleted,
                before.inserted + before.kept + change.inserted,
                change.kept,
            )
        found.append(change)
    return found


def _is_shred(before: Change, after: Change) -> bool:
    return len(before.kept) <= SHRED and len(before.kept) < min(before.size, after.size)


def slide(changes: Iterable[Change]) -> list[Change]:
    """Move each pure insertion or deletion to where words and sentences begin and end.

    "小|河。小|山" says the same as "|小河。|小山", and is harder to read.
    """
    found: list[Change] = []
    for change in changes:
        kept = found[-1].kept if found else ""
        moved = bool(change.deleted) != bool(change.inserted)
        text = change.deleted or change.inserted
        by = _best_place(kept, text, change.kept) if moved else 0
        if by:
            line = kept + text + change.kept
            start = len(kept) + by
            kept, text = line[:start], line[start : start + len(text)]
            behind = line[start + len(text) :]
            change = Change(text if change.deleted else "", text if change.inserted else "", behind)
            if found:
                found[-1] = found[-1]._replace(kept=kept)
            elif kept:
                found.append(Change("", "", kept))
        _append(found, change)
    return found


def _append(found: list[Change], change: Change) -> None:
    """Changes between which nothing is kept any more are one."""
    if found and not found[-1].kept:
        before = found.pop()
        change = Change(before.deleted + change.deleted, before.inserted + change.inserted, change.kept)
    found.append(change)


def _best_place(before: str, text: str, after: str) -> int:
    """How many characters further the change may begin, perhaps fewer than none, to stand best."""
    line, start = before + text + after, len(before)
    places = sorted(_places(line, start, start + len(text)), key=abs)
    return max(places, key=lambda by: _merit(line, start + by) + _merit(line, start + by + len(text)))


def _places(line: str, start: int, end: int) -> Iterator[int]:
    yield 0
    for by in range(1, min(start, FARTHEST) + 1):
        if line[start - by] != line[end - by]:
            break
        yield -by
    for by in range(1, min(len(line) - end, FARTHEST) + 1):
        if line[start + by - 1] != line[end + by - 1]:
            break
        yield by


def _merit(line: str, at: int) -> int:
    """How good a place is for a change to begin or to end."""
    if at in (0, len(line)):
        return 4
    before, after = line[at - 1], line[at]
    if before.isascii() and after.isascii() and before.isalnum() and after.isalnum():
        return -9
    if before in CLOSINGS:
        before = line[at - 2 : at - 1] or before
        return 3 if before in STOPS else 1
    if before in STOPS:
        return 0 if after in CLOSINGS else 3
    if before in PAUSES or after in OPENINGS:
        return 2
    return 0
