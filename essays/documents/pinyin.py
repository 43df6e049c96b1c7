"""How Chinese words are typed by their sound: whole, and by the first letters of their syllables."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from essays.segmentation import has_sound, sounds

LONGEST = 24  # characters of a title that somebody would type
# Surnames that are read otherwise than the word.
SURNAMES = {
    "单": "shan", "曾": "zeng", "解": "xie", "仇": "qiu", "查": "zha", "区": "ou", "任": "ren", "盖": "ge",
    "缪": "miao", "朴": "piao", "翟": "zhai", "冼": "xian", "乐": "yue", "覃": "qin", "折": "she", "种": "chong",
    "员": "yun", "尉": "wei", "召": "shao", "繁": "po", "燕": "yan", "宁": "ning", "华": "hua", "应": "ying",
    "秘": "bi", "晟": "cheng", "黑": "he", "逄": "pang", "郇": "xun", "郗": "xi",
    "万俟": "mo qi", "尉迟": "yu chi", "长孙": "zhang sun", "单于": "chan yu", "澹台": "tan tai",
}  # fmt: skip


class Spelling(NamedTuple):
    pinyin: str = ""
    initials: str = ""


@lru_cache(maxsize=4096)
def spell(words: str, *, is_name: bool = False) -> Spelling:
    """“顾军” → gujun, gj. Letters and digits stay, other signs go; what has no Chinese character is not spelt."""
    text = words[:LONGEST]
    if not any("\u3400" <= sign <= "\u9fff" for sign in text):
        return Spelling()
    syllables = _of_name(text) if is_name else sounds(text)
    return Spelling("".join(syllables), "".join(part[0] for part in syllables))


def _of_name(name: str) -> list[str]:
    """In two parts, for few given names, and fewer surnames, make very many names: but 柏拉图, which is no 柏."""
    surname = next((name[:length] for length in (2, 1) if name[:length] in SURNAMES), "")
    if surname:
        return [*SURNAMES[surname].split(), *_part(name[len(surname) :])]
    return sounds(name) if has_sound(name) else [*_part(name[:1]), *_part(name[1:])]


_part = lru_cache(maxsize=4096)(sounds)
