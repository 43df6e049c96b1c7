"""Cut and join the sections of an essay where an editor points: split, promote, merge, demote.

Rows come in as an editor left them and go out mended, as `mending.mend_rows` would leave them. A row cut in two keeps
its `origin` in both halves, so that the first keeps its lasting name; of rows that are joined the first one's is kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from . import html
from .fencing import Typed
from .mending import mend_rows
from .messages import gettext_noop
from .tree import Continues

LONGEST_HEADING = 300  # characters, as the column holds them


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in an essay: index of a row, index of its paragraph, offset in that paragraph's plain text."""

    row: int
    paragraph: int = 0
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Rearranged:
    """The rows as they stand now; `focus` is the index of the one an editor goes on with."""

    rows: tuple[Typed, ...]
    focus: int


class CannotRearrangeError(Exception):
    """What was asked makes no sense at this place; its text is an English gettext id that says why."""


def split(rows: Sequence[Typed], spot: Spot) -> Rearranged:
    """Begin a section without a heading at `spot`; what stands behind it, to the next heading, goes along."""
    made, index = cut_at(rows, spot)
    if index == spot.row and not rows[spot.row].continues:
        raise CannotRearrangeError(gettext_noop("Nothing stands before this place in its section."))
    return _begin(made, index, "", spot.row)


def promote(rows: Sequence[Typed], start: Spot, end: Spot) -> Rearranged:
    """Make the words from `start` to `end` of one paragraph, or all of it when both are one, a heading."""
    row = rows[start.row]
    blocks = html.paragraphs(row.body)
    if start.paragraph >= len(blocks):
        raise CannotRearrangeError(gettext_noop("There is no such paragraph in this section."))
    block = blocks[start.paragraph]
    text = html.plain(block)
    first, last = _selection(start, end, len(text))
    heading = " ".join(text[first:last].split())
    if not heading or len(heading) > LONGEST_HEADING:
        raise CannotRearrangeError(gettext_noop("A heading has between 1 and 300 characters."))
    rest, right = html.split(block, last)
    left = html.split(rest, first)[0]
    before = [*blocks[: start.paragraph], *_with_words(left)]
    after = [*_with_words(right), *blocks[start.paragraph + 1 :]]
    made = [*rows]
    made[start.row] = replace(row, body=html.body([*before, *after]))
    cut, index = cut_at(made, Spot(start.row, len(before)))
    if index == start.row and not row.continues:  # the heading it stood under keeps a section without words
        cut[index : index + 1] = [replace(row, body=""), replace(cut[index], continues=Continues.SECTION)]
        index += 1
    return _begin(cut, index, heading, start.row)


def merge(rows: Sequence[Typed], index: int) -> Rearranged:
    """Let the next section go on under the heading of this one; its own heading goes."""
    behind = next((number for number in range(index + 1, len(rows)) if not rows[number].continues), len(rows))
    if behind == len(rows):
        raise CannotRearrangeError(gettext_noop("No section follows this one."))
    return _go_on(rows, behind, rows[behind].body)


def demote(rows: Sequence[Typed], index: int) -> Rearranged:
    """Make the heading of a section the first paragraph of its text, which goes on in the section before."""
    row = rows[index]
    if row.continues:
        raise CannotRearrangeError(
            gettext_noop("This text goes on from the one before: it has no heading of its own.")
        )
    if not index:
        raise CannotRearrangeError(gettext_noop("No section stands before this one."))
    lead = [html.escape_paragraph(row.heading)] if row.heading else []
    return _go_on(rows, index, html.body([*lead, *html.paragraphs(row.body)]))


def cut_at(rows: Sequence[Typed], spot: Spot) -> tuple[list[Typed], int]:
    """Give the rows with a seam at `spot`, and the index of the first one behind it."""
    row = rows[spot.row]
    blocks = html.paragraphs(row.body)
    if spot.paragraph >= len(blocks):
        return [*rows], spot.row + (1 if blocks or spot.offset else 0)
    block = blocks[spot.paragraph]
    is_inside = 0 < spot.offset < len(html.plain(block))
    if is_inside:
        halves = html.split(block, spot.offset)
        left, right = (*blocks[: spot.paragraph], halves[0]), (halves[1], *blocks[spot.paragraph + 1 :])
    else:
        edge = spot.paragraph + (1 if spot.offset > 0 else 0)
        left, right = blocks[:edge], blocks[edge:]
    if not left or not right:
        return [*rows], spot.row + (0 if right else 1)
    continues = Continues.PARAGRAPH if is_inside else Continues.SECTION
    halves_of_row = [replace(row, body=html.body(left)), replace(row, body=html.body(right), continues=continues)]
    return [*rows[: spot.row], *halves_of_row, *rows[spot.row + 1 :]], spot.row + 1


def _selection(start: Spot, end: Spot, length: int) -> tuple[int, int]:
    if (start.row, start.paragraph) != (end.row, end.paragraph):
        raise CannotRearrangeError(gettext_noop("Select words of one paragraph only."))
    return (start.offset, end.offset) if start.offset < end.offset else (0, length)


def _with_words(block: str) -> list[str]:
    return [block] if html.plain(block).strip() else []


def _begin(rows: list[Typed], index: int, heading: str, cut: int) -> Rearranged:
    """Let a section begin under `heading` at row `index`: a new one where no text of the run of row `cut` is left."""
    made = [*rows]
    if index == len(made) or (index > cut and not made[index].continues):
        made[index:index] = [replace(made[cut], heading=heading, body="", continues=Continues.NO)]
    else:
        made[index] = replace(made[index], continues=Continues.NO)
        _rename(made, index, heading)
    return Rearranged(mend_rows(made), len(mend_rows(made[:index])))


def _go_on(rows: Sequence[Typed], index: int, body: str) -> Rearranged:
    made = [*rows]
    made[index] = replace(made[index], body=body, continues=Continues.SECTION)
    _rename(made, index, made[index - 1].heading)
    return Rearranged(mend_rows(made), len(mend_rows(made[:index])) - 1)


def _rename(rows: list[Typed], index: int, heading: str) -> None:
    """Give a row and those that go on from it this heading."""
    rows[index] = replace(rows[index], heading=heading)
    for number in range(index + 1, len(rows)):
        if not rows[number].continues:
            break
        rows[number] = replace(rows[number], heading=heading)
