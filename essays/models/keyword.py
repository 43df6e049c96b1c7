"""What the free text of a revision is about, and which essays are like it. Nothing here is made of paid text."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from essays.access import Reader, visible_to
from essays.documents.keywords import LONGEST

from .identity import live_q


class KeywordQuerySet(models.QuerySet["Keyword"]):
    def public_for(self, reader: Reader, at: datetime) -> KeywordQuerySet:
        """Of essays that are live and that the reader may see."""
        return self.filter(live_q("revision__", at)).filter(visible_to(reader, "revision__essay__"))


class Keyword(models.Model):
    """A word a revision is about; the squares of its weights add up to 1."""

    revision = models.ForeignKey("essays.Revision", models.CASCADE, related_name="+")
    word = models.CharField(max_length=LONGEST)
    weight = models.FloatField()

    objects = KeywordQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["revision", "word"], name="keyword_once")]
        indexes = [models.Index(fields=["word", "-revision"], name="keyword_newest")]

    def __str__(self) -> str:
        return self.word


class PassageMark(models.Model):
    """The mark of a free paragraph, by which those that say the same are found."""

    revision = models.ForeignKey("essays.Revision", models.CASCADE, related_name="+")
    mark = models.BigIntegerField()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["mark", "-revision"], name="passage_mark_newest")]

    def __str__(self) -> str:
        return f"{self.mark:016x}"


class RelatedEssay(models.Model):
    """`other` is like `revision`: `score` from 0 to 1, and how many free paragraphs say the same in both.

    `place` is where the first of them begins in `other`: [uid of the section, number of the paragraph].
    """

    revision = models.ForeignKey("essays.Revision", models.CASCADE, related_name="+")
    other = models.ForeignKey("essays.Revision", models.CASCADE, related_name="+")
    score = models.FloatField()
    passages = models.PositiveIntegerField(default=0)
    place = models.JSONField(default=list)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["revision", "other"], name="related_once")]

    def __str__(self) -> str:
        return f"{self.revision_id} ~ {self.other_id}"
