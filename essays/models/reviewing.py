"""How a revision goes through review: its fields, and one door a move."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from essays.workflow import (
    SHORTEST_REASON,
    Actor,
    Move,
    Permission,
    Review,
    TransitionNotAllowed,
    actor,
    check_review,
    require,
)

from .proofreading import proofread_at_door
from .transition import Moved


class Reviewed(Moved):
    """Each door checks permission, state and the four eyes, and writes its Transition. Two people at once: the
    UPDATE that still finds the state they saw wins, the other is told.
    """

    review = models.CharField(_("review"), max_length=9, choices=Review.choices, default=Review.DRAFT)
    level = models.PositiveSmallIntegerField(_("level of review"), default=1)
    blocks = models.PositiveIntegerField(_("blocking issues"), default=0, editable=False)
    warnings = models.PositiveIntegerField(_("warnings"), default=0, editable=False)
    submitted_at = models.DateTimeField(_("submitted at"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("submitted by"),
    )
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("assignee"),
    )
    due_at = models.DateTimeField(_("due"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_late(self) -> bool:
        return self.review == Review.IN_REVIEW and self.due_at is not None and self.due_at <= timezone.now()

    def submit(self, *, by: Any, why: str = "") -> Self:
        """Submit for review at its first level; an older revision that still waits there is recalled."""
        who = actor(by)
        with transaction.atomic():
            check_review(self.review, Review.IN_REVIEW, who)
            self._proofread()
            for older in self.essay.revisions.in_review().exclude(pk=self.pk):
                older.recall(by=who, why=gettext("Replaced by %(revision)s") % {"revision": self})
            return self._review(
                Move.SUBMIT, Review.IN_REVIEW, who, why, level=1, submitted_at=timezone.now(), submitted_by=who.user
            )

    def recall(self, *, by: Any, why: str = "") -> Self:
        """Take it back out of review, a draft again."""
        return self._review(Move.RECALL, Review.DRAFT, actor(by), why)

    def approve(self, *, by: Any, why: str = "", level: int | None = None) -> Self:
        """Approve at its level of review; the last of `REVIEW_LEVELS` approves it altogether.

        With `level`, only at that one: who looked at a first review does not approve the second one by it.
        """
        who = actor(by)
        with transaction.atomic():
            self._check_eyes(who)
            if level is not None and level != self.level:
                raise TransitionNotAllowed(_("Somebody else has moved this revision meanwhile."))
            if self.level >= settings.REVIEW_LEVELS:
                return self._review(Move.APPROVE, Review.APPROVED, who, why)
            check_review(self.review, Review.APPROVED, who)
            return self._review(
                Move.APPROVE, Review.IN_REVIEW, who, why, level=self.level + 1, assignee=None, due_at=None
            )

    def return_to_editor(self, *, by: Any, why: str) -> Self:
        if len(why.strip()) < SHORTEST_REASON:
            raise TransitionNotAllowed(
                _("Say in at least %(count)d characters why it is returned.") % {"count": SHORTEST_REASON}
            )
        return self._review(Move.RETURN, Review.RETURNED, actor(by), why)

    def claim(self, *, by: Any) -> Self:
        """Take it upon oneself, if nobody has."""
        who = actor(by)
        with transaction.atomic():
            self._check_waits(who)
            self._check_eyes(who)
            if not self._own_rows().filter(review=Review.IN_REVIEW, assignee=None).update(assignee=who.user):
                raise TransitionNotAllowed(_("Somebody else has claimed this revision meanwhile."))
            self._reassigned(Move.CLAIM, "", who, "")
        return self

    def assign(self, *, by: Any, to: Any, due_at: datetime | None = None, why: str = "") -> Self:
        """Give it to a reviewer, perhaps until a time; `to` None gives it back to everybody."""
        who = actor(by)
        with transaction.atomic():
            self._check_waits(who)
            if to is not None:
                if not actor(to).may(Permission.REVIEW):
                    raise TransitionNotAllowed(_("%(name)s does not review.") % {"name": to})
                self._check_eyes(actor(to))
            before = self.assignee
            seen = self._own_rows().filter(review=Review.IN_REVIEW, assignee=before)
            if not seen.update(assignee=to, due_at=due_at):
                raise TransitionNotAllowed(_("Somebody else has moved this revision meanwhile."))
            self._reassigned(Move.ASSIGN, before.get_username() if before else "", who, why)
        return self

    def objection(self, *, by: Any) -> str:
        """Why `by` may not approve it as it stands, in words; "" when nothing forbids it."""
        who = actor(by)
        try:
            self._check_waits(who)
            self._check_stands()
            self._check_eyes(who)
        except TransitionNotAllowed as refusal:
            return str(refusal)
        return ""

    def _reassigned(self, move: Move, before: str, who: Actor, why: str) -> None:
        self.refresh_from_db()
        after = self.assignee.get_username() if self.assignee else ""
        self._log(move, before, after, who, why, self.due_at)

    def _own_rows(self) -> Any:
        return type(self)._default_manager.filter(pk=self.pk)

    def _check_waits(self, who: Actor) -> None:
        require(who, Permission.REVIEW)
        self._check_stands()
        if self.review != Review.IN_REVIEW:
            raise TransitionNotAllowed(_("“%(revision)s” is not in review.") % {"revision": self})

    def _check_eyes(self, who: Actor) -> None:
        """Nobody approves their own text, nor two levels of it."""
        if who.sees_alone or who.user is None:
            return
        if who.is_user(self.submitted_by_id):
            raise TransitionNotAllowed(_("Nobody approves what they submitted themselves."))
        if self.level > 1 and self.approvals().filter(by=who.user).exists():
            raise TransitionNotAllowed(_("Each level of review needs another person."))

    def approvals(self) -> Any:
        """The Transitions by which this submission was approved so far."""
        return self.transitions.filter(move=Move.APPROVE).since_submission()  # type: ignore[attr-defined]

    def _proofread(self) -> None:
        """Count what the checks find, and refuse while one of them blocks."""
        issues = proofread_at_door(self)
        self.blocks = sum(issue.blocks for issue in issues)
        self.warnings = sum(issue.warns for issue in issues)
        self._own_rows().update(blocks=self.blocks, warnings=self.warnings)
        blocking = [str(issue.message) for issue in issues if issue.blocks]
        if blocking:
            raise TransitionNotAllowed(_("The checks found: %(issues)s") % {"issues": " ".join(blocking[:3])})

    def _review(self, move: Move, new: Review, who: Actor, why: str, **fields: Any) -> Self:
        with transaction.atomic():
            self._check_stands()
            old, level = self.review, self.level
            if not old == new == Review.IN_REVIEW:  # to the next level of the same review: `approve` has asked
                check_review(old, new, who)
            if not self._own_rows().filter(review=old, level=level).update(review=new, **fields):
                raise TransitionNotAllowed(_("Somebody else has moved this revision meanwhile."))
            self.refresh_from_db()
            self._log(move, Review(old), new, who, why, level=level)
        return self

    def _review_alone(self, who: Actor) -> None:
        """Walk through the whole review, where one pair of eyes is enough."""
        if not who.sees_alone:
            raise TransitionNotAllowed(_("“%(revision)s” is not approved.") % {"revision": self})
        if self.review != Review.IN_REVIEW:
            self.submit(by=who)
        while self.review != Review.APPROVED:
            self.approve(by=who)
