"""The marks that begin an essay: 篇1： 【篇一】 第一篇 范文1 心得体会一： （一） 一、 and their like.

Each family says how its line looks and how much it proves by itself; `series` weighs the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum

from .numerals import NUMERAL, value

_OPEN = r"[（(【\[〔〖「『《<]"
_CLOSE = r"[)）】\]〕〗」』》>]"
_DASHES = "[—–－-]{1,2}"
# What parts a mark from its title. 篇1学习… needs nothing after an Arabic number; 篇一律 is no mark.
_AFTER = (
    rf"(?:{_CLOSE}\s*(?:[：:、.．|｜]|{_DASHES})?\s*"
    rf"|\s*(?:[：:、.．|｜·]|{_DASHES})\s*|\s+|$|(?=《)"
    r"|(?<=[0-9０-９])(?=[《“\u4e00-\u9fff])(?![年月日个次条项点届篇章级位名岁元亿万千百十多余]))"
)
_NUMBER = rf"(?P<number>{NUMERAL})"

# Words for an essay that no heading inside one is numbered with, and those that one may be.
_SAMPLES = (
    "范文|例文|样文|样本|模板|样稿|篇目|作文|征文|文章|作品|美文|佳作"
    "|(?:学习|个人|研讨)?心得(?:体会)?|读后感|观后感|听后感"
    "|(?:研讨|交流|发言|讲话|演讲|汇报|宣讲)+(?:稿|材料|提纲)|主持词|党课(?:讲稿)?|稿件|文稿|文"
)
_WORDS = "体会|感悟|感想|启示|收获|思考|发言|研讨|材料|案例|总结|报告|随笔|故事|感言"
_TITLE_NOUN = rf"(?:{_SAMPLES}|{_WORDS}|讲话|演讲|汇报|精神|学习)"


class Strength(IntEnum):
    """What a family proves by itself: at `PROOF` its marks begin essays whatever else there is."""

    WEAK = 0  # headings are numbered so
    HINT = 2
    LIKELY = 3  # enough where the marks run once from 1 upwards and nothing speaks louder
    PROOF = 10


@dataclass(frozen=True, slots=True)
class Family:
    name: str
    strength: Strength
    pattern: re.Pattern[str]
    rank: int = 0  # of the ordinals in print, outermost first


FAMILIES: tuple[Family, ...] = (
    Family("篇", Strength.PROOF, re.compile(rf"{_OPEN}?\s*篇\s*{_NUMBER}\s*{_AFTER}")),
    Family("第篇", Strength.PROOF, re.compile(rf"{_OPEN}?\s*第\s*{_NUMBER}\s*篇(?!章)(?:{_SAMPLES})?\s*{_AFTER}")),
    Family(
        "范文",
        Strength.PROOF,
        re.compile(
            rf"{_OPEN}?\s*(?P<label>{_SAMPLES})\s*(?:之|第|篇|{_OPEN}\s*[第篇]?)?\s*{_NUMBER}\s*篇?\s*{_AFTER}"
            r"\s*[：:]?\s*"
        ),
    ),
    Family(
        "体会",
        Strength.HINT,
        re.compile(rf"{_OPEN}?\s*(?P<label>{_WORDS})\s*(?:之|{_OPEN})?\s*{_NUMBER}\s*{_AFTER}\s*[：:]?\s*"),
    ),
    Family(
        "label",
        Strength.HINT,
        re.compile(
            rf"(?P<label>.{{2,60}}?{_TITLE_NOUN})\s*(?:{_OPEN}\s*[第篇]?|之|篇|第|{_DASHES})?\s*{_NUMBER}\s*篇?\s*"
            rf"{_CLOSE}?\s*(?:[：:]\s*|$)"
        ),
    ),
    # Any other noun, 来信一： 手记二：: nothing but the whole series and the declared count speak for it.
    Family(
        "noun",
        Strength.HINT,
        re.compile(rf"{_OPEN}?\s*(?P<label>(?!第)[\u4e00-\u9fff]{{1,6}}?)\s*{_NUMBER}\s*{_CLOSE}?\s*(?:[：:]\s*|$)"),
    ),
    Family("第篇 unparted", Strength.LIKELY, re.compile(rf"第\s*{_NUMBER}\s*篇(?!章)(?=[《“\u4e00-\u9fff])")),
    Family(
        "boxed", Strength.LIKELY, re.compile(rf"[【〖\[]\s*(?:第\s*)?{_NUMBER}\s*[则讲章]?\s*[】〗\]]\s*[：:、]?\s*")
    ),
    Family("part", Strength.WEAK, re.compile(rf"第\s*{_NUMBER}\s*(?:部分|章)\s*{_AFTER}"), 1),
    Family("han", Strength.WEAK, re.compile(r"(?P<number>[一二三四五六七八九十]{1,3})\s*[、．.：:]\s*"), 2),
    Family(
        "bracketed han",
        Strength.WEAK,
        re.compile(r"[（(]\s*(?P<number>[一二三四五六七八九十]{1,3})\s*[)）]\s*[、．.：:]?\s*"),
        3,
    ),
    Family(
        "arabic",
        Strength.WEAK,
        re.compile(r"(?P<number>[0-9０-９]{1,2})(?:\s*[、：:]|\s*[．.](?![0-9０-９]))\s*"),
        4,
    ),
    Family(
        "bracketed arabic",
        Strength.WEAK,
        re.compile(r"[（(]?\s*(?P<number>[0-9０-９]{1,2})\s*[)）]\s*[、．.：:]?\s*"),
        5,
    ),
)
_MOST = 999
_ORNAMENT = re.compile(r"[★☆●○◆◇■□▲△▶►※◎•·*＊=\s]*")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark on a line. `label` is the word it is made with and begins at `start`; the title begins at `end`."""

    family: Family
    number: int
    end: int
    label: str = ""
    start: int = 0


def read_marks(text: str) -> Iterator[Mark]:
    """Give the marks a line can be read as, one a family at most; an ornament may stand before them."""
    begin = _ORNAMENT.match(text).end()  # type: ignore[union-attr]
    for family in FAMILIES:
        match = family.pattern.match(text, begin)
        if not match:
            continue
        number = value(match["number"])
        if 0 < number <= _MOST:
            yield Mark(family, number, match.end(), match.groupdict().get("label") or "", begin)
