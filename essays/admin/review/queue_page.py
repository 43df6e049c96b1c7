"""The page of the queue."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _

from essays.workflow import Permission

from .bulk import BulkDecisions
from .queue import Queue

A_PAGE = 25


class QueuePage(BulkDecisions, admin.ModelAdmin):
    def get_urls(self) -> list[URLPattern]:
        queue = path("queue/", self.admin_site.admin_view(self.queue_view), name="essays_revision_queue")
        return [queue, *super().get_urls()]

    def queue_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self.decide_in_bulk(request, Queue(request.user, request.POST))
        queue = Queue(request.user, request.GET)
        tabs = list(queue.counted_tabs())
        paginator = Paginator(queue.rows(), A_PAGE)
        [paginator.count] = [tab.count for tab in tabs if tab.is_chosen]
        page = paginator.get_page(request.GET.get("p"))
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "title": _("Review queue"),
            "opts": self.opts,
            "queue": queue,
            "tabs": tabs,
            "page": page,
            "numbers": paginator.get_elided_page_range(page.number),
            "has_levels": settings.REVIEW_LEVELS > 1,
            "may_review": request.user.has_perm(Permission.REVIEW),
        }
        return TemplateResponse(request, "admin/essays/review/queue.html", context)
