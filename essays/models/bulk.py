"""Many rows read or written at once, without an object of the model for each: for what is made by the thousand."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

from django.db import connection, models


def insert_rows(model: type[models.Model], names: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    """Insert rows of values in the order of the fields' `names`. Signals and defaults of the model play no part."""
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    quoted = connection.ops.quote_name
    columns = ", ".join(quoted(field.column) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    columns_of_values: list[Iterable[Any]] = list(zip(*rows, strict=True))
    for place, field in enumerate(fields):
        if columns_of_values and (way := _way_of(field)) is not None:
            columns_of_values[place] = map(way, columns_of_values[place])
    if columns_of_values:
        values = list(zip(*columns_of_values, strict=True))
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {quoted(model._meta.db_table)} ({columns}) VALUES ({marks})", values)


def rows_of_revisions(rows: Any, revisions: Iterable[Any], names: Sequence[str]) -> Any:
    """Those of these sections or quotes with these fields, in their order in each revision."""
    found = rows.filter(revision__in=revisions).order_by("position", "id")
    return found.values_list(*names, named=True)


def _way_of(field: Any) -> Callable[[Any], Any] | None:
    """How a value of the field is handed to the database, where not as it is."""
    if isinstance(field, models.JSONField):
        return lambda value: "[]" if value in ((), []) else json.dumps(value)
    if isinstance(field, models.DateTimeField):
        return lru_cache(connection.ops.adapt_datetimefield_value)  # thousands of rows have one moment
    return None
