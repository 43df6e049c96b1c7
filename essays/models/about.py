from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from essays.richtext import RichTextField


class About(models.Model):
    """The page 关于: who publishes the site, and why. There is one, and it is public as it is saved."""

    body = RichTextField(_("text"), blank=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("updated by"),
    )

    class Meta:
        verbose_name = _("about page")
        verbose_name_plural = _("about page")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="about_is_one")]

    def __str__(self) -> str:
        return str(_("About"))

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.pk = 1
        super().save(*args, **kwargs)

    @classmethod
    def text(cls) -> str:
        """Clean HTML, "" when nothing was written."""
        return cls.objects.filter(pk=1).values_list("body", flat=True).first() or ""
