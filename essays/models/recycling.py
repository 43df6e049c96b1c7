"""How long the recycle bin keeps what lies in it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

KEPT_DAYS = 30  # then `purge` removes it for good


def days_left(deleted_at: datetime, at: datetime | None = None) -> int:
    """Days until `purge` removes it, a begun one counted whole; 0 when it goes with the next run."""
    left = deleted_at + timedelta(days=KEPT_DAYS) - (at or timezone.now())
    return max(-(-left // timedelta(days=1)), 0)
