"""The words that somebody searched for, marked in the text that this reader may read (U3.11)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from essays.documents.folding import fold, spans

from .blocks import Block, Paragraph, Passage


def with_found(blocks: Sequence[Block], words: Sequence[str]) -> tuple[tuple[Block, ...], int]:
    """The blocks with these folded words marked, and in how many places; lists and tables stay as they are."""
    marked: list[Block] = []
    places = 0
    for block in blocks:
        if isinstance(block, Passage):
            paragraphs = []
            for paragraph in block.paragraphs:
                found, count = _mark(paragraph, words)
                paragraphs.append(found)
                places += count
            block = replace(block, paragraphs=tuple(paragraphs))
        marked.append(block)
    return tuple(marked), places


def _mark(paragraph: Paragraph, words: Sequence[str]) -> tuple[Paragraph, int]:
    text = paragraph.text
    folded = fold(text)
    if not paragraph.is_plain or not any(word in folded for word in words):
        return paragraph, 0
    found = spans(text, words)
    cut = paragraph.cut({bound for span in found for bound in span})
    pieces, start = [], 0
    for piece in cut.pieces:
        is_found = any(first <= start < last for first, last in found)
        pieces.append(replace(piece, is_found=True) if is_found else piece)
        start += piece.length
    return replace(cut, pieces=tuple(pieces)), len(found)
