"""What a page says of what was found, fetched by statements that are written out.

Each search asks them, and Django takes longer to make a statement than the database to answer it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import connection

from essays.models import Speaker
from essays.models.grams import Condition, Face, Statement, standing

from .conditions import ROW

DETAILS = f"""
    SELECT r.id, r.text, r.uid, r.heading, r.places, r.essay_id, e.number, v.title, v.subtitle, c.id, c.title, s.name,
        p.is_paid
    FROM {ROW} r
    JOIN essays_essay e ON e.id = r.essay_id
    JOIN essays_revision v ON v.id = r.revision_id
    JOIN essays_collection c ON c.id = r.collection_id
    LEFT JOIN essays_speaker s ON s.id = r.speaker_id
    LEFT JOIN essays_section p ON p.revision_id = r.revision_id AND p.uid = r.uid
    WHERE r.id IN ({{rows}})
"""


class Detail(NamedTuple):
    """A search row, and the titles of what it stands in."""

    id: int
    text: str
    uid: str
    heading: str
    places: Any  # [uid of the section, number of the paragraph] for each line
    essay: int
    number: int
    title: str
    subtitle: str
    collection_id: int
    collection: str
    speaker: str | None
    is_paid: bool | None  # of a heading: the section below


def details(ids: Sequence[int], face: Face) -> list[Detail]:
    """What a page says of search rows, as far as they still stand on this side of the wall, in any order."""
    if not ids:
        return []
    rows = standing(ROW, face, [Condition(f"{{id}} IN ({_marks(ids)})", tuple(ids))])
    found = map(Detail._make, fetched(Statement(DETAILS.format(rows=rows.sql), rows.params)))
    return [row._replace(places=json.loads(row.places)) for row in found]


def titles(collections: Sequence[int]) -> list[tuple[int, str]]:
    """The ids and titles of collections, in any order."""
    sql = f"SELECT id, title FROM essays_collection WHERE id IN ({_marks(collections)})"
    return list(fetched(Statement(sql, list(collections)))) if collections else []


def named(speakers: Sequence[int]) -> dict[int, Speaker]:
    """Speakers with what they are called and nothing else."""
    sql = f"SELECT id, name, note FROM essays_speaker WHERE id IN ({_marks(speakers)})"
    found = fetched(Statement(sql, list(speakers))) if speakers else []
    return {pk: Speaker(pk=pk, name=name, note=note) for pk, name, note in found}


def fetched(statement: Statement) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement.sql, statement.params)
        return cursor.fetchall()


def _marks(values: Sequence[int]) -> str:
    return ", ".join(["%s"] * len(values))
