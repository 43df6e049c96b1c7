"""Keywords made anew where the dictionary of the house has changed."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from essays.access import STRANGER
from essays.models import SearchRow
from essays.models.relating import forget_keywords
from essays.models.search_row import Kind
from essays.models.searching import index_essays

from .finding import Filters, Finding
from .query import read_query

AT_ONCE = 40  # essays, the newest, that an editor waits for


def renew_keywords(words: Iterable[str]) -> int:
    """Make the keywords anew of the newest essays whose free text has one of the words; returns how many."""
    essays: set[int] = set()
    for word in words:
        finding = Finding(read_query(f"“{word}”"), Filters(kind=Kind.BODY), STRANGER, timezone.now())
        rows = finding.of_kind(Kind.BODY, 0, 2 * AT_ONCE)
        essays.update(SearchRow.objects.filter(pk__in=rows).values_list("essay", flat=True))
    newest = sorted(essays, reverse=True)[:AT_ONCE]
    with transaction.atomic():
        forget_keywords(newest)
        index_essays(newest)
    return len(newest)
