"""Numbers and the names of things, in the reader's language."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

DIGITS = "零一二三四五六七八九"
PLACES = ("", "十", "百", "千")
LARGEST_NUMERAL = 9999
STOREY = "——"


def numeral(number: int) -> str:
    """一, 十二, 一百零三: a number from 0 to 9999 as Chinese writes ordinals; a larger one keeps its digits."""
    if number > LARGEST_NUMERAL:
        return str(number)
    text = ""
    for place, digit in zip(reversed(PLACES[: len(str(number))]), str(number), strict=True):
        text += DIGITS[int(digit)] + (place if digit != "0" else "")
    text = text.replace("零零", "零").replace("零零", "零")
    if len(text) > 1:
        text = text.rstrip("零")
    return text[1:] if text.startswith("一十") else text


def is_chinese() -> bool:
    return (get_language() or settings.LANGUAGE_CODE).startswith("zh")


def ordinal(number: int) -> str:
    """The figure before an essay: 一 in Chinese, 1 in English; a preface is 序 in both."""
    if not number:
        return "序"
    return numeral(number) if is_chinese() else str(number)


def essay_label(number: int) -> str:
    """第一篇, Essay 1; number 0 is the preface."""
    return _("Essay %(number)s") % {"number": ordinal(number)} if number else _("Preface")


def thousands(number: int) -> str:
    """4376 → 4,376 in either language."""
    return f"{number:,}"


def characters(number: int) -> str:
    return ngettext("%(count)s character", "%(count)s characters", number) % {"count": thousands(number)}


def two_storeys(title: str) -> tuple[str, str]:
    """A title up to its first ——, and from it on; no character is added or lost (U5.2)."""
    first, dash, rest = title.partition(STOREY)
    return (first, dash + rest) if first and rest else (title, "")
