"""Blanks where Chinese text has none: typed indents, and gaps between Han characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from essays.documents.signs import CLOSERS, HAN, OPENERS, SPACES, STOPS

from .edits import Edit, Fix

_CHINESE = f"[{HAN}{STOPS}{OPENERS}{CLOSERS}]"
_INSIDE = re.compile(rf"(?<={_CHINESE})[{SPACES}]+(?={_CHINESE})")
_EDGE = re.compile(rf"(?:^|(?<=\n))[{SPACES}]+|(?<![{SPACES}])[{SPACES}]+(?=\n|$)")
_BLANK = re.compile(f"[{SPACES}]")
_SENTENCE = re.compile("[，。；！？]")
# A name of two characters is set as wide as one of three: 李　明; an ordinal stands apart: 第一章　总则
_NAME = re.compile(rf"(?<![{HAN}])[{HAN}](?:[{SPACES}]+[{HAN}](?![{HAN}])|\u3000[{HAN}])")
_ORDINAL = re.compile(rf"(?:第.{{1,4}}[章节条部编讲篇]|[一二三四五六七八九十]{{1,3}}|[①-⑳])[{SPACES}]+")


def edges(text: str) -> Iterator[Fix]:
    """At the beginning and end of a line: the page makes the indent."""
    if _BLANK.search(text):
        for match in _EDGE.finditer(text):
            yield (Edit(match.start(), match.end()),)


def gaps(text: str) -> Iterator[Fix]:
    """In running text only: a line without a mark may be a signature, a date or a heading."""
    if not _BLANK.search(text) or not _SENTENCE.search(text):
        return
    kept = {at for match in _NAME.finditer(text) for at in range(*match.span())}
    ordinal = _ORDINAL.match(text)
    for match in _INSIDE.finditer(text):
        if match.start() not in kept and not (ordinal and match.start() < ordinal.end()):
            yield (Edit(match.start(), match.end()),)
