"""Small changes of a text, said by place: what the checks suggest, and what typesetting does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True, slots=True)
class Edit:
    """`text` instead of the characters from `start` to `end`, at least one."""

    start: int
    end: int
    text: str = ""


# Edits that belong together, in rising order: both marks of a pair.
Fix = tuple[Edit, ...]
Rule = Callable[[str], Iterable[Fix]]


def applied(text: str, fix: Fix) -> str:
    """The words from the first edit to the last one as they would read."""
    done, at = "", fix[0].start
    for edit in fix:
        done += text[at : edit.start] + edit.text
        at = edit.end
    return done


class Cells:
    """A text that remembers of each of its first characters what stands there now.

    However often it is changed, the first text's markup can be given the new words piece by piece.
    """

    def __init__(self, text: str) -> None:
        self.cells = list(text)

    @property
    def text(self) -> str:
        return "".join(self.cells)

    def apply(self, fixes: Iterable[Fix]) -> None:
        """All of them are about the text as it stands before the first."""
        starts = [0, *accumulate(map(len, self.cells))]
        homes = [index for index, cell in enumerate(self.cells) for _sign in cell]
        for edit in _apart(fixes):
            first, last = homes[edit.start], homes[edit.end - 1]
            before = self.cells[first][: edit.start - starts[first]]
            after = self.cells[last][edit.end - starts[last] :]
            self.cells[first : last + 1] = [""] * (last + 1 - first)
            self.cells[last] = after
            self.cells[first] = before + edit.text + (after if first == last else "")


def _apart(fixes: Iterable[Fix]) -> Sequence[Edit]:
    """From the end, so that places before stay what they are; of two that overlap, the later fix is left out."""
    taken: set[int] = set()
    edits: list[Edit] = []
    for fix in fixes:
        touched = {at for edit in fix for at in range(edit.start, edit.end)}
        if not touched & taken:
            taken |= touched
            edits += fix
    return sorted(edits, key=lambda edit: -edit.start)


def until_stable(text: str, rules: Sequence[Rule]) -> Iterator[Cells]:
    """Yield the text with all rules applied, again and again, as they make room for each other."""
    cells = Cells(text)
    while True:
        before = cells.text
        for rule in rules:
            cells.apply(rule(cells.text))
        yield cells
        if cells.text == before:
            return
