"""Pages on one imported file: conflicts to settle, its text with the places, and the same bytes once more."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essays.documents.batch import Task
from essays.documents.plan import UnknownVersionError
from essays.importing import PlanChangedError, Settlement, SupersededError, prepare_settlement, settle
from essays.models import Source
from essays.workflow import actor

from .conflicts import choices_of, posted
from .desk import ImportDesk
from .diagnostics import diagnose, findings, kept_messages
from .lines import mark_lines
from .places import editing_addresses
from .reading import read_tasks
from .uploads import receive_again


class SettleDesk(ImportDesk, admin.ModelAdmin):
    """For the admin of imported files."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/settle/", view(self.settle_view), name="essays_source_settle"),
            path("<int:pk>/text/", view(self.text_view), name="essays_source_text"),
            path("<int:pk>/again/", view(self.again_view), name="essays_source_again"),
            *super().get_urls(),
        ]

    def source_of(self, request: HttpRequest, pk: int, *without: str) -> Source:
        """The import, if this user may see it; `without` these columns."""
        source = Source.objects.defer(*without).select_related("collection").filter(pk=pk).first()
        if not self.has_view_permission(request, source):
            raise PermissionDenied
        if source is None:
            raise Http404
        return source

    # -- Conflicts ---------------------------------------------------------------------------------------

    def settle_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        self.check_import(request)
        source = self.source_of(request, pk, "data")
        if request.method != "POST":
            return self._show_conflicts(request, source)
        try:
            settled = settle(source, posted(request.POST.dict()), request.POST.get("plan", ""), actor(request.user))
        except PlanChangedError:
            words = _("The collection was changed since this page was shown. Nothing was settled; look again.")
            return self._show_conflicts(request, source, words)
        except (SupersededError, UnknownVersionError):
            return HttpResponseRedirect(request.path)
        words = ngettext("%(count)d conflict is settled.", "%(count)d conflicts are settled.", settled)
        self.message_user(request, words % {"count": settled}, messages.SUCCESS)
        return HttpResponseRedirect(request.path)

    def _show_conflicts(self, request: HttpRequest, source: Source, error: str = "") -> HttpResponse:
        settlement = self._settlement(request, source)
        conflicts = settlement.conflicts if settlement else ()
        return self.show(
            request,
            "settle",
            _("Conflicts with %(name)s") % {"name": source.name},
            source=source,
            error=error,
            is_over=settlement is None,
            plan=settlement.digest if settlement else "",
            choices=choices_of(conflicts, posted(request.POST.dict())),
        )

    @staticmethod
    def _settlement(request: HttpRequest, source: Source) -> Settlement | None:
        try:
            return prepare_settlement(source, by=actor(request.user))
        except (SupersededError, UnknownVersionError):
            return None

    # -- The file itself ---------------------------------------------------------------------------------

    def text_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The file's lines, with what was said of them at its import, and where each is edited."""
        source = self.source_of(request, pk)
        encoding = source.encoding or None
        [outcome] = read_tasks(
            [Task(source.key, source.name, data=bytes(source.data), encoding=encoding, shows_lines=True)]
        )
        kept = kept_messages(source.report)
        said = diagnose(kept, editing_addresses(source, {message.place.line for message in kept}))
        return self.show(
            request,
            "text",
            source.name,
            source=source,
            **findings(said),
            lines=mark_lines(outcome.lines, said),
        )

    def again_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The stored bytes read by the program as it is now: a preview like any other."""
        self.check_import(request)
        source = self.source_of(request, pk, "tree", "report")
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        upload = receive_again(request.user, source)
        return HttpResponseRedirect(reverse("admin:essays_source_preview", args=[upload.pk]))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"may_import": self.has_import_permission(request), **(extra_context or {})}
        return super().change_view(request, object_id, form_url, context)
