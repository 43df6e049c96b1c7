from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from .collection import Collection


class SourceQuerySet(models.QuerySet["Source"]):
    def light(self) -> SourceQuerySet:
        """Without the columns that hold the file and its tree."""
        return self.defer("data", "tree", "report")

    def latest_of_each_key(self) -> SourceQuerySet:
        """The last import of each file: what an earlier one had to say has been dealt with or said again."""
        later = Source.objects.filter(key=OuterRef("key"), collection=OuterRef("collection"), pk__gt=OuterRef("pk"))
        return self.filter(~Exists(later.order_by()))

    def newest(self, key: str) -> Source | None:
        """The last import under this key: its tree is the base of the next merge."""
        return self.filter(key=key).order_by("-id").first()


class Source(models.Model):
    """An imported file with its bytes, in the row: one transaction, one backup. Nothing imported is ever lost."""

    key = models.CharField(
        _("key"),
        max_length=500,
        help_text=_("The file's identity: its path below the folder given, or its name."),
    )
    name = models.CharField(_("file name"), max_length=255)
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    encoding = models.CharField(_("encoding"), max_length=20, blank=True)
    size = models.PositiveIntegerField(_("size in bytes"), default=0)
    collection = models.ForeignKey(
        Collection, models.SET_NULL, null=True, related_name="sources", verbose_name=_("collection")
    )
    imported_at = models.DateTimeField(_("imported at"), auto_now_add=True)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("imported by"),
    )
    imported_by_name = models.CharField(_("imported by"), max_length=150, blank=True)
    warnings = models.PositiveIntegerField(_("warnings"), default=0)
    report = models.JSONField(_("report"), default=dict)
    tree = models.JSONField(_("tree of the import"), default=dict)
    data = models.BinaryField(_("file"))

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source file")
        verbose_name_plural = _("source files")
        ordering = ["-imported_at", "-id"]
        indexes = [models.Index(fields=["key", "-id"], name="source_of_key")]

    def __str__(self) -> str:
        return self.name
