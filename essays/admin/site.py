"""The desk's name, its first page and menu, and its log-in, which is the site's own."""

from __future__ import annotations

from allauth.account.decorators import secure_admin_login
from django.conf import settings
from django.contrib import admin
from django.urls import URLPattern, URLResolver
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from .notices import notice_urls
from .overview import in_order_of_work, with_waiting
from .preferences import preferences_urls

djangos_urls = admin.site.get_urls


def with_own_pages() -> list[URLPattern | URLResolver]:
    """Django's addresses, and before its catch-all those of pages that belong to no model."""
    return [*notice_urls(), *preferences_urls(), *djangos_urls()]


admin.site.site_header = format_lazy("{} · {}", settings.SITE_NAME, _("Editing desk"))
admin.site.site_title = admin.site.site_header
admin.site.index_title = _("Overview")
admin.site.index_template = "admin/essays/index.html"
admin.site.index = with_waiting(admin.site.index)  # type: ignore[method-assign]
admin.site.get_app_list = in_order_of_work(admin.site.get_app_list)  # type: ignore[method-assign]
admin.site.get_urls = with_own_pages  # type: ignore[method-assign]
# One log-in for everybody: rate limits and second factors stand there.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
