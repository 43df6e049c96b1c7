"""Which lines of an essay are headings: rules in order, the first with an opinion decides."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from .line import Line
from .wording import (
    LONG,
    SHORT,
    SHORT_QUESTION,
    ends_as_sentence,
    has_sentence_inside,
    is_date_or_byline,
    is_enumeration,
)

Verdict = bool | None
_SPEECH = re.compile(
    r"(?:[：:，,说道声]|的(?:回答|[^，。]{0,6}话)[就便]?是)\s*[“‘\"「『＂].*[。！？!?…][”’\"」』＂]?$"
)
_ASIDE = re.compile("[—–]|[（(][^（）()]+[）)]$")


def table_or_list(line: Line) -> Verdict:
    return False if line.is_set_apart or line.is_bullet else None


def styled(line: Line) -> Verdict:
    """A style outweighs a full stop, but a whole paragraph set as a heading is still a paragraph."""
    if not line.is_styled:
        return None
    return len(line.text) <= SHORT or not (ends_as_sentence(line.text) or has_sentence_inside(line.text))


def running_text(line: Line) -> Verdict:
    return False if ends_as_sentence(line.text) or has_sentence_inside(line.text) else None


def speech(line: Line) -> Verdict:
    """他问：“还划船吗？” is somebody's words, however short; 关键词：“实” may be a heading."""
    return False if _SPEECH.search(line.text) else None


def step_of_an_argument(line: Line) -> Verdict:
    return False if is_enumeration(line.simplified) else None


def date_or_byline(line: Line) -> Verdict:
    return False if is_date_or_byline(line.simplified) else None


def signature(line: Line) -> Verdict:
    """——李明, （节选）: who said what stands above, or what it is."""
    return False if _ASIDE.match(line.text) and not line.ordinal else None


def numbered(line: Line) -> Verdict:
    return len(line.text) <= LONG if line.ordinal else None


def question(line: Line) -> Verdict:
    return len(line.text) <= SHORT_QUESTION if line.text.endswith(("？", "?")) else None


def short(line: Line) -> Verdict:
    return len(line.text) <= SHORT


RULES: tuple[Callable[[Line], Verdict], ...] = (
    table_or_list,
    styled,
    running_text,
    speech,
    step_of_an_argument,
    date_or_byline,
    signature,
    numbered,
    question,
    short,
)


def may_be_heading(line: Line) -> bool:
    """Judge a line by itself."""
    return next(verdict for rule in RULES if (verdict := rule(line)) is not None)


def find_headings(lines: Sequence[Line], has_styles: bool = False) -> list[bool]:
    """Judge the lines of one essay, title and deck left out: a heading stands before paragraphs.

    `has_styles` says that the document sets its sections' headings in a style, so that plain lines are less likely
    to be any: two in a row are items of a list.
    """
    verdicts = [may_be_heading(line) for line in lines]
    for index in range(len(lines) - 1, -1, -1):
        if verdicts[index] and not lines[index].is_styled:
            verdicts[index] = _stands_before_text(index, lines, verdicts)
    return [
        verdict and not _is_list_item(index, lines, verdicts) and not _ends_a_run(index, lines, 2 if has_styles else 3)
        for index, verdict in enumerate(verdicts)
    ]


def _stands_before_text(index: int, lines: Sequence[Line], verdicts: Sequence[bool]) -> bool:
    """Before a paragraph, or before a heading of another kind. Two plain lines in a row are verse or names, and a
    plain line before a date is a signature.

    Later lines are judged already, so a line that only seemed a heading counts as the paragraph it is.
    """
    if index + 1 == len(lines):
        return False
    line, later = lines[index], lines[index + 1]
    if not verdicts[index + 1]:
        is_text = not may_be_heading(later) and not is_date_or_byline(later.simplified)
        return is_text or bool(line.ordinal)
    return bool(line.ordinal or (later.ordinal and not later.is_styled))


def _is_list_item(index: int, lines: Sequence[Line], verdicts: Sequence[bool]) -> bool:
    """Neighbours with ordinals of one kind and nothing between them are a list."""
    line = lines[index]
    if not line.ordinal or line.is_styled:
        return False
    neighbours = (lines[i] for i in (index - 1, index + 1) if 0 <= i < len(lines) and verdicts[i])
    return any(other.ordinal == line.ordinal for other in neighbours)


def _ends_a_run(index: int, lines: Sequence[Line], length: int) -> bool:
    run = lines[max(index + 1 - length, 0) : index + 1]
    return len(run) == length and all(_is_plain(line) for line in run)


def _is_plain(line: Line) -> bool:
    return not line.ordinal and not line.is_styled and may_be_heading(line)
