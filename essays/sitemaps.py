"""What search engines may find (sitemaps.org 0.9): every page a stranger may open, with when it last changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import F, Max, QuerySet
from django.urls import reverse
from django.utils import timezone

from .access import STRANGER
from .models import Quote, Revision
from .reading.speakers import speaker_counts
from .reading.topics import topics


class Rows(Sitemap):
    """Rows with a `key`, and `changed` where it is known."""

    name = ""

    def location(self, item: Any) -> str:
        return reverse(self.name, args=[item["key"]])

    def lastmod(self, item: Any) -> datetime | None:
        return item.get("changed")


class CollectionPages(Rows):
    name = "collection"

    def items(self) -> QuerySet[Any, Any]:
        return _live_essays("essay__collection_id")


class EssayPages(Rows):
    name = "essay"

    def items(self) -> QuerySet[Any, Any]:
        return _live_essays("essay_id")


class QuotePages(Rows):
    """Those of free quotations: a locked one's page has nothing to be found by."""

    name = "quote"

    def items(self) -> QuerySet[Any, Any]:
        free = Quote.objects.outside(STRANGER, timezone.now()).quotations().named(STRANGER).filter(is_paid=False)
        return _keyed(free.order_by(), "uid", "revision__live_from")


class SpeakerPages(Sitemap):
    def items(self) -> QuerySet[Any, Any]:
        counted: QuerySet[Any, Any] = speaker_counts(STRANGER, timezone.now())
        return counted

    def location(self, item: Any) -> str:
        return reverse("speaker", args=[item["stands"]])


class TopicPages(Sitemap):
    def items(self) -> list[tuple[str, int]]:
        return topics(STRANGER, timezone.now())

    def location(self, item: Any) -> str:
        return reverse("topic", args=[item[0]])


class Lists(Sitemap):
    def items(self) -> list[str]:
        return ["home", "quotes", "speakers", "topics"]

    def location(self, item: str) -> str:
        return reverse(item)


def _live_essays(key: str) -> QuerySet[Any, Any]:
    return _keyed(Revision.objects.live().visible_to(STRANGER).order_by(), key, "live_from")


def _keyed(rows: QuerySet[Any, Any], key: str, changed: str) -> QuerySet[Any, Any]:
    found: QuerySet[Any, Any] = rows.values(key=F(key)).annotate(changed=Max(changed)).order_by("key")
    return found


SITEMAPS = {
    "lists": Lists,
    "collections": CollectionPages,
    "essays": EssayPages,
    "quotes": QuotePages,
    "speakers": SpeakerPages,
    "topics": TopicPages,
}
