"""What a document is made of, line by line: the outline that the tree is built from and proved against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .line import Line


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of one line that are structure (a mark, a count) and stand in no text; of one line the last first."""

    index: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SectionOutline:
    """`heading` is None for a lead."""

    heading: Line | None
    paragraphs: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class EssayOutline:
    """`first` is the index of the essay's first line. A borrowed title stands in no line of its own."""

    number: int
    title: str
    subtitle: Line | None
    sections: tuple[SectionOutline, ...]
    first: int
    line: int = 0  # in the input
    is_title_borrowed: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    title: str
    declared_count: int | None
    preface: tuple[Line, ...]
    essays: tuple[EssayOutline, ...]
    structure: tuple[Span, ...]
    series: str  # the family of marks that was chosen, "" for none
    contents: int = 0  # lines of a list of contents that were left in the preface


def split_sections(lines: Sequence[Line], headings: Sequence[bool]) -> tuple[SectionOutline, ...]:
    """Group an essay's lines under its headings; no text before the first heading, no lead."""
    sections: list[SectionOutline] = []
    heading: Line | None = None
    run: list[Line] = []
    for line, is_heading in zip(lines, headings, strict=True):
        if not is_heading:
            run.append(line)
            continue
        if run or heading:
            sections.append(SectionOutline(heading, tuple(run)))
        heading, run = line, []
    if run or heading:
        sections.append(SectionOutline(heading, tuple(run)))
    return tuple(sections)
