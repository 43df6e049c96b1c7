"""The desk's name, its first page and menu, and its log-in, which is the site's own."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, URLResolver, reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from essays.accounts import second_factor

from .notices import notice_urls
from .overview import in_order_of_work, with_waiting
from .preferences import preferences_urls

djangos_urls = admin.site.get_urls
djangos_permission = admin.site.has_permission
djangos_login = admin.site.login


def with_own_pages() -> list[URLPattern | URLResolver]:
    """Django's addresses, and before its catch-all those of pages that belong to no model."""
    return [*notice_urls(), *preferences_urls(), *djangos_urls()]


def may_enter(request: HttpRequest) -> bool:
    return djangos_permission(request) and not second_factor.is_missing(request)


def log_in(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    if djangos_permission(request) and second_factor.is_missing(request):
        target = request.GET.get("next", reverse("admin:index"))
        return HttpResponseRedirect(second_factor.where_to_give_it(request, target))
    return djangos_login(request, *args, **kwargs)


admin.site.site_header = format_lazy("{} · {}", settings.SITE_NAME, _("Editing desk"))
admin.site.site_title = admin.site.site_header
admin.site.index_title = _("Overview")
admin.site.index_template = "admin/essays/index.html"
admin.site.index = with_waiting(admin.site.index)  # type: ignore[method-assign]
admin.site.get_app_list = in_order_of_work(admin.site.get_app_list)  # type: ignore[method-assign]
admin.site.get_urls = with_own_pages  # type: ignore[method-assign]
# One log-in for everybody: rate limits and second factors stand there.
admin.site.has_permission = may_enter  # type: ignore[method-assign]
admin.site.login = secure_admin_login(log_in)  # type: ignore[method-assign]
