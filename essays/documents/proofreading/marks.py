"""Marks of punctuation: doubled, half as wide as the text around them, spelt with others, straight, or missing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from essays.documents.messages import gettext_noop
from essays.documents.signs import HAN
from essays.documents.typesetting import marks, quotes

from .fixing import found_by
from .galley import Galley, Line
from .issue import Issue, Severity

DOUBLED = gettext_noop("Doubled marks “%(words)s”.")
HALF = gettext_noop("A half-width mark in Chinese text: “%(words)s”.")
DOTS = gettext_noop("An ellipsis is written ……")
DASH = gettext_noop("A dash is written ——")
STRAIGHT = gettext_noop("Straight quotation marks: write “ ” or ‘ ’.")
UNPAIRED = gettext_noop("Straight quotation marks, and one of them without a partner.")
NO_END = gettext_noop("The paragraph ends without a mark.")

SHORT = 30  # a line shorter than this may be a signature, a date, a verse or a heading that was not seen
_COLLIDING = re.compile(r"[，。、；：]{2,}|([！？])\1{3,}")
_OPEN_END = re.compile(rf"[{HAN}A-Za-z0-9％%]$")

half_width = found_by(marks.half_width, "mark-half-width", Severity.WARNING, HALF)
ellipses = found_by(marks.ellipses, "ellipsis", Severity.WARNING, DOTS)
dashes = found_by(marks.dashes, "dash", Severity.WARNING, DASH)
straight_pairs = found_by(quotes.straight_quotes, "quote-straight", Severity.WARNING, STRAIGHT)


def straight_marks_unpaired(galley: Galley) -> Iterator[Issue]:
    for line in galley.lines:
        for places in quotes.straight_marks(line.text):
            if len(places) % 2:
                yield line.issue("quote-straight", Severity.WARNING, UNPAIRED, places[0], places[-1] + 1)


def doubled(galley: Galley) -> Iterator[Issue]:
    """Of two different marks side by side only the writer knows which one to keep."""
    for line in galley.lines:
        for match in _COLLIDING.finditer(line.text):
            run = match.group()
            if len(run) >= 3 and set(run) == {"。"}:
                continue  # an ellipsis
            once = run[0] if len(set(run)) == 1 and run[0] not in "！？" else ""
            yield line.issue("mark-doubled", Severity.WARNING, DOUBLED, match.start(), match.end(), once)


def no_end_mark(galley: Galley) -> Iterator[Issue]:
    for line in galley.paragraphs:
        if line.is_running and (line.text[-1:] in ("，", "、", ",") or _breaks_off(line)):
            yield line.issue("end-missing", Severity.WARNING, NO_END, len(line.text) - 1)


def _breaks_off(line: Line) -> bool:
    """Running text, which has a mark inside, and stops on a word."""
    return len(line.text) >= SHORT and bool(_OPEN_END.search(line.text)) and bool(re.search("[，。；]", line.text))
