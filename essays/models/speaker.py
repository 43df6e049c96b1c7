from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from .known import SpeakerKind
from .settlement import Act, Settlement, acting
from .speech_rows import name_speakers


class CircularMergeError(Exception):
    """A chain of merges would end where it began."""


class SpeakerQuerySet(models.QuerySet["Speaker"]):
    def standing(self) -> SpeakerQuerySet:
        """Those not merged into another."""
        return self.filter(merged_into__isnull=True)


class Speaker(models.Model):
    """A person or body that speaks. Two people may share a name: only an editor merges, and it can be undone."""

    Kind = SpeakerKind

    name = models.CharField(_("name"), max_length=100, db_index=True)
    kind = models.CharField(_("kind"), max_length=6, choices=Kind.choices, default=Kind.PERSON)
    note = models.CharField(
        _("disambiguation"),
        max_length=200,
        blank=True,
        help_text=_("Tells two of one name apart, as an office held."),
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("merged into")
    )
    # Who stands at the end of the chain of merges, null for itself: derived, so that a query can ask it.
    head = models.ForeignKey("self", models.PROTECT, null=True, editable=False, related_name="+")
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = SpeakerQuerySet.as_manager()

    class Meta:
        verbose_name = _("speaker")
        verbose_name_plural = _("speakers")
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True) | ~models.Q(merged_into=models.F("id")),
                name="speaker_not_merged_into_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.note}）" if self.note else self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        is_known = not self._state.adding
        super().save(*args, **kwargs)
        if is_known:
            name_speakers((), (self.pk,))

    @property
    def canonical(self) -> Speaker:
        """The speaker this one is merged into, at the end of the chain."""
        speaker, seen = self, {self.pk}
        while speaker.merged_into is not None and speaker.merged_into_id not in seen:
            speaker = speaker.merged_into
            seen.add(speaker.pk)
        return speaker

    def merge(self, target: Speaker, *, by: Any) -> str:
        """Let `target` stand for this one, everywhere at once. Returns the batch that undoes it.

        Raises CircularMergeError.
        """
        with acting(Settlement.Deed.MERGE, by=by) as act:
            self.merge_in(act, target)
        return act.batch

    def merge_in(self, act: Act, target: Speaker) -> None:
        """The same as part of a larger act."""
        head = target.canonical
        if head.pk == self.pk:
            raise CircularMergeError(f"speaker {self.pk} into {target.pk}")
        act.change(self, merged_into=target, head=head)
        for member in Speaker.objects.filter(head=self):
            act.change(member, head=head)

    def part(self, *, by: Any) -> str:
        """Take a merge back: the speaker stands for itself again, and for all that were merged into it."""
        members = list(Speaker.objects.filter(head=self.head).exclude(pk=self.pk)) if self.head else []
        with acting(Settlement.Deed.SPLIT, by=by) as act:
            act.change(self, merged_into=None, head=None)
            for member in members:
                act.change(member, head=member.canonical)
        return act.batch
