"""On PostgreSQL little waits to be put in its place in an index, for every search reads it through."""

from __future__ import annotations

import random
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection

from essays.models.grams import gram_index
from essays.models.grams.postgresql import MANY, PUT_IN_PLACE, TABLE
from essays.models.search_row import Kind, row_id

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]

A_PAGE, LIMIT = 8, 64  # kilobytes


def rows(count: int) -> list[Any]:
    dice = random.Random(1)
    return [
        SimpleNamespace(
            pk=row_id(Kind.BODY, 1, 1 + number, 0),
            text="".join(chr(dice.randrange(0x4E00, 0x9FA5)) for _sign in range(200)),
            for_strangers=True,
            for_readers=False,
            for_desk=False,
        )
        for number in range(count)
    ]


def waiting() -> int:
    """Pages that wait in all indexes together; none does afterwards."""
    with connection.cursor() as cursor:
        cursor.execute(PUT_IN_PLACE, [f"{TABLE}_%"])
        return sum(pages for (pages,) in cursor.fetchall())


def test_what_is_published_waits_for_little() -> None:
    waiting()  # what other tests took back
    for row in rows(60):
        gram_index().add([row])

    assert waiting() <= LIMIT // A_PAGE + 2


def test_many_rows_wait_until_the_index_is_tidied() -> None:
    gram_index().add(rows(MANY))
    gram_index().tidy()

    assert waiting() == 0
