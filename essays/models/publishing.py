"""When a revision is public: the dates people set, the interval derived from them, and the doors."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from essays.workflow import Actor, Move, Permission, Publication, Review, TransitionNotAllowed, actor, require

from .intervals import derive_intervals
from .reviewing import Reviewed
from .searching import index_essays

# The database lets nothing be live without a date, so both go at once.
UNDATED: dict[str, Any] = dict.fromkeys(("publish_at", "withdraw_at", "live_from", "live_until"))


class Publishable(Reviewed):
    """People set `publish_at` and `withdraw_at`; `live_from` and `live_until` are derived from all revisions of
    the essay together, by `derive_intervals` alone.
    """

    publish_at = models.DateTimeField(_("publish at"), null=True, blank=True)
    withdraw_at = models.DateTimeField(_("withdraw at"), null=True, blank=True)
    live_from = models.DateTimeField(_("live from"), null=True, blank=True, editable=False)
    live_until = models.DateTimeField(_("live until"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def publication(self) -> Publication:
        now = timezone.now()
        if self.live_from is None:
            return Publication.UNPUBLISHED
        if self.live_until is not None and self.live_until <= now:
            return Publication.WITHDRAWN
        return Publication.LIVE if self.live_from <= now else Publication.SCHEDULED

    def publish(self, *, by: Any, at: datetime | None = None, until: datetime | None = None, why: str = "") -> Self:
        """Publish at `at` (now), perhaps `until` a time; older revisions' later schedules are cancelled.

        A time that has passed means now: what readers found in the past is not written anew, but by the command line.
        What is live stays so; only its end is set anew. Where one pair of eyes is enough, the review is walked
        through on the way.
        """
        who = actor(by)
        with transaction.atomic():
            require(who, Permission.PUBLISH)
            self._lock()
            self._check_stands()
            start = self._start(who, at)
            if until is not None and until <= max(start, timezone.now() if who.user else start):
                raise TransitionNotAllowed(_("It would be withdrawn before it is published."))
            if self.review != Review.APPROVED:
                self._review_alone(who)
            before = self.publication
            if before is Publication.LIVE and until == self.withdraw_at:
                raise TransitionNotAllowed(_("This revision is published already."))
            self._proofread()
            self.essay.revisions.filter(number__lt=self.number, publish_at__gt=start).update(**UNDATED)
            self.essay.revisions.filter(pk=self.pk).update(publish_at=start, withdraw_at=until)
            self._settle(Move.PUBLISH, before, who, why, start)
        return self

    def _start(self, who: Actor, at: datetime | None) -> datetime:
        now = timezone.now()
        if self.publication is Publication.LIVE and self.publish_at is not None:
            if at is not None and at > now:
                raise TransitionNotAllowed(_("This revision is published already; withdraw it to publish it later."))
            return self.publish_at
        return max(at or now, now) if who.user is not None else at or now

    def withdraw(self, *, by: Any, at: datetime | None = None, why: str = "") -> Self:
        """End publication at `at` (now); what has not begun by then is cancelled."""
        now = timezone.now()
        who, end = actor(by), max(at or now, now)
        with transaction.atomic():
            require(who, Permission.PUBLISH)
            self._lock()
            before = self.publication
            if before not in (Publication.LIVE, Publication.SCHEDULED) or self.publish_at is None:
                raise TransitionNotAllowed(_("This revision is not published."))
            dates = {"withdraw_at": end} if self.publish_at < end else UNDATED
            self.essay.revisions.filter(pk=self.pk).update(**dates)
            self._settle(Move.WITHDRAW, before, who, why, end)
        return self

    def _lock(self) -> None:
        """One writer an essay at a time; then look at the row as it is now."""
        type(self.essay).objects.select_for_update().filter(pk=self.essay_id).first()
        self.refresh_from_db()

    def _settle(self, move: Move, before: Publication, who: Actor, why: str, when: datetime) -> None:
        derive_intervals(self.essay.revisions.all())
        index_essays([self.essay_id])
        self.refresh_from_db()
        self._log(move, before, self.publication, who, why, when)
