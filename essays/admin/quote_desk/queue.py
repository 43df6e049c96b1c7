"""The quotes that wait for a verdict, filtered, in reading order, and the way from one to the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from essays.access import STRANGER, visible_to
from essays.models import Attribution, Collection, Quote
from essays.models.quote import QuoteQuerySet

ORDER = ("essay__collection_id", "essay__number", "essay_id", "position", "pk")
NEEDED = ("attribution__speaker", "essay__collection", "section")
KINDS = {
    "quotations": (_("Quotations"), ~Q(kind=Quote.Kind.STATEMENT)),
    "statements": (_("Statements"), Q(kind=Quote.Kind.STATEMENT)),
}
FILTERS = ("confidence", "kind", "collection", "essay")
LARGEST_ID = 18  # digits of what a database takes for an id


@dataclass(frozen=True, slots=True)
class Tab:
    words: Any
    count: int
    is_chosen: bool
    address: str


class Queue:
    """The queue as one address has it; what the address asks and nobody knows is ignored."""

    def __init__(self, data: QueryDict) -> None:
        self.chosen = {name: data.get(name, "") for name in FILTERS}
        if self.chosen["confidence"] not in Attribution.Confidence.values:
            self.chosen["confidence"] = ""
        if self.chosen["kind"] not in KINDS:
            self.chosen["kind"] = ""
        for name in ("collection", "essay"):
            self.chosen[name] = str(number_in(self.chosen[name]) or "")

    @property
    def query(self) -> str:
        return urlencode({name: value for name, value in self.chosen.items() if value})

    @property
    def here(self) -> str:
        return self.address()

    def address(self, name: str = "desk", **more: Any) -> str:
        chosen = {**self.chosen, **more}
        query = urlencode({key: value for key, value in chosen.items() if value})
        return reverse(f"admin:essays_quote_{name}") + (f"?{query}" if query else "")

    @property
    def is_filtered(self) -> bool:
        return any(self.chosen.values())

    def _wanted(self, *, any_confidence: bool = False) -> QuoteQuerySet:
        rows = Quote.objects.unsettled().filter(visible_to(STRANGER))
        if self.chosen["kind"]:
            rows = rows.filter(KINDS[self.chosen["kind"]][1])
        if self.chosen["collection"]:
            rows = rows.filter(essay__collection=int(self.chosen["collection"]))
        if self.chosen["essay"]:
            rows = rows.filter(essay=int(self.chosen["essay"]))
        if self.chosen["confidence"] and not any_confidence:
            rows = rows.filter(attribution__confidence=self.chosen["confidence"])
        return rows

    def rows(self) -> QuoteQuerySet:
        """In reading order: the collections, essays and quotes as they stand."""
        return self._wanted().select_related(*NEEDED).order_by(*ORDER)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many wait, by confidence; "" is all of them."""
        wanted = {
            value: Count("pk", filter=Q(attribution__confidence=value)) for value in Attribution.Confidence.values
        }
        return {"": 0, **self._wanted(any_confidence=True).aggregate(**wanted)}

    @property
    def tabs(self) -> list[Tab]:
        counts = {**self.counts, "": sum(self.counts.values())}
        labels: dict[str, Any] = {"": _("All"), **dict(Attribution.Confidence.choices)}
        return [
            Tab(words, counts[value], value == self.chosen["confidence"], self.address(confidence=value))
            for value, words in labels.items()
        ]

    @property
    def left(self) -> int:
        chosen = self.chosen["confidence"]
        return self.counts[chosen] if chosen else sum(self.counts.values())

    def collections(self) -> Sequence[Collection]:
        """Those with quotes that wait, for the filter."""
        waiting = Quote.objects.unsettled().filter(visible_to(STRANGER)).order_by().values("essay__collection")
        return list(Collection.objects.filter(pk__in=waiting).only("title").order_by("-pk"))

    def at(self, pk: int) -> Quote | None:
        """The quote itself when it waits, else the next one."""
        return self.rows().filter(pk=pk).first() or self.after(pk)

    def after(self, pk: int) -> Quote | None:
        """The next behind it; past the last one the first again, unless that is itself."""
        rows = self.rows()
        beyond = _beyond(pk, "gt")
        return (rows.filter(beyond).first() if beyond else None) or rows.exclude(pk=pk).first()

    def before(self, pk: int) -> Quote | None:
        rows = self.rows().order_by(*(f"-{field}" for field in ORDER))
        beyond = _beyond(pk, "lt")
        return (rows.filter(beyond).first() if beyond else None) or rows.exclude(pk=pk).first()


def number_in(text: str) -> int:
    """The id that was posted; 0 for none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LARGEST_ID else 0


def _beyond(pk: int, side: str) -> Q | None:
    """Rows behind (or before) the place of a quote, whatever has become of it."""
    place = Quote.objects.working().filter(pk=pk).values_list(*ORDER).first() if pk else None
    if place is None:
        return None
    found, same = Q(), Q()
    for field, value in zip(ORDER, place, strict=True):
        found |= same & Q(**{f"{field}__{side}": value})
        same &= Q(**{field: value})
    return found
