"""Which state may follow which, and who may make the move: the one table every door asks.

Review and publication are two questions. A revision's review state is stored; its publication follows from
the interval in which it is live.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Review(TextChoices):
    DRAFT = "draft", _("Draft")
    IN_REVIEW = "in_review", _("In review")
    RETURNED = "returned", _("Returned")
    APPROVED = "approved", _("Approved")


class Publication(TextChoices):
    UNPUBLISHED = "unpublished", _("Unpublished")
    SCHEDULED = "scheduled", _("Scheduled")
    LIVE = "live", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Move(TextChoices):
    SUBMIT = "submit", _("Submit for review")
    RECALL = "recall", _("Recall from review")
    CLAIM = "claim", _("Claim")
    ASSIGN = "assign", _("Assign")
    APPROVE = "approve", _("Approve")
    RETURN = "return", _("Return")
    PUBLISH = "publish", _("Publish")
    WITHDRAW = "withdraw", _("Withdraw")
    REVERT = "revert", _("Restore version")
    INVITE = "invite", _("Invite by link")
    REVOKE = "revoke", _("Revoke link")
    CHANGE = "change", _("Change collection")
    DELETE = "delete", _("Delete")
    RESTORE = "restore", _("Restore")


class Permission(StrEnum):
    SUBMIT = "essays.submit_revision"
    REVIEW = "essays.review_revision"
    PUBLISH = "essays.publish_revision"
    INVITE = "essays.add_reviewlink"
    REVOKE = "essays.change_reviewlink"


# {state: {next: permission}}
REVIEW_TABLE: Mapping[Review, Mapping[Review, Permission]] = {
    Review.DRAFT: {Review.IN_REVIEW: Permission.SUBMIT},
    Review.IN_REVIEW: {
        Review.APPROVED: Permission.REVIEW,
        Review.RETURNED: Permission.REVIEW,
        Review.DRAFT: Permission.SUBMIT,
    },
    Review.RETURNED: {Review.IN_REVIEW: Permission.SUBMIT},
    Review.APPROVED: {},
}

SHORTEST_REASON = 5  # characters of a reason for returning (U7.4)


# 三审: the words for the levels a revision in review passes, by how many there are (`REVIEW_LEVELS`).
LEVELS: Mapping[int, tuple[Any, ...]] = {
    1: (Review.IN_REVIEW.label,),
    2: (_("First review"), _("Final review")),
    3: (_("First review"), _("Second review"), _("Final review")),
}


def level_label(level: int) -> Any:
    """What a revision in review at this level is called; one left over from a desk of more levels is at the last."""
    labels = LEVELS[settings.REVIEW_LEVELS]
    return labels[min(level, len(labels)) - 1]


class TransitionNotAllowed(Exception):  # noqa: N818  (a refusal, no fault: the field's usual name)
    """A move that is refused; its text says why, in the reader's language."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who makes a move: a user; the command line, which may do everything its operator may; or, with `grants`,
    somebody without an account who may do just that.
    """

    user: Any = None
    name: str = ""
    grants: frozenset[str] | None = None

    def may(self, permission: str) -> bool:
        if self.user is None:
            return self.grants is None or permission in self.grants
        return bool(self.user.is_active and self.user.has_perm(permission))

    @property
    def printed(self) -> str:
        return self.name or (self.user.get_username() if self.user is not None else "")

    @property
    def sees_alone(self) -> bool:
        """One pair of eyes is enough: the command line, or a desk that has switched the rule off."""
        return (self.user is None and self.grants is None) or not settings.FOUR_EYES

    def is_user(self, user_id: int | None) -> bool:
        return self.user is not None and self.user.pk == user_id


COMMAND_LINE = Actor(name="command line")


def name_in_words(printed: str) -> str:
    """A name out of the log as its reader calls it: people keep theirs, the command line has one a language."""
    return gettext("command line") if printed == COMMAND_LINE.name else printed


def name_of(user: Any) -> str:
    """What a user is called: a Chinese name has the surname first and no blank; who gave none, by the log-in."""
    surname, given = user.last_name.strip(), user.first_name.strip()
    if any("\u4e00" <= sign <= "\u9fff" for sign in surname + given):
        return f"{surname}{given}"
    return user.get_full_name() or user.get_username()


def actor(by: Any) -> Actor:
    """An Actor of a user, or the Actor itself."""
    return by if isinstance(by, Actor) else Actor(user=by)


def require(by: Actor, permission: str) -> None:
    if not by.may(permission):
        raise TransitionNotAllowed(_("You do not have the permission for this."))


def check_review(old: str, new: Review, by: Actor) -> None:
    """Raise TransitionNotAllowed unless `new` may follow `old` and `by` may make the move."""
    permission = REVIEW_TABLE[Review(old)].get(new)
    if permission is None:
        raise TransitionNotAllowed(
            _("“%(new)s” cannot follow “%(old)s”.") % {"old": Review(old).label, "new": new.label}
        )
    require(by, permission)
