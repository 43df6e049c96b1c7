from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from essays.workflow import Actor, Move, TransitionNotAllowed, name_in_words, name_of

from .noticing import tell_of_move


class TransitionQuerySet(models.QuerySet["Transition"]):
    def since_submission(self) -> TransitionQuerySet:
        """Of revisions, what was done after they were last submitted; in order of writing, for clocks may go back."""
        submitted = Transition.objects.filter(revision=models.OuterRef("revision"), move=Move.SUBMIT)
        return self.filter(pk__gt=models.Subquery(submitted.order_by("-pk").values("pk")[:1]))


class Transition(models.Model):
    """The audit log: who moved what from where to where, when and why. Written by the doors, changed by nobody."""

    move = models.CharField(_("move"), max_length=10, choices=Move.choices)
    essay = models.ForeignKey(
        "essays.Essay", models.SET_NULL, null=True, related_name="transitions", verbose_name=_("essay")
    )
    revision = models.ForeignKey(
        "essays.Revision", models.SET_NULL, null=True, related_name="transitions", verbose_name=_("revision")
    )
    collection = models.ForeignKey(
        "essays.Collection", models.SET_NULL, null=True, related_name="transitions", verbose_name=_("collection")
    )
    label = models.CharField(_("revision as printed"), max_length=400)
    level = models.PositiveSmallIntegerField(_("level of review"), null=True, blank=True)
    from_state = models.CharField(_("from"), max_length=150, blank=True)
    to_state = models.CharField(_("to"), max_length=150, blank=True)
    effective_at = models.DateTimeField(_("takes effect at"), null=True, blank=True)
    at = models.DateTimeField(_("when"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    by_name = models.CharField(_("by"), max_length=150, blank=True)
    why = models.TextField(_("why"), blank=True)

    objects = TransitionQuerySet.as_manager()

    class Meta:
        verbose_name = _("transition")
        verbose_name_plural = _("transitions")
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["essay", "-at", "-id"], name="transition_of_essay"),
            models.Index(fields=["collection", "-at", "-id"], name="transition_of_collection"),
            models.Index(fields=["-at", "-id"], name="transition_order"),
        ]

    def __str__(self) -> str:
        return f"{self.get_move_display()} · {self.label}"

    @property
    def who(self) -> str:
        return name_of(self.by) if self.by else name_in_words(self.by_name)


class Moved(models.Model):
    """A revision as its doors see it: every move is logged, and whom it concerns is told."""

    essay: Any
    essay_id: int
    number: Any

    class Meta:
        abstract = True

    def _check_stands(self) -> None:
        """Nothing goes on with what lies in the recycle bin."""
        if not type(self.essay).objects.standing().filter(pk=self.essay_id).exists():
            raise TransitionNotAllowed(_("“%(revision)s” lies in the recycle bin.") % {"revision": self})

    def _log(
        self,
        move: Move,
        old: str,
        new: str,
        who: Actor,
        why: str,
        effective_at: datetime | None = None,
        level: int | None = None,
    ) -> Transition:
        transition = Transition.objects.create(
            move=move,
            essay_id=self.essay_id,
            collection_id=self.essay.collection_id,
            revision_id=self.pk,
            label=str(self)[:400],
            from_state=old,
            to_state=new,
            effective_at=effective_at,
            level=level,
            by=who.user,
            by_name=who.printed,
            why=why,
        )
        tell_of_move(self, transition, who)
        return transition
