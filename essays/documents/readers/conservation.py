"""Count the characters that reading put into blocks, so that no later step can lose one unseen."""

from __future__ import annotations

from collections.abc import Iterable

from essays.documents.blocks import Block


def count_characters(blocks: Iterable[Block]) -> int:
    """Count the characters of all blocks, blanks left out."""
    return sum(len("".join(block.text.split())) for block in blocks)
