from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from essays.access import STRANGER, Reader, visible_to
from essays.workflow import Actor, Move, Permission, Review, actor

from .desk_text import put_texts
from .freezing import Working, digest_of, freeze_rows, working_copies
from .identity import live_q
from .publishing import Publishable
from .resembling import mark_essays
from .transition import Transition

if TYPE_CHECKING:
    from .essay import Essay


class RevisionQuerySet(models.QuerySet["Revision"]):
    def live(self, at: datetime | None = None) -> RevisionQuerySet:
        return self.filter(live_q(at=at))

    def current(self, at: datetime | None = None) -> RevisionQuerySet:
        """Live now or scheduled for later."""
        moment = at or timezone.now()
        return self.filter(live_from__isnull=False).filter(Q(live_until__isnull=True) | Q(live_until__gt=moment))

    def visible_to(self, reader: Reader) -> RevisionQuerySet:
        return self.filter(visible_to(reader))

    def in_review(self) -> RevisionQuerySet:
        return self.filter(review=Review.IN_REVIEW)

    def waiting(self) -> RevisionQuerySet:
        """In review, of essays that stand: the queue. The longest waiting come first with `in_turn()`."""
        return self.in_review().visible_to(STRANGER)

    def in_turn(self) -> RevisionQuerySet:
        return self.order_by("submitted_at", "pk")

    def for_reviewer(self, by: Any) -> RevisionQuerySet:
        """With `is_open`: may `by` approve it at its level? What the door checks, asked of the database."""
        who = actor(by)
        if not who.may(Permission.REVIEW):
            return self.annotate(is_open=Value(False))
        if who.sees_alone or who.user is None:
            return self.annotate(is_open=Value(True))
        approvals = Transition.objects.filter(revision=OuterRef("pk"), move=Move.APPROVE, by=who.user)
        approved = approvals.since_submission()
        seen = Q(submitted_by=who.user) | Q(level__gt=1) & Exists(approved.order_by())
        return self.annotate(is_open=Case(When(seen, then=Value(False)), default=Value(True)))

    def freeze(self, essays: Sequence[Essay], by: Any = None, note: str = "") -> list[Revision]:
        """A revision for each essay's working copy: the newest one when its digest is the same, else a new one.

        Constant in queries however many essays there are.
        """
        with transaction.atomic():
            copies = working_copies(essays)
            newest = {
                revision.essay_id: revision
                for revision in Revision.objects.filter(essay__in=essays).order_by("essay_id", "number")
            }
            fresh: list[tuple[Revision, Working]] = []
            frozen: list[Revision] = []
            for essay in essays:
                revision = newest.get(essay.pk)
                digest = digest_of(essay, copies[essay.pk])
                if revision is None or revision.digest != digest:
                    number = revision.number + 1 if revision else 1
                    revision = Revision._of(essay, copies[essay.pk], number, digest, actor(by), note)
                    fresh.append((revision, copies[essay.pk]))
                frozen.append(revision)
            Revision.objects.bulk_create([revision for revision, _copy in fresh])
            freeze_rows((revision.pk, copy) for revision, copy in fresh)
            mark_essays(fresh)
            put_texts(fresh)
        return frozen


class Revision(Publishable):
    """A frozen copy of an essay. What is reviewed, approved and published is a revision, never the working copy."""

    essay = models.ForeignKey("essays.Essay", models.CASCADE, related_name="revisions", verbose_name=_("essay"))
    number = models.PositiveIntegerField(_("revision number"))
    title = models.CharField(_("title"), max_length=300)
    subtitle = models.CharField(_("subtitle"), max_length=300, blank=True)
    digest = models.CharField(_("digest"), max_length=64)
    free_words = models.PositiveIntegerField(_("free 字数"), default=0)
    paid_words = models.PositiveIntegerField(_("paid 字数"), default=0)
    free_quotes = models.PositiveIntegerField(_("free quotes"), default=0)
    paid_quotes = models.PositiveIntegerField(_("paid quotes"), default=0)
    note = models.CharField(_("note"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["essay", "-number"]
        permissions = [
            ("submit_revision", _("Can submit a revision for review")),
            ("review_revision", _("Can approve or return a revision")),
            ("publish_revision", _("Can publish and withdraw a revision")),
        ]
        indexes = [
            models.Index(fields=["essay", "live_from", "live_until"], name="revision_live"),
            models.Index(fields=["review", "submitted_at"], name="revision_queue"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["essay", "number"], name="revision_number_once_an_essay"),
            models.UniqueConstraint(
                fields=["essay"],
                condition=Q(live_from__isnull=False, live_until__isnull=True),
                name="revision_one_open_interval_an_essay",
            ),
            models.CheckConstraint(
                condition=Q(live_until__isnull=True) | Q(live_from__isnull=False, live_until__gt=F("live_from")),
                name="revision_interval_runs_forward",
            ),
            models.CheckConstraint(
                condition=Q(live_from__isnull=True) | Q(review=Review.APPROVED, publish_at__isnull=False),
                name="revision_live_only_if_approved",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.display_title} r{self.number}"

    @classmethod
    def _of(cls, essay: Essay, copy: Working, number: int, digest: str, by: Actor, note: str) -> Revision:
        return cls(
            essay=essay,
            number=number,
            title=essay.title,
            subtitle=essay.subtitle,
            digest=digest,
            created_by=by.user,
            note=note,
            **copy.counts(),
        )

    @property
    def display_title(self) -> str:
        return self.subtitle or self.title or gettext("Preface")

    @property
    def words(self) -> int:
        return self.free_words + self.paid_words

    @property
    def quotes(self) -> int:
        return self.free_quotes + self.paid_quotes
