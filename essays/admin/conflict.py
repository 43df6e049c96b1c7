"""Two editors saved one essay: the second sees both texts, chooses where they clash, and loses nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext

from essays.documents.diff import compare
from essays.documents.reconciling import Reconciled, reconcile
from essays.documents.version import Version, VersionSection
from essays.models import Autosave, Collection, Essay, OtherDraftError, StaleVersionError
from essays.models.versions import working_version

from .autosave import SEEN, page_of, typed_fields
from .opened import Opened, essay_to_change
from .posted import read_json, storable, whole_number
from .typed import Fields, fields_of, typed_version

MINE, THEIRS = "mine", "theirs"
VALUES = ("title", "subtitle", "collection", "number")


@dataclass(frozen=True, slots=True)
class Value:
    """A field of the essay besides its text. `base` is None where nobody knows it."""

    name: str
    label: str
    base: str | None
    mine: str
    theirs: str

    @property
    def is_clash(self) -> bool:
        return self.mine != self.theirs and self.base not in (self.mine, self.theirs)

    @property
    def merged(self) -> str:
        return self.theirs if self.mine == self.base else self.mine


class Conflict:
    """What was typed into a form, against what has been saved since it was opened."""

    def __init__(self, essay: Essay, fields: Fields) -> None:
        self.essay, self.fields = essay, fields
        self.opened = Opened.read(fields.get("opened", ""))
        self.base = self.opened.version_of(essay)
        self.mine = typed_version(fields, self.opened.with_names_of(essay))
        self.theirs = working_version(essay)

    @cached_property
    def sections(self) -> tuple[Reconciled, ...]:
        base = self.base.sections if self.base else None
        known = {*self.opened.names.values(), *(section.uid for section in self.mine.sections if section.uid)}
        return reconcile(base, self.mine.sections, self.theirs.sections, frozenset(known))

    @cached_property
    def values(self) -> tuple[Value, ...]:
        base, essay = self.base, self.essay
        stood = (
            base.title if base else None,
            base.subtitle if base else None,
            _word(self.opened.collection),
            _word(self.opened.number),
        )
        mine = (self.mine.title, self.mine.subtitle, self.fields.get("collection", ""), self.fields.get("number", ""))
        theirs = (essay.title, essay.subtitle, str(essay.collection_id), str(essay.number))
        labels = [str(Essay._meta.get_field(name).verbose_name) for name in VALUES]  # type: ignore[union-attr]
        return tuple(map(Value, VALUES, labels, stood, mine, theirs))

    @property
    def clashing_sections(self) -> list[Reconciled]:
        return [section for section in self.sections if section.is_clash]

    @property
    def clashing_values(self) -> list[Value]:
        return [value for value in self.values if value.is_clash]

    @property
    def saved_by(self) -> Any:
        """Who saved meanwhile, as far as a revision tells; None when nobody knows."""
        newest = self.essay.revisions.select_related("created_by").order_by("-number").first()
        return newest.created_by if newest and newest.number != self.opened.revision else None

    def settled(self, choices: Mapping[str, str]) -> dict[str, str]:
        """The fields of a form that brings both together; a clash nobody chose for keeps both texts."""
        values = {
            value.name: value.theirs
            if value.is_clash and choices.get(f"value-{value.name}") == THEIRS
            else value.merged
            for value in self.values
        }
        sections = [
            one for section in self.sections for one in _chosen(section, choices.get(f"section-{section.uid}"))
        ]
        return fields_of(values, sections, self.essay, Opened.of(self.essay).write())


class ConflictPage(admin.ModelAdmin):
    """For the form of an essay: what comes of a save that is stale, and of a restored text that is."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.conflict)
        return [path("<int:pk>/conflict/", view, name="essays_essay_conflict"), *super().get_urls()]

    def conflict(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show what is kept for this user against what stands; posted, put both together in the form, unsaved."""
        essay = essay_to_change(self, request, pk)
        if request.method == "POST":
            return self._settle(request, essay)
        row = Autosave.of(request.user, essay)
        if row is None or row.version == essay.version:
            return HttpResponseRedirect(_form_of(essay, restored=row is not None))
        return self._page(request, essay, row.fields, row.token)

    def _settle(self, request: HttpRequest, essay: Essay) -> HttpResponse:
        fields, seen = _carried(request.POST), request.POST.get(SEEN, "")
        if not fields:
            return HttpResponse(status=400)
        if request.POST.get("against") != str(essay.version):
            words = gettext("It was saved once more while you were choosing. This is how it stands now.")
            self.message_user(request, words, messages.WARNING)
            return self._page(request, essay, fields, seen)
        choices = {name: str(choice) for name, choice in request.POST.items()}
        try:
            Autosave.keep(request.user, essay, essay.version, Conflict(essay, fields).settled(choices), seen)
        except OtherDraftError:
            words = gettext("In another window you have typed something else here. Save or discard it there first.")
            self.message_user(request, words, messages.ERROR)
            return self._page(request, essay, fields, seen)
        words = gettext("Both texts are put together below. Nothing is saved yet: look through it, then save.")
        self.message_user(request, words, messages.WARNING)
        return HttpResponseRedirect(_form_of(essay, restored=True))

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Of two saves in the same instant one gets through; the other, taken back, meets the page."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except StaleVersionError:
            essay = Essay.objects.select_related("collection").get(pk=object_id or 0)
            return self._page(request, essay, *_keep(request, essay))

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        """Instead of a form that came too late: both texts, and what was typed kept besides."""
        if not getattr(context["adminform"].form, "is_stale", False):
            return super().render_change_form(request, context, add, change, form_url, obj)
        essay = Essay.objects.select_related("collection").get(pk=obj.pk)
        return self._page(request, essay, *_keep(request, essay))

    def _page(self, request: HttpRequest, essay: Essay, fields: Fields, seen: str) -> HttpResponse:
        conflict = Conflict(essay, fields)
        mine = Version(conflict.mine.title, conflict.mine.subtitle, conflict.mine.sections, conflict.theirs.quotes)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": essay,
            "title": gettext("Two texts of one essay"),
            "conflict": conflict,
            "diff": compare(conflict.theirs, mine),
            "rows": [_shown(section) for section in conflict.clashing_sections],
            "values": [_named(value) for value in conflict.clashing_values],
            "carried": json.dumps(dict(fields), ensure_ascii=False),
            "seen": seen,
        }
        return TemplateResponse(request, "admin/essays/saving/conflict.html", context, status=409)


def _keep(request: HttpRequest, essay: Essay) -> tuple[dict[str, str], str]:
    """Keep what a stale form posted, so that leaving the page loses nothing; its fields and the row's token."""
    fields, seen = typed_fields(request.POST), request.POST.get(SEEN, "")
    version = fields.get("version", "")
    try:
        known = whole_number(version, 0)
        return fields, Autosave.keep(request.user, essay, known, fields, seen, page_of(request)).token
    except OtherDraftError:
        return fields, seen


def _carried(posted: QueryDict) -> dict[str, str]:
    """The typed fields that the page carried along, {} when they are none."""
    try:
        fields = read_json(str(posted.get("carried", "")))
    except ValueError:
        return {}
    is_form = isinstance(fields, dict) and all(isinstance(text, str) for text in fields.values())
    return {storable(name): storable(text) for name, text in fields.items()} if is_form else {}


def _chosen(section: Reconciled, choice: str | None) -> Iterable[VersionSection]:
    if not section.is_clash:
        return [section.merged] if section.merged else []
    sides = {MINE: [section.mine], THEIRS: [section.theirs]}
    mine_anew = section.mine and (replace(section.mine, uid="") if section.theirs else section.mine)
    return [one for one in sides.get(choice or "", [section.theirs, mine_anew]) if one]


def _shown(section: Reconciled) -> dict[str, Any]:
    sides = [(MINE, section.mine), (THEIRS, section.theirs)]
    return {"uid": section.uid, "sides": sides, "heading": (section.theirs or section.mine or section.base)}


def _named(value: Value) -> dict[str, Any]:
    """Collections by their titles, whatever was typed."""
    sides = [(MINE, value.mine), (THEIRS, value.theirs)]
    if value.name == "collection":
        pks = [text for _side, text in sides if text.isdecimal() and len(text) < 19]
        titles = {str(one.pk): one.title for one in Collection.objects.filter(pk__in=pks)}
        sides = [(side, titles.get(text, text)) for side, text in sides]
    return {"name": value.name, "label": value.label, "sides": sides}


def _word(number: int | None) -> str | None:
    return None if number is None else str(number)


def _form_of(essay: Essay, *, restored: bool) -> str:
    address = reverse("admin:essays_essay_change", args=[essay.pk])
    return f"{address}?restore=autosave" if restored else address
