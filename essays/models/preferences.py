from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Preferences(models.Model):
    """How one works at the desk, and what is kept of one's reading."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="desk_preferences", verbose_name=_("user")
    )
    shortcuts = models.BooleanField(_("keyboard shortcuts"), default=True)
    mail = models.BooleanField(_("notices by e-mail"), default=True)

    keeps_place = models.BooleanField(_("remember where I stopped reading"), default=True)

    class Meta:
        verbose_name = _("preferences")
        verbose_name_plural = _("preferences")

    def __str__(self) -> str:
        return str(self.user)
