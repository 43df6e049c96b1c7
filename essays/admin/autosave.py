"""What is typed into the form of an essay and not saved: kept as it is typed, offered again, restored or dropped."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from essays.models import Autosave, Essay, OtherDraftError
from essays.models.autosave import PAGE

from .opened import essay_to_change
from .posted import storable
from .typed import is_as_it_stands, place_of

LARGEST = 2_000_000  # characters of one form as JSON
SEEN = "autosave-seen"  # the token of the state of the row that the page knows
PARTIAL = "autosave-partial"  # only what has changed since that state is sent
REMOVED = "autosave-removed"  # and these names, one a line, are gone
NOT_KEPT = ("csrfmiddlewaretoken", "autosave-", "_")


class Autosaving(admin.ModelAdmin):
    """For the form of an essay."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/autosave/", view(self.autosave), name="essays_essay_autosave"),
            path("<int:pk>/autosave/discard/", view(self.discard_autosave), name="essays_essay_autosave_discard"),
            *super().get_urls(),
        ]

    @method_decorator(require_POST)
    def autosave(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Keep the fields of the form: 204 and the new token as ETag; 409 when something else is kept that this page
        has not seen, 413 when it is too much, 400 without the version that was opened.
        """
        essay = essay_to_change(self, request, pk)
        seen, fields = request.POST.get(SEEN, ""), typed_fields(request.POST)
        if PARTIAL in request.POST:
            before = Autosave.of(request.user, essay)
            if before is None or before.token != seen:
                return HttpResponse(status=409)
            gone = set(request.POST.get(REMOVED, "").split("\n"))
            fields = {name: text for name, text in (before.fields | fields).items() if name not in gone}
        version = fields.get("version", "")
        if not version.isdecimal() or len(version) > 9:
            return HttpResponse(status=400)
        if len(json.dumps(fields, ensure_ascii=False)) > LARGEST:
            return HttpResponse(status=413)
        try:
            row = Autosave.keep(request.user, essay, int(version), fields, seen, page_of(request))
        except OtherDraftError:
            return HttpResponse(status=409)
        return HttpResponse(status=204, headers={"ETag": f'"{row.token}"'})

    @method_decorator(require_POST)
    def discard_autosave(self, request: HttpRequest, pk: int) -> HttpResponse:
        essay = essay_to_change(self, request, pk)
        Autosave.drop(request.user, essay, request.POST.get(SEEN))
        self.message_user(request, gettext("What you had typed and not saved is gone."), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:essays_essay_change", args=[pk]))

    # -- The form ----------------------------------------------------------------------------------------

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """With `?restore=autosave` the form as it was typed; elsewhere first where the essay has moved on since."""
        if object_id is not None and request.method == "GET" and request.GET.get("restore") == "autosave":
            essay = essay_to_change(self, request, _number(object_id))
            row = Autosave.of(request.user, essay)
            if row is None:
                self.message_user(request, gettext("There is nothing to restore."), messages.WARNING)
                return HttpResponseRedirect(reverse("admin:essays_essay_change", args=[essay.pk]))
            if row.version != essay.version:
                return HttpResponseRedirect(reverse("admin:essays_essay_conflict", args=[essay.pk]))
            request.restored = row  # type: ignore[attr-defined]
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        row = _restored(request)
        return type(form.__name__, (form,), {"restored": _as_posted(row.fields)}) if row else form

    def get_formset_kwargs(self, request: HttpRequest, obj: Any, inline: Any, prefix: str) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_formset_kwargs(request, obj, inline, prefix)
        row = _restored(request)
        return kwargs | {"data": _as_posted(row.fields)} if row else kwargs

    def get_inline_formsets(self, request: HttpRequest, formsets: Any, inline_instances: Any, obj: Any = None) -> Any:
        for formset in formsets:
            if _restored(request):
                _find_no_fault(formset)
            if formset.is_bound:
                formset.forms.sort(key=_typed_place)
        return super().get_inline_formsets(request, formsets, inline_instances, obj)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if change:
            Autosave.drop(request.user, form.instance, request.POST.get(SEEN), page_of(request))

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if obj is not None and self.has_change_permission(request, obj):
            context |= self._what_is_kept(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _what_is_kept(self, request: HttpRequest, essay: Essay) -> dict[str, Any]:
        """`autosaved` is the row to be offered. One that says what the essay says came in after it had been saved."""
        restored = _restored(request)
        if restored or request.method == "POST":
            return {"restored": restored, "autosave_seen": restored.token if restored else request.POST.get(SEEN, "")}
        row = Autosave.of(request.user, essay)
        if row is not None and is_as_it_stands(row.fields, essay):
            return {"autosave_seen": row.token}
        return {"autosaved": row}


def typed_fields(posted: QueryDict) -> dict[str, str]:
    """The fields of the form among what was posted."""
    return {storable(name): storable(str(posted[name])) for name in posted if not name.startswith(NOT_KEPT)}


def page_of(request: HttpRequest) -> str:
    """The name the page gave itself, "" where no script ran."""
    return storable(request.POST.get(PAGE, ""))[:64]


def _as_posted(fields: Mapping[str, str]) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update(dict(fields))
    return data


def _restored(request: HttpRequest) -> Autosave | None:
    return getattr(request, "restored", None)


def _number(object_id: str) -> int:
    """The id in an address, 0 for what is none."""
    plain = unquote(object_id)
    return int(plain) if plain.isdecimal() and len(plain) < 19 else 0


def _typed_place(form: Any) -> int:
    """Rows are shown in the order they were brought into, not in the one they were made in."""
    return place_of(str(form["position"].value() or ""))


def _find_no_fault(formset: Any) -> None:
    for form in formset.forms:
        form._errors = ErrorDict()
    formset._errors = [form._errors for form in formset.forms]
    formset._non_form_errors = formset.error_class()
