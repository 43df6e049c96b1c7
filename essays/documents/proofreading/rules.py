"""Every check of a text by itself, in the order in which they are made. A new one is a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .damage import damage
from .galley import Galley
from .issue import Issue
from .markers import markers_left
from .marks import dashes, doubled, ellipses, half_width, no_end_mark, straight_marks_unpaired, straight_pairs
from .pairs import pairs
from .structure import empty_sections, heading_order, long_headings, no_text, repeated_paragraphs
from .widths import edges, full_width, gaps
from .words import typed_twice

Check = Callable[[Galley], Iterator[Issue]]

CHECKS: tuple[Check, ...] = (
    no_text,
    markers_left,
    damage,
    pairs,
    straight_pairs,
    straight_marks_unpaired,
    doubled,
    half_width,
    ellipses,
    dashes,
    no_end_mark,
    typed_twice,
    full_width,
    gaps,
    edges,
    empty_sections,
    long_headings,
    repeated_paragraphs,
    heading_order,
)
