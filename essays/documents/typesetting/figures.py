"""Full-width figures and letters, which Chinese print sets half as wide."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from .edits import Edit, Fix

_FULL = re.compile("[０-９Ａ-Ｚａ-ｚ]+(?:．[０-９]+)?％?")


def full_width(text: str) -> Iterator[Fix]:
    for match in _FULL.finditer(text):
        yield tuple(
            Edit(at, at + 1, unicodedata.normalize("NFKC", text[at])) for at in range(match.start(), match.end())
        )
