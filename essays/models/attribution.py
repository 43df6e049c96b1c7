from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from essays.documents.tree import Confidence as DocumentConfidence

from .known import Known, Verdict
from .settlement import Act, Settlement, acting
from .speaker import Speaker

BY_HAND = "by-hand"  # the rule of an attribution that an editor wrote


DEEDS = {
    Verdict.UNSETTLED: Settlement.Deed.UNSETTLE,
    Verdict.CONFIRMED: Settlement.Deed.CONFIRM,
    Verdict.REJECTED: Settlement.Deed.REJECT,
}


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
    joined_to = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("listed with"),
        help_text=_("The same words said by the same speaker in another place, under which these are listed."),
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

    @property
    def known(self) -> Known:
        speaker = self.speaker
        if speaker is None:
            return Known(self.verdict, None, None, None, None, None)
        head = speaker.head
        return Known(
            self.verdict, speaker.pk, speaker.name, speaker.kind, speaker.head_id, head.name if head else None
        )

    def settle(self, verdict: Verdict, *, by: Any, speaker: Speaker | None = None) -> str:
        """Record a verdict and who gave it; live at once, for it is knowledge and not content. Returns the batch."""
        with acting(DEEDS[verdict], by=by) as act:
            self.settle_in(act, verdict, speaker=speaker or self.speaker)
        return act.batch

    def settle_in(self, act: Act, verdict: Verdict, **known: Any) -> None:
        """The same as part of a larger act; `known` gives `speaker` or `joined_to`, where they change."""
        if verdict != Verdict.CONFIRMED:
            known["joined_to"] = None
        act.change(
            self,
            verdict=verdict.value,
            settled_by=act.who.user,
            settled_by_name=act.who.printed,
            settled_at=None if verdict == Verdict.UNSETTLED else timezone.now(),
            **known,
        )
