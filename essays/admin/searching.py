"""Essays and collections are also found by who speaks in them and by the words of their text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from operator import and_
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from essays.models import Quote, Speaker
from essays.models.desk_text import essays_with

MOST_WORDS = 8  # of one search; what comes behind them narrows nothing any more
MOST_IDS = 10_000  # where more is found each query looks itself: a database takes only so many ids


class TextSearch(admin.ModelAdmin):
    """For essays, and rows that hold them: `quoted_in` leads from quotes to them, `holding` from them to essays.

    Every word must stand somewhere: in a field, a speaker's name, or the working copy. `%` and `_` are themselves.
    """

    quoted_in = "essay"
    holding = "pk__in"  # essays

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
        """The rows by their ids: a list asks for them in each of its queries, and the index is asked once."""
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
        named = Speaker.objects.filter(name__icontains=word).values("pk")
        said = Quote.objects.working().filter(attribution__speaker__in=named, is_lost=False).order_by()
        found = Q(pk__in=said.values(self.quoted_in))
        having = essays_with(word)
        return found if having is None else found | Q(**{self.holding: having})


class RowSearch(admin.ModelAdmin):
    """For sections and quotes: the index names the essays that have each word, and only their rows are read."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        words = search_term.replace("\x00", "").split()[:MOST_WORDS]
        for word in words:
            if (having := essays_with(word)) is not None:
                queryset = queryset.filter(essay__in=having)
        return super().get_search_results(request, queryset, " ".join(words))
