"""Which of the marks in a document begin its essays: one series a document, chosen by all the evidence there is.

（一） begins an essay in one document and a section in another, so no line is judged by itself.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from essays.documents.simplified import simplified

from .line import Line
from .marks import Family, Mark, Strength, read_marks
from .wording import LONG, SHORT, is_date_or_byline

ENOUGH = 3
_MOST_LABELS = 8  # groups of labelled marks worth weighing; a document of essays has one
_COLLECTION = re.compile("合集|汇编|集锦|锦集|大全|汇总|系列|[多几两数]篇|若干篇")
_ESSAY_TITLE = re.compile(
    "(?:心得|体会|感悟|感想|感言|发言|讲话|材料|报告|总结|读后感|观后感|启示|思考|演讲稿?|征文|收获)"
    "(?:材料|提纲|稿|文章)?(?:[（(].*[)）])?$"
)


@dataclass(frozen=True, slots=True)
class Member:
    """A marked line by its index."""

    index: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class Series:
    members: tuple[Member, ...]
    contents: tuple[Member, ...] = ()  # the same marks in a list of contents before them

    @property
    def family(self) -> Family:
        return self.members[0].mark.family

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(member.mark.number for member in self.members)


class Evidence:
    """What the series of one document are weighed against."""

    def __init__(self, lines: Sequence[Line], title: str, declared: int | None) -> None:
        self.lines, self.title, self.declared = lines, simplified(title), declared
        self.groups = _groups(lines)

    def segments(self, series: Series) -> list[range]:
        """The lines under each mark, the marked line itself left out."""
        ends = [member.index for member in series.members[1:]] + [len(self.lines)]
        return [range(member.index + 1, end) for member, end in zip(series.members, ends, strict=True)]

    def is_plain_heading(self, index: int) -> bool:
        line = self.lines[index]
        return (
            line.is_title_like
            and len(line.text) <= SHORT
            and not line.ordinal
            and not is_date_or_byline(line.simplified)
            and index + 1 < len(self.lines)
            and not self.lines[index + 1].is_title_like
        )


def _groups(lines: Sequence[Line]) -> list[Series]:
    found: defaultdict[tuple[str, str], list[Member]] = defaultdict(list)
    for index, line in enumerate(lines):
        if line.is_set_apart or len(line.text) > LONG or not (line.is_title_like or len(line.text) < SHORT):
            continue
        for mark in read_marks(line.simplified):
            if mark.end == len(line.text) or line.is_title_like:
                if mark.family.name != "noun":
                    found[mark.family.name, ""].append(Member(index, mark))
                if mark.family.name in ("label", "noun"):
                    found[mark.family.name, mark.label].append(Member(index, mark))
    plain = [_without_contents(members, lines) for (_, label), members in found.items() if not label]
    labelled = sorted((members for (_, label), members in found.items() if label), key=len, reverse=True)
    return plain + [Series(tuple(members)) for members in labelled[:_MOST_LABELS] if len(members) > 1]


def _without_contents(members: list[Member], lines: Sequence[Line]) -> Series:
    """Leave out a list of contents: marks with no text under them that come again with text."""
    first = members[0].mark.number
    again = next((i for i, member in enumerate(members[1:], 1) if member.mark.number == first), 0)
    before = members[:again]
    has_text = any(
        not lines[index].is_title_like for member, later in pairwise(before)
        for index in range(member.index + 1, later.index)
    )  # fmt: skip
    numbers = [member.mark.number for member in before]
    if again < 2 or has_text or numbers != [member.mark.number for member in members[again : 2 * again]]:
        return Series(tuple(members))
    return Series(tuple(members[again:]), tuple(before))


def choose_series(lines: Sequence[Line], title: str, declared: int | None) -> Series | None:
    """Give the marks that begin the essays, None for a document that is one essay."""
    evidence = Evidence(lines, title, declared)
    weighed = [(weigh(series, evidence), -series.members[0].index, series) for series in evidence.groups]
    best = max(weighed, key=lambda found: found[:2], default=None)
    return best[2] if best and best[0] >= ENOUGH else None


def weigh(series: Series, evidence: Evidence) -> int:
    """Add up what speaks for a series; below `ENOUGH` its marks number headings, if anything."""
    if series.family.strength < Strength.PROOF and not _runs_once(series, evidence):
        return -1
    return series.family.strength + sum(points for rule, points in RULES if rule(series, evidence))


def _runs_once(series: Series, evidence: Evidence) -> bool:
    """From 1 upwards without beginning again, with text under the marks."""
    numbers = series.numbers
    if len(numbers) < 2 or numbers[0] != 1 or any(b < a for a, b in pairwise(numbers)):
        return False
    segments = evidence.segments(series)
    filled = sum(any(not evidence.lines[index].is_title_like for index in segment) for segment in segments)
    return filled >= len(segments) - 1 and filled > 0


def as_many_as_declared(series: Series, evidence: Evidence) -> bool:
    return len(series.members) == evidence.declared


def several_are_promised(series: Series, evidence: Evidence) -> bool:
    return (evidence.declared or 0) > 1 or bool(_COLLECTION.search(evidence.title))


def named_like_essays(series: Series, evidence: Evidence) -> bool:
    titles = [
        evidence.lines[member.index].simplified[member.mark.end :] or member.mark.label for member in series.members
    ]
    named = sum(bool(_ESSAY_TITLE.search(title)) or title == evidence.title for title in titles)
    return named * 2 > len(titles)


def holds_outer_ordinals(series: Series, evidence: Evidence) -> bool:
    """（一） with 一、 under it: print numbers the other way round, so these are no headings of one essay."""
    return any(
        other.family.rank and other.family.rank < series.family.rank and _stands_inside(other, series, evidence)
        for other in evidence.groups
    )


def holds_inner_ordinals(series: Series, evidence: Evidence) -> bool:
    return any(
        other.family.rank > series.family.rank and _restarts_inside(other, series, evidence) > 1
        for other in evidence.groups
    )


def _stands_inside(other: Series, series: Series, evidence: Evidence) -> bool:
    """Whether the other series belongs to the text under these marks: not before, not across, from 1."""
    first = series.members[0].index
    return other.members[0].index > first and _restarts_inside(other, series, evidence) > 0


def _restarts_inside(other: Series, series: Series, evidence: Evidence) -> int:
    """In how many segments the other series begins with 1; none when it ever runs on across a mark."""
    starts = [member.index for member in series.members]
    begun = -1
    restarts = 0
    for member in other.members:
        segment = bisect_right(starts, member.index) - 1
        if segment > begun:
            if member.mark.number != 1:
                return 0
            begun = segment
            restarts += 1
    return restarts


def holds_plain_headings(series: Series, evidence: Evidence) -> bool:
    """Sections with headings of their own under most marks; what follows a mark directly may be a deck."""
    segments = evidence.segments(series)
    holding = sum(any(evidence.is_plain_heading(index) for index in segment[1:]) for segment in segments)
    return holding > 1 and holding * 2 >= len(segments)


def has_decks(series: Series, evidence: Evidence) -> bool:
    """A line that is no sentence and no section right under most marks."""
    lines = evidence.lines
    decks = sum(
        bool(segment) and lines[segment[0]].is_title_like and not lines[segment[0]].ordinal
        for segment in evidence.segments(series)
    )
    return decks > 1 and decks * 2 > len(series.members)


def outermost_of_its_kind(series: Series, evidence: Evidence) -> bool:
    """（一） with no 一、 before it: a single essay would have begun with 一、."""
    first = series.members[0].index
    return series.family.rank > 2 and not any(
        0 < other.family.rank < series.family.rank and other.members[0].index < first for other in evidence.groups
    )


def bracketed_outermost(series: Series, evidence: Evidence) -> bool:
    return series.family.name == "bracketed han" and outermost_of_its_kind(series, evidence)


def begins_again(series: Series, evidence: Evidence) -> bool:
    """More than one number 1: parts of essays rather than essays."""
    return series.numbers.count(1) > 1


def stands_alone(series: Series, evidence: Evidence) -> bool:
    return len(series.members) == 1


def is_one_word_once(series: Series, evidence: Evidence) -> bool:
    """A single 读后感之一 is a deck or a heading rather than the mark of an essay."""
    return len(series.members) == 1 and bool(series.members[0].mark.label)


Rule = Callable[[Series, Evidence], bool]
RULES: tuple[tuple[Rule, int], ...] = (
    (as_many_as_declared, 3),
    (several_are_promised, 1),
    (named_like_essays, 2),
    (holds_outer_ordinals, 3),
    (holds_inner_ordinals, 1),
    (holds_plain_headings, 2),
    (has_decks, 2),
    (outermost_of_its_kind, 1),
    (bracketed_outermost, 1),
    (begins_again, -5),
    (stands_alone, -6),
    (is_one_word_once, -4),
)
