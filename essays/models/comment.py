from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, ProhibitNullCharactersValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from essays.workflow import actor

from .noticing import tell_of_comment
from .revision import Revision
from .section import Section

LONGEST = 5000  # characters of one comment
WITHOUT_NULL = ProhibitNullCharactersValidator()
CHECKS = (MaxLengthValidator(LONGEST), WITHOUT_NULL)


class CommentQuerySet(models.QuerySet["Comment"]):
    def threads(self) -> CommentQuerySet:
        """What begins a conversation; answers hang on it."""
        return self.filter(parent__isnull=True)

    def open(self) -> CommentQuerySet:
        """Conversations nobody has called resolved."""
        return self.threads().filter(resolved_at__isnull=True)

    def say(self, revision: Revision, text: str, *, by: Any, section_uid: str = "") -> Comment:
        """Begin a conversation about a section of `revision`, or about the whole. Raises ValidationError."""
        WITHOUT_NULL(section_uid)
        if section_uid and not Section.objects.filter(revision=revision, uid=section_uid).exists():
            raise ValidationError(_("This revision has no such section."), code="section")
        return self.model._write(text, by, essay_id=revision.essay_id, revision=revision, section_uid=section_uid)


class Comment(models.Model):
    """What somebody said about a section (or, without `section_uid`, about the whole) of one revision.

    It belongs to the revision that was looked at, and follows the section by its uid into later ones.
    """

    essay = models.ForeignKey("essays.Essay", models.CASCADE, related_name="comments", verbose_name=_("essay"))
    revision = models.ForeignKey(Revision, models.CASCADE, related_name="comments", verbose_name=_("revision"))
    section_uid = models.CharField(_("section"), max_length=10, blank=True)
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="answers", verbose_name=_("answers to")
    )
    text = models.TextField(_("text"), max_length=LONGEST)
    at = models.DateTimeField(_("when"), auto_now_add=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    by_name = models.CharField(_("by"), max_length=150, blank=True)
    resolved_at = models.DateTimeField(_("resolved at"), null=True, blank=True)
    resolved_by_name = models.CharField(_("resolved by"), max_length=150, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["at", "id"]
        indexes = [
            models.Index(
                fields=["essay", "at"],
                condition=models.Q(parent__isnull=True, resolved_at__isnull=True),
                name="comment_open",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def is_resolved(self) -> bool:
        return self.resolved_at is not None

    def answer(self, text: str, *, by: Any) -> Comment:
        """An answer to the conversation this belongs to. Raises ValidationError."""
        head = self.parent or self
        return self._write(
            text,
            by,
            essay_id=head.essay_id,
            revision_id=head.revision_id,
            section_uid=head.section_uid,
            parent=head,
        )

    @classmethod
    def _write(cls, text: str, by: Any, **fields: Any) -> Comment:
        who, words = actor(by), text.strip()
        if not words:
            raise ValidationError(_("There is nothing to say in an empty comment."), code="empty")
        for check in CHECKS:
            check(words)
        with transaction.atomic():
            comment = cls.objects.create(text=words, by=who.user, by_name=who.printed, **fields)
            tell_of_comment(comment)
        return comment

    def resolve(self, *, by: Any) -> None:
        self.resolved_at, self.resolved_by_name = timezone.now(), actor(by).printed
        self.save(update_fields=["resolved_at", "resolved_by_name"])

    def reopen(self) -> None:
        self.resolved_at, self.resolved_by_name = None, ""
        self.save(update_fields=["resolved_at", "resolved_by_name"])
