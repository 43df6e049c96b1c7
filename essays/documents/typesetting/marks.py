"""Marks of punctuation as Chinese print has them (GB/T 15834)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from essays.documents.signs import CLOSERS, HAN, OPENERS, STOPS

from .chinese import is_chinese
from .edits import Edit, Fix

WIDE = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", ".": "。"}
_SUSPECT = re.compile(r"[,;:!?.()]")
_BEFORE = f"(?<=[{HAN}{CLOSERS}])"
_HALF = re.compile(
    rf"{_BEFORE}[,;:!?](?=[{HAN}{OPENERS}{CLOSERS}0-9]|[!?]*\s*(?:$|[{HAN}{OPENERS}]))"
    # 一. and 十一. are ordinals.
    rf"|{_BEFORE}(?<![一二三四五六七八九十])\.(?=\s*(?:[{HAN}{OPENERS}{CLOSERS}]|$))",
    re.MULTILINE,
)
_CHINESE = re.compile(f"[{HAN}{STOPS}{OPENERS}{CLOSERS}]")
_HAN = re.compile(f"[{HAN}]")
_BRACKETS = re.compile(r"[(（]([^()（）\n\t]*)[)）]")
_DOTS = re.compile(
    rf"(?<![.。])(?:(?<=[{HAN}{CLOSERS}，！？])|(?=\.{{3,6}}[{HAN}]|。{{3}}))(?:\.{{3,6}}(?!\.)|。{{3,}})(?!\d)"
)
_DASH = re.compile(rf"(?<=[{HAN}{CLOSERS}])(?:-{{2,3}}|－{{2,3}})(?=[{HAN}{OPENERS}])")
_DOUBLED = re.compile(r"([，、；：])\1+|(?<!。)。。(?!。)")


def half_width(text: str) -> Iterator[Fix]:
    """, ; : ! ? . between Han characters, and brackets around them. 12:30, 3:1 and English stay as they are."""
    if not _SUSPECT.search(text) or not is_chinese(text):
        return
    for match in _HALF.finditer(text):
        yield (Edit(match.start(), match.end(), WIDE[match.group()]),)
    for match in _BRACKETS.finditer(text):
        if match.group()[0] + match.group()[-1] != "（）" and _is_in_chinese(text, match):
            yield Edit(match.start(), match.start() + 1, "（"), Edit(match.end() - 1, match.end(), "）")


def _is_in_chinese(text: str, match: re.Match[str]) -> bool:
    """Brackets of two widths, or with Chinese on two of three sides: inside, before, behind; an edge is any side."""
    before = text[match.start() - 1 : match.start()] if match.start() else "\n"
    behind = text[match.end() : match.end() + 1] or "\n"
    sides = bool(_HAN.search(match[1])), _is_side(before), _is_side(behind)
    return match.group()[0] + match.group()[-1] not in ("()", "（）") or (sum(sides) > 1 and any((sides[0], sides[1])))


def _is_side(character: str) -> bool:
    return character in "\n\t" or bool(_CHINESE.match(character))


def ellipses(text: str) -> Iterator[Fix]:
    if ("..." in text or "。。。" in text) and is_chinese(text):
        for match in _DOTS.finditer(text):
            yield (Edit(match.start(), match.end(), "……"),)


def dashes(text: str) -> Iterator[Fix]:
    if ("--" in text or "－－" in text) and is_chinese(text):
        for match in _DASH.finditer(text):
            yield (Edit(match.start(), match.end(), "——"),)


def doubled(text: str) -> Iterator[Fix]:
    for match in _DOUBLED.finditer(text):
        yield (Edit(match.start() + 1, match.end()),)
