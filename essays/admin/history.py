"""What was done with an essay, a revision or a collection: its Transitions in words, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import QuerySet

from essays.models import Collection, Essay, Revision, Transition
from essays.workflow import Move, Review, level_label

from .transition import WORDS

MOST_STEPS = 50


@dataclass(frozen=True, slots=True)
class Step:
    """One Transition as `admin/essays/history/timeline.html` shows it. No number: it was no revision that moved."""

    move: str
    words: str
    at: datetime
    who: str
    before: str
    after: str
    why: str
    effective_at: datetime | None
    label: str
    revision_id: int | None
    revision_number: int | None


def timeline(item: Collection | Essay | Revision, most: int = MOST_STEPS) -> list[Step]:
    """The newest moves of `item`, in one query. A collection's are those of its essays too."""
    return [_step(transition) for transition in transitions_of(item)[:most]]


def transitions_of(item: Collection | Essay | Revision) -> QuerySet[Transition]:
    if isinstance(item, Collection):
        found = Transition.objects.filter(collection=item)
    elif isinstance(item, Essay):
        found = Transition.objects.filter(essay=item)
    else:
        found = Transition.objects.filter(revision=item)
    return found.select_related("by", "revision").order_by("-at", "-id")


def _step(transition: Transition) -> Step:
    revision = transition.revision
    return Step(
        transition.move,
        str(Move(transition.move).label),
        transition.at,
        transition.who,
        _state(transition.from_state, transition.level),
        _state(transition.to_state, None),
        transition.why,
        transition.effective_at,
        transition.label,
        revision.pk if revision else None,
        revision.number if revision else None,
    )


def _state(value: str, level: int | None) -> str:
    """Among several levels of review, the one it stood at."""
    if value == Review.IN_REVIEW and level and settings.REVIEW_LEVELS > 1:
        return str(level_label(level))
    return str(WORDS.get(value, value))
