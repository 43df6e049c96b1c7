"""Whom a move or a comment concerns: each of them is told by a Notice, written in the same transaction."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from essays.workflow import COMMAND_LINE, Actor, Move, Permission, Review

# Everybody of a role is told of a collection once; more of the same is said by the number shown with it.
QUIET = timedelta(hours=1)
BACKEND = "django.contrib.auth.backends.ModelBackend"


def tell_of_move(revision: Any, transition: Any, who: Actor) -> None:
    """Tell of a move of `revision`, as it stands after it; at most three queries, however many are told.

    A text nobody of the desk has written or submitted, carried by the command line, concerns nobody.
    """
    people = _people(revision, transition)
    permission = None if who == COMMAND_LINE else _role(revision, transition)
    if permission is None and not people:
        return
    told = _active(people)
    if permission is not None:
        told |= _role_of(permission, transition)
    _write(transition, told)


def tell_of_comment(comment: Any) -> None:
    """Tell of a new comment or answer: who wrote or submitted the text, who reviews it, and who talks with them."""
    revision, head = comment.revision, comment.parent or comment
    people = {revision.created_by_id, revision.submitted_by_id, revision.assignee_id, head.by_id} - {None}
    told = _active(people) | _active(head.answers.filter(by__isnull=False).values("by"))
    _write(comment, told)


def _people(revision: Any, transition: Any) -> set[int]:
    author, submitter, assignee = revision.created_by_id, revision.submitted_by_id, revision.assignee_id
    match Move(transition.move):
        case Move.SUBMIT | Move.RECALL | Move.CLAIM | Move.ASSIGN:
            people = {assignee}
        case Move.APPROVE:
            people = {submitter}
        case Move.RETURN:
            people = {submitter, author}
        case Move.PUBLISH | Move.WITHDRAW if author or submitter:
            people = {submitter, author, *_approvers(revision)}
        case _:
            people = set()
    return people - {None}


def _approvers(revision: Any) -> QuerySet[Any, Any]:
    approvals = revision.transitions.filter(move=Move.APPROVE, by__isnull=False).order_by()
    return approvals.values_list("by", flat=True)


def _role(revision: Any, transition: Any) -> Permission | None:
    """Whose turn it is now, when it is nobody's in particular."""
    if transition.move == Move.SUBMIT and revision.assignee_id is None:
        return Permission.REVIEW
    if transition.move == Move.APPROVE:
        return Permission.PUBLISH if revision.review == Review.APPROVED else Permission.REVIEW
    return None


def _role_of(permission: Permission, transition: Any) -> QuerySet[Any]:
    """Those of the desk with the permission who have not just been told the same of this collection."""
    notices = transition.notices.model.objects
    told = notices.unread().filter(
        user=OuterRef("pk"),
        at__gt=timezone.now() - QUIET,
        transition__collection=transition.collection_id,
        transition__move=transition.move,
        transition__to_state=transition.to_state,
    )
    users: Any = get_user_model()._default_manager
    return users.with_perm(permission, backend=BACKEND).filter(~Exists(told.order_by()), is_staff=True)


def _active(people: Any) -> QuerySet[Any]:
    return get_user_model()._default_manager.filter(Q(pk__in=people), is_active=True)


def _write(thing: Any, told: QuerySet[Any]) -> None:
    """`thing` is a Transition or a Comment; who made it is not told of it."""
    notice, field = thing.notices.model, thing.notices.field.name
    users = told.exclude(pk=thing.by_id).order_by("pk").values_list("pk", flat=True)
    notice.objects.bulk_create([notice(user_id=user, **{field: thing}) for user in users])
