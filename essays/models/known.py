"""What is known of who said something, in the terms in which editors say it."""

from __future__ import annotations

from typing import NamedTuple

from django.db import models
from django.utils.translation import gettext_lazy as _


class Verdict(models.TextChoices):
    UNSETTLED = "unsettled", _("Unsettled")
    CONFIRMED = "confirmed", _("Confirmed")
    REJECTED = "rejected", _("Not a quotation")


class SpeakerKind(models.TextChoices):
    PERSON = "person", _("Person")
    BODY = "body", _("Organisation")


class Known(NamedTuple):
    """Of one attribution: the verdict, the speaker, and who stands for that one."""

    verdict: str
    speaker: int | None
    name: str | None
    kind: str | None
    head: int | None
    head_name: str | None

    @classmethod
    def fields(cls, attribution: str = "") -> tuple[str, ...]:
        """The same as fields of a query, of attributions or of what leads to one."""
        names = ("verdict", "speaker", "speaker__name", "speaker__kind", "speaker__head", "speaker__head__name")
        return tuple(f"{attribution}{name}" for name in names)

    @property
    def is_confirmed(self) -> bool:
        return self.verdict == Verdict.CONFIRMED

    @property
    def is_person(self) -> bool:
        return self.kind == SpeakerKind.PERSON

    @property
    def names(self) -> list[str]:
        """Of the speaker and of who stands for that one."""
        return [name for name in (self.name, self.head_name) if name]
