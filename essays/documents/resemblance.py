"""Which paragraphs of two texts are alike, and marks by which a database finds those that may be.

Two paragraphs are alike when most of their runs of four characters are the same (Jaccard). A mark is made of two
independent minima of the runs' hashes: alike paragraphs have the same one with about the square of their likeness,
others hardly ever (Broder, On the resemblance and containment of documents, 1997).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import chain, islice
from struct import unpack_from
from zlib import crc32

ALIKE = 0.4  # the least share of common runs: of a hundred characters some eight are others
LONG_ENOUGH = 20  # characters of a paragraph that is not repeated by chance
ENOUGH_WORDS = 8  # characters of a quote that two people hardly say by chance
MOST_PAIRS = 100_000  # of paragraphs compared
MOST_PASSAGES = 1000  # different paragraphs of one text that are held against another
RUN = 4  # characters; in UTF-16 of two bytes each, so that a run is one number of eight
Passage = tuple[int, bytes]  # the number of a paragraph in its text, from 0, and its words, two bytes a character
_UNHEARD = re.compile(r"[\W_]+")  # marks and blanks say nothing of what a text says


def runs_of(text: str) -> frozenset[int]:
    """All runs of four characters, each as one number, marks and blanks left out."""
    return frozenset(_each_run(_encoded(text)))


def _encoded(text: str) -> bytes:
    return _UNHEARD.sub("", text).encode("utf-16-le", "surrogatepass").ljust(2 * RUN, b"\0")


def _each_run(data: bytes) -> Iterator[int]:
    return chain.from_iterable(_every_fourth(data, at) for at in range(0, 2 * RUN, 2))


def _every_fourth(data: bytes, at: int = 0) -> tuple[int, ...]:
    return unpack_from(f"<{(len(data) - at) // (2 * RUN)}Q", data, at)


def _hashes(text: str) -> list[int]:
    data = _UNHEARD.sub("", text).encode("utf-16-le", "surrogatepass")
    return [crc32(data[start : start + 2 * RUN]) for start in range(0, max(len(data) - 2 * RUN, 0) + 2, 2)]


def likeness(a: frozenset[int], b: frozenset[int]) -> float:
    """The share of what both have in what either has, 0 to 1."""
    both = len(a & b)
    return both / (len(a) + len(b) - both)


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


def passages_of(texts: Iterable[str]) -> list[Passage]:
    """Each different paragraph that is long enough, once."""
    first: dict[str, int] = {}
    for place, text in enumerate(texts):
        if len(text) >= LONG_ENOUGH:
            first.setdefault(text, place)
    return [(place, _encoded(text)) for text, place in islice(first.items(), MOST_PASSAGES)]


class Passages:
    """The passages of a text by the runs they have: all those of another are held against them at once."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._passages: dict[int, frozenset[int]] = {}
        self._holders: dict[int, tuple[int, ...]] = {}
        for place, data in passages:
            runs = self._passages[place] = frozenset(_each_run(data))
            again = {run: (*self._holders[run], place) for run in runs & self._holders.keys()}
            self._holders.update(dict.fromkeys(runs, (place,)))
            self._holders.update(again)
        self._runs = frozenset(self._holders)

    def pairs(self, passages: Iterable[Passage]) -> list[tuple[int, int]]:
        """The places of alike ones, (here, in the other), in our order: each is in one pair, with the likest."""
        found: dict[int, list[tuple[float, int]]] = defaultdict(list)
        for place, data in passages:
            for own, share in self._like(data):
                found[own].append((-share, place))
        pairs: dict[int, int] = {}
        for own in sorted(found):
            free = [place for _share, place in sorted(found[own]) if place not in pairs.values()]
            if free:
                pairs[own] = free[0]
        return list(pairs.items())

    def _like(self, data: bytes) -> Iterator[tuple[int, float]]:
        """Hardly any passage is like one of ours, so every fourth run is looked at first: what alike ones have in
        common stands in a row, and a fourth of it, at the least half of that, is there.
        """
        some = frozenset(_every_fourth(data))
        common, size = self._runs & some, RUN * len(some)
        if len(common) < ALIKE * size / (2 * RUN):
            return
        least = ALIKE / (1 + ALIKE) / (2 * RUN)
        counts = Counter(chain.from_iterable(map(self._holders.__getitem__, common)))
        likely = [own for own, both in counts.items() if both >= least * (size + len(self._passages[own]))]
        if not likely:
            return
        runs = frozenset(_each_run(data))
        for own in likely:
            share = likeness(runs, self._passages[own])
            if share >= ALIKE:
                yield own, share


def _stands_among(runs: frozenset[int], others: Sequence[frozenset[int]]) -> bool:
    size = len(runs)
    fitting = (other for other in others if ALIKE * size <= len(other) <= size / ALIKE)
    return any(likeness(runs, other) >= ALIKE for other in fitting)
