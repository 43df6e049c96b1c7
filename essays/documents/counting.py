"""字数 as Chinese word processors count it, and the minutes it takes to read.

Each run of Latin letters and digits counts 1, points inside a number included (6.3 is 1); every other
character that is not blank counts 1: a Han character, a mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

PER_MINUTE = 400

# Latin with its accents, Greek and Cyrillic, digits; their full-width forms belong to the same runs.
_LETTER = "0-9A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u03ff\u0400-\u052f０-９Ａ-Ｚａ-ｚ"
_DIGIT = "0-9０-９"
_RUN = re.compile(rf"[{_LETTER}]+(?:(?<=[{_DIGIT}])[.．](?=[{_DIGIT}])[{_LETTER}]+)*")
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\u00ad]+")
_LAST_RUN = re.compile(rf"[{_LETTER}.．]*$")
_CONTEXT = 64  # characters enough to tell whether a cut went through a run


def count(text: str, before: str = "") -> int:
    """Count the 字 of `text`; with `before`, the text it goes on from, a run cut in two counts only once."""
    if before:
        tail = before[-_CONTEXT:]
        tail = tail[_LAST_RUN.search(tail).start() :]  # type: ignore[union-attr]
        return count(tail + text) - count(tail)
    text = _UNSEEN.sub("", _RUN.sub("x", text))
    return len("".join(text.split()))


def count_pieces(pieces: Iterable[str]) -> tuple[int, ...]:
    """Count pieces of one paragraph so that their sum is the count of the whole."""
    counts, before = [], ""
    for piece in pieces:
        counts.append(count(piece, before))
        before = (before + piece)[-_CONTEXT:]
    return tuple(counts)


def minutes(characters: int, per_minute: int = PER_MINUTE) -> int:
    """Give the minutes a reader takes, rounded up."""
    return -(-characters // per_minute)
