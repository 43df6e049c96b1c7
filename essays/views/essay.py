"""An essay: what the reader may read of it, and a gate where the rest begins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from essays.access import STRANGER, Reader
from essays.models import Highlight, Quote, ReadableSection, Revision, Section
from essays.models.shelf import keeping
from essays.reading.blocks import description
from essays.reading.listing import listings
from essays.reading.page import essay_page
from essays.reading.quotes import marks_by_section
from essays.reading.topics import related_to, topics_of
from essays.search.query import read_query

from .head import Head, breadcrumb, public_address, work


@require_safe
def essay(request: HttpRequest, pk: int) -> HttpResponse:
    reader, now = request.reader, timezone.now()  # type: ignore[attr-defined]
    revision = live_revision(pk, reader, now)
    [listing] = listings([revision.essay.collection], reader, now)
    sections = tuple(Section.objects.live(now).of(revision).for_reader(reader))
    quoted = Quote.objects.filter(revision=revision).quotations().confirmed().marks_for(reader)
    words = read_query(request.GET.get("hl", "")).words
    context = {
        **essay_page(revision, sections, listing, marks_by_section(quoted), _highlights(reader, pk), words),
        "topics": topics_of(revision, reader, now),
        "related": related_to(revision, reader, now),
        "keeping": None if reader.is_stranger else keeping(reader.user, pk),
        "head": _head(request, revision, sections),
    }
    return render(request, "essay.html", context)


def _highlights(reader: Reader, pk: int) -> Sequence[Highlight]:
    return () if reader.is_stranger else tuple(Highlight.objects.filter(user=reader.user, essay=pk))


def live_revision(pk: int, reader: Reader, at: datetime) -> Revision:
    live = Revision.objects.live(at).visible_to(reader).filter(essay__pk=pk).select_related("essay__collection")
    revision = live.first()
    if revision is None:
        raise Http404(f"No essay {pk} is public.")
    return revision


def _head(request: HttpRequest, revision: Revision, sections: Sequence[ReadableSection]) -> Head:
    collection, title = revision.essay.collection, revision.display_title
    address = public_address(request, "essay", revision.essay_id)
    shelf = public_address(request, "collection", collection.pk)
    described = description(sections) or title
    article = work(
        "Article",
        address,
        is_free=not revision.paid_words or STRANGER.may_read_paid(collection),
        headline=title,
        description=described,
        wordCount=revision.words,
        position=revision.essay.number,
        datePublished=revision.live_from.isoformat() if revision.live_from else None,
        isPartOf={"@type": "Collection", "name": collection.title, "url": shelf},
    )
    trail = breadcrumb([(_("Home"), public_address(request, "home")), (collection.title, shelf), (title, address)])
    return Head(title, address, described, kind="article", things=(article, trail))
