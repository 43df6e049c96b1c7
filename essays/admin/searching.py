"""Essays and collections are also found by who speaks in them and by the words of their text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from html import escape
from operator import and_
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from essays.models import Quote, Section

MOST_WORDS = 8  # of one search; what comes behind them narrows nothing any more
MOST_IDS = 10_000  # where more is found each query looks itself: a database takes only so many ids


class TextSearch(admin.ModelAdmin):
    """For rows that quotes and sections belong to; `quoted_in` leads from those to them.

    Every word must stand somewhere: in a field, a speaker's name, or the working copy. `%` and `_` are themselves.
    """

    quoted_in = "essay"

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        words = search_term.replace("\x00", "").split()[:MOST_WORDS]
        if request.resolver_match is not None and request.resolver_match.url_name == "autocomplete":
            for word in words:
                queryset = queryset.filter(self._in_fields(request, word))
            return queryset, False
        return (queryset.filter(self._holding(request, words)) if words else queryset), False

    def _holding(self, request: HttpRequest, words: Sequence[str]) -> Q:
        """The rows by their ids: a list asks for them in each of its queries, and the texts are read through once."""
        kept: dict[tuple[type, str], Q] = request.__dict__.setdefault("found_texts", {})
        key = (self.model, " ".join(words))
        if key not in kept:
            conditions = [self._in_fields(request, word) | self._within(word) for word in words]
            found = set.intersection(*map(self._ids, conditions))
            kept[key] = Q(pk__in=sorted(found)) if len(found) <= MOST_IDS else reduce(and_, conditions)
        return kept[key]

    def _ids(self, condition: Q) -> set[Any]:
        return set(self.model._default_manager.filter(condition).order_by().values_list("pk", flat=True))

    def _in_fields(self, request: HttpRequest, word: str) -> Q:
        found = Q()
        for field in self.get_search_fields(request):
            found |= Q(**{f"{field}__icontains": word})
        return found

    def _within(self, word: str) -> Q:
        is_speaker = Q(speaker__icontains=word) | Q(attribution__speaker__name__icontains=word)
        spoken = Quote.objects.working().filter(is_speaker, is_lost=False).order_by()
        # Bodies are markup: what is searched for is written there as markup, too.
        written = Section.objects.working().filter(
            Q(heading__icontains=word) | Q(body__icontains=escape(word, quote=False))
        )
        path = self.quoted_in
        return Q(pk__in=spoken.values(path)) | Q(pk__in=written.order_by().values(path))
