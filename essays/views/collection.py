"""A collection: its essays in order, each with its sections."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from essays.models import Collection, Revision, Section
from essays.reading.blocks import LONGEST_DESCRIPTION, Entry, entries, locked_sections
from essays.reading.listing import Listing, listings
from essays.reading.shelf import resumed

from .head import Head, breadcrumb, public_address, work


@require_safe
def collection(request: HttpRequest, pk: int) -> HttpResponse:
    reader, now = request.reader, timezone.now()  # type: ignore[attr-defined]
    found = get_object_or_404(Collection.objects.visible_to(reader, now), pk=pk)
    [listing] = listings([found], reader, now)
    outline = Section.objects.live(now).filter(essay__collection=found).outline_for(reader)
    contents = {essay_id: entries(tuple(rows)) for essay_id, rows in groupby(outline, key=lambda row: row.essay_id)}
    context = {
        "head": _head(request, listing),
        "listing": listing,
        "resumed": next(iter(resumed(reader, now, 1, found.pk)), None),
        "rows": [_row(revision, contents.get(revision.essay_id, ())) for revision in listing.revisions],
    }
    return render(request, "collection.html", context)


def _row(revision: Revision, contents: Sequence[Entry]) -> tuple[Revision, Sequence[Entry], int, int]:
    """An essay with its contents: how many headed sections there are, and how many of them are locked."""
    return revision, contents, sum(not entry.is_lead for entry in contents), locked_sections(contents)


def _head(request: HttpRequest, listing: Listing) -> Head:
    title, address = listing.collection.title, public_address(request, "collection", listing.collection.pk)
    described = "；".join(revision.display_title for revision in listing.essays)[:LONGEST_DESCRIPTION]
    this = work("Collection", address, is_free=not listing.paid_words, name=title, description=described)
    trail = breadcrumb([(_("Home"), public_address(request, "home")), (title, address)])
    return Head(title, address, described, things=(this, trail))
