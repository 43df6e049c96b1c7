"""Which revision of an essay a move is about: the one place that says it, for one essay and for many at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from essays.workflow import Actor, Move, Publication, Review, TransitionNotAllowed

from .revision import Revision

if TYPE_CHECKING:
    from .essay import Essay

IN_REVIEW = (Move.RECALL, Move.CLAIM, Move.APPROVE, Move.RETURN)
PUBLIC = (Publication.LIVE, Publication.SCHEDULED)


@dataclass(frozen=True, slots=True)
class Due:
    """What a move would move of one essay; without revisions `reason` says why. `blocks`: a move of the whole
    collection must then not leave this essay behind.
    """

    essay: Essay
    revisions: tuple[Revision, ...] = ()
    reason: str = ""
    blocks: bool = False


def due(move: Move, essays: Sequence[Essay], who: Actor) -> list[Due]:
    """What `move`, made by `who`, would move of each essay, in their order.

    Constant in queries while nobody's eyes forbid it. Where the text as it stands is meant, it is frozen first.
    """
    by_essay: dict[int, list[Revision]] = {essay.pk: [] for essay in essays}
    for revision in _revisions(move, essays, who):
        by_essay[revision.essay_id].append(revision)
    for essay in essays:
        for revision in by_essay[essay.pk]:
            revision.essay = essay
    return [_due(move, essay, by_essay[essay.pk], who) for essay in essays]


def due_of(move: Move, revision: Revision, who: Actor) -> Due:
    """The same for one revision that somebody has chosen, whether or not it is the newest."""
    rows: Any = Revision.objects.filter(pk=revision.pk).for_reviewer(who)
    found = rows.select_related("assignee", "essay__collection").get()
    return _due(move, found.essay, [found], who)


def move_all(found: Sequence[Due], go: Callable[[Revision], Revision], whole: Any = None) -> list[Revision]:
    """Make the move on everything that is due, all or none; call it in a transaction.

    `whole` is the collection the essays are of, if it is moved: a refusal then names its essay.
    """
    moved = []
    for one in found:
        try:
            if one.blocks:
                raise TransitionNotAllowed(one.reason)
            moved += [go(revision) for revision in one.revisions]
        except TransitionNotAllowed as refusal:
            raise _named(one.essay, refusal) if whole else refusal from refusal
    if not moved and whole:
        raise TransitionNotAllowed(gettext("Nothing in “%(collection)s” waits for this.") % {"collection": whole})
    if not moved:
        raise TransitionNotAllowed(found[0].reason)
    return moved


def _named(essay: Essay, refusal: Any) -> TransitionNotAllowed:
    return TransitionNotAllowed(gettext("“%(essay)s”: %(why)s") % {"essay": essay, "why": refusal})


def candidates(move: Move, revisions: Sequence[Revision], who: Actor) -> tuple[Revision, ...]:
    """Those of one essay's revisions, newest first, that a move would move; what a newer one has overtaken stays."""
    if move is Move.SUBMIT:
        return tuple(one for one in revisions[:1] if one.review in (Review.DRAFT, Review.RETURNED))
    if move in IN_REVIEW:
        return tuple(one for one in revisions if one.review == Review.IN_REVIEW)[:1]
    if move is Move.PUBLISH:
        ready = [one for one in revisions if who.sees_alone or one.review == Review.APPROVED]
        return tuple(one for one in ready[:1] if one.publication is not Publication.LIVE)
    return tuple(one for one in revisions if one.publication in PUBLIC)


def _revisions(move: Move, essays: Sequence[Essay], who: Actor) -> Sequence[Revision]:
    if move is Move.SUBMIT or (move is Move.PUBLISH and who.sees_alone):
        return Revision.objects.freeze(essays, by=who)
    rows: Any = Revision.objects.filter(essay__in=[essay.pk for essay in essays]).for_reviewer(who)
    return list(rows.select_related("assignee").order_by("essay_id", "-number"))


def _due(move: Move, essay: Essay, revisions: Sequence[Any], who: Actor) -> Due:
    found = candidates(move, revisions, who)
    if not found:
        reason = _nothing(move, revisions)
        is_missing = move is Move.PUBLISH and not any(one.review == Review.APPROVED for one in revisions)
        return Due(essay, reason=reason, blocks=is_missing)
    first: Any = found[0]
    if move in (Move.APPROVE, Move.CLAIM) and not first.is_open and (reason := first.objection(by=who)):
        return Due(essay, reason=reason, blocks=True)
    if move is Move.CLAIM and first.assignee:
        return Due(essay, reason=gettext("It is with %(name)s already.") % {"name": first.assignee}, blocks=True)
    return Due(essay, found)


def _nothing(move: Move, revisions: Sequence[Revision]) -> str:
    if move is Move.SUBMIT:
        state = Review(revisions[0].review).label
        return gettext("As it stands it is “%(state)s” already.") % {"state": state}
    if move in IN_REVIEW:
        return gettext("Nothing of it is in review.")
    if move is Move.PUBLISH:
        is_live = any(one.publication is Publication.LIVE for one in revisions)
        return gettext("What was approved is published already.") if is_live else gettext("It is not approved.")
    return gettext("It is not published.")
