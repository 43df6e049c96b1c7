"""The index of grams of the database in use: one interface, two back ends."""

from __future__ import annotations

from django.db import connection

from .asked import Condition, Face, GramIndex, Statement, Wanted, joined, standing
from .postgresql import PostgresGrams
from .sqlite import SqliteGrams

__all__ = ["Condition", "Face", "GramIndex", "Statement", "Wanted", "gram_index", "joined", "standing"]

BACK_ENDS: dict[str, type[GramIndex]] = {"sqlite": SqliteGrams, "postgresql": PostgresGrams}


def gram_index() -> GramIndex:
    return BACK_ENDS[connection.vendor]()
