"""Carry imported essays through the workflow's doors, and confirm the quotes that are certain."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from essays.documents.tree import Confidence
from essays.models import Essay, Quote, Revision, Settlement
from essays.models.confirming import confirm
from essays.models.settlement import acting
from essays.workflow import REVIEW_TABLE, Actor, Permission, Publication, Review


class Step(StrEnum):
    """How far an import carries its essays."""

    IMPORT = "import"
    SUBMIT = "submit"
    PUBLISH = "publish"


IMPORT = "essays.add_source"
PERMISSIONS: dict[Step, tuple[str, ...]] = {
    Step.IMPORT: (IMPORT,),
    Step.SUBMIT: (IMPORT, Permission.SUBMIT),
    Step.PUBLISH: (IMPORT, Permission.SUBMIT, Permission.REVIEW, Permission.PUBLISH),
}


def missing_permissions(step: Step, by: Actor) -> tuple[str, ...]:
    return tuple(permission for permission in PERMISSIONS[step] if not by.may(permission))


def carry(essays: Sequence[Essay], step: Step, by: Actor) -> int:
    """Submit or publish each essay's newest revision; returns how many moved. Raises TransitionNotAllowed.

    What is live, in review or approved already stays where it is.
    """
    revisions = Revision.objects.freeze(essays, by=by)
    if step is Step.SUBMIT:
        moved = [_submit(revision, by) for revision in revisions]
    else:
        moved = [_publish(revision, by) for revision in revisions]
        confirm_certain(essays, by)
    return sum(moved)


def _submit(revision: Any, by: Actor) -> bool:
    may_go = Review.IN_REVIEW in REVIEW_TABLE[Review(revision.review)]
    if may_go:
        revision.submit(by=by)
    return may_go


def _publish(revision: Any, by: Actor) -> bool:
    if revision.publication is Publication.LIVE:
        return False
    _submit(revision, by)
    if revision.review == Review.IN_REVIEW:
        revision.approve(by=by)
    revision.publish(by=by)
    return True


def confirm_certain(essays: Sequence[Essay], by: Actor) -> None:
    """Confirm the quotes the rules are certain of; who bears a known name in another organisation is another one."""
    certain = (
        Quote.objects.unsettled()
        .filter(essay__in=essays, attribution__confidence=Confidence.CERTAIN)
        .exclude(speaker="", organisation="")
        .select_related("attribution")
        .order_by("essay__number", "position", "id")
    )
    with acting(Settlement.Deed.CONFIRM, by=by) as act:
        confirm(act, list(certain), doubtful_are_new=True)
