"""Blanks and line ends of a source that mean no more than a space, or nothing between Chinese characters.

HTML (CSS Text 3, 4.1.1) and Markdown let a paragraph run over several lines of the file. Browsers put a space
for the line end; between two wide characters no writer means one, so none is put there.
"""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from .inline import Run, text_of

SOFT_BREAK = "\r"  # stands in a run for the end of a source line; "\n" begins another line of the text

_BLANKS = re.compile("[ \t\f\r]+")
_WIDE_MARKS = frozenset("“”‘’…—·")


def collapse(runs: Sequence[Run]) -> list[Run]:
    """Make one space, or none, of each stretch of blanks, across the borders of runs too."""
    text = text_of(runs)
    gaps = deque((blanks.start(), blanks.end(), _gap(text, blanks)) for blanks in _BLANKS.finditer(text))
    collapsed = []
    start = 0
    for run in runs:
        end = start + len(run.text)
        while gaps and gaps[0][1] <= start:
            gaps.popleft()
        collapsed.append(replace(run, text="".join(_parts(text, start, end, gaps))))
        start = end
    return [run for run in collapsed if run.text]


def _parts(text: str, start: int, end: int, gaps: Iterable[tuple[int, int, str]]) -> Iterator[str]:
    for first, last, gap in gaps:
        if first >= end:
            break
        if first >= start:
            yield text[start:first] + gap
        start = min(last, end)
    yield text[start:end]


def _gap(text: str, blanks: re.Match[str]) -> str:
    before, after = text[max(blanks.start() - 1, 0) : blanks.start()], text[blanks.end() : blanks.end() + 1]
    if before in ("", "\n") or after in ("", "\n"):
        return ""
    return "" if SOFT_BREAK in blanks.group() and _is_wide(before) and _is_wide(after) else " "


def _is_wide(character: str) -> bool:
    return character in _WIDE_MARKS or unicodedata.east_asian_width(character) in "WF"
