"""Text measured in terminal cells, as Unicode Standard Annex 11 counts them: a caret must stand under its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_ASCII = re.compile(r"[\x20-\x7e]*")
_UNSEEN = {"Mn", "Me", "Cf", "Cc"}
# A line may break behind any Han character, but a closing mark stays with what it closes.
_WORD = re.compile(r"(?:[!-~]+|[^\s!-~])[，。；：、！？）”’」』》…]*|\s+")


@lru_cache(maxsize=4096)
def _cell(character: str, ambiguous: int) -> int:
    if unicodedata.category(character) in _UNSEEN:
        return 0
    kind = unicodedata.east_asian_width(character)
    return 2 if kind in "WF" else ambiguous if kind == "A" else 1


def width(text: str, *, ambiguous: int = 1) -> int:
    """How many cells the text takes; `ambiguous` is the width of “ ” … and their like, which fonts decide."""
    if _ASCII.fullmatch(text):
        return len(text)
    return sum(_cell(character, ambiguous) for character in text)


def clip(text: str, cells: int, *, ambiguous: int = 1, from_end: bool = False) -> str:
    """As much of the beginning (or end) of the text as fits into `cells`."""
    taken, room = 0, cells
    for character in reversed(text) if from_end else text:
        room -= _cell(character, ambiguous)
        if room < 0:
            break
        taken += 1
    return text[len(text) - taken :] if from_end else text[:taken]


def shorten(text: str, cells: int, ellipsis: str = "…", *, ambiguous: int = 1) -> str:
    """The text, or its beginning and an ellipsis, in at most `cells`."""
    if width(text, ambiguous=ambiguous) <= cells:
        return text
    return clip(text, cells - width(ellipsis, ambiguous=ambiguous), ambiguous=ambiguous) + ellipsis


def pad(text: str, cells: int, *, ambiguous: int = 1, right: bool = False) -> str:
    """The text filled up with blanks to `cells`; to the right edge with `right`."""
    blanks = " " * max(cells - width(text, ambiguous=ambiguous), 0)
    return blanks + text if right else text + blanks


def wrap(text: str, cells: int) -> Iterator[str]:
    """Lines of at most `cells`, broken between words and behind Han characters."""
    line = ""
    for word in _WORD.findall(text):
        if line and width(line) + width(word.rstrip()) > cells:
            yield line.rstrip()
            line = ""
        line += word if line else word.lstrip()
    yield line.rstrip()
