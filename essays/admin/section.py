"""Sections in a list, to search in. They are written on the form of their essay, where their order is seen."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from essays.access import STRANGER, visible_to
from essays.documents.html import plain_body
from essays.models import Section

from .base import ReadOnlyAdmin
from .filters import CollectionOfEssayFilter, WorkingCopyFilter
from .searching import RowSearch


@admin.register(Section)
class SectionAdmin(RowSearch, ReadOnlyAdmin):
    list_display = ("__str__", "essay", "position", "is_paid", "continues", "words")
    list_filter = (WorkingCopyFilter, CollectionOfEssayFilter, "is_paid", "continues")
    list_select_related = ("essay",)
    search_fields = ("heading", "body", "essay__title", "essay__subtitle")
    search_help_text = _("Heading, text or essay")
    ordering = ("essay", "position", "id")
    fields = ("essay_form", "revision", "heading", "is_paid", "continues", "words", "plain_text")
    readonly_fields = ("essay_form", "revision", "plain_text")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Section]:
        return super().get_queryset(request).filter(visible_to(STRANGER)).defer("body")

    @admin.display(description=_("essay"))
    def essay_form(self, section: Section) -> SafeString:
        address = reverse("admin:essays_essay_change", args=[section.essay_id])
        return format_html('<a href="{}#sections">{}</a>', address, section.essay)

    @admin.display(description=_("text"))
    def plain_text(self, section: Section) -> str:
        return plain_body(section.body)
