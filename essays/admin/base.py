"""What every list and form of the desk has in common."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from csp.decorators import csp_replace
from django import forms
from django.conf import settings
from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from .filters import CountingChangeList
from .widgets import ChosenRow, MomentInput


class DeskAdmin(admin.ModelAdmin):
    """Lists of 25 with counted filters. The whole list is not counted again beside what is found in it."""

    list_per_page = 25
    list_max_show_all = 100
    show_facets = admin.ShowFacets.ALWAYS
    show_full_result_count = False
    formfield_overrides = {models.DateTimeField: {"form_class": forms.DateTimeField, "widget": MomentInput}}

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[CountingChangeList]:
        return CountingChangeList

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", ChosenRow(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    @admin.display(description=_("updated at"), ordering="updated_at")
    def updated_on(self, row: Any) -> str:
        """The day alone: a list has no room for the minute."""
        moment: datetime = row.updated_at
        return timezone.localtime(moment).date().isoformat()

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Without Django's bulk deletion: it would take every copy of a text with it."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions


class ReadOnlyAdmin(DeskAdmin):
    """Rows the desk shows and never writes: the doors or the importer made them."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class RichTextForms(admin.ModelAdmin):
    """Forms that hold the rich-text editor, and they alone, are sent with the policy it needs."""

    @method_decorator(csp_replace(settings.RICH_TEXT_POLICY))
    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().add_view(request, *args, **kwargs)

    @method_decorator(csp_replace(settings.RICH_TEXT_POLICY))
    def change_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().change_view(request, object_id, *args, **kwargs)
