"""The words of every message that reading a document can give, by code."""

from __future__ import annotations

from collections.abc import Mapping

from .messages import LEVELS, Template
from .plan.messages import TEMPLATES as PLAN
from .quotes.messages import TEMPLATES as QUOTES
from .readers.messages import TEMPLATES as READERS
from .structure.messages import TEMPLATES as STRUCTURE


def merge(*rooms: Mapping[str, Template]) -> dict[str, Template]:
    """Put the rooms' words together; a code has one meaning and the level its letter says."""
    merged: dict[str, Template] = {}
    for room in rooms:
        for code, template in room.items():
            if code in merged:
                raise ValueError(f"two meanings of {code}")
            if template.level is not LEVELS[code[0]]:
                raise ValueError(f"{code} is not of the level {template.level}")
            merged[code] = template
    return merged


TEMPLATES: Mapping[str, Template] = merge(READERS, STRUCTURE, QUOTES, PLAN)
