"""The one screen a revision is reviewed on, and the decision posted from it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from essays.models import Revision
from essays.workflow import Move

from .decisions import DECISIONS, FORMS, Decisions
from .queue import OPEN, Queue
from .sheet import Failure, sheet_of


class ReviewScreen(Decisions, admin.ModelAdmin):
    def get_urls(self) -> list[URLPattern]:
        screen = path(
            "<path:object_id>/review/", self.admin_site.admin_view(self.review_view), name="essays_revision_review"
        )
        return [screen, *super().get_urls()]

    def revision_for(self, request: HttpRequest, object_id: str) -> Revision:
        """The revision, for whom it is to be shown to; 404 where there is none, 403 for everybody else."""
        revision: Revision | None = self.get_object(request, unquote(object_id))
        if revision is None:
            raise Http404
        if not self.has_view_permission(request, revision):
            raise PermissionDenied
        return revision

    def review_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        revision = self.revision_for(request, object_id)
        if request.method != "POST":
            return self.screen(request, revision, Queue(request.user, request.GET, OPEN))
        self.require_reviewer(request)
        data = request.GET.copy()
        data.update(request.POST)
        return self._decided(request, revision, Queue(request.user, data, OPEN))

    def screen(
        self, request: HttpRequest, revision: Revision, queue: Queue, failure: Failure | None = None
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            **sheet_of(self.admin_site, request, revision, queue, failure or Failure()),
        }
        return TemplateResponse(request, "admin/essays/review/screen.html", context)

    def _decided(self, request: HttpRequest, revision: Revision, queue: Queue) -> HttpResponse:
        name, level = request.POST.get("do", ""), request.POST.get("level", "")
        if name not in DECISIONS or not (level.isascii() and level.isdecimal()):
            return HttpResponseBadRequest()
        move = Move(name)
        form = self._form_of(request, move, revision)
        is_refused = form is not None and not form.is_valid()
        if is_refused or not self.decide(request, move, revision, int(level[:4]), form.cleaned_data if form else {}):
            return self._still_there(request, revision.pk, queue, form)
        if request.POST.get("back") == "queue":
            return HttpResponseRedirect(_page_of(request, queue))
        if move in (Move.CLAIM, Move.ASSIGN):
            return HttpResponseRedirect(queue.screen_of(revision))
        following = queue.after(revision)
        return HttpResponseRedirect(queue.screen_of(following) if following else queue.address)

    def _form_of(self, request: HttpRequest, move: Move, revision: Revision) -> Any:
        form = FORMS.get(move)
        initial = {"to": revision.assignee_id, "due_at": revision.due_at}
        return form(request.POST, initial=initial) if form else None

    def _still_there(self, request: HttpRequest, pk: Any, queue: Queue, form: Any) -> HttpResponse:
        """The revision as it is now; what was typed stands where it was typed."""
        if form is None:
            back_to_queue = request.POST.get("back") == "queue"
            revision = self.revision_for(request, str(pk))
            return HttpResponseRedirect(_page_of(request, queue) if back_to_queue else queue.screen_of(revision))
        return self.screen(request, self.revision_for(request, str(pk)), queue, Failure(form=form))


def _page_of(request: HttpRequest, queue: Queue) -> str:
    """The page of the queue whose row posted."""
    page = request.POST.get("p", "")
    return f"{queue.address}&p={int(page[:9])}" if page.isascii() and page.isdecimal() else queue.address
