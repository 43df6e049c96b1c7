"""What is said about a revision: begun, answered, resolved and reopened on its screen."""

from __future__ import annotations

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from essays.models import Comment, Revision

from .queue import OPEN, Queue
from .screen import ReviewScreen
from .sheet import Failure


class CommentDoors(ReviewScreen, admin.ModelAdmin):
    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<path:object_id>/comment/", wrap(require_POST(self.say_view)), name="essays_revision_comment"),
            path(
                "<path:object_id>/comment/<int:comment_id>/",
                wrap(require_POST(self.resolve_view)),
                name="essays_revision_resolve",
            ),
            *super().get_urls(),
        ]

    def say_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Begin a conversation, or answer in the one that `parent` names."""
        revision = self.revision_for(request, object_id)
        if not request.user.has_perm("essays.add_comment"):
            raise PermissionDenied
        queue = Queue(request.user, request.POST, OPEN)
        text, section, parent = (request.POST.get(name, "") for name in ("text", "section", "parent"))
        head = _head(revision, parent) if parent else None
        try:
            if head:
                comment = head.answer(text, by=request.user)
            else:
                comment = Comment.objects.say(revision, text, by=request.user, section_uid=section)
        except ValidationError as refusal:
            said = Failure(text=text, section=section, parent=head, error=" ".join(refusal.messages))
            return self.screen(request, revision, queue, said)
        return HttpResponseRedirect(f"{queue.screen_of(revision)}#c-{comment.pk}")

    def resolve_view(self, request: HttpRequest, object_id: str, comment_id: int) -> HttpResponse:
        revision = self.revision_for(request, object_id)
        if not request.user.has_perm("essays.change_comment"):
            raise PermissionDenied
        head = _head(revision, str(comment_id))
        match request.POST.get("do"):
            case "resolve":
                head.resolve(by=request.user)
            case "reopen":
                head.reopen()
            case _:
                return HttpResponseBadRequest()
        return HttpResponseRedirect(f"{Queue(request.user, request.POST, OPEN).screen_of(revision)}#c-{head.pk}")


def _head(revision: Revision, pk: str) -> Comment:
    """A conversation about the essay of `revision`, whichever of its revisions it began with."""
    known = pk if pk.isascii() and pk.isdecimal() and len(pk) < 19 else None
    return get_object_or_404(Comment.objects.threads(), pk=known, essay=revision.essay_id)
