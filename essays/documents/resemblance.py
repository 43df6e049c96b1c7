"""Which paragraphs of two texts are alike, and marks by which a database finds those that may be.

Two paragraphs are alike when most of their runs of four characters are the same (Jaccard). A mark is made of two
independent minima of the runs' hashes: alike paragraphs have the same one with about the square of their likeness,
others hardly ever (Broder, On the resemblance and containment of documents, 1997).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from zlib import crc32

ALIKE = 0.4  # the least share of common runs: of a hundred characters some eight are others
LONG_ENOUGH = 20  # characters of a paragraph that is not repeated by chance
ENOUGH_WORDS = 8  # characters of a quote that two people hardly say by chance
MOST_PAIRS = 100_000  # of paragraphs compared
_RUN = 8  # bytes: four characters in UTF-16
_UNHEARD = re.compile(r"[\W_]+")  # marks and blanks say nothing of what a text says


def runs_of(text: str) -> frozenset[int]:
    """The hashes of all runs of four characters, marks and blanks left out."""
    return frozenset(_hashes(text))


def _hashes(text: str) -> list[int]:
    data = _UNHEARD.sub("", text).encode("utf-16-le", "surrogatepass")
    return [crc32(data[start : start + _RUN]) for start in range(0, max(len(data) - _RUN, 0) + 2, 2)]


def likeness(a: frozenset[int], b: frozenset[int]) -> float:
    """The share of what both have in what either has, 0 to 1."""
    return len(a & b) / len(a | b)


def paragraph_mark(text: str) -> int | None:
    """The mark of a paragraph, 63 bits; None for one too short to tell anything."""
    if len(text) < LONG_ENOUGH:
        return None
    runs = _hashes(text)
    even = min([run for run in runs if not run & 1], default=0)
    odd = min([run for run in runs if run & 1], default=0)
    return _mark(f"{even} {odd}")


def words_mark(text: str) -> int | None:
    """The mark of a quote's words, 63 bits: the same for the same words, whatever marks stand between them.

    None for words so few that two people may well say the same.
    """
    words = _UNHEARD.sub("", text).casefold()
    return _mark(words) if len(words) >= ENOUGH_WORDS else None


def title_mark(title: str, subtitle: str) -> int:
    return _mark(f"{title}\n{subtitle}")


def _mark(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big") >> 1


def marks_of(title: str, subtitle: str, paragraphs: Iterable[str]) -> set[int]:
    """All marks of an essay: of its title with the deck, if it has one, and of its paragraphs."""
    marks = {mark for text in paragraphs if (mark := paragraph_mark(text)) is not None}
    return marks | {title_mark(title, subtitle)} if title or subtitle else marks


def shared(ours: Sequence[str], theirs: Sequence[str]) -> float:
    """The share of our paragraphs that stand among theirs as well, word for word or nearly, 0 to 1.

    Of very long texts, where comparing each with each would take minutes, marks alone tell what is nearly the same.
    """
    mine = [text for text in ours if len(text) >= LONG_ENOUGH]
    known = {text for text in theirs if len(text) >= LONG_ENOUGH}
    if not mine or not known:
        return 0.0
    strange = [text for text in mine if text not in known]
    if len(strange) * len(known) > MOST_PAIRS:
        marks = {paragraph_mark(text) for text in known}
        alike = sum(paragraph_mark(text) in marks for text in strange)
    else:
        others = [runs_of(text) for text in known] if strange else []
        alike = sum(_stands_among(runs_of(text), others) for text in strange)
    return (len(mine) - len(strange) + alike) / len(mine)


def _stands_among(runs: frozenset[int], others: Sequence[frozenset[int]]) -> bool:
    size = len(runs)
    fitting = (other for other in others if ALIKE * size <= len(other) <= size / ALIKE)
    return any(likeness(runs, other) >= ALIKE for other in fitting)
