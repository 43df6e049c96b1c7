"""What was said of a quote or a speaker, by whom and when, each with the way to take it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from essays.models import CannotUndoError, Settlement
from essays.models.settlement import undo
from essays.workflow import name_in_words, name_of

MOST = 12


@dataclass(frozen=True, slots=True)
class Said:
    """A row of the log; `others` are those of the same act, which go with it when it is undone."""

    row: Settlement
    others: int

    @property
    def who(self) -> str:
        return name_of(self.row.by) if self.row.by else name_in_words(self.row.by_name)


class Settled(admin.ModelAdmin):
    """For the forms of quotes and speakers: the log as a read-only field, with a button a batch that still stands."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.undo_view))
        name = f"essays_{self.opts.model_name}_undo"
        return [path("<int:object_id>/undo/", view, name=name), *super().get_urls()]

    def settlements_of(self, obj: Any) -> Any:
        raise NotImplementedError

    @admin.display(description=_("What was said of it"))
    def settlements(self, obj: Any) -> SafeString | str:
        if obj.pk is None:
            return "–"
        rows = list(self.settlements_of(obj).select_related("by").order_by("-pk")[:MOST])
        batches = {row.batch: row for row in reversed(rows)}
        sizes = Settlement.objects.filter(batch__in=batches).order_by().values_list("batch").annotate(Count("pk"))
        sized = dict(sizes)
        context = {"rows": [Said(row, sized[row.batch] - 1) for row in reversed(batches.values())]}
        return render_to_string("admin/essays/settlements.html", context) if rows else "–"

    def undo_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        obj = self.get_object(request, str(object_id))
        if obj is None:
            raise Http404
        if not (self.has_change_permission(request, obj) and request.user.has_perm("essays.change_attribution")):
            raise PermissionDenied
        batch = request.POST.get("undo", "")
        if self.settlements_of(obj).filter(batch=batch).exists():
            try:
                noted = undo(batch, by=request.user)
                self.message_user(request, gettext("Undone: %(what)s.") % {"what": noted[0]}, messages.SUCCESS)
            except CannotUndoError as error:
                self.message_user(request, str(error), messages.ERROR)
        return HttpResponseRedirect(self._way_back(object_id))

    def _way_back(self, object_id: int) -> str:
        """The form, or the list when what was undone had made the row."""
        if self.model._default_manager.filter(pk=object_id).exists():
            return reverse(f"admin:essays_{self.opts.model_name}_change", args=[object_id])
        return reverse(f"admin:essays_{self.opts.model_name}_changelist")
