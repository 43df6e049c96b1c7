"""Rows an editor has moved, deleted or opened, brought back into the form a document has."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from . import html
from .fencing import Typed
from .tree import Continues


def mend_rows(rows: Iterable[Typed]) -> tuple[Typed, ...]:
    """Make rows that go on from their neighbour agree with it.

    What has no neighbour under the same heading to go on from begins under its own; two that go on with the same
    access become one row again.
    """
    mended: list[Typed] = []
    for row in rows:
        if not row.continues:
            mended.append(row)
        elif not mended or row.heading != mended[-1].heading:
            mended.append(replace(row, continues=Continues.NO))
        elif row.is_paid == mended[-1].is_paid:
            mended[-1] = _joined(mended[-1], row)
        else:
            mended.append(row)
    return tuple(mended)


def _joined(left: Typed, right: Typed) -> Typed:
    before, after = html.paragraphs(left.body), html.paragraphs(right.body)
    if right.continues is Continues.PARAGRAPH and before and after:
        blocks = (*before[:-1], html.join(before[-1], after[0]), *after[1:])
    else:
        blocks = (*before, *after)
    return replace(left, body=html.body(blocks))
