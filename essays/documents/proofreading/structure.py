"""The essay as a whole: its headings in order and of a length, its sections filled, nothing said twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from essays.documents.messages import gettext_noop
from essays.documents.structure.checks import LONGEST_HEADING
from essays.documents.structure.numerals import NUMERAL, value
from essays.documents.structure.wording import ordinal

from .galley import Galley, Group
from .issue import Issue, Severity

NO_TEXT = gettext_noop("The essay has no text.")
EMPTY = gettext_noop("The section “%(heading)s” is empty.")
LONG = gettext_noop("The heading has %(length)s characters; more than %(most)s are hard to read.")
TWICE = gettext_noop("This paragraph stands in the essay already: “%(beginning)s…”")
ORDER = gettext_noop("“%(words)s” follows “%(before)s”: the numbers do not go on.")
FIRST = gettext_noop("“%(words)s” is the first of its kind: the numbers do not begin with 1.")
LEVEL = gettext_noop("“%(words)s” skips a level: the order is 一、 （一） 1. （1）.")

LONG_ENOUGH = 20  # characters of a paragraph that is not repeated by chance
LEVELS = ("han", "bracketed han", "arabic", "bracketed arabic")
_NUMBER = re.compile(rf"[（(]?\s*(?P<number>{NUMERAL})\s*[)）]?\s*[、．.]?")


def no_text(galley: Galley) -> Iterator[Issue]:
    if not any(line.text.strip() for line in galley.paragraphs):
        yield Issue("no-text", Severity.BLOCK, NO_TEXT)


def empty_sections(galley: Galley) -> Iterator[Issue]:
    """A heading with others of a lower level right under it has its text there."""
    for group, following in pairwise([*galley.groups, None]):
        assert group is not None  # noqa: S101
        if group.heading and not any(line.text.strip() for line in group.lines) and not _holds(group, following):
            heading = group.heading.text
            yield group.heading.issue("section-empty", Severity.WARNING, EMPTY, heading=heading)


def _holds(group: Group, following: Group | None) -> bool:
    outer, inner = _level(group), _level(following) if following else -1
    return 0 <= outer < inner


def long_headings(galley: Galley) -> Iterator[Issue]:
    for group in galley.groups:
        if group.heading and len(group.heading.text) > LONGEST_HEADING:
            length = len(group.heading.text)
            yield group.heading.issue("heading-long", Severity.WARNING, LONG, length=length, most=LONGEST_HEADING)


def repeated_paragraphs(galley: Galley) -> Iterator[Issue]:
    seen: set[str] = set()
    for line in galley.paragraphs:
        text = line.text.strip()
        if len(text) >= LONG_ENOUGH and text in seen:
            yield line.issue("paragraph-twice", Severity.WARNING, TWICE, beginning=text[:LONG_ENOUGH])
        seen.add(text)


def heading_order(galley: Galley) -> Iterator[Issue]:
    """Numbers go on one by one, and begin again under each heading of a higher level."""
    last: list[tuple[int, str] | None] = [None] * len(LEVELS)
    deepest = -1
    for group in galley.groups:
        level, match = _level(group), _NUMBER.match(group.heading.text) if group.heading else None
        if group.heading is None or level < 0 or match is None:
            continue
        number, label = value(match["number"]), match.group().strip()
        before = last[level]
        if before is None and number != 1:
            yield group.heading.issue("heading-order", Severity.WARNING, FIRST, 0, match.end())
        elif before is not None and number != before[0] + 1:
            yield group.heading.issue("heading-order", Severity.WARNING, ORDER, 0, match.end(), before=before[1])
        elif before is None and 0 <= deepest < level - 1 and (deepest, level) != (0, 2):
            yield group.heading.issue("heading-level", Severity.HINT, LEVEL, 0, match.end())
        last[level:] = [(number, label)] + [None] * (len(LEVELS) - level - 1)
        deepest = level


def _level(group: Group) -> int:
    kind = ordinal(group.heading.text) if group.heading else ""
    return LEVELS.index(kind) if kind in LEVELS else -1
