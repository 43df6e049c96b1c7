"""One spelling for what readers take for the same: how text and queries are brought together before they are compared.

Full and half width, case, curly and straight quotation marks, dots in names, traditional and simplified characters
are one. Blanks count only between two letters or digits of an alphabet; what is invisible does not count at all.
Each character stays one character or goes, so a place in the folded text is a place in the text (`folded_places`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from opencc import OpenCC

Span = tuple[int, int]

END = "\ue07f"  # stands behind the last character of a line
_QUOTES = {'"': "“”„‟«»「」『』〝〞〟＂", "'": "‘’‚‛＇", "·": "•‧∙・･"}
_INVISIBLE = "\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufe0e\ufe0f\ufeff"
_BLANK = re.compile(r" +")
_LOOSE_BLANK = re.compile(r"(?<![^\s\u2e80-\U0010ffff]) +| +(?![^\s\u2e80-\U0010ffff])")
# Signs that would end a token, or begin a command, are written as private characters; nobody else's get through.
_ESCAPES = {chr(code): chr(0xE000 + code) for code in range(128) if not chr(code).isalnum()} | {"\n": END}
_SIGN = re.compile(f"[{re.escape(''.join(_ESCAPES))}]")
_BLANKS_AS_BYTES = " ".encode("utf-32-le")
_OVER_THE_END = re.compile(f"{END}[^ ] ")
_PRIVATE = dict.fromkeys(range(0xE000, 0xE100), "\ufffd")


@cache
def _table() -> dict[int, str | None]:
    """For `str.translate`: every character that is written otherwise."""
    codes = [*range(0x3400, 0xA000), *range(0xF900, 0xFB00), *range(0x20000, 0x30000)]
    simple = OpenCC("t2s").convert("\n".join(map(chr, codes))).split("\n")
    table: dict[int, str | None] = dict(_PRIVATE)
    table |= {code: new for code, new in zip(codes, simple, strict=True) if len(new) == 1 and ord(new) != code}
    table |= {code: low for code in range(0x3000) if len(low := chr(code).lower()) == 1 and ord(low) != code}
    table |= {code: chr(code - 0xFEE0).lower() for code in range(0xFF01, 0xFF5F)}
    table |= {ord(mark): plain for plain, marks in _QUOTES.items() for mark in marks}
    table |= dict.fromkeys((*range(32), 127, 133, 160, *range(8192, 8203), 8232, 8233, 8239, 12288), " ")
    table |= {ord("\n"): "\n", ord("\t"): "\n"}
    table |= dict.fromkeys(map(ord, _INVISIBLE))
    return table


@cache
def _changed() -> re.Pattern[str]:
    named = (re.escape(chr(code)) for code, new in _table().items() if code < 0x10000 and new != chr(code))
    return re.compile(f"[{''.join(named)}\U00010000-\U0010ffff]")  # beyond the plane a set that names signs is slow


def _rewritten(text: str) -> str:
    """What `str.translate` does, three times as fast: few characters of a text are written otherwise.

    In their order, so that what is itself the new form of a later one (苧) has been rewritten before it comes up.
    """
    table = _table()
    for sign in sorted(set(_changed().findall(text))):
        text = text.replace(sign, table.get(ord(sign), sign) or "")
    return text


def fold(text: str) -> str:
    """The folded text, its lines divided by one newline; none is empty."""
    folded = _rewritten(text)
    if " " in folded:
        folded = _LOOSE_BLANK.sub("", _BLANK.sub(" ", folded))
    return "\n".join(line for line in folded.split("\n") if line) if "\n" in folded else folded


def folded_places(text: str) -> tuple[str, Sequence[int]]:
    """A single line folded, and for each character of it the place in `text` that it comes from."""
    whole = fold(text)
    if len(whole) == len(text):  # as nearly always: nothing has gone
        return whole, range(len(text))
    table = _table()
    signs: list[tuple[str, int]] = []
    for place, sign in enumerate(text):
        new = table.get(ord(sign), sign)
        if new and not (new == " " and signs and signs[-1][0] == " "):
            signs.append((new, place))
    whole = "".join(sign for sign, _place in signs)
    loose = {place for match in _LOOSE_BLANK.finditer(whole) for place in range(match.start(), match.end())}
    kept = [pair for index, pair in enumerate(signs) if index not in loose]
    return "".join(sign for sign, _place in kept), [place for _sign, place in kept]


def spans(line: str, words: Iterable[str]) -> list[Span]:
    """Where the folded words stand in a line of text; touching and overlapping ones are one."""
    folded, places = folded_places(line)
    found = []
    for word in words:
        start = folded.find(word)
        while start >= 0:
            found.append((places[start], places[start + len(word) - 1] + 1))
            start = folded.find(word, start + 1)
    merged: list[Span] = []
    for start, end in sorted(found):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def bigrams(folded: str) -> str:
    """The tokens of folded lines with a blank between two, one a character: it and the next one, or it and the END."""
    return _pairs(_escaped(folded))


def grams(folded: str) -> str:
    """The same, and behind them each character once."""
    written = _escaped(folded)
    signs = dict.fromkeys(written)
    signs.pop(END, None)
    return " ".join([_pairs(written), *signs])


def _escaped(folded: str) -> str:
    for sign in set(_SIGN.findall(folded)):
        folded = folded.replace(sign, _ESCAPES[sign])
    return folded


def _pairs(escaped_lines: str) -> str:
    signs = memoryview(f"{escaped_lines}{END}".encode("utf-32-le", "surrogatepass")).cast("I")
    if len(signs) == 1:
        return ""
    written = bytearray(_BLANKS_AS_BYTES * (3 * len(signs) - 3))
    tokens = memoryview(written).cast("I")
    tokens[0::3], tokens[1::3] = signs[:-1], signs[1:]
    return _OVER_THE_END.sub("", written.decode("utf-32-le", "surrogatepass"))[:-1]


def bigrams_of_run(run: str) -> list[str]:
    """The tokens that stand in a row wherever `run`, of two folded characters or more, does."""
    return bigrams(run).split(" ")[:-1]


def escaped(sign: str) -> str:
    """One folded character as it is written in tokens."""
    return _ESCAPES.get(sign, sign)
