"""One import of a key at a time."""

from __future__ import annotations

import hashlib

from django.db import connection


def lock(name: str) -> None:
    """Hold `name` until the transaction ends; a second one waits.

    SQLite needs none: a transaction of this project is its only writer from its first statement on. A row could
    not be locked on PostgreSQL, since the first import of a key has none yet.
    """
    if connection.vendor == "postgresql":
        number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
