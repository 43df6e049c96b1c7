"""An essay as one string, so that a rule can look across paragraphs and still say where it looked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from .found import Span


@dataclass(frozen=True, slots=True)
class Passage:
    """The paragraphs joined by line breaks. `starts` are their first offsets, `places` their indexes."""

    text: str
    starts: tuple[int, ...]
    places: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, sections: Sequence[Sequence[str]]) -> Passage:
        starts, places, paragraphs, offset = [], [], [], 0
        for section, texts in enumerate(sections):
            for index, text in enumerate(texts):
                starts.append(offset)
                places.append((section, index))
                paragraphs.append(text)
                offset += len(text) + 1
        return cls("\n".join(paragraphs), tuple(starts), tuple(places))

    def paragraph_at(self, offset: int) -> int:
        return bisect_right(self.starts, offset) - 1

    def bounds(self, paragraph: int) -> tuple[int, int]:
        """Where a paragraph begins and ends (exclusive) in `text`."""
        last = paragraph + 1 == len(self.starts)
        return self.starts[paragraph], len(self.text) if last else self.starts[paragraph + 1] - 1

    def span(self, start: int, end: int) -> Span:
        paragraph = self.paragraph_at(start)
        section, index = self.places[paragraph]
        base = self.starts[paragraph]
        return Span(section, index, start - base, end - base)

    def offset(self, span: Span) -> int:
        """Where a span begins in `text`."""
        return self.starts[self.places.index((span.section, span.paragraph))] + span.start
