from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from essays.access import Reader, visible_to
from essays.documents.messages import Message
from essays.workflow import COMMAND_LINE, Actor, Move, actor

from .due import due, move_all
from .identity import live_q
from .pruning import prune
from .restoring import restore
from .revision import Revision
from .searching import index_essays
from .tidying import tidy
from .transition import Transition


class StaleVersionError(Exception):
    """Somebody has saved the essay since this version of it was opened: whoever catches it keeps what was typed."""


class EssayQuerySet(models.QuerySet["Essay"]):
    def standing(self) -> EssayQuerySet:
        """Neither the essay nor its collection is in the recycle bin."""
        return self.filter(deleted_at__isnull=True, collection__deleted_at__isnull=True)

    def in_bin(self) -> EssayQuerySet:
        """In the recycle bin, themselves or with their collection."""
        return self.filter(models.Q(deleted_at__isnull=False) | models.Q(collection__deleted_at__isnull=False))

    def visible_to(self, reader: Reader, at: datetime | None = None) -> EssayQuerySet:
        live = Revision.objects.filter(live_q(at=at), essay=models.OuterRef("pk"))
        return self.filter(visible_to(reader, essay=""), models.Exists(live.order_by()))


class Essay(models.Model):
    """篇: the identity of an essay and its working copy. Number 0 is the collection's preface."""

    collection = models.ForeignKey(
        "essays.Collection", models.CASCADE, related_name="essays", verbose_name=_("collection")
    )
    number = models.PositiveIntegerField(_("number"), help_text=_("0 is the preface of the collection."))
    title = models.CharField(_("title"), max_length=300)
    subtitle = models.CharField(
        _("subtitle"),
        max_length=300,
        blank=True,
        help_text=_("The line below the title; readers see it first."),
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)
    deleted_at = models.DateTimeField(_("deleted at"), null=True, blank=True, editable=False)

    objects = EssayQuerySet.as_manager()

    class Meta:
        verbose_name = _("essay")
        verbose_name_plural = _("essays")
        ordering = ["collection", "number", "id"]
        indexes = [
            models.Index(fields=["collection", "number", "id"], name="essay_order"),
            models.Index(fields=["-updated_at", "-id"], name="essay_recent"),
        ]

    def __str__(self) -> str:
        return self.display_title

    def get_absolute_url(self) -> str:
        return reverse("essay", args=[self.pk])

    @property
    def display_title(self) -> str:
        """The deck when there is one: titles of one collection are often all the same (U5.1)."""
        return self.subtitle or self.title or gettext("Preface")

    def check_version(self, version: int | None) -> None:
        """Lock the row until the transaction ends, and raise StaleVersionError unless `version` is still its own."""
        stands = Essay.objects.select_for_update().filter(pk=self.pk).values_list("version", flat=True).first()
        if stands != version:
            raise StaleVersionError(f"essay {self.pk}: version {version} was opened, {stands} stands")

    def claim_version(self, version: int | None = None) -> None:
        """Count the version up before the working copy is written: every form that was opened before is stale.

        With `version`, only where it is still the essay's: of two at once one gets through, the other meets
        StaleVersionError. Without, whoever writes has read the rows in this very transaction.
        """
        rows = Essay.objects.filter(pk=self.pk)
        if version is not None:
            rows = rows.filter(version=version)
        if not rows.update(version=models.F("version") + 1, updated_at=timezone.now()):
            raise StaleVersionError(f"essay {self.pk}: version {version} is gone")
        self.refresh_from_db(fields=["version", "updated_at"])

    def tidy(self) -> tuple[Message, ...]:
        """Bring the working copy in order after its rows were edited; returns what there is to tell the editor."""
        return tidy(self)

    def freeze(self, by: Any = None, note: str = "") -> Any:
        """The revision that holds the working copy as it stands: a new one when its digest changed."""
        revision = self.revisions.freeze([self], by=by, note=note)[0]
        prune(revision)
        return revision

    def revert(self, revision: Any, *, by: Any, why: str = "", version: int | None = None) -> Any:
        """Bring an earlier revision back into the working copy; the new revision that holds it."""
        return restore(self, revision, by=by, why=why, version=version)

    def submit(self, *, by: Any, why: str = "") -> Any:
        """Freeze the working copy and submit it for review."""
        return self._move(Move.SUBMIT, by, lambda revision: revision.submit(by=by, why=why))

    def approve(self, *, by: Any, why: str = "") -> Any:
        return self._move(Move.APPROVE, by, lambda revision: revision.approve(by=by, why=why))

    def return_to_editor(self, *, by: Any, why: str) -> Any:
        return self._move(Move.RETURN, by, lambda revision: revision.return_to_editor(by=by, why=why))

    def recall(self, *, by: Any, why: str = "") -> Any:
        return self._move(Move.RECALL, by, lambda revision: revision.recall(by=by, why=why))

    def publish(self, *, by: Any, at: datetime | None = None, until: datetime | None = None) -> Any:
        """Publish what was approved last; where one pair of eyes is enough, the working copy as it stands."""
        return self._move(Move.PUBLISH, by, lambda revision: revision.publish(by=by, at=at, until=until))

    def withdraw(self, *, by: Any, why: str = "") -> list[Any]:
        """Withdraw the live revision and cancel what is scheduled, all or none."""
        with transaction.atomic():
            return move_all(due(Move.WITHDRAW, [self], actor(by)), lambda revision: revision.withdraw(by=by, why=why))

    def _move(self, move: Move, by: Any, go: Callable[[Revision], Revision]) -> Revision:
        found = due(move, [self], actor(by))
        with transaction.atomic():
            return move_all(found, go)[0]

    def discard(self, *, by: Any = COMMAND_LINE) -> None:
        """Put the essay into the recycle bin."""
        self._put(timezone.now(), Move.DELETE, actor(by))

    def restore(self, *, by: Any = COMMAND_LINE) -> None:
        """Take the essay out of the recycle bin."""
        self._put(None, Move.RESTORE, actor(by))

    def _put(self, deleted_at: datetime | None, move: Move, who: Actor) -> None:
        with transaction.atomic():
            self.deleted_at = deleted_at
            self.save(update_fields=["deleted_at", "updated_at"])
            index_essays([self.pk])
            Transition.objects.create(
                move=move,
                essay=self,
                collection_id=self.collection_id,
                label=str(self)[:400],
                by=who.user,
                by_name=who.printed,
            )
