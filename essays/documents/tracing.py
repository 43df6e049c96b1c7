"""Trace a parsed essay back to its file: which characters of which line became which part of the tree.

Nothing is parsed anew: the texts of the tree are looked for in the lines that the reader saw, in order. What is left
of a line is structure (a mark, a marker, a count, blanks), or it is said to be unaccounted for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from .blocks import Block
from .markers import find_markers
from .structure.conservation import inked
from .structure.title import read_count
from .tree import Continues, Essay


class Role(StrEnum):
    TITLE = "title"
    SUBTITLE = "subtitle"
    HEADING = "heading"
    TEXT = "text"
    MARK = "mark"  # 篇1：
    MARKER = "marker"  # ##paidbegin##
    COUNT = "count"  # （3篇）
    BLANK = "blank"
    LEFT = "left"  # unaccounted for


CONTENT = frozenset((Role.TITLE, Role.SUBTITLE, Role.HEADING, Role.TEXT))


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of text in the tree: `line` is 0 where the tree does not say it.

    `section` and `paragraph` are indexes; -1 for what belongs to no section or paragraph.
    """

    role: Role
    text: str
    line: int = 0
    section: int = -1
    paragraph: int = -1
    is_paid: bool = False

    @property
    def key(self) -> str:
        """A name for the part, fit for an anchor."""
        return {Role.TITLE: "t", Role.SUBTITLE: "d"}.get(self.role, f"{self.section}-{self.paragraph + 1}")


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters of one line in one role; `part` is what they became, None for structure."""

    text: str
    role: Role
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class TracedLine:
    number: int
    segments: tuple[Segment, ...]

    @property
    def text(self) -> str:
        return "".join(segment.text for segment in self.segments)

    @property
    def first(self) -> Part | None:
        """The first part that the line became."""
        return next((segment.part for segment in self.segments if segment.part), None)


@dataclass(frozen=True, slots=True)
class Trace:
    """`characters` of the stretch, blanks left out, by role; `missing` parts of the tree stand in no line of it."""

    lines: tuple[TracedLine, ...]
    characters: dict[Role, int]
    missing: tuple[Part, ...]

    @property
    def coverage(self) -> float:
        """The share of characters that is content or structure: 1.0 exactly when nothing is left over or missing."""
        total = sum(self.characters.values())
        lost = self.characters.get(Role.LEFT, 0) + sum(len(inked(part.text)) for part in self.missing)
        return 1.0 if not lost else max(total - lost, 0) / max(total, 1)


def parts_of(essay: Essay) -> tuple[Part, ...]:
    """The texts of an essay in the order of its file."""
    found = [Part(Role.TITLE, essay.title), Part(Role.SUBTITLE, essay.subtitle)]
    for index, section in enumerate(essay.sections):
        if section.continues is Continues.NO:
            found.append(Part(Role.HEADING, section.heading, section.line, index, is_paid=section.is_paid))
        found += (
            Part(Role.TEXT, paragraph.text, paragraph.line, index, number, section.is_paid)
            for number, paragraph in enumerate(section.paragraphs)
        )
    return tuple(part for part in found if part.text)


def stretch(essay: Essay, essays: Iterable[Essay]) -> tuple[int, int | None]:
    """The first and the last line of an essay in its file, of the others beside it; None is the end of the file."""
    later = [other.line for other in essays if other.line > essay.line]
    return essay.line, min(later) - 1 if later else None


def trace(essay: Essay, blocks: Sequence[Block]) -> Trace:
    """Trace an essay through the blocks of its stretch."""
    found = _trace(essay, blocks, parts_of(essay))
    if found.coverage == 1.0 or not essay.title:
        return found
    below = [replace(part, line=_line_below(essay, blocks)) for part in parts_of(essay)[:1]]
    return max(found, _trace(essay, blocks, [*below, *parts_of(essay)[1:]]), key=lambda one: one.coverage)


def _line_below(essay: Essay, blocks: Sequence[Block]) -> int:
    """Where a title stands whose mark stands alone: such a title may be words of the mark, or of a marker, as well."""
    return next(
        (block.line for block in blocks if block.line > essay.line and _is_seen(_without_markers(block.text))), 0
    )


def _trace(essay: Essay, blocks: Sequence[Block], parts: Sequence[Part]) -> Trace:
    left = list(parts)
    lines: list[TracedLine] = []
    missing: list[Part] = []
    for number, group in groupby(blocks, key=lambda block: block.line):
        segments: list[Segment] = []
        for block in group:
            if segments:
                segments.append(Segment("\n", Role.BLANK))
            missing += _overdue(left, number)
            segments += _segments(block, left, is_mark_line=number == essay.line)
        lines.append(TracedLine(number, tuple(segments)))
    missing += [part for part in left if part.role is not Role.TITLE]
    return Trace(tuple(lines), _characters(lines), tuple(missing))


def plain_lines(blocks: Iterable[Block]) -> tuple[TracedLine, ...]:
    """Lines that are shown and not traced: what stands around the essay."""
    grouped = groupby(blocks, key=lambda block: block.line)
    return tuple(
        TracedLine(number, (Segment("\n".join(map(_shown, group)), Role.BLANK),)) for number, group in grouped
    )


def _overdue(left: list[Part], line: int) -> Iterator[Part]:
    """Take away what should have stood in an earlier line. A title may be borrowed, and stand in none."""
    while due := next((part for part in left if part.line), None):
        if due.line >= line:
            return
        place = left.index(due)
        yield from (part for part in left[: place + 1] if part.role is not Role.TITLE)
        del left[: place + 1]


def _shown(block: Block) -> str:
    return block.raw or block.text


def _segments(block: Block, left: list[Part], *, is_mark_line: bool) -> list[Segment]:
    text = _shown(block)
    found: list[Segment] = []
    end = 0
    while left and (place := _next(text, end, left, block.line)):
        part, start, stop = place
        found += _structure(text[end:start], is_mark_line=is_mark_line)
        found.append(Segment(text[start:stop], part.role, part))
        del left[: left.index(part) + 1]
        end = stop
    return [*found, *_structure(text[end:], is_mark_line=is_mark_line)]


def _next(text: str, begin: int, left: Sequence[Part], line: int) -> tuple[Part, int, int] | None:
    """The next part that stands in the text behind `begin`, with its place. A title may be left out, no other."""
    for part in left:
        if part.line in (0, line) and (place := _find(text, begin, part)):
            return part, *place
        if part.line or part.role is not Role.TITLE:
            return None
    return None


def _find(text: str, begin: int, part: Part) -> tuple[int, int] | None:
    """A title or deck ends its line: the same words may open a paragraph. Only a title that is a label may stand
    before its mark, 学习心得体会篇1.
    """
    start = text.find(part.text, begin) if part.line else text.rfind(part.text, begin)
    place = (start, start + len(part.text)) if start >= 0 else _find_apart(text, begin, part)
    if place and not part.line and _is_seen(_without_markers(text[place[1] :])):
        return place if part.role is Role.TITLE else None
    return place


def _find_apart(text: str, begin: int, part: Part) -> tuple[int, int] | None:
    """The characters of a part with what was cleaned away between them: blanks, markers, what nobody sees."""
    first, at = -1, begin
    for character in part.text:
        if character.isspace():
            continue
        found = text.find(character, at)
        if found < 0:
            return None
        if first >= 0 and _is_seen(_without_markers(text[at:found])):
            return None
        first, at = (found if first < 0 else first), found + 1
    return (first, at) if first >= 0 else None


def _is_seen(text: str) -> bool:
    """Is there anything but blanks and what nobody sees?"""
    return any(character.isprintable() and not character.isspace() for character in text)


def _without_markers(text: str) -> str:
    for marker in reversed(find_markers(text)):
        text = text[: marker.start] + text[marker.end :]
    return text


def _structure(text: str, *, is_mark_line: bool) -> Iterator[Segment]:
    end = 0
    for marker in find_markers(text):
        yield from _rest(text[end : marker.start], is_mark_line=is_mark_line)
        yield Segment(text[marker.start : marker.end], Role.MARKER)
        end = marker.end
    yield from _rest(text[end:], is_mark_line=is_mark_line)


def _rest(text: str, *, is_mark_line: bool) -> Iterator[Segment]:
    if not text:
        return
    if not _is_seen(text):
        yield Segment(text, Role.BLANK)
    elif is_mark_line:
        yield Segment(text, Role.MARK)
    else:
        yield Segment(text, Role.COUNT if read_count(text.strip()) is not None else Role.LEFT)


def _characters(lines: Iterable[TracedLine]) -> dict[Role, int]:
    counts: dict[Role, int] = {}
    for segment in (segment for line in lines for segment in line.segments):
        counts[segment.role] = counts.get(segment.role, 0) + len(inked(segment.text))
    return {role: count for role, count in counts.items() if count}
