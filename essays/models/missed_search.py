"""What readers looked for and did not find: the words and how often, and nothing of who asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT_FOR = timedelta(days=90)
MOST_ROWS = 5000
LONGEST = 64
# Numbers of people and telephones, and addresses, may be typed by mistake and are nobody's business.
PRIVATE = re.compile(r"\d{6,}|@|://")
NOTE = """
INSERT INTO essays_missedsearch (words, count, first_at, last_at)
SELECT %s, 1, %s, %s WHERE (SELECT count(*) FROM essays_missedsearch) < %s
ON CONFLICT (words) DO UPDATE SET count = essays_missedsearch.count + 1, last_at = excluded.last_at
"""


class MissedSearch(models.Model):
    words = models.CharField(_("searched for"), max_length=LONGEST, unique=True)
    count = models.PositiveIntegerField(_("how often"), default=1)
    first_at = models.DateTimeField(_("first"), default=timezone.now)
    last_at = models.DateTimeField(_("last"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("search without result")
        verbose_name_plural = _("searches without result")
        ordering = ["-count", "-last_at"]
        default_permissions = ("view", "delete")

    def __str__(self) -> str:
        return self.words


def note_missed(words: str, at: datetime) -> None:
    """One statement, whether the words are new or not. A reader is never kept waiting for it: where another
    transaction writes just now, it is left out.
    """
    if PRIVATE.search(words):
        return
    moment = connection.ops.adapt_datetimefield_value(at)
    try:
        with _without_waiting(), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(NOTE, (words[:LONGEST], moment, moment, MOST_ROWS))
    except DatabaseError:
        return


@contextmanager
def _without_waiting() -> Iterator[None]:
    """On PostgreSQL one row is all that could be waited for, and no transaction holds one for long."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        [patience] = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {patience:d}")
