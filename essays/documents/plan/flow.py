"""Words found again in a text that is cut into rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .groups import Group
from .steps import Spot


@dataclass(frozen=True, slots=True)
class Flow:
    """The whole text of one headed section; `first` is the index of its first row."""

    group: Group
    first: int


def locate(pieces: Sequence[str], flows: Sequence[Flow]) -> tuple[Spot, ...]:
    """Where the pieces stand one after the other in one headed section; () when they do not."""
    for flow in flows:
        spots: list[Spot] = []
        at = 0
        for piece in pieces:
            start = flow.group.text.find(piece, at)
            if start < 0:
                break
            at = start + len(piece)
            spots += _cut(flow, start, at)
        else:
            return tuple(spots)
    return ()


def _cut(flow: Flow, start: int, end: int) -> Iterator[Spot]:
    """The span of a flow as spans of its rows."""
    for number, (begins, ends) in enumerate(flow.group.spans):
        if begins < end and start < ends:
            yield Spot(flow.first + number, max(start, begins) - begins, min(end, ends) - begins)
