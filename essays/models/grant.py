"""What opens paid text to one reader, where paid text is for members: grants, and codes that make them."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # without I, L, O, 0 and 1, which are mistaken for each other
CODE_LENGTH = 10  # 49 bits
LONGEST_CODE = 32  # characters somebody may type: spaces and dashes are left out


class CodeRefusedError(Exception):
    """A code opens nothing; the message says why, in the reader's language."""


class Kind(models.TextChoices):
    GIFT = "gift", _("gift")
    TRIAL = "trial", _("trial")
    CLASS = "class", _("class")


class GrantQuerySet(models.QuerySet["Grant"]):
    def in_force(self, at: datetime | None = None) -> GrantQuerySet:
        now = at or timezone.now()
        return self.filter(models.Q(ends_at__isnull=True) | models.Q(ends_at__gt=now), starts_at__lte=now)

    def collections_of(self, user: Any) -> Iterable[int | None]:
        """Ids of the collections open to `user` now; None among them stands for all."""
        return self.in_force().filter(user=user).order_by().values_list("collection_id", flat=True)


class AccessCode(models.Model):
    """A word that a reader types to get a grant: for a class, a gift that travels, a trial."""

    code = models.CharField(_("code"), max_length=LONGEST_CODE, unique=True, blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.CLASS)
    collection = models.ForeignKey(
        "essays.Collection",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("collection"),
        help_text=_("Empty: all collections."),
    )
    days = models.PositiveIntegerField(
        _("days"), null=True, blank=True, help_text=_("How long the access lasts from the day the code is used.")
    )
    ends_at = models.DateTimeField(
        _("access ends at"), null=True, blank=True, help_text=_("For everybody, whenever the code was used.")
    )
    usable_until = models.DateTimeField(_("usable until"), null=True, blank=True)
    most_uses = models.PositiveIntegerField(_("most uses"), null=True, blank=True, help_text=_("Empty: no limit."))
    note = models.CharField(_("note"), max_length=200, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("created by"),
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("access code")
        verbose_name_plural = _("access codes")
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.code[:5]}-{self.code[5:]}" if len(self.code) == CODE_LENGTH else self.code

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.code = normal(self.code) or new_code()
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """In one spelling before it is asked whether there is such a code already."""
        self.code = normal(self.code)

    @classmethod
    def redeem(cls, typed: str, user: Any) -> Grant:
        """The grant that the code gives `user`. Raises CodeRefusedError."""
        now = timezone.now()
        with transaction.atomic():
            code = cls.objects.select_for_update(of=("self",)).filter(code=normal(typed)).first()
            if code is None or (code.collection is not None and code.collection.deleted_at is not None):
                raise CodeRefusedError(gettext("There is no such code. Compare it sign by sign."))
            used = Grant.objects.filter(code=code)
            if used.filter(user=user).exists():
                raise CodeRefusedError(gettext("This account has used the code already."))
            is_over = any(moment is not None and moment <= now for moment in (code.usable_until, code.ends_at))
            if is_over or (code.most_uses is not None and used.count() >= code.most_uses):
                raise CodeRefusedError(gettext("The code is not usable any more. Ask who gave it."))
            ends = [code.ends_at, now + timedelta(days=code.days) if code.days is not None else None]
            return Grant.objects.create(
                user=user,
                collection=code.collection,
                kind=code.kind,
                code=code,
                starts_at=now,
                ends_at=min((end for end in ends if end is not None), default=None),
                created_by=code.created_by,
            )


class Grant(models.Model):
    """One reader's right to the paid text of one collection, or of all, from and until a moment."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("reader"))
    collection = models.ForeignKey(
        "essays.Collection",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("collection"),
        help_text=_("Empty: all collections."),
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.GIFT)
    starts_at = models.DateTimeField(_("starts at"), default=timezone.now)
    ends_at = models.DateTimeField(_("ends at"), null=True, blank=True, help_text=_("Empty: no end."))
    code = models.ForeignKey(
        AccessCode,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="grants",
        verbose_name=_("access code"),
    )
    note = models.CharField(_("note"), max_length=200, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("created by"),
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("grant")
        verbose_name_plural = _("grants")
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["user", "ends_at"], name="grant_of_user")]
        constraints = [
            models.UniqueConstraint(fields=["user", "code"], name="grant_once_by_code"),
            models.CheckConstraint(
                name="grant_ends_after_it_starts",
                condition=models.Q(ends_at__isnull=True) | models.Q(ends_at__gt=models.F("starts_at")),
                violation_error_message=_("It ends before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.collection or gettext('all collections')}"

    @property
    def is_in_force(self) -> bool:
        now = timezone.now()
        return self.starts_at <= now and (self.ends_at is None or now < self.ends_at)


def normal(typed: str) -> str:
    """A code as it is stored: letters and digits, in capitals."""
    return "".join(sign for sign in typed.upper() if sign.isalnum())[:LONGEST_CODE]


def new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _place in range(CODE_LENGTH))
