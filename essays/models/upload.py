from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT_FOR = timedelta(minutes=30)


class UploadQuerySet(models.QuerySet["Upload"]):
    def fresh(self) -> UploadQuerySet:
        """Those that may still be confirmed."""
        return self.filter(uploaded_at__gt=timezone.now() - KEPT_FOR)


class Upload(models.Model):
    """A file between its preview and the yes to it. Its key is that of the Source it may become."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("user"))
    key = models.CharField(_("key"), max_length=500)
    name = models.CharField(_("file name"), max_length=255)
    sha256 = models.CharField("SHA-256", max_length=64)
    encoding = models.CharField(_("encoding"), max_length=20, blank=True, help_text=_("Empty: found by itself."))
    into = models.ForeignKey(
        "essays.Collection",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("into collection"),
    )
    uploaded_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    data = models.BinaryField(_("file"))

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")
        ordering = ["uploaded_at", "id"]

    def __str__(self) -> str:
        return self.name
