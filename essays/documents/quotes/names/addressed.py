"""Forms of address: 李校长, 王大爷, 令狐教授, 老李, 小芳."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from essays import segmentation
from essays.documents.quotes.words import one_of, words

from .anchors import Anchor, Before
from .evidence import after, cut_word
from .letters import FAMILIAR, LISTED, first_piece, given_weight, is_han, surname_at, surname_weights
from .weighing import HARD


@dataclass(slots=True)
class Address:
    start: int
    end: int
    text: str
    weight: float
    anchor: Anchor
    core: str
    title: str = ""
    place: float = 0


SCHOOL_YEAR = re.compile("[初高][一二三]")  # 初二|男生
BODIES = "处局科队院庭"  # 贾处 is a person where nothing stands before it that makes it a body
BEFORE_BODIES = frozenset(["", "\n", *'，。！？；：“”「」"、他她叫跟向对问给和请'])
LONGEST_SIDE = 2
SIDES = re.compile("(?:施工|建设|[甲乙丙校院警官军厂资对双敌各买卖])$")  # 施工方|老板


@cache
def _title() -> re.Pattern[str]:
    return re.compile(
        f"(?:{one_of('office_prefixes')})*(?:{one_of('offices', 'address', 'relations')})"
        f"|[大二三四五六七八九幺](?:{one_of('address', 'relations')})|[{BODIES}导董]"
    )


@cache
def _familiar_titles() -> frozenset[str]:
    return words("address") | words("relations") | {*BODIES, "导", "董"}


def addresses_at(veiled: str, anchor: Anchor) -> Iterator[Address]:
    start = anchor.position
    surname = surname_at(veiled, start)
    if surname and surname not in HARD:
        title = _title().match(veiled, start + len(surname))
        if title:
            yield _titled(veiled, anchor, surname, title)
    if surname and veiled[start + len(surname) : start + len(surname) + 1] == "老":
        yield from _venerable(veiled, anchor, surname)
    if veiled[start : start + 1] in tuple(FAMILIAR) and is_han(veiled[start + 1 : start + 2] or " "):
        yield from _familiar(veiled, anchor)


def _titled(veiled: str, anchor: Anchor, surname: str, title: re.Match[str]) -> Address:
    start, end = anchor.position, title.end()
    text = veiled[start:end]
    weight = (
        anchor.weight
        + (2.0 if len(title.group()) > 1 else 1.0)
        + surname_weights()[surname]
        + 0.4 * len(title.group())
    )
    place = after(veiled, end) - cut_word(veiled, end, start, end + 3)
    weight += min(place, 2.0) - (3.0 if len(title.group()) == 1 and place < 1 else 0)
    weight -= 0 if anchor.before.is_plain else cut_word(veiled, start, start - 1, end)
    if (
        text in words("offices")
        or text in words("not_names")
        or segmentation.frequency(text) > 50
        or text[:2] in words("not_names")
        or title.group().startswith(surname)
        or SCHOOL_YEAR.match(text)
        or veiled[end - 1 : end + 1] in words("offices")  # 女子高中校|长
        or (title.group() in BODIES and veiled[start - 1 : start] not in BEFORE_BODIES)  # 县民|宗局
        or (surname == "原" and anchor.before is Before.BODY)  # 水文司|原司长
        or (surname in "和向" and not anchor.before.is_plain)  # 和|局长一起去
        or (surname == "方" and SIDES.search(veiled, max(start - LONGEST_SIDE, 0), start))
    ):
        weight -= 6
    if veiled[end : end + 1] == "们":
        weight -= 9
    form = title.group()
    office = _familiar_titles().isdisjoint({form, form.lstrip("大二三四五六七八九幺")})
    return Address(start, end, text, weight, anchor, surname, title.group() if office else "", place)


def _venerable(veiled: str, anchor: Anchor, surname: str) -> Iterator[Address]:
    """佟老, 欧阳老."""
    start, end = anchor.position, anchor.position + len(surname) + 1
    place = after(veiled, end) - cut_word(veiled, end, start, end + 3)
    if surname in HARD or _title().match(veiled, end - 1):
        return
    if place >= 1.0 and not segmentation.frequency(veiled[start:end]):
        weight = anchor.weight + surname_weights()[surname] + place + 0.5
        yield Address(start, end, veiled[start:end], weight, anchor, surname, place=place)


def _familiar(veiled: str, anchor: Anchor) -> Iterator[Address]:
    start = anchor.position
    lead = veiled[start]
    surname = surname_at(veiled, start + 1)
    if surname and lead in "老小大":
        end = start + 1 + len(surname)
    elif lead in "小阿老" and (piece := first_piece(veiled, start + 1)):
        surname, end = piece, start + 1 + len(piece)
    elif lead in "小阿":
        surname, end = veiled[start + 1], start + 2
    else:
        return
    text = veiled[start:end]
    weight = anchor.weight + 1.2 + after(veiled, end) - cut_word(veiled, end, start, end + 3)
    weight += surname_weights().get(surname, LISTED if len(surname) > 1 else given_weight(surname) - 1)
    found = segmentation.frequency(text)
    if found > 3 and segmentation.tag(text) != "nr":
        weight -= 3.0 if found > 300 else 0.5
    if text in words("not_names"):
        weight -= 6
    if lead == "大":
        weight -= 1
    yield Address(start, end, text, weight, anchor, surname, place=after(veiled, end))
