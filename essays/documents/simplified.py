"""Traditional characters as simplified ones, for the rules, which know only these: a text keeps its length, so that
what is found at a place of it stands at the same place of the printed one.
"""

from __future__ import annotations

from functools import cache

from opencc import OpenCC

_REST = str.maketrans("衞妳祂牠", "卫你他它")  # what OpenCC's table of Taiwan leaves as it is


def simplified(text: str) -> str:
    """The text in simplified characters, one for one; the same object where nothing in it is traditional.

    A character of several meanings is told by the words it stands in: 著名 and 說著, 乾隆 and 乾部.
    """
    if text.isascii() or _traditional().isdisjoint(text):
        return text
    converted = _converter().convert(text).translate(_REST)
    # Whoever keeps the tables may one day map words of different lengths.
    return converted if len(converted) == len(text) else text


@cache
def _converter() -> OpenCC:
    return OpenCC("tw2s")


@cache
def _traditional() -> frozenset[str]:
    """The characters that simplified writing has not: those that the converter changes and GB 2312 does not hold."""
    codes = [*range(0x3400, 0xA000), *range(0xF900, 0xFB00), *range(0x20000, 0x30000)]
    simple = _converter().convert("\n".join(map(chr, codes))).translate(_REST).split("\n")
    changed = (chr(code) for code, new in zip(codes, simple, strict=True) if new != chr(code))
    return frozenset(character for character in changed if not character.encode("gb2312", "ignore"))
