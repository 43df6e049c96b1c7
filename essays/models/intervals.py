"""When each revision of an essay is live, derived from the dates people set."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any


def derive_intervals(revisions: Any) -> None:
    """Derive every `live_from`–`live_until` of one essay's revisions, a QuerySet; call it under the essay's lock.

    A revision is live from its `publish_at` until its `withdraw_at` or the next publication, whichever is first.
    """
    rows = list(revisions.order_by("publish_at", "number"))
    dated = [revision for revision in rows if revision.publish_at is not None]
    changed = list(_intervals(dated)) + [(revision, None, None) for revision in rows if revision.publish_at is None]
    changed = [
        (revision, start, end)
        for revision, start, end in changed
        if (revision.live_from, revision.live_until) != (start, end)
    ]
    # Cleared first: the database allows one open interval an essay, and never two that overlap.
    revisions.filter(pk__in=[revision.pk for revision, _start, _end in changed]).update(
        live_from=None, live_until=None
    )
    for revision, start, end in changed:
        if start is not None:
            revisions.filter(pk=revision.pk).update(live_from=start, live_until=end)


def _intervals(dated: Sequence[Any]) -> Iterable[tuple[Any, datetime | None, datetime | None]]:
    for index, revision in enumerate(dated):
        start = revision.publish_at
        follower = dated[index + 1].publish_at if index + 1 < len(dated) else None
        ends = [moment for moment in (revision.withdraw_at, follower) if moment is not None]
        end = min(ends, default=None)
        if start is not None and (end is None or start < end):
            yield revision, start, end
        else:
            yield revision, None, None
