"""What a text is about: the words it says often and others seldom (TF-IDF), phrases it always says together as one.

Pure but for the segmenter: what it is given is the text, what is known of other texts comes with the question.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from essays.segmentation import cut, frequency, rarity, tag

from .quotes.words import alternation, words
from .simplified import simplified

MOST = 20  # keywords kept of a text, heaviest first
LONGEST = 12  # characters of a word
TELLING = ("n", "vn", "an", "l", "i", "j", "v")  # how the parts of speech begin that may say what a text is about
_WORD = re.compile(r"[\u3400-\u9fff]{2,12}|[A-Za-z][A-Za-z0-9]{1,11}")
_COMPLEMENTS = "来去到出下上掉住完得着了过开好见"  # verbs that end so say how something is done
_TOGETHER = 0.6  # the share of the rarer word's occurrences from which on two words are one phrase
_OFTEN = 3  # times two words stand together in a phrase
_PRIOR = 50  # documents that jieba's own figures count for: a small library is not yet a sample
_RAREST = 9.0  # in logarithms of a share: an unknown word is not more telling than a rare one
_LONG = 300  # characters from which on a word must stand more than once


@dataclass(frozen=True)
class Dictionary:
    """Words of the house that are never cut, and words that are never a keyword, all in simplified characters."""

    whole: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()

    def cut(self, text: str) -> Iterator[str]:
        """The words of `text`; the longest word of the house wins, what stands between is cut by the segmenter."""
        for number, part in enumerate(self._whole.split(text)):
            if number % 2:
                yield part
            else:
                yield from cut(part)

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        return re.compile(f"({alternation(self.whole)})" if self.whole else "((?!))")


def count_terms(paragraphs: Iterable[str], dictionary: Dictionary) -> Counter[str]:
    """How often each word or phrase stands that may say what a text is about, in simplified characters: a text in
    traditional ones has the topics of the others.
    """
    said: list[str] = []  # in order, "" where two do not stand side by side
    length = 0
    for text in paragraphs:
        length += len(text)
        said += (word if _is_telling(word, dictionary) else "" for word in dictionary.cut(simplified(text)))
        said.append("")
    counts = Counter(word for word in said if word)
    for (first, second), found in Counter(pairwise(said)).items():
        phrase = first + second
        if not first or not second or first == second or len(phrase) > LONGEST or phrase in dictionary.never:
            continue
        if found >= _OFTEN and found >= _TOGETHER * min(counts[first], counts[second]):
            counts[phrase] += found
            counts[first] -= found
            counts[second] -= found
    fewest = 2 if length > _LONG else 1
    return Counter({word: found for word, found in counts.items() if found >= fewest or word in dictionary.whole})


def _is_telling(word: str, dictionary: Dictionary) -> bool:
    if word in dictionary.never:
        return False
    return word in dictionary.whole or _may_tell(word)


@lru_cache(maxsize=32768)
def _may_tell(word: str) -> bool:
    if word in words("never_topics") or not _WORD.fullmatch(word):
        return False
    part = tag(word)
    if part.startswith("v") and word[-1] in _COMPLEMENTS:
        return False
    # What the dictionary does not know was guessed by the segmenter, or is no Chinese word.
    return part.startswith(TELLING) if part or frequency(word) else word.isascii() or len(word) > 2


def telling(counts: Mapping[str, int]) -> list[str]:
    """The terms that may turn out to be keywords, by jieba's figures alone."""
    found = {term: count * min(rarity(term), _RAREST) for term, count in counts.items()}
    return sorted(found, key=lambda term: (-found[term], term))[: 2 * MOST]


def weigh(counts: Mapping[str, int], known: Mapping[str, int], documents: int) -> dict[str, float]:
    """The heaviest terms of `known` with their weights, whose squares add up to 1.

    `known` says in how many of the library's `documents` a term stands; until they are many, jieba's figures help.
    """
    weights = {
        term: counts[term] * _inverse(found, documents, min(rarity(term), _RAREST)) for term, found in known.items()
    }
    heaviest = sorted(weights.items(), key=lambda item: (-item[1], item[0]))[:MOST]
    norm = math.sqrt(sum(weight * weight for _term, weight in heaviest))
    return {term: weight / norm for term, weight in heaviest if norm}


def _inverse(found: int, documents: int, prior: float) -> float:
    """The logarithm of how few documents have it: those of the library, and as many of jieba's as say enough."""
    return math.log((documents + _PRIOR + 1) / (found + _PRIOR * math.exp(-prior) + 0.5))
