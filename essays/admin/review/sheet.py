"""All that lies before a reviewer: a text and what changed in it, what is said and found, and what may be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest

from essays.admin.history import timeline
from essays.admin.side_by_side import beside_context
from essays.admin.states import publication_badge, review_badge
from essays.models import Comment, Preferences, Quote, Revision, Transition
from essays.models.freezing import digest_of, working_copies
from essays.models.proofreading import proofread
from essays.models.versions import version_of_revision
from essays.workflow import Move, Permission, Review

from .comments import comments_on
from .forms import AssignForm, ReasonForm
from .parts import parts_of, stretches
from .queue import Queue
from .versus import WHOLE, compared

MOST_STEPS = 20


@dataclass(frozen=True, slots=True)
class Failure:
    """What was typed and could not be taken: the form of a decision, or the words of a comment and their place."""

    form: Any = None
    text: str = ""
    section: str = ""
    parent: Comment | None = None
    error: str = ""


def sheet_of(site: Any, request: HttpRequest, revision: Revision, queue: Queue, failure: Failure) -> dict[str, Any]:
    """The context of the screen; its queries do not grow with the text, the comments or the queue."""
    version = version_of_revision(revision)
    comparison = compared(request, revision, version, queue)
    talk = comments_on(revision, [section.uid for section in version.sections])
    saying = failure.section if failure.error and not failure.parent else request.GET.get("say")
    parts = parts_of(comparison.diff, version, talk, saying)
    here, in_all = queue.place_of(revision)
    return {
        "title": revision.display_title,
        "revision": revision,
        "essay": revision.essay,
        "queue": queue,
        "place": here,
        "in_all": in_all,
        "following": queue.after(revision),
        "preceding": queue.before(revision),
        "has_levels": settings.REVIEW_LEVELS > 1,
        "review": review_badge(revision.review),
        "publication": publication_badge(revision.publication),
        "comparison": comparison,
        "places": queue.screen_of(revision, WHOLE) if comparison.is_beside else "",
        "stretches": stretches(parts, comparison.is_whole),
        "talk": talk,
        "own": {section.uid for section in version.sections},
        "failed": failure,
        "saying": saying,
        "here": queue.screen_of(revision),
        "version": version,
        "issues": proofread(revision),
        "quotes": _quotes(revision),
        "returned": _returned_before(revision),
        "transitions": timeline(revision.essay, MOST_STEPS),
        "submission": revision.transitions.filter(move=Move.SUBMIT).order_by("-at", "-id").first(),
        "later": revision.essay.revisions.filter(number__gt=revision.number).order_by("-number").first(),
        "goes_on": _goes_on(revision),
        "opened": revision.essay.presences.beside(request.user),
        "has_shortcuts": not Preferences.objects.filter(user=request.user.pk, shortcuts=False).exists(),
        **_doors(request, revision, failure),
        **(beside_context(site, request, revision) if comparison.is_beside else {}),
    }


def _returned_before(revision: Revision) -> Transition | None:
    """Why the essay was returned the last time, if it has not been approved since."""
    decided = Transition.objects.filter(essay=revision.essay_id, move__in=(Move.RETURN, Move.APPROVE))
    if revision.submitted_at is not None:
        decided = decided.filter(at__lt=revision.submitted_at)
    last = decided.select_related("by").order_by("-at", "-id").first()
    return last if last is not None and last.move == Move.RETURN else None


def _quotes(revision: Revision) -> QuerySet[Quote]:
    rows = Quote.objects.filter(revision=revision).quotations().order_by("position", "id")
    return rows.select_related("attribution", "attribution__speaker", "section")


def _doors(request: HttpRequest, revision: Revision, failure: Failure) -> dict[str, Any]:
    user: Any = request.user
    is_reviewer = revision.review == Review.IN_REVIEW and user.has_perm(Permission.REVIEW)
    objection = revision.objection(by=user) if is_reviewer else ""
    assigning = AssignForm(initial={"to": revision.assignee_id, "due_at": revision.due_at})
    return {
        "may_decide": is_reviewer,
        "may_claim": is_reviewer and not objection and revision.assignee_id is None,
        "objection": objection,
        "may_comment": user.has_perm("essays.add_comment"),
        "may_resolve": user.has_perm("essays.change_comment"),
        "reason_form": failure.form if isinstance(failure.form, ReasonForm) else ReasonForm(),
        "assign_form": failure.form if isinstance(failure.form, AssignForm) else assigning,
    }


def _goes_on(revision: Revision) -> bool:
    """Is the working copy another text by now, frozen or not?"""
    essay = revision.essay
    return digest_of(essay, working_copies([essay])[essay.pk]) != revision.digest
