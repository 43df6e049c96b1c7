"""What readers looked for and did not find: the words and how often, and nothing of who asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from threading import Lock

from django.db import DatabaseError, connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

KEPT_FOR = timedelta(days=90)
PAUSE = timedelta(minutes=1)  # between two writings of one process
MOST_GATHERED = 500  # different words in that time
MOST_ROWS = 5000
LONGEST = 64
# Numbers of people and telephones, and addresses, may be typed by mistake and are nobody's business.
PRIVATE = re.compile(r"\d{6,}|@|://")
NOTE = """
INSERT INTO essays_missedsearch (words, count, first_at, last_at)
SELECT %s, %s, %s, %s WHERE (SELECT count(*) FROM essays_missedsearch) < %s
ON CONFLICT (words) DO UPDATE SET count = essays_missedsearch.count + excluded.count, last_at = excluded.last_at
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


class _Gathered:
    """What was missed since this process wrote last.

    Each write makes every connection to an SQLite database throw away the pages it has read, which costs the searches
    of everybody a tenth; so words are written together. What a process gathered in its last minute ends with it.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._found: dict[str, tuple[int, datetime, datetime]] = {}  # how often, first and last
        self._written_at: datetime | None = None

    def add(self, words: str, at: datetime) -> None:
        with self._lock:
            count, first, _last = self._found.get(words, (0, at, at))
            if count or len(self._found) < MOST_GATHERED:
                self._found[words] = (count + 1, first, at)

    def take(self, at: datetime) -> dict[str, tuple[int, datetime, datetime]]:
        """All of it, once in a while."""
        with self._lock:
            if not self._found or (self._written_at and timedelta(0) <= at - self._written_at < PAUSE):
                return {}
            self._written_at = at
            found, self._found = self._found, {}
            return found


_gathered = _Gathered()


def note_missed(words: str, at: datetime) -> None:
    if not PRIVATE.search(words):
        _gathered.add(words[:LONGEST], at)


def write_missed(at: datetime) -> None:
    """If it is time, in one transaction. A reader is never kept waiting for it: where another transaction writes just
    now, it is left out.
    """
    found = _gathered.take(at)
    if not found:
        return
    moment = connection.ops.adapt_datetimefield_value
    rows = [(words, count, moment(first), moment(last), MOST_ROWS) for words, (count, first, last) in found.items()]
    try:
        with _without_waiting(), transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(NOTE, rows)
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
