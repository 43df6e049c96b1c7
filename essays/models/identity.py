"""Lasting names and the one question about time."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"  # 32 signs, without l, o, 0 and 1
UID_LENGTH = 10


def new_uid() -> str:
    """Ten random characters: the name of a section or quote in every copy of it."""
    return "".join(ALPHABET[byte & 31] for byte in secrets.token_bytes(UID_LENGTH))


def live_q(prefix: str = "", at: datetime | None = None) -> Q:
    """Rows whose revision is live at `at` (now): `live_from <= at < live_until`, null meaning open.

    `prefix` leads to the revision. The clock is asked here, in the query, so no worker has to run on time.
    """
    moment = at or timezone.now()
    return Q(**{f"{prefix}live_from__lte": moment}) & (
        Q(**{f"{prefix}live_until__isnull": True}) | Q(**{f"{prefix}live_until__gt": moment})
    )


class FrozenRowError(Exception):
    """A row of a revision was about to change. Revisions never change."""
