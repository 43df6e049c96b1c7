"""Everything that changes on the public site in the next days, and what has changed in the last ones."""

from __future__ import annotations

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from .public_now import by_day, clock_behind, coming_changes, past_changes

DAYS = 7


class ChangesView(admin.ModelAdmin):
    """For the revisions' admin."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.changes_view)
        return [path("changes/", view, name="essays_revision_changes"), *super().get_urls()]

    def changes_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Changes on the public site"),
            "days": DAYS,
            "coming": by_day(coming_changes(DAYS)),
            "past": by_day(past_changes(DAYS)),
            "clock": clock_behind(Q()),
        }
        return TemplateResponse(request, "admin/essays/revision/changes.html", context)
