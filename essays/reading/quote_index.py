"""The quotations of all collections: filtered, counted, newest collection first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Count, F, Q
from django.utils.functional import cached_property

from essays.access import Reader, readable_by
from essays.models import Quote
from essays.models.quote import STANDS, QuoteQuerySet

MOST_CHOICES = 60  # of each filter: those with the most quotations
LARGEST_ID = 18  # digits of what a database takes for an id
LONGEST = 200
ORDER = ("-essay__collection_id", "essay__number", "essay_id", "position", "pk")


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    words: str
    count: int
    is_chosen: bool


class QuoteIndex:
    """The index as one address asks one reader's for it; what nobody knows finds nothing."""

    def __init__(self, data: Mapping[str, str], reader: Reader, now: datetime) -> None:
        self.reader, self.now = reader, now
        self.speaker = _id(data.get("speaker", ""))
        self.collection = _id(data.get("collection", ""))
        self.organisation = data.get("organisation", "").replace("\x00", "")[:LONGEST]
        self.is_free = data.get("free", "") == "1"

    @cached_property
    def query(self) -> str:
        """The filters as the query of an address, to be followed by `page=`."""
        asked = {
            "speaker": self.speaker,
            "organisation": self.organisation,
            "collection": self.collection,
            "free": "1" if self.is_free else "",
        }
        return urlencode({name: value for name, value in asked.items() if value})

    @property
    def is_filtered(self) -> bool:
        return bool(self.query)

    @cached_property
    def _all(self) -> QuoteQuerySet:
        """Kept, for it takes Django longer to make the query than to ask it."""
        return Quote.objects.outside(self.reader, self.now).quotations().named(self.reader)

    @cached_property
    def _found(self) -> QuoteQuerySet:
        rows = self._all
        if self.speaker:
            rows = rows.by(int(self.speaker))
        if self.collection:
            rows = rows.filter(essay__collection=int(self.collection))
        if self.organisation:
            rows = rows.filter(organisation=self.organisation)
        return rows.filter(is_paid=False) if self.is_free else rows

    def rows(self) -> QuoteQuerySet:
        return self._found.order_by(*ORDER)

    @cached_property
    def counts(self) -> dict[str, int]:
        """All that are found, and how many of them are locked."""
        return self._found.aggregate(quotes=Count("pk"), locked=Count("pk", filter=~Q(readable_by(self.reader))))

    @property
    def count(self) -> int:
        return self.counts["quotes"]

    @cached_property
    def speakers(self) -> list[Choice]:
        named = self._all.filter(attribution__speaker__isnull=False).order_by()
        rows = named.annotate(
            stands=STANDS,
            name=F("attribution__speaker__name"),
            note=F("attribution__speaker__note"),
            head_name=F("attribution__speaker__head__name"),
            head_note=F("attribution__speaker__head__note"),
        )
        grouped: dict[int, tuple[str, int]] = {}
        values = rows.values_list("stands", "name", "note", "head_name", "head_note").annotate(found=Count("pk"))
        for stands, name, note, head_name, head_note, found in values.order_by("-found", "stands")[:MOST_CHOICES]:
            shown = _named(head_name or name, head_note if head_name else note)
            grouped[stands] = (shown, grouped.get(stands, ("", 0))[1] + found)
        return [_choice(str(pk), shown, count, self.speaker) for pk, (shown, count) in grouped.items()]

    @cached_property
    def organisations(self) -> list[Choice]:
        rows = self._all.exclude(organisation="").order_by().values_list("organisation")
        found = rows.annotate(found=Count("pk")).order_by("-found", "organisation")[:MOST_CHOICES]
        return [_choice(name, name, count, self.organisation) for name, count in found]

    @cached_property
    def collections(self) -> list[Choice]:
        rows = self._all.order_by().values_list("essay__collection", "essay__collection__title")
        found = rows.annotate(found=Count("pk")).order_by("-essay__collection_id")[:MOST_CHOICES]
        return [_choice(str(pk), title, count, self.collection) for pk, title, count in found]


def _choice(value: str, words: str, count: int, chosen: str) -> Choice:
    return Choice(value, words, count, value == chosen)


def _named(name: str, note: str) -> str:
    return f"{name}（{note}）" if note else name


def _id(text: str) -> str:
    """A number as it was asked for; anything else names no row, and 0 is nobody's."""
    if not text:
        return ""
    return str(int(text)) if text.isascii() and text.isdecimal() and len(text) <= LARGEST_ID else "0"
