from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from essays.access import Reader
from essays.workflow import COMMAND_LINE, Actor, Move, actor

from .due import due, move_all
from .essay import Essay
from .identity import live_q
from .revision import Revision
from .searching import index_essays
from .transition import Transition

FREE_FOR_A_TIME = models.Q(free_from__isnull=False) | models.Q(free_until__isnull=False)


class CollectionQuerySet(models.QuerySet["Collection"]):
    def standing(self) -> CollectionQuerySet:
        """Not in the recycle bin."""
        return self.filter(deleted_at__isnull=True)

    def free_for_a_time(self) -> CollectionQuerySet:
        """Those whose paid text was, is or will be free for everybody; `is_free_to_all` tells whether now."""
        return self.filter(FREE_FOR_A_TIME).only("free_from", "free_until")

    def in_bin(self) -> CollectionQuerySet:
        return self.filter(deleted_at__isnull=False)

    def visible_to(self, reader: Reader, at: datetime | None = None) -> CollectionQuerySet:
        """Public ones: a collection is public when one of its essays is."""
        del reader
        public = (
            Essay.objects.filter(live_q("revisions__", at), deleted_at__isnull=True, collection=models.OuterRef("pk"))
            .order_by()
            .values("pk")
        )
        return self.standing().filter(models.Exists(public))


class Collection(models.Model):
    """文集: essays that come from one document, or are gathered by hand."""

    title = models.CharField(_("title"), max_length=300)
    declared_count = models.PositiveIntegerField(
        _("declared count"), null=True, blank=True, help_text=_("How many essays the document says it holds.")
    )
    position = models.IntegerField(
        _("order"), default=0, help_text=_("Higher comes first; equal ones by date, newest first.")
    )
    issued_by = models.CharField(_("issued by"), max_length=200, blank=True)
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    source_url = models.URLField(_("source address"), blank=True)
    outline_public = models.BooleanField(
        _("outline is public"),
        default=True,
        help_text=_("Strangers see the headings and confirmed speakers of paid text, never its words."),
    )
    free_from = models.DateTimeField(
        _("paid text free from"), null=True, blank=True, help_text=_("A beginning without an end: free from then on.")
    )
    free_until = models.DateTimeField(
        _("paid text free until"), null=True, blank=True, help_text=_("An end without a beginning: paid from then on.")
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)
    deleted_at = models.DateTimeField(_("deleted at"), null=True, blank=True, editable=False)

    objects = CollectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("collection")
        verbose_name_plural = _("collections")
        ordering = ["-position", "-created_at", "-id"]
        indexes = [
            models.Index(fields=["-position", "-created_at", "-id"], name="collection_order"),
            models.Index(fields=["id"], name="collection_free_for_a_time", condition=FREE_FOR_A_TIME),
        ]
        constraints = [
            models.CheckConstraint(
                name="collection_free_ends_after_it_begins",
                condition=models.Q(free_from__isnull=True)
                | models.Q(free_until__isnull=True)
                | models.Q(free_until__gt=models.F("free_from")),
                violation_error_message=_("The free time ends before it begins."),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("collection", args=[self.pk])

    def submit(self, *, by: Any, why: str = "") -> list[Any]:
        """Submit every essay whose text is not in review or approved as it stands, all or none."""
        return self._move(Move.SUBMIT, by, lambda revision: revision.submit(by=by, why=why))

    def approve(self, *, by: Any, why: str = "") -> list[Any]:
        """Approve every revision in review, all or none."""
        return self._move(Move.APPROVE, by, lambda revision: revision.approve(by=by, why=why))

    def return_to_editor(self, *, by: Any, why: str) -> list[Any]:
        """Return every revision in review, all or none."""
        return self._move(Move.RETURN, by, lambda revision: revision.return_to_editor(by=by, why=why))

    def recall(self, *, by: Any, why: str = "") -> list[Any]:
        """Recall every revision in review, all or none."""
        return self._move(Move.RECALL, by, lambda revision: revision.recall(by=by, why=why))

    def publish(self, *, by: Any, at: datetime | None = None, until: datetime | None = None) -> list[Any]:
        """Publish every standing essay that has something new, all or none. Raises TransitionNotAllowed."""
        return self._move(Move.PUBLISH, by, lambda revision: revision.publish(by=by, at=at, until=until))

    def withdraw(self, *, by: Any, why: str = "") -> list[Any]:
        """Withdraw every essay that is published or scheduled, all or none. Raises TransitionNotAllowed."""
        return self._move(Move.WITHDRAW, by, lambda revision: revision.withdraw(by=by, why=why))

    def _move(self, move: Move, by: Any, go: Callable[[Revision], Revision]) -> list[Revision]:
        with transaction.atomic():
            return move_all(due(move, list(self.essays.standing()), actor(by)), go, whole=self)

    def discard(self, *, by: Any = COMMAND_LINE) -> None:
        """Put the collection into the recycle bin: nobody but editors sees it any more."""
        self._put(timezone.now(), Move.DELETE, actor(by))

    def restore(self, *, by: Any = COMMAND_LINE) -> None:
        """Take the collection out of the recycle bin."""
        self._put(None, Move.RESTORE, actor(by))

    def _put(self, deleted_at: datetime | None, move: Move, who: Actor) -> None:
        with transaction.atomic():
            self.deleted_at = deleted_at
            self.save(update_fields=["deleted_at", "updated_at"])
            index_essays(self.essays.values_list("pk", flat=True))
            self.log(move, by=who)

    def log(self, move: Move, *, by: Any, why: str = "") -> None:
        """Write a move of the collection as a whole into the audit log."""
        who = actor(by)
        Transition.objects.create(
            move=move, collection=self, label=self.title[:400], by=who.user, by_name=who.printed, why=why
        )
