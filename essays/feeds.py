"""Atom feeds (RFC 4287) of what a stranger may read, whoever asks: collections, quotations, a speaker's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape, format_html, format_html_join
from django.utils.translation import gettext as _

from .access import STRANGER
from .models import Collection, ReadableQuote, Speaker
from .reading.listing import Listing, listings
from .reading.naming import characters, essay_label
from .reading.quote_index import QuoteIndex

NEWEST = 30  # entries of a feed
LONGEST_TITLE = 40  # characters of a quotation


class CollectionFeed(Feed):
    feed_type = Atom1Feed

    def title(self) -> str:
        return f"{settings.SITE_NAME} · {_('Collections')}"

    def link(self) -> str:
        return reverse("home")

    def items(self) -> list[Listing]:
        return listings(Collection.objects.visible_to(STRANGER)[:NEWEST], STRANGER)

    def item_title(self, item: Listing) -> str:
        return escape(item.collection.title)

    def item_link(self, item: Listing) -> str:
        return item.collection.get_absolute_url()

    def item_description(self, item: Listing) -> str:
        essays = ((essay_label(one.essay.number), one.display_title, characters(one.words)) for one in item.revisions)
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{} {} ({})</li>", essays))

    def item_updateddate(self, item: Listing) -> datetime | None:
        return max((one.live_from for one in item.revisions if one.live_from), default=None)

    def item_pubdate(self, item: Listing) -> datetime | None:
        return min((one.live_from for one in item.revisions if one.live_from), default=None)


class QuoteFeed(Feed):
    """Free ones alone: of a locked quotation a feed would have nothing to say."""

    feed_type = Atom1Feed

    def title(self) -> str:
        return f"{settings.SITE_NAME} · {_('Quotations')}"

    def link(self) -> str:
        return reverse("quotes")

    def items(self) -> Iterable[ReadableQuote]:
        return newest_quotes()

    def item_title(self, item: ReadableQuote) -> str:
        words = item.text[:LONGEST_TITLE] + ("…" if len(item.text) > LONGEST_TITLE else "")
        return escape(
            f"{item.speaker or item.organisation}：“{words}”" if item.speaker or item.organisation else words
        )

    def item_link(self, item: ReadableQuote) -> str:
        return reverse("quote", args=[item.uid])

    def item_description(self, item: ReadableQuote) -> str:
        said_by = " · ".join(part for part in (item.speaker, item.organisation + item.title) if part)
        return format_html(
            "<blockquote>{}</blockquote><p>{}</p><p>《{}》{}</p>",
            item.text,
            said_by,
            item.collection_title,
            essay_label(item.essay_number),
        )

    def item_pubdate(self, item: ReadableQuote) -> datetime | None:
        return item.live_from

    item_updateddate = item_pubdate


class SpeakerFeed(QuoteFeed):
    def get_object(self, request: HttpRequest, pk: int) -> Speaker:
        """Whom no free quotation names has no feed, and is no stranger's business."""
        if not newest_quotes(pk):
            raise Http404(f"No feed of speaker {pk}.")
        return Speaker.objects.get(pk=pk)

    def title(self, speaker: Speaker) -> str:  # type: ignore[override]
        return f"{settings.SITE_NAME} · {speaker.name}"

    def link(self, speaker: Speaker) -> str:  # type: ignore[override]
        return reverse("speaker", args=[speaker.pk])

    def items(self, speaker: Speaker) -> Iterable[ReadableQuote]:  # type: ignore[override]
        return newest_quotes(speaker.pk)


def newest_quotes(speaker: int | None = None) -> list[ReadableQuote]:
    asked: dict[str, Any] = {"free": "1", "speaker": str(speaker or "")}
    rows = QuoteIndex(asked, STRANGER, timezone.now()).rows()
    return list(rows.order_by("-revision__live_from", "position", "pk").for_reader(STRANGER, slice(NEWEST)))
