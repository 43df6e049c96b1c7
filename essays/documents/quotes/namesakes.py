"""老卞 and his son 卞立新: when a short form cannot mean a full name that has the same surname."""

from __future__ import annotations

import re
from collections.abc import Sequence
from operator import attrgetter

from .names.mentions import Mention
from .phrases import CURTAIN

YOUNG = (
    *("儿子", "女儿", "孙子", "孙女", "孙辈", "外孙", "外孙女", "侄子", "侄女", "外甥", "外甥女", "女婿", "儿媳"),
    *("徒弟", "学生", "同学", "弟子"),
)
AGED = (
    *("老", "公", "爷", "爷爷", "奶", "奶奶", "婆", "伯", "大爷", "大娘", "大妈", "叔", "婶", "阿姨", "大叔", "大婶"),
    *("老师", "师傅", "师父", "校长", "园长", "教授", "导师"),
)
OLD = ("父亲", "母亲", "爷爷", "奶奶", "爸爸", "妈妈", "外公", "外婆", "师傅", "师父", "老师", "班主任", "导师")
PUPIL = re.compile("(?:^|[小中大]|研究|初[一二三]|高[一二三]|[一二三四五六]年级)[学新]生$|学员$|徒弟$|^同学$")
IS_YOUNG = re.compile(f"，?是[^，。；]{{1,6}}?的?(?:{'|'.join(YOUNG)})[，。；]")
DOUBLED = re.compile(r"^.{1,2}(.)\1$")  # 覃朵朵 is hardly whom all call 老覃
APART = re.compile(f"[。！？；!?;\n{CURTAIN}]")
LONGEST = 40  # characters between two people of one sentence
# 老覃（大名覃有粮）, 老覃就是覃有粮, 覃有粮，人称老覃
SAME = re.compile("^[，（(—]*(?:[^，。]{0,8}(?:叫|称|名|喊)[^，。]{0,4}|[，（(—]*)$")
IS = re.compile("[也就正便]*是|即")


def are_two(veiled: str, shorts: Sequence[Mention], fulls: Sequence[Mention], *, by_title: bool) -> bool:
    """Whether a short form does not mean whoever has a full name: all mentions of the one and of the other.

    `by_title`: the short form holds a title that goes with the full name, as 覃校长 does with 校长覃有粮.
    """
    called, name = shorts[0].name, fulls[0].name
    if name.endswith(called):
        return False  # 小满 for 赵小满
    aged = called.startswith("老") or called.endswith(AGED)
    if aged and DOUBLED.search(name):
        return True
    for full in fulls:
        young = full.post.relation.endswith(YOUNG) or any(map(PUPIL.search, full.post.title.split("、")))
        if aged and (young or IS_YOUNG.match(veiled, full.end)):
            return True
        if called.startswith("小") and full.post.relation.endswith(OLD):
            return True
    return not by_title and any(_stand_apart(veiled, short, full) for full in fulls for short in _near(shorts, full))


def _near(shorts: Sequence[Mention], full: Mention) -> list[Mention]:
    return [short for short in shorts if abs(short.name_start - full.name_start) < LONGEST]


def _stand_apart(veiled: str, short: Mention, full: Mention) -> bool:
    """小覃和她的班主任覃有粮: both in one sentence, and the one is not said to be the other."""
    first, second = sorted((short, full), key=attrgetter("name_start"))
    between = veiled[first.end : second.name_start]
    said_to_be = IS.match(between) and not veiled.startswith("的", second.end)
    return not (APART.search(between) or SAME.match(between) or said_to_be)
