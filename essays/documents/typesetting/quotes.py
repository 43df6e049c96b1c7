"""Typewriter quotation marks, two by two over a whole paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from essays.documents.signs import CLOSERS, HAN, OPENERS, STOPS

from .chinese import is_chinese
from .edits import Edit, Fix

_CHINESE = re.compile(f"[{HAN}{STOPS}{OPENERS}{CLOSERS}]")
_LINE = re.compile(r"[^\n\t]+")
# 5" is a measure, unless another mark follows: 第5"
_DOUBLE = re.compile(r'(?<![0-9])["＂]|(?<=[0-9])["＂](?=[^"＂\n\t]*["＂])')
_SINGLE = re.compile(rf"(?<![A-Za-z0-9])['＇](?=[^'＇\n\t]*[{HAN}])([^'＇\n\t]*)['＇](?![A-Za-z0-9])")


def straight_quotes(text: str) -> Iterator[Fix]:
    """Pairs with Chinese in them or beside them. In a line with a mark too many nobody knows which ones are pairs."""
    for marks in straight_marks(text):
        pairs = zip(marks[::2], marks[1::2], strict=True) if len(marks) % 2 == 0 else ()
        for start, end in pairs:
            beside = text[max(start - 1, 0) : start] + text[start + 1 : end] + text[end + 1 : end + 2]
            if _CHINESE.search(beside):
                opening, closing = "‘’" if _is_inside(text, start) else "“”"
                yield Edit(start, start + 1, opening), Edit(end, end + 1, closing)
    for match in _SINGLE.finditer(text) if "'" in text or "＇" in text else ():
        yield Edit(match.start(), match.start() + 1, "‘"), Edit(match.end() - 1, match.end(), "’")


def straight_marks(text: str) -> Iterator[list[int]]:
    """Where straight double marks stand in each Chinese line: a cell of a table, an item of a list."""
    if '"' in text or "＂" in text:
        for line in _LINE.finditer(text):
            if is_chinese(line.group()):
                yield [match.start() for match in _DOUBLE.finditer(text, *line.span())]


def _is_inside(text: str, offset: int) -> bool:
    return text.count("“", 0, offset) > text.count("”", 0, offset)
