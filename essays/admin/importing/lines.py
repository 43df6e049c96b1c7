"""The text of a file line by line, with the places marked that something was said of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from essays.importing.wording import printable

from .diagnostics import Diagnostic

MOST_CHARACTERS = 300_000  # of a file that is shown whole
AROUND = 2  # lines shown about a place of a longer one


@dataclass(frozen=True, slots=True)
class Piece:
    text: str
    level: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """`is_after_gap`: lines before it are not shown."""

    number: int
    pieces: tuple[Piece, ...]
    levels: tuple[str, ...] = ()
    is_after_gap: bool = False


def mark_lines(lines: Sequence[tuple[int, str]], diagnostics: Iterable[Diagnostic]) -> list[Line]:
    """Every line of a file; of a very long one those about a place."""
    marks: dict[int, list[Diagnostic]] = defaultdict(list)
    for one in diagnostics:
        marks[one.place.line].append(one)
    is_whole = sum(len(text) for _number, text in lines) <= MOST_CHARACTERS
    near = {number + step for number in marks for step in range(-AROUND, AROUND + 1)}
    shown: list[Line] = []
    last = 0
    for number, text in lines:
        if is_whole or number in near:
            shown.append(_line(number, text, marks.get(number, ()), is_after_gap=not is_whole and number > last + 1))
            last = number
    return shown


def _line(number: int, text: str, marks: Sequence[Diagnostic], *, is_after_gap: bool) -> Line:
    """A place inside another one is not marked twice."""
    pieces: list[Piece] = []
    at = 0
    for one in sorted(marks, key=lambda mark: (mark.place.column, -mark.place.end)):
        start, end = one.place.column - 1, min(one.place.end, len(text) + 1) - 1
        if at <= start < end:
            pieces += [Piece(printable(text[at:start])), Piece(printable(text[start:end]), one.level)]
            at = end
    pieces.append(Piece(printable(text[at:])))
    return Line(
        number, tuple(piece for piece in pieces if piece.text), tuple(one.level for one in marks), is_after_gap
    )
