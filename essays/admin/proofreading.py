"""What the checks say of an essay's working copy as it is stored (U7.14)."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext

from essays.documents.proofreading import Severity
from essays.models.proofreading import proofread_version
from essays.models.versions import working_version

from .moves import change_form


class CheckView(admin.ModelAdmin):
    """For the essays' admin."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.check_view)
        return [path("<path:object_id>/check/", view, name="essays_essay_check"), *super().get_urls()]

    def check_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        essay = seen(self, request, object_id)
        version = working_version(essay)
        issues = proofread_version(version, essay=essay)
        counts = Counter(issue.severity for issue in issues)
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Checks: %(essay)s") % {"essay": essay},
            "opts": self.opts,
            "essay": essay,
            "version": version,
            "issues": issues,
            "counts": {severity.value: counts[severity] for severity in Severity},
            "form_address": change_form(essay),
            "may_typeset": self.has_change_permission(request, essay),
        }
        return TemplateResponse(request, "admin/essays/proofreading/check.html", context)


def seen(model_admin: Any, request: HttpRequest, object_id: str) -> Any:
    """The row of an address, if there is one and this user may see it."""
    row = model_admin.get_object(request, unquote(object_id))
    if row is None:
        raise Http404
    if not model_admin.has_view_permission(request, row):
        raise PermissionDenied
    return row
