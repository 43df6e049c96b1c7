"""What an editor should look at: faults of the document, and guesses that were made."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from essays.documents.messages import Message, Place

from .line import Line
from .marks import FAMILIES, Strength
from .outline import EssayOutline, Outline
from .regions import Region, Spot

LONGEST_HEADING = 40  # characters
_WEAK = {family.name for family in FAMILIES if family.strength < Strength.PROOF}


def check(outline: Outline, lines: Sequence[Line], regions: Sequence[Region]) -> Iterator[Message]:
    for rule in RULES:
        yield from rule(outline, lines)
    yield from _regions_across_essays(outline, lines, regions)


def _at(code: str, line: Line, **params: object) -> Message:
    column = line.block.column
    place = Place(line.number, column, column + len(line.text))
    return Message(code, place, params, line.block.raw or line.block.text)


def declared_count(outline: Outline, lines: Sequence[Line]) -> Iterator[Message]:
    found = len(outline.essays)
    if outline.declared_count is not None and outline.declared_count != found:
        yield _at("W241", lines[0], declared=outline.declared_count, found=found)


def numbers(outline: Outline, lines: Sequence[Line]) -> Iterator[Message]:
    seen = Counter[int]()
    for before, essay in pairwise([None, *outline.essays]):
        assert essay is not None  # noqa: S101
        previous = before.number if before else 0
        if seen[essay.number]:
            yield _at("W242", lines[essay.first], number=essay.number)
        elif essay.number != previous + 1:
            yield _at("W243", lines[essay.first], number=essay.number, previous=previous)
        seen[essay.number] += 1


def equal_titles(outline: Outline, lines: Sequence[Line]) -> Iterator[Message]:
    titles = {essay.title for essay in outline.essays}
    if len(outline.essays) > 1 and len(titles) == 1:
        yield _at("W244", lines[outline.essays[0].first], title=titles.pop())


def headings(outline: Outline, lines: Sequence[Line]) -> Iterator[Message]:
    for essay in outline.essays:
        for section in essay.sections:
            heading = section.heading
            if heading and len(heading.text) > LONGEST_HEADING:
                yield _at("W245", heading, length=len(heading.text))
            if heading and not heading.ordinal and not heading.is_styled:
                yield _at("N332", heading, heading=heading.text)


def essays_without_text(outline: Outline, lines: Sequence[Line]) -> Iterator[Message]:
    for essay in outline.essays:
        if not any(section.paragraphs for section in essay.sections):
            line = lines[min(essay.first, len(lines) - 1)]
            yield _at("W246", line, number=essay.number)


def guesses(outline: Outline, lines: Sequence[Line]) -> Iterator[Message]:
    if outline.preface:
        yield _at("N333", outline.preface[0], count=len(outline.preface))
    if outline.contents:
        yield _at("N336", outline.preface[0], count=outline.contents)
    if not outline.series:
        yield _at("N337", lines[0])
    if outline.series in _WEAK:
        first = lines[outline.essays[0].first]
        yield _at("N335", first, mark=first.text[:8], count=len(outline.essays))
    for essay in outline.essays:
        yield from _guesses_of_essay(essay, bool(outline.series), lines)


def _guesses_of_essay(essay: EssayOutline, is_marked: bool, lines: Sequence[Line]) -> Iterator[Message]:
    if essay.is_title_borrowed and is_marked:
        yield _at("N334", lines[essay.first], number=essay.number, title=essay.title)
    if essay.subtitle:
        yield _at("N331", essay.subtitle, number=essay.number)
    if essay.sections and essay.sections[0].heading is None and len(essay.sections) > 1:
        lead = essay.sections[0].paragraphs
        yield _at("N338", lead[0], number=essay.number, count=len(lead))


def _regions_across_essays(outline: Outline, lines: Sequence[Line], regions: Sequence[Region]) -> Iterator[Message]:
    firsts = [essay.first for essay in outline.essays]
    numbers = [0, *(essay.number for essay in outline.essays)]
    for region in regions:
        first = numbers[bisect_right(firsts, _line_at(lines, region.start))]
        last = numbers[bisect_right(firsts, _last_line(region))]
        if first != last:
            yield Message("W236", region.begin, {"first": first, "last": last}, region.excerpt)


def _line_at(lines: Sequence[Line], place: Spot) -> int:
    """The index of the line that what begins at a place stands in."""
    index, offset = place
    return index + (index < len(lines) and offset >= len(lines[index].text))


def _last_line(region: Region) -> int:
    index, offset = region.end
    return index if offset else index - 1


RULES: tuple[Callable[[Outline, Sequence[Line]], Iterator[Message]], ...] = (
    declared_count,
    numbers,
    equal_titles,
    headings,
    essays_without_text,
    guesses,
)
