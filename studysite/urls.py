"""Every address of the site. A new one is classified in `tests/routes.py`, or the crawl fails."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.views.i18n import set_language

from essays.urls import machine_patterns

urlpatterns = [
    path("admin/language/", admin.site.admin_view(set_language), name="set_language"),
    path("admin/", admin.site.urls),
    *machine_patterns,
    *i18n_patterns(path("", include("essays.urls")), prefix_default_language=False),
]
handler400 = "essays.views.refused.refuse"
