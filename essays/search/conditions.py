"""Conditions on hits, as SQL: what is live, of a kind, of some collections, said by some speakers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import connection

from essays.models.grams import Condition, Statement
from essays.models.grams.asked import KIND_SHIFT, OF_COLLECTION, OF_KIND
from essays.models.search_row import Kind

ROW = "essays_searchrow"
NOTHING = Condition("1 = 0")


def away(now: datetime) -> Statement:
    """The rows that are not live: nearly every row is, so these are named."""
    moment = connection.ops.adapt_datetimefield_value(now)
    sql = f"SELECT id FROM {ROW} WHERE live_from > %s UNION ALL SELECT id FROM {ROW} WHERE live_until <= %s"
    return Statement(sql, [moment, moment])


def but(rows: Statement) -> Condition:
    return Condition(f"{{id}} NOT IN ({rows.sql})", tuple(rows.params))


def in_kind(kind: Kind) -> Condition:
    """As a range, which an index of ids can be asked for."""
    params = kind << KIND_SHIFT, (kind + 1 << KIND_SHIFT) - 1
    return Condition("{id} BETWEEN %s AND %s", params, frozenset({kind}), is_all=True)


def from_kind(kind: Kind) -> Condition:
    """Of this kind and all that come behind it."""
    return Condition("{id} >= %s", (kind << KIND_SHIFT,), frozenset(one for one in Kind if one >= kind), is_all=True)


def before_kind(kind: Kind) -> Condition:
    return Condition("{id} < %s", (kind << KIND_SHIFT,), frozenset(one for one in Kind if one < kind), is_all=True)


def in_collections(ids: Iterable[int]) -> Condition:
    found = tuple(sorted(ids))
    marks = ", ".join(["%s"] * len(found))
    return Condition(f"{OF_COLLECTION} IN ({marks})", found, collections=found, is_all=True) if found else NOTHING


def below(heading: str) -> Condition:
    """The text under a heading and the heading itself."""
    of_text = f"{OF_KIND} IN ({Kind.BODY:d}, {Kind.HEADING:d})"
    same = f"EXISTS (SELECT 1 FROM {ROW} r WHERE r.id = {{id}} AND r.heading = %s)"
    return Condition(f"{of_text} AND {same}", (heading,), frozenset({Kind.BODY, Kind.HEADING}))


def by(speakers: Iterable[int]) -> Condition:
    """Quotations of these speakers, and of whoever was merged into them."""
    found = tuple(sorted(speakers))
    if not found:
        return NOTHING
    marks = ", ".join(["%s"] * len(found))
    said = f"SELECT id FROM {ROW} WHERE speaker_id IN ({marks})"
    return Condition(f"{OF_KIND} = {Kind.QUOTE:d} AND {{id}} IN ({said})", found, frozenset({Kind.QUOTE}))


def of_collection(name: str) -> str:
    return OF_COLLECTION.format(id=name)


def escaped(words: str) -> str:
    return "".join(f"!{sign}" if sign in "!%_" else sign for sign in words)
