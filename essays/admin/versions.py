"""Every revision of an essay, to be compared and to be restored."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext

from essays.documents.diff import compare
from essays.models import Essay, Revision, StaleVersionError, Transition
from essays.models.versions import version_of_revision, working_version
from essays.workflow import Move, TransitionNotAllowed

from .doors import WhyForm
from .history import timeline
from .posted import whole_number
from .states import publication_badge, review_badge

PER_PAGE = 50


class VersionViews(admin.ModelAdmin):
    """For the essays' admin."""

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/versions/", wrap(self.versions_view), name="essays_essay_versions"),
            path("<int:pk>/versions/<int:number>/restore/", wrap(self.revert_view), name="essays_essay_revert"),
            *super().get_urls(),
        ]

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Django's own history knows of no revision: on to the page that does."""
        essay = self.get_object(request, unquote(object_id))
        if essay is None:
            return super().history_view(request, object_id, extra_context)
        return HttpResponseRedirect(reverse("admin:essays_essay_versions", args=[essay.pk]))

    def versions_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """All revisions, newest first; with two numbers, `old` and `new`, on to their comparison."""
        essay = self._essay(request, pk)
        old, new = request.GET.get("old", ""), request.GET.get("new", "")
        if old.isascii() and new.isascii() and old.isdecimal() and new.isdecimal():
            return self._compare(essay, int(old[:9]), int(new[:9]))
        page = Paginator(essay.revisions.select_related("created_by").order_by("-number"), PER_PAGE).get_page(
            request.GET.get("p")
        )
        context = self._context(request, essay) | {
            "title": gettext("Revisions"),
            "page": page,
            "rows": _rows(list(page.object_list)),
            "transitions": timeline(essay),
            "may_restore": self.has_change_permission(request, essay),
        }
        return TemplateResponse(request, "admin/essays/history/versions.html", context)

    def revert_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """Show what restoring changes, and restore when told to; what was saved meanwhile is shown again first."""
        essay = self._essay(request, pk)
        if not self.has_change_permission(request, essay):
            raise PermissionDenied
        revision = essay.revisions.filter(number=number).first()
        if revision is None:
            raise Http404
        if request.method == "POST":
            done = self._revert(request, essay, revision)
            if done is not None:
                return done
        diff = compare(working_version(essay), version_of_revision(revision))
        words = gettext("Restore r%(number)s?") % {"number": number}
        context = self._context(request, essay) | {"title": words, "revision": revision, "diff": diff}
        return TemplateResponse(request, "admin/essays/history/restore.html", context)

    def _revert(self, request: HttpRequest, essay: Essay, revision: Revision) -> HttpResponse | None:
        form, opened = WhyForm(request.POST), request.POST.get("version", "")
        if not form.is_valid():
            self.message_user(request, " ".join(map(str, form.errors["why"])), messages.ERROR)
            return None
        version = whole_number(opened, 0)
        try:
            essay.revert(revision, by=request.user, why=form.cleaned_data["why"], version=version)
        except StaleVersionError:
            words = gettext("Somebody has saved this essay meanwhile: look again at what restoring changes.")
            self.message_user(request, words, messages.WARNING)
            essay.refresh_from_db()
            return None
        except TransitionNotAllowed as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        else:
            words = gettext("r%(number)s is restored into the working copy.") % {"number": revision.number}
            self.message_user(request, words, messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:essays_essay_versions", args=[essay.pk]))

    def _essay(self, request: HttpRequest, pk: int) -> Essay:
        if not self.has_view_permission(request):
            raise PermissionDenied
        essay: Any = self.get_object(request, str(pk))
        if essay is None:
            raise Http404
        if not self.has_view_permission(request, essay):
            raise PermissionDenied
        return essay

    def _compare(self, essay: Essay, old: int, new: int) -> HttpResponse:
        revision = essay.revisions.filter(number=max(old, new)).first()
        if revision is None:
            raise Http404
        return HttpResponseRedirect(
            reverse("admin:essays_revision_compare", args=[revision.pk]) + f"?with={min(old, new)}"
        )

    def _context(self, request: HttpRequest, essay: Essay) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "opts": self.opts, "original": essay}


def _signed(number: int) -> str:
    """1234 → +1,234, and nothing for 0."""
    return f"{number:+,}".replace("-", "−") if number else ""


def _rows(revisions: list[Revision]) -> list[dict[str, Any]]:
    """Each revision with its badges, why it was returned, and by how many 字 it is longer than the one below."""
    returns = Transition.objects.filter(revision__in=revisions, move=Move.RETURN).order_by("at", "id")
    whys = dict(returns.values_list("revision", "why"))
    below = [*revisions[1:], None]
    return [
        {
            "revision": revision,
            "review": review_badge(revision.review),
            "publication": publication_badge(revision.publication),
            "more": _signed(revision.words - older.words) if older else "",
            "why": whys.get(revision.pk, "") if revision.review == "returned" else "",
        }
        for revision, older in zip(revisions, below, strict=True)
    ]
