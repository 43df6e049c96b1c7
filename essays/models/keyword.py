"""What the free text of a revision is about, and which essays are like it. Nothing here is made of paid text."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import connection, models

from essays.access import Reader, visible_to
from essays.documents.keywords import LONGEST

from .identity import live_q

TABLE = "essays_keyword"
MARKS = "essays_passagemark"
OWN = (  # all revisions of a collection
    "own AS MATERIALIZED (SELECT r.id FROM essays_revision r JOIN essays_essay e ON e.id = r.essay_id "
    "WHERE e.collection_id = %s)"
)


class KeywordQuerySet(models.QuerySet["Keyword"]):
    def public_for(self, reader: Reader, at: datetime) -> KeywordQuerySet:
        """Of essays that are live and that the reader may see."""
        return self.filter(live_q("revision__", at)).filter(visible_to(reader, "revision__essay__"))

    def counted(self, words: Sequence[str], most: int) -> dict[str, int]:
        """How many revisions have each of the words, up to `most`. One query."""
        if not words:
            return {}
        count = f"SELECT count(*) FROM (SELECT 1 FROM {TABLE} WHERE word = %s LIMIT {most:d}) AS holders"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join([f'({count})'] * len(words))}", words)
            return dict(zip(words, cursor.fetchone(), strict=True))

    def nearest(self, weights: Mapping[str, float], but: int, holders: int, most: int) -> dict[int, float]:
        """The revisions with most in common, and how much (0 to 1), but those of the collection `but`. One query.

        Of each word the newest `holders` revisions are weighed.
        """
        if not weights:
            return {}
        one = (
            f"SELECT * FROM (SELECT revision_id, weight * %s AS score FROM {TABLE} "
            "WHERE word = %s AND revision_id NOT IN (SELECT id FROM own) "
            f"ORDER BY revision_id DESC LIMIT {holders:d}) AS holders"
        )
        sql = (
            f"WITH {OWN} SELECT revision_id, sum(score) FROM ({' UNION ALL '.join([one] * len(weights))}) AS scores "
            f"GROUP BY revision_id ORDER BY sum(score) DESC, revision_id LIMIT {most:d}"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [but, *(value for word, weight in weights.items() for value in (weight, word))])
            return dict(cursor.fetchall())


class PassageMarkQuerySet(models.QuerySet["PassageMark"]):
    def holders(self, marks: Collection[int], but: int, looked_at: int, most: int) -> list[int]:
        """The revisions with most of the marks, but those of the collection `but`. One query.

        Of all that have one the newest `looked_at` are counted.
        """
        if not marks:
            return []
        one = (
            f"SELECT revision_id FROM {MARKS} WHERE mark IN ({', '.join(['%s'] * len(marks))}) "
            f"AND revision_id NOT IN (SELECT id FROM own) ORDER BY revision_id DESC LIMIT {looked_at:d}"
        )
        sql = (
            f"WITH {OWN} SELECT revision_id FROM ({one}) AS holders "
            f"GROUP BY revision_id ORDER BY count(*) DESC, revision_id DESC LIMIT {most:d}"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [but, *marks])
            return [pk for (pk,) in cursor.fetchall()]


class Keyword(models.Model):
    """A word a revision is about; the squares of its weights add up to 1."""

    revision = models.ForeignKey("essays.Revision", models.CASCADE, related_name="+")
    word = models.CharField(max_length=LONGEST)
    weight = models.FloatField()

    objects = KeywordQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["revision", "word"], name="keyword_once")]
        indexes = [models.Index(fields=["word", "-revision", "weight"], name="keyword_newest_weighed")]

    def __str__(self) -> str:
        return self.word


class PassageMark(models.Model):
    """The mark of a free paragraph, by which those that say the same are found."""

    revision = models.ForeignKey("essays.Revision", models.CASCADE, related_name="+")
    mark = models.BigIntegerField()

    objects = PassageMarkQuerySet.as_manager()

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
