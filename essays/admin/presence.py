"""Who else has the form of an essay open, and whether it was saved meanwhile."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from essays.models import Essay, Presence

from .opened import essay_to_change
from .posted import whole_number

TEMPLATE = "admin/essays/saving/presence.html"


class PresenceNotices(admin.ModelAdmin):
    """For the form of an essay, whose script says every 20 seconds that it is still open."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.presence)
        return [path("<int:pk>/presence/", view, name="essays_essay_presence"), *super().get_urls()]

    @method_decorator(require_POST)
    def presence(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Note that the form is open, or with `leave` that it is no longer; answer with the notice as markup."""
        essay = essay_to_change(self, request, pk)
        if "leave" in request.POST:
            Presence.leave(request.user, essay)
            return HttpResponse(status=204)
        Presence.note(request.user, essay)
        opened = request.POST.get("version", "")
        is_stale = whole_number(opened, essay.version) != essay.version
        return HttpResponse(render_to_string(TEMPLATE, presence_context(essay, request.user, is_stale=is_stale)))

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if obj is not None:
            context |= presence_context(obj, request.user)
        return super().render_change_form(request, context, add, change, form_url, obj)


def presence_context(essay: Essay, user: Any, *, is_stale: bool = False) -> dict[str, Any]:
    """What `admin/essays/saving/presence.html` shows, in one query."""
    return {
        "beside": list(Presence.objects.filter(essay=essay).beside(user)),
        "is_stale": is_stale,
        "saved_at": essay.updated_at,
    }
