from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .comment import Comment
from .transition import Transition

WORTH_MAILING = timedelta(days=1)  # what could not be mailed until then is found on the desk


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unread(self) -> NoticeQuerySet:
        return self.filter(read_at__isnull=True)

    def to_be_mailed(self) -> NoticeQuerySet:
        """Fresh and unread ones of people who have an address and want mail."""
        return self.unread().filter(
            ~models.Q(user__email="") & ~models.Q(user__desk_preferences__mail=False),
            mailed_at__isnull=True,
            at__gt=timezone.now() - WORTH_MAILING,
            user__is_active=True,
        )


class Notice(models.Model):
    """A move or a comment that concerns somebody. Its words are made when it is shown, in their language."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("user"))
    transition = models.ForeignKey(
        Transition, models.CASCADE, null=True, blank=True, related_name="notices", verbose_name=_("transition")
    )
    comment = models.ForeignKey(
        Comment, models.CASCADE, null=True, blank=True, related_name="notices", verbose_name=_("comment")
    )
    at = models.DateTimeField(_("when"), auto_now_add=True)
    read_at = models.DateTimeField(_("read at"), null=True, blank=True)
    mailed_at = models.DateTimeField(_("mailed at"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["user", "-at", "-id"], name="notice_of_user"),
            models.Index(fields=["user"], condition=models.Q(read_at__isnull=True), name="notice_unread"),
            models.Index(fields=["at"], condition=models.Q(mailed_at__isnull=True), name="notice_unmailed"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(transition__isnull=False, comment__isnull=True)
                | models.Q(transition__isnull=True, comment__isnull=False),
                name="notice_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return str(self.transition or self.comment)
