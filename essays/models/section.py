from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from essays.access import Reader, outline_open_to, readable_by, visible_to
from essays.richtext import RichTextField

from .copies import Copied
from .identity import live_q


@dataclass(frozen=True, slots=True)
class ReadableSection:
    """A section as one reader may have it: when `is_locked`, `body` is empty because the database kept it."""

    uid: str
    essay_id: int
    position: int
    heading: str
    is_paid: bool
    continues: str
    words: int
    is_locked: bool
    body: str


def _shown(column: str, condition: Q) -> Case:
    """The column where the condition holds, else "": decided by the database, so the rest never leaves it."""
    return Case(When(condition, then=F(column)), default=Value(""), output_field=models.TextField())


class SectionQuerySet(models.QuerySet["Section"]):
    def working(self) -> SectionQuerySet:
        """The rows editors type into."""
        return self.filter(revision__isnull=True)

    def live(self, at: datetime | None = None) -> SectionQuerySet:
        """The rows readers meet."""
        return self.filter(live_q("revision__", at))

    def of(self, revision: Any) -> SectionQuerySet:
        """The rows of one revision, live or not."""
        return self.filter(revision=revision)

    def for_reader(self, reader: Reader) -> Iterator[ReadableSection]:
        """End the chain: what `reader` may see, in order, locked text blanked by the database itself."""
        return self._read(reader, _shown("body", readable_by(reader)))

    def outline_for(self, reader: Reader) -> Iterator[ReadableSection]:
        """The same without anybody's text, for lists of contents: no body is read from the disk."""
        return self._read(reader, Value("", output_field=models.TextField()))

    def _read(self, reader: Reader, body: Case | Value) -> Iterator[ReadableSection]:
        rows = (
            self.filter(visible_to(reader))
            .order_by("essay_id", "position", "id")
            .values_list(
                "uid",
                "essay_id",
                "position",
                _shown("heading", outline_open_to(reader)),
                "is_paid",
                "continues",
                "words",
                Case(When(readable_by(reader), then=Value(False)), default=Value(True)),
                body,
            )
        )
        return (ReadableSection(*row) for row in rows)


class Section(Copied):
    """A run of text under one heading with ONE access."""

    class Continues(models.TextChoices):
        """How a section goes on from the one before: a paid boundary cuts a section, perhaps in mid-sentence."""

        NO = "", _("Begins under its heading")
        SECTION = "section", _("Goes on under the same heading")
        PARAGRAPH = "paragraph", _("Goes on in the same paragraph")

    heading = models.CharField(
        _("heading"), max_length=300, blank=True, help_text=_("Empty for the lead before the first heading.")
    )
    is_paid = models.BooleanField(_("paid"), default=False, help_text=_("Only for readers who are logged in."))
    continues = models.CharField(
        _("continues"), max_length=9, choices=Continues.choices, default=Continues.NO, blank=True
    )
    words = models.PositiveIntegerField(_("字数"), default=0, editable=False)
    line = models.PositiveIntegerField(_("source line"), default=0, editable=False)
    body = RichTextField(_("text"), blank=True)

    objects = SectionQuerySet.as_manager()

    class Meta(Copied.Meta):
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [
            *Copied.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(continues__in=["", "section", "paragraph"]), name="section_continues_known"
            ),
        ]

    def __str__(self) -> str:
        return self.heading or str(_("Lead"))
