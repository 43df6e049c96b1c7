"""Is it Chinese? An English sentence keeps its own marks, whatever Chinese names stand in it."""

from __future__ import annotations

import re

from essays.documents.signs import HAN

LETTERS_A_WORD = 5  # a Han character says about as much as half a word
_HAN = re.compile(f"[{HAN}]")
_LETTER = re.compile("[A-Za-z]")


def is_chinese(text: str) -> bool:
    """A paragraph with some Han in it, and not mostly of Latin words."""
    if not _HAN.search(text):
        return False
    letters = len(_LETTER.findall(text))
    return letters < LETTERS_A_WORD or letters < LETTERS_A_WORD * len(_HAN.findall(text)) / 2
