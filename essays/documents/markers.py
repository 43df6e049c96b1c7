"""Find the markers of paid text in plain text, in every spelling people and programs give them.

`##paidbegin##`, `$$paidend$$`, `＃＃ ＰａｉｄＢｅｇｉｎ ＃＃`, one sign or several, with blanks, characters that
show nothing, or a tag's source inside. What only begins like a marker is a damaged one: never left in a text,
and read so that it can hide words but never show them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

HASHES = "#＃﹟♯"
COINS = "$＄﹩￥¥￡"


class MarkerKind(StrEnum):
    BEGIN = "begin"
    END = "end"


@dataclass(frozen=True, slots=True)
class Marker:
    """A marker at `start`…`end` of the text. A damaged begin opens a region; a damaged end closes none."""

    kind: MarkerKind
    start: int
    end: int
    is_damaged: bool = False


_UNSEEN = (
    r"\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    r"\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
)
# A text file may spell a tag out; the words inside a marker are still a marker.
_BETWEEN = rf"(?:[{_UNSEEN}]|</?[a-zA-Z][^<>]{{0,80}}>)*+"


def _word(word: str) -> str:
    """A pattern for an ASCII word in any case and width, with unseen characters between its letters."""
    wide = {letter: chr(ord(letter) + 0xFEE0) for letter in word + word.upper()}
    letters = (f"[{c}{c.upper()}{wide[c]}{wide[c.upper()]}]" for c in word)
    return _BETWEEN.join(letters)


_SIGNS = rf"(?:[{HASHES}](?:{_BETWEEN}[{HASHES}])*+|[{COINS}](?:{_BETWEEN}[{COINS}])*+)"
_LETTERS = "[A-Za-zＡ-Ｚａ-ｚ]{0,12}"
_NAME = rf"(?:(?P<begin>{_word('begin')})|(?P<end>{_word('end')}))(?P<tail>{_LETTERS}(?={_BETWEEN}{_SIGNS}))?"
_MARKER = re.compile(
    # A run of signs is always taken whole, so that a line of nothing else costs no more than its length.
    rf"(?P<open>{_SIGNS})"
    rf"(?P<paid>{_BETWEEN}{_word('paid')}"
    rf"(?:{_BETWEEN}{_NAME}|{_BETWEEN}{_LETTERS}(?={_BETWEEN}{_SIGNS})|{_LETTERS})"
    rf"(?P<close>{_BETWEEN}{_SIGNS})?)?"
    rf"|{_word('paid')}{_BETWEEN}(?:(?P<begin2>{_word('begin')})|(?P<end2>{_word('end')}))"
    rf"(?P<close2>{_BETWEEN}{_SIGNS})"
)
_BARE = re.compile(rf"{_BETWEEN}{_word('paid')}{_BETWEEN}(?:(?P<begin>{_word('begin')})|{_word('end')}){_BETWEEN}")
_SIGN = re.compile(f"[{HASHES}{COINS}]")
_COIN = re.compile(f"[{COINS}]")
_BARE_LENGTH = 40


def find_markers(text: str) -> tuple[Marker, ...]:
    """Give the markers of a plain text in order, damaged ones included."""
    if not _SIGN.search(text):
        return _bare(text) if len(text) <= _BARE_LENGTH else ()
    found: list[Marker] = []
    for match in _MARKER.finditer(text):
        if match["paid"] and (match["begin"] or match["end"] or match["open"][0] in HASHES):
            found.append(_marker(match))
        elif match["close2"]:
            found.append(_marker_without_opening(match, found[-1].end if found else -1))
    return tuple(found)


def _marker(match: re.Match[str]) -> Marker:
    is_whole = bool((match["begin"] or match["end"]) and match["close"] and not match["tail"])
    kind = MarkerKind.END if match["end"] else MarkerKind.BEGIN
    return Marker(kind, match.start(), _end(match), is_damaged=not is_whole)


def _marker_without_opening(match: re.Match[str], previous: int) -> Marker:
    """Two markers side by side share one run of signs, which the first has taken."""
    is_whole = previous >= 0 and not match.string[previous : match.start()].strip(HASHES + COINS + " ")
    kind = MarkerKind.END if match["end2"] else MarkerKind.BEGIN
    return Marker(kind, previous if is_whole else match.start(), match.end(), is_damaged=not is_whole)


def _end(match: re.Match[str]) -> int:
    """A sum of money may stand right behind a marker: as many coins close it as have opened it."""
    if match["open"][0] not in COINS or not match["close"]:
        return match.end()
    coins = [found.end() for found in _COIN.finditer(match.string, match.start("close"), match.end())]
    opening = len(_COIN.findall(match["open"]))
    return coins[opening - 1] if 0 < opening < len(coins) else match.end()


def _bare(text: str) -> tuple[Marker, ...]:
    """A line that is nothing but a marker without its signs: Markdown takes those for a heading's."""
    match = _BARE.fullmatch(text)
    if not match:
        return ()
    kind = MarkerKind.BEGIN if match["begin"] else MarkerKind.END
    return (Marker(kind, 0, len(text), is_damaged=True),)
