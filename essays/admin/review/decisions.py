"""What a reviewer decides about one revision: each by the model's door, told in a message."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext

from essays.models import Revision
from essays.workflow import Move, Permission, Review, TransitionNotAllowed, level_label

from .forms import AssignForm, ReasonForm

FORMS: Mapping[Move, Any] = {Move.RETURN: ReasonForm, Move.ASSIGN: AssignForm}
DECISIONS = (Move.APPROVE, Move.RETURN, Move.CLAIM, Move.ASSIGN)


class Decisions(admin.ModelAdmin):
    """For the pages on which revisions are decided upon."""

    def require_reviewer(self, request: HttpRequest) -> None:
        if not request.user.has_perm(Permission.REVIEW):
            raise PermissionDenied

    def decide(
        self, request: HttpRequest, move: Move, revision: Revision, level: int, values: Mapping[str, Any]
    ) -> bool:
        """Make the move on what was seen at `level` of review, and say what became of it; is it made?"""
        names = {"item": revision, "move": move.label}
        try:
            with transaction.atomic():
                _go(move, revision, request.user, level, values)
        except TransitionNotAllowed as refusal:
            words = gettext("“%(item)s” · %(move)s: refused. %(why)s") % {**names, "why": refusal}
            self.message_user(request, words, messages.ERROR)
            return False
        self.log_change(request, revision, str(move.label))
        self.message_user(request, _done(move, revision, level), messages.SUCCESS)
        return True


def _go(move: Move, revision: Revision, by: Any, level: int, values: Mapping[str, Any]) -> None:
    if level != revision.level:
        raise TransitionNotAllowed(gettext("Somebody else has moved this revision meanwhile."))
    match move:
        case Move.APPROVE:
            revision.approve(by=by, level=level)
        case Move.RETURN:
            revision.return_to_editor(by=by, why=values["why"])
        case Move.CLAIM:
            revision.claim(by=by)
        case Move.ASSIGN:
            revision.assign(by=by, to=values["to"], due_at=values["due_at"])


def _done(move: Move, revision: Revision, level: int) -> str:
    if move is Move.APPROVE and revision.review == Review.IN_REVIEW:
        return gettext("“%(item)s” has passed the level “%(level)s”; it now waits for “%(next)s”.") % {
            "item": revision,
            "level": level_label(level),
            "next": level_label(revision.level),
        }
    return gettext("“%(item)s” · %(move)s: done.") % {"item": revision, "move": move.label}
