"""What Section and Quote have in common: rows of the working copy, and frozen copies of them in revisions."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from .identity import FrozenRowError, new_uid


class Copied(models.Model):
    """`revision` is null in the working copy, set when frozen; `uid` is the same in every copy."""

    essay = models.ForeignKey("essays.Essay", models.CASCADE, related_name="+", verbose_name=_("essay"))
    revision = models.ForeignKey(
        "essays.Revision",
        models.CASCADE,
        related_name="+",
        null=True,
        blank=True,
        editable=False,
        verbose_name=_("revision"),
    )
    uid = models.CharField(_("lasting name"), max_length=10, default=new_uid, editable=False)
    position = models.PositiveIntegerField(_("order"), default=0)

    class Meta:
        abstract = True
        ordering = ["essay", "position", "id"]
        indexes = [
            models.Index(fields=["revision", "position", "id"], name="%(class)s_of_revision"),
            models.Index(
                fields=["essay", "position", "id"],
                name="%(class)s_of_working_copy",
                condition=models.Q(revision__isnull=True),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "uid"],
                condition=models.Q(revision__isnull=False),
                name="%(class)s_uid_once_a_revision",
            ),
            models.UniqueConstraint(
                fields=["essay", "uid"],
                condition=models.Q(revision__isnull=True),
                name="%(class)s_uid_once_a_working_copy",
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.revision_id is not None and not self._state.adding:
            raise FrozenRowError(f"{self._meta.model_name} {self.uid} of revision {self.revision_id}")
        super().save(*args, **kwargs)
