"""On a collection's form: the files it was imported from, and the conflicts that wait."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from essays.importing import unsettled
from essays.models import Collection, Source


@dataclass(frozen=True, slots=True)
class Imported:
    """The last import of one file; `conflicts` wait to be settled."""

    source: Source
    conflicts: int


def imports_of(collection: Collection) -> Sequence[Imported]:
    """One query."""
    sources = Source.objects.latest_of_each_key().filter(collection=collection).defer("data", "tree")
    return [Imported(source, len(unsettled(source))) for source in sources.order_by("-id")]


class ImportedFiles(admin.ModelAdmin):
    """For the form of a collection."""

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if obj is not None and request.user.has_perm("essays.view_source"):
            context["imported_files"] = imports_of(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)
