"""Make the index anew from what is public, a collection at a time, while readers go on searching."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from essays.models import Collection, DeskText, Essay, SearchRow, SearchState
from essays.models.desk_text import forget_texts_of_nothing, renew_texts
from essays.models.grams import gram_index
from essays.models.relating import FreePassages, forget_keywords
from essays.models.searching import INDEX_VERSION, forget_essays, index_essays

STAMP = """
    SELECT built_at, (SELECT max(id) FROM essays_transition), (SELECT max(id) FROM essays_settlement)
    FROM essays_searchstate WHERE version = %s
"""
# Collections: the index takes much at once better than little, and other writers wait that long.
AT_ONCE, AT_ONCE_FROM_NOTHING = 20, 100


def is_ready() -> bool:
    """Whether the index is whole, and made as this version of the site makes it."""
    return stamp_of_index() is not None


def stamp_of_index() -> tuple[Any, ...] | None:
    """What is another one as soon as editors have changed what is found; None while the index is not whole.

    Written out, for every search asks it and Django takes longer to make the statement than the database.
    """
    with connection.cursor() as cursor:
        cursor.execute(STAMP, [INDEX_VERSION])
        found: tuple[Any, ...] | None = cursor.fetchone()
    return found


def rebuild(*, from_nothing: bool = False, keywords: bool = False) -> Iterator[Collection]:
    """Yields each collection once its essays are indexed.

    Where the index was never whole, or was made by another version, everything is thrown away first and no search is
    answered until all is there; else some collections change over at a time. Keywords are kept but with `keywords`.
    """
    at_once = AT_ONCE
    if from_nothing or not is_ready():
        at_once = AT_ONCE_FROM_NOTHING
        with transaction.atomic():
            SearchState.objects.update_or_create(pk=1, defaults={"version": 0})
            SearchRow.objects.all().delete()
            DeskText.objects.all().delete()
            gram_index().clear()
    compared = FreePassages()
    collections = list(Collection.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(collections), at_once):
        some = list(Collection.objects.filter(pk__in=collections[start : start + at_once]).order_by("pk"))
        with transaction.atomic():
            essays = list(Essay.objects.filter(collection__in=some).values_list("pk", flat=True))
            if keywords:
                forget_keywords(essays)
            index_essays(essays, compared)
            renew_texts(essays)
        yield from some
    with transaction.atomic():
        gone = SearchRow.objects.exclude(essay__in=Essay.objects.values("pk"))
        forget_essays(gone.order_by().values_list("essay", flat=True).distinct())
        forget_texts_of_nothing()
        SearchState.objects.update_or_create(pk=1, defaults={"version": INDEX_VERSION, "built_at": timezone.now()})
    with transaction.atomic():  # by now searches are answered, a little slower until then
        gram_index().tidy()
