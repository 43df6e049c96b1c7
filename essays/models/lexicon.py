from __future__ import annotations

from datetime import datetime
from functools import lru_cache

from django.db import models
from django.db.models import Count, Max
from django.utils.translation import gettext_lazy as _

from essays.documents.proofreading import Entry, Lexicon, Severity

Stamp = tuple[int, datetime | None]


class LexiconQuerySet(models.QuerySet["LexiconEntry"]):
    def stamp(self) -> Stamp:
        """How many entries are in use and when the last one changed: another stamp, another lexicon."""
        found = self.filter(is_active=True).aggregate(count=Count("pk"), last=Max("updated_at"))
        return found["count"], found["last"]


class LexiconEntry(models.Model):
    """A wrong wording and the right one: the desk's own list, which the checks ask."""

    class Level(models.TextChoices):
        BLOCK = Severity.BLOCK.value, _("Blocks")
        WARNING = Severity.WARNING.value, _("Warning")
        HINT = Severity.HINT.value, _("Hint")

    wrong = models.CharField(_("wrong"), max_length=100, unique=True)
    right = models.CharField(_("right"), max_length=100, blank=True, help_text=_("Empty where there is no one right."))
    level = models.CharField(_("level"), max_length=7, choices=Level.choices, default=Level.WARNING)
    note = models.CharField(_("note"), max_length=300, blank=True)
    is_active = models.BooleanField(_("in use"), default=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    objects = LexiconQuerySet.as_manager()

    class Meta:
        verbose_name = _("lexicon entry")
        verbose_name_plural = _("lexicon")
        ordering = ["wrong"]

    def __str__(self) -> str:
        return f"{self.wrong} → {self.right}" if self.right else self.wrong


@lru_cache(maxsize=2)
def lexicon_of(stamp: Stamp) -> Lexicon:
    """The entries in use as a check, kept by this process until the stamp changes."""
    del stamp
    rows = LexiconEntry.objects.filter(is_active=True)
    return Lexicon(Entry(row.wrong, row.right, Severity(row.level), row.note) for row in rows)
