"""The import page, the preview of a file, the yes to it, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from essays.documents.readers import MAX_SIZE, SUFFIXES
from essays.importing import Status, Step, missing_permissions
from essays.models import Upload
from essays.workflow import actor

from .confirming import Confirmed, confirm
from .conflicts import choices_of, posted
from .diagnostics import diagnose, findings
from .forms import ENCODINGS, UploadForm
from .intake import take_in
from .lines import mark_lines
from .previewing import FilePreview, preview_uploads
from .results import Outcome, read_results
from .showing import changes_of, essay_rows, quote_rows, shorten
from .uploads import drop_old, waiting_for

TOO_LARGE = 413
MOST_OPEN = 20  # essays whose sections are shown at once


class ImportDesk(admin.ModelAdmin):
    """For the admin of imported files; whoever may add one may import."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("import/", view(self.import_view), name="essays_source_import"),
            path("import/confirm/", view(self.confirm_view), name="essays_source_confirm"),
            path("import/done/", view(self.done_view), name="essays_source_done"),
            path("import/<int:pk>/", view(self.preview_view), name="essays_source_preview"),
            path("import/<int:pk>/drop/", view(self.drop_view), name="essays_source_drop"),
            *super().get_urls(),
        ]

    def has_import_permission(self, request: HttpRequest) -> bool:
        return not missing_permissions(Step.IMPORT, actor(request.user))

    def check_import(self, request: HttpRequest) -> None:
        if not self.has_import_permission(request):
            raise PermissionDenied

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        context = {"may_import": self.has_import_permission(request), **(extra_context or {})}
        return super().changelist_view(request, context)

    def show(self, request: HttpRequest, template: str, title: str, status: int = 200, **context: Any) -> HttpResponse:
        whole = {**self.admin_site.each_context(request), "opts": self.opts, "title": title, **context}
        return TemplateResponse(request, f"admin/essays/import/{template}.html", whole, status=status)

    # -- Files come in -----------------------------------------------------------------------------------

    def import_view(self, request: HttpRequest) -> HttpResponse:
        self.check_import(request)
        drop_old()
        if request.method != "POST":
            return self._show_import(request, UploadForm())
        form = UploadForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._show_import(request, form)
        intake = take_in(form, request.user)
        if not intake.kept:
            for error in intake.errors:
                form.add_error("documents", error)
        if form.errors:
            return self._show_import(request, form, TOO_LARGE if intake.is_too_large else 200)
        for error in intake.errors:
            self.message_user(request, error, messages.ERROR)
        return HttpResponseRedirect(self._after(request, intake.kept))

    def _after(self, request: HttpRequest, kept: Sequence[Upload]) -> str:
        """A file that came alone is shown at once, several as a list."""
        if len(kept) == 1 and waiting_for(request.user).count() == 1:
            return reverse("admin:essays_source_preview", args=[kept[0].pk])
        return reverse("admin:essays_source_import")

    def _show_import(self, request: HttpRequest, form: UploadForm, status: int = 200) -> HttpResponse:
        previews = preview_uploads(list(waiting_for(request.user).select_related("into")), actor(request.user))
        previews.sort(key=lambda one: (one.is_importable, not one.needs_an_eye, one.upload.name))
        return self.show(
            request,
            "upload",
            _("Import documents"),
            status,
            form=form,
            media=self.media + form.media,
            rows=[(one, Outcome(one.status)) for one in previews],
            ready=sum(one.is_importable and not one.needs_an_eye for one in previews),
            may_submit=self._may_submit(request),
            suffixes=" ".join(SUFFIXES),
            most_bytes=MAX_SIZE,
        )

    def _may_submit(self, request: HttpRequest) -> bool:
        return not missing_permissions(Step.SUBMIT, actor(request.user))

    # -- One file is looked at ---------------------------------------------------------------------------

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The whole plan of one upload. A post names another encoding."""
        upload = self._upload(request, pk)
        encoding = request.POST.get("encoding", "")
        if request.method == "POST" and encoding in dict(ENCODINGS):
            upload.encoding = encoding
            upload.save(update_fields=["encoding"])
            return HttpResponseRedirect(request.path)
        return self._show_preview(request, upload)

    def drop_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        upload = self._upload(request, pk)
        if request.method == "POST":
            upload.delete()
        return HttpResponseRedirect(reverse("admin:essays_source_import"))

    def _upload(self, request: HttpRequest, pk: int) -> Upload:
        """Of this very user: nobody else's file is shown."""
        self.check_import(request)
        upload = waiting_for(request.user).filter(pk=pk).select_related("into").first()
        if upload is None:
            raise Http404
        return upload

    def _show_preview(self, request: HttpRequest, upload: Upload, error: str = "") -> HttpResponse:
        [one] = preview_uploads([upload], actor(request.user), shows_lines=True)
        said = diagnose(one.messages)
        sides = posted(request.POST.dict())
        return self.show(
            request,
            "preview",
            upload.name,
            one=one,
            outcome=Outcome(one.status),
            error=error,
            **findings(said),
            lines=mark_lines(one.outcome.lines, said),
            encodings=ENCODINGS,
            may_submit=self._may_submit(request),
            **(self._plan(one, sides) if one.prepared else {}),
        )

    def _plan(self, one: FilePreview, sides: Any) -> dict[str, Any]:
        if one.prepared is None:
            return {}
        to_check, certain = quote_rows(one.prepared.plan)
        return {
            "essays": essay_rows(one.prepared),
            "changes": changes_of(one.prepared.plan),
            "to_check": shorten(to_check),
            "certain": shorten(certain),
            "opens_all": len(one.prepared.plan.essays) <= MOST_OPEN,
            "choices": choices_of(one.prepared.plan.conflicts, sides),
            "collection": one.prepared.existing.collection,
        }

    # -- Yes ---------------------------------------------------------------------------------------------

    def confirm_view(self, request: HttpRequest) -> HttpResponse:
        self.check_import(request)
        if request.method != "POST":
            return HttpResponseRedirect(reverse("admin:essays_source_import"))
        step = Step.SUBMIT if "submit" in request.POST else Step.IMPORT
        if missing_permissions(step, actor(request.user)):
            raise PermissionDenied
        tokens = request.POST.getlist("token")
        choices = posted(request.POST.dict()) if len(tokens) == 1 else {}
        results = confirm(tokens, request.user, step, choices)
        if len(results) == 1 and results[0].has_changed:
            return self._show_preview(request, self._upload(request, results[0].upload), results[0].error)
        return self._answer(request, results)

    def _answer(self, request: HttpRequest, results: Sequence[Confirmed]) -> HttpResponse:
        for one in results:
            if one.error:
                words = _("“%(name)s”: %(why)s") % {"name": one.name, "why": one.error} if one.name else one.error
                self.message_user(request, words, messages.WARNING if one.source else messages.ERROR)
        if moved := sum(one.published for one in results):
            words = ngettext("%(count)d essay is in review.", "%(count)d essays are in review.", moved)
            self.message_user(request, words % {"count": moved}, messages.SUCCESS)
        done = QueryDict(mutable=True)
        done.setlist("import", [f"{one.status.value}:{one.source}" for one in results if one.source])
        if not results:
            self.message_user(request, _("Choose at least one file."), messages.WARNING)
        name = "admin:essays_source_done" if done.getlist("import") else "admin:essays_source_import"
        query = f"?{done.urlencode()}" if done.getlist("import") else ""
        return HttpResponseRedirect(reverse(name) + query)

    def done_view(self, request: HttpRequest) -> HttpResponse:
        self.check_import(request)
        results = [
            one for one in read_results(request.GET.getlist("import")) if self.has_view_permission(request, one.source)
        ]
        return self.show(
            request,
            "done",
            _("Imported"),
            results=results,
            left=waiting_for(request.user).count(),
            counts=[(Outcome(status), sum(one.outcome.status is status for one in results)) for status in Status],
        )
