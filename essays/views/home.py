"""The home page: the latest collections, and one confirmed quotation that everybody may read."""

from __future__ import annotations

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from essays.access import Reader, visible_to
from essays.models import Collection, Quote, ReadableQuote
from essays.reading.listing import listings
from essays.reading.shelf import resumed

from .head import Head, public_address

COLLECTIONS_A_PAGE = 10
LENGTHS_SHOWN = (12, 90)  # 字 of the quotation


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    reader: Reader = request.reader  # type: ignore[attr-defined]
    page = Paginator(Collection.objects.visible_to(reader), COLLECTIONS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "head": _head(request, page),
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number),
        "listings": listings(page.object_list, reader),
        "resumed": next(iter(resumed(reader, timezone.now(), 1)), None),
        "quote": _free_quote(reader) if page.number == 1 else None,
    }
    return render(request, "home.html", context)


def _head(request: HttpRequest, page: Page) -> Head:
    address = public_address(request, "home")
    described = _("Collections of study essays in Chinese, essay by essay.")
    return Head(settings.SITE_NAME, address if page.number == 1 else f"{address}?page={page.number}", described)


def _free_quote(reader: Reader) -> ReadableQuote | None:
    """The newest one of a length that reads well by itself."""
    free = Quote.objects.live().quotations().confirmed().filter(visible_to(reader), is_paid=False, is_lost=False)
    newest = free.filter(words__range=LENGTHS_SHOWN).order_by("-pk").values("pk")[:1]
    return next(iter(Quote.objects.live().filter(pk__in=newest).for_reader(reader)), None)
