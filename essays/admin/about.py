"""The page 关于, one form and no list."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from essays.models import About

from .base import DeskAdmin, RichTextForms
from .widgets import StartedRichTextWidget


@admin.register(About)
class AboutAdmin(RichTextForms, DeskAdmin):
    fields = ("body",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Straight to the form."""
        if About.objects.exists():
            return HttpResponseRedirect(reverse("admin:essays_about_change", args=[1]))
        if self.has_add_permission(request):
            return HttpResponseRedirect(reverse("admin:essays_about_add"))
        return super().changelist_view(request, extra_context)

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """There is one page only, so adding it again is changing it."""
        if self.has_add_permission(request) and About.objects.exists():
            return HttpResponseRedirect(reverse("admin:essays_about_change", args=[1]))
        return super().add_view(request, *args, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: Any, **kwargs: Any) -> Any:
        if db_field.name == "body":
            kwargs["widget"] = StartedRichTextWidget()
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        obj.updated_by = request.user
        super().save_model(request, obj, form, change)
