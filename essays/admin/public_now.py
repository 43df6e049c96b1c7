"""What the public sees now, in one sentence a record; and what changes on the public site, day by day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.db.models import Q
from django.db.models.enums import TextChoices
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from essays.access import STRANGER, visible_to
from essays.models import Collection, Essay, Revision, Transition
from essays.workflow import Move, Publication, Review

from .states import review_badge


class ChangeKind(TextChoices):
    APPEARS = "appears", _("Goes public")
    REPLACED = "replaced", _("Is replaced")
    ENDS = "ends", _("Ends")


@dataclass(frozen=True, slots=True)
class Change:
    """At one moment: `revision` goes public, perhaps in the place of `before`, or ends."""

    at: datetime
    kind: ChangeKind
    revision: Revision
    before: Revision | None = None

    @property
    def day(self) -> date:
        return timezone.localdate(self.at)


def coming_changes(days: int) -> list[Change]:
    """What changes on the public site within so many days from now, soonest first; one query."""
    now = timezone.now()
    return changes_between(now, now + timedelta(days=days))


def past_changes(days: int) -> list[Change]:
    """What has changed within the last days, newest first; one query."""
    now = timezone.now()
    return changes_between(now - timedelta(days=days), now)[::-1]


def changes_between(start: datetime, end: datetime) -> list[Change]:
    """Every change after `start` and up to `end`, in order of time; what lies in the recycle bin changes nothing."""
    window = (start, end)
    rows = Revision.objects.filter(
        visible_to(STRANGER),
        Q(live_from__gt=start, live_from__lte=end) | Q(live_until__gt=start, live_until__lte=end),
    ).select_related("essay__collection")
    return sorted(_changes(rows, *window), key=lambda change: (change.at, change.revision.essay_id))


def _changes(rows: Iterable[Revision], start: datetime, end: datetime) -> Iterable[Change]:
    ending = {(row.essay_id, row.live_until): row for row in rows if row.live_until}
    for row in rows:
        if row.live_from and start < row.live_from <= end:
            before = ending.pop((row.essay_id, row.live_from), None)
            yield Change(row.live_from, ChangeKind.REPLACED if before else ChangeKind.APPEARS, row, before)
    for row in ending.values():
        if row.live_until and start < row.live_until <= end:
            yield Change(row.live_until, ChangeKind.ENDS, row)


# -- One sentence a record -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Standing:
    """An essay before its public: what is live, what comes, what ended last."""

    essay: Essay
    revisions: Sequence[Revision]  # by number

    @property
    def live(self) -> Revision | None:
        return self._one(Publication.LIVE)

    @property
    def coming(self) -> Revision | None:
        return self._one(Publication.SCHEDULED)

    @property
    def ended(self) -> Revision | None:
        over: list[Any] = [row for row in self.revisions if row.publication is Publication.WITHDRAWN]
        return max(over, key=lambda row: row.live_until, default=None)

    @property
    def newest(self) -> Revision | None:
        return self.revisions[-1] if self.revisions else None

    @property
    def follows_at_once(self) -> bool:
        """Does what comes take the place of what is live, without a time between?"""
        return bool(self.live and self.coming and self.live.live_until == self.coming.live_from)

    def _one(self, publication: Publication) -> Revision | None:
        found: list[Any] = [row for row in self.revisions if row.publication is publication]
        return min(found, key=lambda row: row.live_from, default=None)


def essay_now(essay: Essay) -> SafeString:
    """What readers find of this essay; three queries."""
    return _sentence(essay, None)


def revision_now(revision: Revision) -> SafeString:
    """What readers find of its essay, and whether it is this revision."""
    return _sentence(revision.essay, revision)


def _sentence(essay: Essay, this: Revision | None) -> SafeString:
    revisions = list(essay.revisions.order_by("number")) if essay.pk else []
    standing = Standing(essay, revisions)
    newest = standing.newest
    moves = Transition.objects.filter(revision=newest, move=Move.RETURN).select_related("by")
    context = {
        "essay": essay,
        "this": this,
        "standing": standing,
        "is_discarded": bool(essay.pk) and (essay.deleted_at or essay.collection.deleted_at),
        "review": review_badge(newest.review) if newest else "",
        "returned": moves.first() if newest and newest.review == Review.RETURNED else None,
        "clock": clock_behind(Q(essay=essay)) if essay.pk else None,
    }
    return render_to_string("admin/essays/essay/public_now.html", context)


def collection_now(collection: Collection) -> SafeString:
    """How much of a collection readers find, and what changes next; three queries."""
    if collection.pk is None:
        return render_to_string("admin/essays/collection/public_now.html", {"essays": 0})
    rows = Revision.objects.current().filter(essay__collection=collection, essay__deleted_at__isnull=True)
    current = list(rows.select_related("essay"))
    live = [row for row in current if row.publication is Publication.LIVE]
    now = timezone.now()
    moments = {moment for row in current for moment in (row.live_from, row.live_until) if moment and moment > now}
    context = {
        "collection": collection,
        "essays": collection.essays.standing().count(),
        "live": live,
        "since": min((row.live_from for row in live if row.live_from), default=None),
        "free_words": sum(row.free_words for row in live),
        "words": sum(row.words for row in live),
        "next_change": min(moments, default=None),
        "is_discarded": collection.deleted_at,
        "clock": clock_behind(Q(collection=collection)),
    }
    return render_to_string("admin/essays/collection/public_now.html", context)


def clock_behind(where: Q) -> datetime | None:
    """The last move that was logged at a time still to come: the server's clock has gone back since."""
    later: Any = Transition.objects.filter(where, at__gt=timezone.now()).order_by("-at")
    return later.values_list("at", flat=True).first()


def by_day(changes: Iterable[Change]) -> list[tuple[date, list[Change]]]:
    return [(day, list(found)) for day, found in groupby(changes, key=lambda change: change.day)]
