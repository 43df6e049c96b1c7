"""Two versions of an essay side by side: a revision with what is live, the one before, its file, or any other."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from essays.documents.diff import compare
from essays.documents.plan import UnknownVersionError, essays_of, imported_from_data
from essays.documents.version import Version, version_of_tree
from essays.models import Essay, Revision, Source
from essays.models.versions import version_of_revision, working_version

from .beside import NothingBesideError, find_source

LIVE, PREVIOUS, SOURCE, WORKING = "live", "previous", "source", "working"
WORDS = {
    LIVE: _("Published"),
    PREVIOUS: _("The revision before"),
    SOURCE: _("The imported file"),
    WORKING: _("Working copy"),
}
VIEWS = {SOURCE: "essays.view_source", WORKING: "essays.view_essay"}


class Comparing(admin.ModelAdmin):
    """For the revisions' admin. `?with=` names the other side: a word of WORDS, or a revision's number."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.compare_view)
        return [path("<int:pk>/compare/", view, name="essays_revision_compare"), *super().get_urls()]

    def compare_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        revision: Any = self.get_object(request, str(pk))
        if revision is None:
            raise Http404
        if not self.has_view_permission(request, revision):
            raise PermissionDenied
        choices = _choices(request, revision)
        name = request.GET.get("with") or (LIVE if LIVE in choices else PREVIOUS if PREVIOUS in choices else WORKING)
        if name in VIEWS and not request.user.has_perm(VIEWS[name]):
            raise PermissionDenied
        if name not in WORDS and not _is_number(name):
            raise Http404
        other = _other(revision, name)
        itself = version_of_revision(revision)
        # The older one stands on the left; a working copy or a later revision is where the text went.
        is_later = name == WORKING or (_is_number(name) and int(name) > revision.number)
        diff = None if other is None else compare(itself, other) if is_later else compare(other, itself)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": revision,
            "title": gettext("Compare"),
            "diff": diff,
            "choices": choices,
            "chosen": name,
            "chosen_words": _in_words(name),
            "is_later": is_later,
            "numbers": revision.essay.revisions.exclude(pk=revision.pk)
            .order_by("-number")
            .values_list("number", flat=True),
        }
        return TemplateResponse(request, "admin/essays/diff/page.html", context)


def _in_words(name: str) -> str:
    return f"r{name}" if _is_number(name) else str(WORDS[name])


def _choices(request: HttpRequest, revision: Revision) -> dict[str, Any]:
    """What there is to compare with."""
    there = {
        LIVE: _live(revision) is not None,
        PREVIOUS: _previous(revision) is not None,
        SOURCE: request.user.has_perm(VIEWS[SOURCE]) and revision.essay.collection.sources.exists(),
        WORKING: request.user.has_perm(VIEWS[WORKING]),
    }
    return {name: words for name, words in WORDS.items() if there[name]}


def _live(revision: Revision) -> Revision | None:
    return revision.essay.revisions.live().exclude(pk=revision.pk).first()


def _previous(revision: Revision) -> Revision | None:
    return revision.essay.revisions.filter(number__lt=revision.number).order_by("-number").first()


def _other(revision: Revision, name: str) -> Version | None:
    """The other side; None where there is none of that name. Raises Http404 for what is no name or number."""
    if name == WORKING:
        return working_version(revision.essay)
    if name == SOURCE:
        return source_version(revision.essay)
    if _is_number(name):
        found = revision.essay.revisions.filter(number=int(name)).first()
        if found is None:
            raise Http404
    elif name in (LIVE, PREVIOUS):
        found = _live(revision) if name == LIVE else _previous(revision)
    else:
        raise Http404
    return version_of_revision(found) if found else None


def source_version(essay: Essay) -> Version | None:
    """What the newest file of the collection that holds the essay says of it; None where no file can tell."""
    try:
        pk, index, uids, _is_newest = find_source(essay)
        tree = Source.objects.only("tree").get(pk=pk).tree
        said = version_of_tree(essays_of(imported_from_data(tree).document)[index])
    except (NothingBesideError, UnknownVersionError, IndexError):
        return None
    names = [*uids, *[""] * len(said.sections)]
    return replace(said, sections=tuple(replace(row, uid=uid) for row, uid in zip(said.sections, names, strict=False)))


def _is_number(name: str) -> bool:
    return name.isascii() and name.isdecimal() and len(name) < 10
