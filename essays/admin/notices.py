"""The notices of whoever is logged in: a page of them, and their marks as read."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from essays.models import Notice
from essays.notices import RELATED, role_told, sayings

PER_PAGE = 50


def notice_urls() -> list[URLPattern]:
    view = admin.site.admin_view
    return [
        path("essays/notice/", view(list_notices), name="essays_notice_changelist"),
        path("essays/notice/read/", view(read_all), name="essays_notice_read_all"),
        path("essays/notice/<int:pk>/read/", view(read_notice), name="essays_notice_read"),
    ]


def list_notices(request: HttpRequest) -> HttpResponse:
    page = Paginator(_mine(request).select_related(*RELATED), PER_PAGE).get_page(request.GET.get("p"))
    context = {
        **admin.site.each_context(request),
        "title": _("Notices"),
        "page": page,
        "sayings": sayings(list(page.object_list)),
    }
    return TemplateResponse(request, "admin/essays/notice/list.html", context)


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    _read(_mine(request))
    return HttpResponseRedirect(reverse("admin:essays_notice_changelist"))


@require_POST
def read_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark it as read, with what is said in the same line, and go where it leads."""
    notice = get_object_or_404(_mine(request).select_related(*RELATED), pk=pk)
    state = role_told(notice)
    rows = _mine(request).filter(pk=pk)
    if state and notice.transition is not None:
        rows |= _mine(request).filter(
            transition__move=notice.transition.move,
            transition__to_state=notice.transition.to_state,
            transition__collection=notice.transition.collection_id,
        )
    [saying] = sayings([notice])
    _read(rows)
    return HttpResponseRedirect(saying.address)


def _mine(request: HttpRequest) -> QuerySet[Notice]:
    return Notice.objects.filter(user=request.user.pk)


def _read(notices: Any) -> None:
    unread = notices.filter(read_at__isnull=True).order_by()
    Notice.objects.filter(pk__in=list(unread.values_list("pk", flat=True))).update(read_at=timezone.now())
