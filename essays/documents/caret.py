"""Where an editor points: two noncharacters a browser puts into the text it sends, taken out again here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from . import html
from .fencing import Typed
from .restructure import Spot

# Unicode keeps these for use inside a program: no text that is interchanged holds them.
START, END = "\ufdd0", "\ufdd1"
MARKS = START + END


def take_carets(rows: Sequence[Typed]) -> tuple[tuple[Typed, ...], tuple[Spot, Spot] | None]:
    """Give the rows without the marks, and the selection they stood for: both ends are one for a caret."""
    spots: dict[str, Spot] = {}
    clean = []
    for index, row in enumerate(rows):
        clean.append(_without_marks(row, index, spots) if START in row.body or END in row.body else row)
    start = spots.get(START)
    return tuple(clean), (start, spots.get(END, start)) if start else None


def _without_marks(row: Typed, index: int, spots: dict[str, Spot]) -> Typed:
    kept: list[str] = []
    for block in html.paragraphs(row.body):
        text = html.plain(block)
        found = sorted((text.index(mark), mark) for mark in MARKS if mark in text)
        for number, (place, mark) in enumerate(found):
            spots.setdefault(mark, Spot(index, len(kept), place - number))
        for mark in MARKS:
            block = block.replace(mark, "")
        if not found or html.plain(block):
            kept.append(block)
    return replace(row, body=html.body(kept))
