"""The pages that show an essay, or a revision of it, beside its file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext

from essays.models import Essay, Revision, Source
from essays.models.versions import version_of_revision, working_version

from .beside import NothingBesideError, beside, find_source

PAGE = "admin/essays/side_by_side/page.html"
PANEL = "admin/essays/side_by_side/panel.html"


class SideBySide(admin.ModelAdmin):
    """For essays and for revisions, whose forms and review screen show the panel alone: `?panel=1`."""

    @property
    def media(self) -> Any:
        return super().media + forms.Media(
            css={"all": ["essays/desk/side_by_side.css"]}, js=["essays/desk/side_by_side.js"]
        )

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_source"
        view = self.admin_site.admin_view(self.side_by_side)
        return [path("<int:pk>/source/", view, name=name), *super().get_urls()]

    def side_by_side(self, request: HttpRequest, pk: int) -> HttpResponse:
        """For who may see this very essay or revision and the file; with `?whole=1` all lines of the file."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        row: Any = self.get_object(request, str(pk))
        if row is None:
            raise Http404
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": row,
            "title": gettext("Side by side"),
            **beside_context(self.admin_site, request, row, whole="whole" in request.GET),
        }
        return TemplateResponse(request, PANEL if "panel" in request.GET else PAGE, context)


def beside_context(site: Any, request: HttpRequest, row: Essay | Revision, *, whole: bool = False) -> dict[str, Any]:
    """What `admin/essays/side_by_side/panel.html` shows. Raises PermissionDenied for who may not see the file."""
    essay = row.essay if isinstance(row, Revision) else row
    now = version_of_revision(row) if isinstance(row, Revision) else working_version(row)
    sources = site.get_model_admin(Source)
    if not sources.has_view_permission(request):
        raise PermissionDenied
    try:
        source = Source.objects.light().select_related("collection").get(pk=find_source(essay)[0])
        if not sources.has_view_permission(request, source):
            raise PermissionDenied
        shown = beside(essay, now, whole=whole)
    except NothingBesideError as error:
        return {"beside": None, "why_not": str(error), "whole": whole}
    form = "" if isinstance(row, Revision) else reverse("admin:essays_essay_change", args=[row.pk])
    return {"beside": shown, "whole": whole, "address": address_of(row), "form": form}


def address_of(row: Essay | Revision) -> str:
    return reverse(f"admin:essays_{row._meta.model_name}_source", args=[row.pk])
