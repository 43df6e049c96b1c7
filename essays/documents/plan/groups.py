"""A headed section as one thing: the rows a paid boundary cut it into belong together, and are merged together.

Merged row by row, a boundary that moved would lose or double the words between its two places.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from essays.documents import html
from essays.documents.tree import Continues, Section

from .working import WorkingSection


@dataclass(frozen=True, slots=True)
class Run:
    """One row's text. `uid` is "" in a file; `index` is the row's place among its essay's sections."""

    body: str
    text: str
    is_paid: bool
    continues: Continues
    line: int = 0
    uid: str = ""
    index: int = 0
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """`text` is the whole text under the heading, a cut paragraph mended; `spans` says where in it each run stands."""

    heading: str
    runs: tuple[Run, ...]
    text: str = field(compare=False, default="")
    spans: tuple[tuple[int, int], ...] = field(compare=False, default=())

    @property
    def bodies(self) -> tuple[str, ...]:
        return tuple(run.body for run in self.runs)

    @property
    def access(self) -> tuple[tuple[bool, Continues], ...]:
        """Which runs are paid; how the first one goes on is no part of it."""
        return tuple((run.is_paid, run.continues if number else Continues.NO) for number, run in enumerate(self.runs))

    @property
    def content(self) -> tuple[object, ...]:
        return self.heading, self.access, self.bodies

    @property
    def key(self) -> tuple[str, str]:
        """What makes it the same section in another order; an empty one is known by its heading alone."""
        return (self.text, "") if self.text else ("", self.heading)


def group(runs: Sequence[Run]) -> Group:
    """A group of runs under the heading of the first."""
    text, spans = "", []
    for number, run in enumerate(runs):
        if number:
            text += "" if run.continues is Continues.PARAGRAPH else "\n"
        spans.append((len(text), len(text) + len(run.text)))
        text += run.text
    return Group(runs[0].heading, tuple(runs), text, tuple(spans))


def groups_of_file(sections: Sequence[Section]) -> tuple[Group, ...]:
    return _gather(
        [
            Run(
                section.html,
                section.text,
                section.is_paid,
                section.continues,
                section.line,
                "",
                index,
                section.heading,
            )
            for index, section in enumerate(sections)
        ]
    )


def groups_of_site(sections: Sequence[WorkingSection]) -> tuple[Group, ...]:
    return _gather(
        [
            Run(
                section.body,
                html.plain_body(section.body),
                section.is_paid,
                section.continues,
                section.line,
                section.uid,
                index,
                section.heading,
            )
            for index, section in enumerate(sections)
        ]
    )


def _gather(runs: Sequence[Run]) -> tuple[Group, ...]:
    gathered: list[list[Run]] = []
    for run in runs:
        goes_on = run.continues is not Continues.NO and gathered and gathered[-1][-1].heading == run.heading
        if not goes_on:
            gathered.append([])
        gathered[-1].append(run)
    return tuple(group(runs) for runs in gathered)
