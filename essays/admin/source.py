"""Imported files: what they were, what came of them, and their bytes as they arrived."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from essays.importing import unsettled
from essays.models import Source
from essays.workflow import name_in_words

from .base import ReadOnlyAdmin
from .bin import in_bin
from .filters import CollectionFilter, ConditionFilter, Conditions
from .importing import SettleDesk
from .importing.diagnostics import diagnose, kept_messages
from .states import badge


class OwnImportFilter(ConditionFilter):
    title, parameter_name = _("mine"), "mine"

    def conditions(self) -> Conditions:
        return {"yes": (_("Imported by me"), Q(imported_by=self.request.user.pk))}


class ImportWarningFilter(ConditionFilter):
    title, parameter_name = _("warnings"), "warnings"

    def conditions(self) -> Conditions:
        return {"yes": (_("With warnings"), Q(warnings__gt=0)), "no": (_("None"), Q(warnings=0))}


@admin.register(Source)
class SourceAdmin(SettleDesk, ReadOnlyAdmin):
    change_list_template = "admin/essays/source/change_list.html"
    change_form_template = "admin/essays/source/change_form.html"
    list_display = ("name", "key", "collection", "warned", "file_size", "imported_at", "importer")
    list_filter = (ImportWarningFilter, CollectionFilter, OwnImportFilter, "imported_at")
    list_select_related = ("collection",)
    search_fields = ("name", "key", "sha256", "collection__title")
    search_help_text = _("File name, key, SHA-256 or collection")
    ordering = ("-imported_at", "-id")
    fields = (
        "download_link",
        "key",
        "sha256",
        "encoding",
        "file_size",
        "collection",
        ("imported_at", "importer"),
        "coverage",
        "conflicts",
        "said",
    )
    readonly_fields = ("download_link", "file_size", "importer", "coverage", "conflicts", "said")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """The file of a collection in the bin is seen by who may see what lies there."""
        may_see_bin = request.user.has_perm("essays.delete_collection")
        hidden = obj is not None and in_bin(obj.collection) and not may_see_bin
        return super().has_view_permission(request, obj) and not hidden

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        sources: Any = super().get_queryset(request)
        return sources.light()

    def get_urls(self) -> list[URLPattern]:
        download = self.admin_site.admin_view(self.download)
        return [path("<int:pk>/download/", download, name="essays_source_download"), *super().get_urls()]

    def download(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The bytes, never to be shown or guessed at by a browser, and kept nowhere."""
        source = Source.objects.defer("tree", "report").filter(pk=pk).first()
        if not self.has_view_permission(request, source):
            raise PermissionDenied
        if source is None:
            raise Http404
        return HttpResponse(
            bytes(source.data),
            content_type="application/octet-stream",
            headers={
                "Content-Disposition": content_disposition_header(True, source.name) or "attachment",
                "X-Content-Type-Options": "nosniff",
                "Cache-Control": "private, no-store",
            },
        )

    @admin.display(description=_("file"))
    def download_link(self, source: Source) -> SafeString:
        address = reverse("admin:essays_source_download", args=[source.pk])
        return format_html('<a href="{}">{}</a>', address, source.name)

    @admin.display(description=_("size"), ordering="size")
    def file_size(self, source: Source) -> str:
        return filesizeformat(source.size)

    @admin.display(description=_("imported by"), ordering="imported_by_name")
    def importer(self, source: Source) -> str:
        return name_in_words(source.imported_by_name)

    @admin.display(description=_("warnings"), ordering="warnings")
    def warned(self, source: Source) -> SafeString | str:
        return badge("warning", source.warnings, "⚠") if source.warnings else ""

    @admin.display(description=_("characters accounted for"))
    def coverage(self, source: Source) -> str:
        """Every character of the file is in a title, a heading, a paragraph or the structure."""
        return f"{source.report.get('coverage', 0):.0%}"

    @admin.display(description=_("conflicts"))
    def conflicts(self, source: Source) -> SafeString:
        """Those the import found, and how many of them wait."""
        found = source.report.get("conflicts", ())
        context = {"source": source, "found": len(found), "waiting": len(unsettled(source))}
        return render_to_string("admin/essays/source/conflicts.html", context)

    @admin.display(description=_("report"))
    def said(self, source: Source) -> SafeString:
        """What the import had to say, in the words of this page's language."""
        context = {"source": source, "diagnostics": diagnose(kept_messages(source.report))}
        return render_to_string("admin/essays/source/report.html", context)
