"""Numbers as titles and marks write them: 3, ３, 三, 十二, 一百, 两."""

from __future__ import annotations

NUMERAL = "(?:[0-9０-９]{1,4}|[〇零一二两三四五六七八九十百]{1,6})"

_DIGITS = dict(zip("〇零一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_UNITS = {"十": 10, "百": 100}


def value(numeral: str) -> int:
    """Give the value of a text that `NUMERAL` matches; a unit without a digit is one of it (十二 is 12)."""
    if numeral.isdecimal():
        return int(numeral)
    if not any(unit in numeral for unit in _UNITS):
        return int("".join(str(_DIGITS[digit]) for digit in numeral))
    total, digit = 0, 0
    for character in numeral:
        if unit := _UNITS.get(character):
            total += (digit or 1) * unit
            digit = 0
        else:
            digit = _DIGITS[character]
    return total + digit
