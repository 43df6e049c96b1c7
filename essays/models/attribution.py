from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from essays.documents.tree import Confidence as DocumentConfidence
from essays.workflow import actor

from .speaker import Speaker


class Verdict(models.TextChoices):
    UNSETTLED = "unsettled", _("Unsettled")
    CONFIRMED = "confirmed", _("Confirmed")
    REJECTED = "rejected", _("Not a quotation")


class Attribution(models.Model):
    """What is known about a quote. Every copy of the quote shares it; changed words get a new, unsettled one."""

    class Confidence(models.TextChoices):
        CERTAIN = DocumentConfidence.CERTAIN.value, _("Certain")
        LIKELY = DocumentConfidence.LIKELY.value, _("Likely")
        UNSURE = DocumentConfidence.UNSURE.value, _("Unsure")

    essay = models.ForeignKey("essays.Essay", models.CASCADE, related_name="+", verbose_name=_("essay"))
    rule = models.CharField(_("rule"), max_length=60, blank=True, help_text=_("What led to the speaker."))
    confidence = models.CharField(_("confidence"), max_length=7, choices=Confidence.choices, default=Confidence.UNSURE)
    verdict = models.CharField(_("verdict"), max_length=9, choices=Verdict.choices, default=Verdict.UNSETTLED)
    speaker = models.ForeignKey(
        Speaker, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("speaker")
    )
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("settled by"),
    )
    settled_by_name = models.CharField(_("settled by"), max_length=150, blank=True)
    settled_at = models.DateTimeField(_("settled at"), null=True, blank=True)

    class Meta:
        verbose_name = _("attribution")
        verbose_name_plural = _("attributions")
        indexes = [
            models.Index(fields=["verdict", "confidence", "id"], name="attribution_queue"),
            models.Index(fields=["speaker", "verdict"], name="attribution_of_speaker"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verdict="unsettled") | models.Q(settled_at__isnull=False),
                name="attribution_verdict_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_verdict_display()} · {self.get_confidence_display()}"

    @property
    def is_confirmed(self) -> bool:
        return self.verdict == Verdict.CONFIRMED

    def settle(self, verdict: Verdict, *, by: Any, speaker: Speaker | None = None) -> None:
        """Record a verdict and who gave it; live at once, for it is knowledge and not content."""
        who = actor(by)
        self.verdict, self.settled_by, self.settled_by_name = verdict, who.user, who.printed
        self.settled_at = None if verdict == Verdict.UNSETTLED else timezone.now()
        self.speaker = speaker or self.speaker
        self.save(update_fields=["verdict", "settled_by", "settled_by_name", "settled_at", "speaker"])
