"""What was found in the simplified characters of an essay, in the characters it is printed in."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from essays.documents.tree import Affiliation

from .found import Findings, Found, Span
from .passage import Passage

Sections = Sequence[Sequence[str]]


class Printed:
    """The printed text of an essay beside the one that was read: alike in length, paragraph by paragraph."""

    def __init__(self, printed: Sections, read: Sections) -> None:
        self._sections = printed
        self._printed, self._read = Passage.of(printed), Passage.of(read)

    def findings(self, found: Findings) -> Findings:
        return Findings(tuple(map(self._found, found.quotes)), tuple(map(self._found, found.statements)), found.doubts)

    def _found(self, found: Found) -> Found:
        pieces = tuple(map(self._piece, found.spans))
        between = "\n" if len(found.text) > sum(map(len, found.pieces)) else ""
        near = self._read.offset(found.spans[0])
        return replace(
            found,
            text=between.join(pieces),
            pieces=pieces,
            speaker=self._words(found.speaker, near),
            organisation=self._words(found.organisation, near),
            title=self._words(found.title, near),
            affiliations=tuple(
                Affiliation(self._words(one.organisation, near), self._words(one.title, near))
                for one in found.affiliations
            ),
        )

    def _piece(self, span: Span) -> str:
        return self._sections[span.section][span.paragraph][span.start : span.end]

    def _words(self, words: str, near: int) -> str:
        """The words as they are printed where they stand nearest to a place: 于 and 於 may be two people's names."""
        if not words:
            return words
        before, behind = self._read.text.rfind(words, 0, near), self._read.text.find(words, near)
        places = [place for place in (before, behind) if place >= 0]
        if not places:
            return "".join(self._usual.get(character, character) for character in words)
        place = min(places, key=lambda place: abs(place - near))
        return self._printed.text[place : place + len(words)]

    @cached_property
    def _usual(self) -> dict[str, str]:
        """How each character is mostly printed in this essay."""
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for read, printed in zip(self._read.text, self._printed.text, strict=True):
            counts[read][printed] += 1
        return {read: found.most_common(1)[0][0] for read, found in counts.items()}
