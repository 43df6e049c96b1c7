"""What forms and addresses carry, read so that nothing that is made up breaks a page."""

from __future__ import annotations

import json
from typing import Any

MOST_DIGITS = 9  # no version, place or number of the desk has more


def whole_number(text: str, otherwise: int) -> int:
    """The number written in `text`; `otherwise` for what is none, or is longer than any of the desk's."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else otherwise


def storable(text: str) -> str:
    """Without what no database and no page takes: NUL, and halves of surrogate pairs, which JSON can write."""
    return text.replace("\0", "").encode(errors="replace").decode()


def read_json(data: str | bytes) -> Any:
    """Raises ValueError for what is no JSON, or nested deeper than anybody reads."""
    try:
        return json.loads(data)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
