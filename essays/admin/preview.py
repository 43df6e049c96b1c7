"""The public page of a revision before anybody else has it (U7.21): the real templates, the same gate."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from essays.access import STRANGER, Reader, reader_of
from essays.models import Revision, Section
from essays.reading.listing import listings
from essays.reading.page import essay_page

AS_STRANGER, AS_READER = "stranger", "reader"
NAMES = {AS_STRANGER: _("a stranger"), AS_READER: _("a logged-in reader")}


class PreviewViews(admin.ModelAdmin):
    """For the revisions' admin."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.preview_view)
        return [path("<path:object_id>/preview/", view, name="essays_revision_preview"), *super().get_urls()]

    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        revision = self.get_object(request, unquote(object_id))
        if revision is None:
            raise Http404
        if not self.has_view_permission(request, revision):
            raise PermissionDenied
        seen_as = AS_READER if request.GET.get("as") == AS_READER else AS_STRANGER
        reader = reader_of(request.user) if seen_as == AS_READER else STRANGER
        return render_preview(request, revision, seen_as, reader)


def render_preview(request: HttpRequest, revision: Revision, seen_as: str, reader: Reader) -> HttpResponse:
    """The page as `reader` would have it; paid text is withheld by the gate, not by the template."""
    request.reader = reader  # type: ignore[attr-defined]
    [listing] = listings([revision.essay.collection], reader)
    sections = tuple(Section.objects.of(revision).for_reader(reader))
    context: dict[str, Any] = {
        **essay_page(revision, sections, listing.showing(revision)),
        "seen_as": seen_as,
        "choices": [(value, words, value == seen_as) for value, words in NAMES.items()],
    }
    response = render(request, "preview/essay.html", context)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
