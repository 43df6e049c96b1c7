from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from essays.workflow import name_of

FADES_AFTER = timedelta(seconds=60)


class PresenceQuerySet(models.QuerySet["Presence"]):
    def fresh(self) -> PresenceQuerySet:
        """Those whose form has been heard of lately."""
        return self.filter(seen_at__gt=timezone.now() - FADES_AFTER)

    def beside(self, user: Any) -> PresenceQuerySet:
        """Others than `user`, who came first leading."""
        return self.fresh().exclude(user=user).select_related("user").order_by("since", "id")


class Presence(models.Model):
    """Somebody has an essay's form open; the form says so again every so often."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("user"))
    essay = models.ForeignKey("essays.Essay", models.CASCADE, related_name="presences", verbose_name=_("essay"))
    since = models.DateTimeField(_("since"), default=timezone.now)
    seen_at = models.DateTimeField(_("seen at"), default=timezone.now)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("presence")
        verbose_name_plural = _("presences")
        constraints = [models.UniqueConstraint(fields=["user", "essay"], name="presence_once_a_user_and_essay")]

    def __str__(self) -> str:
        return f"{self.user} · {self.essay}"

    @property
    def name(self) -> str:
        return name_of(self.user)

    @classmethod
    def note(cls, user: Any, essay: Any) -> None:
        """The form is open: since now, unless it has been heard of lately."""
        now = timezone.now()
        theirs = cls.objects.filter(user=user, essay=essay)
        if not theirs.fresh().update(seen_at=now):
            cls.objects.update_or_create(user=user, essay=essay, defaults={"since": now, "seen_at": now})

    @classmethod
    def leave(cls, user: Any, essay: Any) -> None:
        cls.objects.filter(user=user, essay=essay).delete()
