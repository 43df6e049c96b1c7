"""Collections and essays given out as JSON, in the form the import command prints a document in."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from essays.documents.export_form import to_json
from essays.documents.tree import Document
from essays.exporting import documents_of
from essays.models import Collection, Essay

from .bin import in_bin
from .moves import AT_ONCE

VERSION = 1
LONGEST_NAME = 60  # characters of a file's name, so that it fits every system
_NO_NAME = re.compile(r"[^\w-]+")


class JsonExport(admin.ModelAdmin):
    """For the bases of collections and essays: an action of the list, and a button that posts it from a form."""

    @admin.action(description=_("Export as JSON"), permissions=["view"])
    def export_json(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        """The working copies of the rows, each asked whether this user may see it."""
        rows = list(queryset[: AT_ONCE + 1])
        if not 0 < len(rows) <= AT_ONCE:
            words = gettext("Choose at most %(count)d rows at once.") % {"count": AT_ONCE}
            self.message_user(request, words if rows else gettext("The rows are not there."), messages.ERROR)
            return None
        essays = list(_essays_of(rows))
        self._check_sight(request, rows, essays)
        collections = rows if self.model is Collection else {essay.collection: None for essay in essays}
        return attachment(documents_of(collections, essays), _name(rows))

    def _check_sight(self, request: HttpRequest, rows: Sequence[Any], essays: Sequence[Essay]) -> None:
        """Raise PermissionDenied unless this user may see each of them, and what lies in the bin where one does."""
        essay_admin: Any = self.admin_site.get_model_admin(Essay)
        seen = [self.has_view_permission(request, row) for row in rows]
        seen += [essay_admin.has_view_permission(request, essay) for essay in essays]
        hidden = any(map(in_bin, essays)) and not essay_admin.may_see_bin(request)
        if hidden or not all(seen):
            raise PermissionDenied


def _essays_of(rows: Sequence[Any]) -> QuerySet[Essay]:
    """With their collections; of a collection those that do not lie in the bin by themselves."""
    essays = Essay.objects.select_related("collection")
    if rows and isinstance(rows[0], Collection):
        return essays.filter(collection__in=rows, deleted_at__isnull=True)
    return essays.filter(pk__in=[row.pk for row in rows])


def attachment(documents: Iterable[Document], name: str) -> HttpResponse:
    """`{"version": 1, "documents": […]}` as a file that is kept nowhere on its way: it holds what readers pay for."""
    data = {"version": VERSION, "documents": [to_json(document) for document in documents]}
    return HttpResponse(
        json.dumps(data, ensure_ascii=False, indent=1),
        content_type="application/json; charset=utf-8",
        headers={
            "Content-Disposition": content_disposition_header(True, f"{name}.json") or "attachment",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )


def _name(rows: Sequence[Any]) -> str:
    """The one row's title, else what rows they are."""
    if len(rows) != 1:
        return str(rows[0]._meta.model_name)
    name = _NO_NAME.sub("_", str(rows[0]))[:LONGEST_NAME].strip("_")
    return name or str(rows[0]._meta.model_name)
