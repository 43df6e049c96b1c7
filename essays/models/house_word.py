"""The dictionary of the house: words that are never cut, and words that say nothing of what an essay is about."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from essays.documents.keywords import LONGEST, Dictionary
from essays.documents.simplified import simplified

_WORD = re.compile(r"[^\W_]+")


def check_word(word: str) -> None:
    """Only letters and figures: anything else ends a word. Raises ValidationError."""
    if not _WORD.fullmatch(word) or len(word) < 2:
        raise ValidationError(_("Write one word of two to twelve characters, without marks and blanks."))


class HouseWord(models.Model):
    class Use(models.TextChoices):
        WHOLE = "whole", _("Keep whole, and offer as a topic")
        NEVER = "never", _("Never a topic")

    word = models.CharField(_("word"), max_length=LONGEST, unique=True, validators=[check_word])
    use = models.CharField(_("use"), max_length=5, choices=Use.choices, default=Use.WHOLE)
    note = models.CharField(_("note"), max_length=300, blank=True)
    updated_at = models.DateTimeField(_("updated at"), auto_now=True)

    class Meta:
        verbose_name = _("word of the house")
        verbose_name_plural = _("house dictionary")
        ordering = ["word"]

    def __str__(self) -> str:
        return self.word


def house_dictionary(names: frozenset[str] = frozenset()) -> Dictionary:
    """The editors' words; `names` are kept whole as well, and are no topic unless an editor says so."""
    words: dict[str, set[str]] = {use: set() for use in HouseWord.Use.values}
    for word, use in HouseWord.objects.values_list("word", "use"):
        words[use].add(simplified(word))
    offered, never = frozenset(words[HouseWord.Use.WHOLE]), frozenset(words[HouseWord.Use.NEVER])
    names = frozenset(map(simplified, names))
    return Dictionary(offered | names, never | names - offered)
