"""Quotations outside their essays: the index, a page for each, its share card. None is there unconfirmed (U4.2)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from essays.access import Reader
from essays.models import Bookmark, Quote, ReadableQuote
from essays.reading.card_svg import LANDSCAPE, PORTRAIT
from essays.reading.quote_index import QuoteIndex
from essays.reading.quotes import QuoteCard

from .head import Head, breadcrumb, public_address, work

A_PAGE = 20
SHAPES = {"landscape": LANDSCAPE, "portrait": PORTRAIT}
LONGEST_NAME = 40  # characters of a quotation that name its page


@require_safe
def quotes(request: HttpRequest) -> HttpResponse:
    reader, now = request.reader, timezone.now()  # type: ignore[attr-defined]
    index = QuoteIndex(request.GET, reader, now)
    paginator = Paginator(index.rows(), A_PAGE)
    paginator.count = index.count
    page = paginator.get_page(request.GET.get("page"))
    address = public_address(request, "quotes")
    context = {
        "head": Head(
            _("Quotations"), address, _("What was said, by whom, and where it stands."), things=(_trail(request),)
        ),
        "index": index,
        "page": page,
        "numbers": paginator.get_elided_page_range(page.number),
        "query": index.query,
        "cards": cards(request, index.rows().for_reader(reader, rows_of(page))),
    }
    return render(request, "quotes.html", context)


@require_safe
def quote(request: HttpRequest, uid: str) -> HttpResponse:
    reader, now = request.reader, timezone.now()  # type: ignore[attr-defined]
    [card] = cards(request, [_one(uid, reader, now)])
    kept = Bookmark.objects.filter(user=reader.user, quote=uid, essay=card.quote.essay_id)
    is_bookmarked = not reader.is_stranger and kept.exists()
    context = {"head": _head(request, card), "card": card, "is_bookmarked": is_bookmarked}
    return render(request, "quote.html", context)


@require_safe
def quote_card(request: HttpRequest, uid: str, shape: str) -> HttpResponse:
    """1200×630 or 1080×1440; whoever may not read the words has no card."""
    reader, now = request.reader, timezone.now()  # type: ignore[attr-defined]
    found = _one(uid, reader, now)
    if found.is_locked:
        raise Http404(f"No card of quote {uid}.")
    context = {"quote": found, "shape": SHAPES[shape]}
    return render(request, "quote_card.svg", context, content_type="image/svg+xml")


def rows_of(page: Page) -> slice:
    """The rows of a list that stand on a page of it."""
    return slice(max(page.start_index() - 1, 0), page.end_index())


def cards(request: HttpRequest, found: Iterable[ReadableQuote]) -> list[QuoteCard]:
    return [QuoteCard(one, public_address(request, "quote", one.uid)) for one in found]


def _one(uid: str, reader: Reader, now: datetime) -> ReadableQuote:
    """Should two essays have a quote of this name, since it was moved, the one published last has it."""
    rows = Quote.objects.live(now).quotations().confirmed().named(reader).filter(uid=uid)
    found = next(rows.order_by("-revision__live_from", "-pk").for_reader(reader, slice(1)), None)
    if found is None:
        raise Http404(f"No quote {uid} is public.")
    return found


def _trail(request: HttpRequest, *more: tuple[str, str]) -> dict[str, Any]:
    home = (_("Home"), public_address(request, "home"))
    return breadcrumb([home, (_("Quotations"), public_address(request, "quotes")), *more])


def _head(request: HttpRequest, card: QuoteCard) -> Head:
    """Of a locked quote who says it and where; never a word of it."""
    found = card.quote
    words = f"“{found.text[:LONGEST_NAME]}{'…' if len(found.text) > LONGEST_NAME else ''}”" if found.text else ""
    name = " · ".join(part for part in (found.speaker or found.organisation, words) if part) or pgettext(
        "something said", "Quotation"
    )
    said_by = {"@type": "Person" if found.speaker else "Organization", "name": found.speaker or found.organisation}
    essay = public_address(request, "essay", found.essay_id)
    thing = work(
        "Quotation",
        card.address,
        is_free=not found.is_paid,
        **({"text": found.text} if found.text else {}),
        **({"creator": said_by} if said_by["name"] else {}),
        isPartOf={"@type": "Article", "headline": found.essay_title, "url": essay},
    )
    described = f"{name} · {found.essay_title}" if not found.is_paid else found.essay_title
    return Head(name, card.address, described, kind="article", things=(thing, _trail(request, (name, card.address))))
