"""What a character tells about a name: is it a surname, is it one that parents choose."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from math import log10

from essays import segmentation
from essays.documents.quotes.words import one_of, words

HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
DOT = "·•・‧"
PERSON = "nr"
FAMILIAR = "老小大阿"
COMMONEST = 60  # entries of the dictionary from which a surname counts as common
COMMON, LISTED, WEAK, COMPOUND = 1.2, 0.7, 0.0, 2.0  # what a surname speaks for a name
SCALE, LEAST, MOST = 1.6, -2.4, 1.2


def is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff" or character >= "\U00020000"


@cache
def _counts() -> tuple[Counter[str], Counter[str]]:
    """How many names of the segmenter's dictionary have the surname; how often a character is given in them."""
    surnames: Counter[str] = Counter()
    given: Counter[str] = Counter()
    for word in segmentation.tagged(PERSON):
        if 1 < len(word) < 4 and word[0] in words("surnames"):
            surnames[word[0]] += 1
            given.update(word[1:])
    return surnames, given


@cache
def surname_weights() -> dict[str, float]:
    counts = _counts()[0]
    weights = {name: COMMON if counts[name] >= COMMONEST else LISTED for name in words("surnames")}
    weights |= dict.fromkeys(words("surnames_weak"), WEAK)
    return weights | dict.fromkeys(words("surnames_compound"), COMPOUND)


def surname_at(text: str, position: int) -> str:
    weights = surname_weights()
    compound = text[position : position + 2]
    if compound in weights and len(compound) == 2 and is_han(text[position + 2 : position + 3] or " "):
        return compound
    single = compound[:1]
    return single if single in weights else ""


@cache
def _pieces() -> re.Pattern[str]:
    return re.compile(one_of("name_pieces"))


def first_piece(text: str, position: int) -> str:
    """The piece of a Tibetan, Mongolian, Uyghur… name that begins at a place, or ""."""
    match = _pieces().match(text, position)
    return match.group() if match else ""


@lru_cache(maxsize=4096)
def parts_of(name: str) -> tuple[str, ...]:
    """扎西, 顿珠 of 扎西顿珠: the pieces by which the name of another people may be cut short."""
    piece = _pieces().match(name)
    if not piece or piece.end() == len(name):
        return ()
    return piece.group(), name[piece.end() :]


@cache
def given_weight(character: str) -> float:
    """How much likelier in a given name than as a word of its own: 明 > 0 > 的."""
    ratio = log10((_counts()[1][character] + 0.5) / (segmentation.frequency(character) + 30)) + 2
    return max(min(ratio * SCALE, MOST), LEAST)


@cache
def surname_initials() -> frozenset[str]:
    return frozenset(name[0] for name in surname_weights()) | {name[0] for name in words("surnames_japanese")}


@cache
def piece_initials() -> frozenset[str]:
    return frozenset(piece[0] for piece in words("name_pieces"))


@cache
def name_initials() -> frozenset[str]:
    """The characters that names and forms of address begin with; others only where somebody is introduced."""
    return surname_initials() | piece_initials() | frozenset(FAMILIAR)


@cache
def initials() -> str:
    """A character class of all that a name may begin with."""
    lists = surname_weights(), words("name_pieces"), words("famous")
    first = {name[0] for names in lists for name in names} | words("translit")
    return f"[{''.join(sorted(first))}{FAMILIAR}A-Z]"
