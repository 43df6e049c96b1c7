"""A reader's marked passages in the text as that reader has it now: found again by place and words, or not shown.

Words are always taken from the text that the gate has let through, never from what was kept when they were marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from essays.models import Highlight

from .blocks import Block, Paragraph, Passage, Piece

PARAGRAPH = re.compile(r"s-(\w{1,10})-(\d{1,6})", re.ASCII)
ASKED = re.compile(r"(s-\w{1,10}-\d{1,6}):(\d{1,6}):(\d{1,6})", re.ASCII)
SENTENCE = re.compile(r"[^。！？；\n]*[。！？；][”’」』）》]*|[^。！？；\n]+")


@dataclass(frozen=True, slots=True)
class Found:
    """A highlight in a paragraph of the text: from `start` to `end` of its characters."""

    highlight: Highlight
    paragraph: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a reader asks to have marked: `start` to `end` in the paragraph `s-<section>-<number>`."""

    section: str
    number: int
    start: int
    text: str


def locate(blocks: Sequence[Block], highlights: Iterable[Highlight]) -> list[Found]:
    """Where the highlights stand now; one whose words are nowhere in the readable text is left out."""
    rows = list(paragraphs_of(blocks))
    texts = {row.name: row.text for row in rows}
    found = []
    for one in highlights:
        place = next(_places(one, texts), None)
        if place is not None:
            found.append(Found(one, place[0], place[1], place[1] + len(one.text)))
    return found


def _places(one: Highlight, texts: dict[str, str]) -> Iterator[tuple[str, int]]:
    """Where it was; else in that paragraph, nearest first; else anywhere in its section, then in the essay."""
    own = texts.get(one.paragraph, "")
    if own.startswith(one.text, one.start):
        yield one.paragraph, one.start
    starts = [match.start() for match in re.finditer(re.escape(one.text), own)]
    for start in sorted(starts, key=lambda start: abs(start - one.start)):
        yield one.paragraph, start
    for is_near in (True, False):
        for name, text in texts.items():
            if name.startswith(f"s-{one.section}-") is is_near and one.text in text:
                yield name, text.index(one.text)


def marked(blocks: Sequence[Block], found: Iterable[Found]) -> tuple[Block, ...]:
    """The blocks with the pieces of their paragraphs cut where highlights begin and end."""
    by_paragraph: dict[str, list[Found]] = {}
    for one in found:
        by_paragraph.setdefault(one.paragraph, []).append(one)
    if not by_paragraph:
        return tuple(blocks)
    return tuple(
        replace(block, paragraphs=tuple(_cut(row, by_paragraph.get(row.name, ())) for row in block.paragraphs))
        if isinstance(block, Passage)
        else block
        for block in blocks
    )


def _cut(paragraph: Paragraph, found: Sequence[Found]) -> Paragraph:
    if not found or not paragraph.is_plain:
        return paragraph
    cut: list[Piece] = []
    start = 0
    for piece in paragraph.cut({bound for one in found for bound in (one.start, one.end)}).pieces:
        over = next((one for one in found if one.start <= start < one.end), None)
        end = start + piece.length
        if over is not None:
            names = (f"h-{over.highlight.pk}", *piece.names) if over.start == start else piece.names
            piece = replace(
                piece, names=names, highlight=over.highlight.pk, note=over.highlight.note, ends=over.end == end
            )
        cut.append(piece)
        start = end
    return replace(paragraph, pieces=tuple(cut))


def paragraphs_of(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Passage):
            yield from block.paragraphs


def choose(blocks: Sequence[Block], asked: Iterable[str], longest: int) -> list[Chosen]:
    """Passages asked for as `s-<section>-<number>:<start>:<end>`, cut to the readable text; touching ones are one.

    What names no readable passage is left out.
    """
    texts = {row.name: row.text for row in paragraphs_of(blocks)}
    spans: dict[str, list[list[int]]] = {}
    for word in asked:
        match = ASKED.fullmatch(word)
        if match and match[1] in texts:
            spans.setdefault(match[1], []).append([int(match[2]), min(int(match[3]), len(texts[match[1]]))])
    chosen = []
    for name, text in texts.items():
        for start, end in _joined(sorted(spans.get(name, ()))):
            words = text[start:end][:longest]
            place = PARAGRAPH.fullmatch(name)
            if words.strip() and place:
                chosen.append(Chosen(place[1], int(place[2]), start, words))
    return chosen


def _joined(spans: Iterable[list[int]]) -> list[list[int]]:
    joined: list[list[int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1][1] = max(joined[-1][1], end)
        else:
            joined.append([start, end])
    return joined


def sentences(text: str) -> list[tuple[int, int, str]]:
    """Start, end and words of each sentence; nothing of the text is left out but blanks."""
    return [(match.start(), match.end(), match[0]) for match in SENTENCE.finditer(text) if match[0].strip()]
