"""The paid boundary between two rows of an essay: move it, take it away, draw one.

A boundary is named by the index of the first row behind it. Everything is said by cutting rows, giving the pieces
another access and mending them, so a boundary in mid-sentence stays what an import would have made of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from . import html
from .fencing import Typed
from .mending import mend_rows
from .messages import gettext_noop
from .restructure import CannotRearrangeError, Rearranged, Spot, cut_at

_SENTENCE = re.compile(r"[^。！？!?；;…\n]*[。！？!?；;…\n]+[”’」』）)》]*|.+", re.DOTALL)
_BEHIND_ALL = 1 << 30  # an offset behind every paragraph


def begin_paid(rows: Sequence[Typed], spot: Spot) -> Rearranged:
    """Make paid what stands from `spot` on, to the next boundary or the end of the essay."""
    return _draw(rows, spot, is_paid=True)


def end_paid(rows: Sequence[Typed], spot: Spot) -> Rearranged:
    """Make free what stands from `spot` on, to the next boundary or the end of the essay."""
    return _draw(rows, spot, is_paid=False)


def move_boundary(rows: Sequence[Typed], boundary: int, spot: Spot) -> Rearranged:
    """Draw a boundary at `spot` instead; no other one may lie between."""
    _check(rows, boundary)
    made, index = cut_at(rows, spot)
    shift = len(made) - len(rows)
    old = boundary + (shift if spot.row < boundary else 0)
    left, right = rows[boundary - 1].is_paid, rows[boundary].is_paid
    passed = range(old, index) if index > old else range(index, old)
    if any(made[number].is_paid != (right if index > old else left) for number in passed):
        raise CannotRearrangeError(gettext_noop("Another boundary lies between."))
    for number in passed:
        made[number] = replace(made[number], is_paid=left if index > old else right)
    if shift and index < old == index + 1 and made[old].continues:
        made[index] = replace(made[index], origin=made[old].origin)  # the row behind it keeps its lasting name
    return _mended(made, index)


def step_boundary(rows: Sequence[Typed], boundary: int, *, forward: bool, sentence: bool = False) -> Rearranged:
    """Move a boundary by one paragraph or one sentence."""
    _check(rows, boundary)
    row = boundary if forward else boundary - 1
    texts = [html.plain(block) for block in html.paragraphs(rows[row].body)]
    if not texts:
        return move_boundary(rows, boundary, Spot(row, 0, 1 if forward else 0))
    number = 0 if forward else len(texts) - 1
    sentences = _SENTENCE.findall(texts[number]) if sentence else [texts[number]]
    if forward:
        offset = len(sentences[0]) if sentences and len(sentences) > 1 else _BEHIND_ALL
    else:
        offset = sum(map(len, sentences[:-1]))
    return move_boundary(rows, boundary, Spot(row, number, offset))


def remove_boundary(rows: Sequence[Typed], boundary: int, *, is_paid: bool) -> Rearranged:
    """Give both sides of a boundary, each to the next one, this access."""
    _check(rows, boundary)
    made = [*rows]
    forward = made[boundary].is_paid != is_paid
    number = boundary if forward else boundary - 1
    while 0 <= number < len(made) and made[number].is_paid != is_paid:
        made[number] = replace(made[number], is_paid=is_paid)
        number += 1 if forward else -1
    return Rearranged(mend_rows(made), len(mend_rows(made[: boundary + 1])) - 1)


def _draw(rows: Sequence[Typed], spot: Spot, *, is_paid: bool) -> Rearranged:
    made, index = cut_at(rows, spot)
    if index == len(made) or made[index].is_paid == is_paid:
        raise CannotRearrangeError(
            gettext_noop("The text behind this place is paid already.")
            if is_paid
            else gettext_noop("The text behind this place is free already.")
        )
    number = index
    while number < len(made) and made[number].is_paid != is_paid:
        made[number] = replace(made[number], is_paid=is_paid)
        number += 1
    return _mended(made, index)


def _check(rows: Sequence[Typed], boundary: int) -> None:
    if not 0 < boundary < len(rows) or rows[boundary - 1].is_paid == rows[boundary].is_paid:
        raise CannotRearrangeError(gettext_noop("No boundary stands before this section."))


def _mended(rows: Sequence[Typed], index: int) -> Rearranged:
    mended = mend_rows(rows)
    return Rearranged(mended, min(len(mend_rows(rows[:index])), len(mended) - 1))
