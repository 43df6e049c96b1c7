"""“…。”李明说：“…。”: one clause stands between two pieces, and opens only the second."""

from __future__ import annotations

from collections.abc import Sequence

from essays.documents.tree import Confidence

from .attribution import Attribution, Place
from .before import earlier


def shared_clause(
    place: Place, places: Sequence[Place], said: Sequence[Attribution | None], index: int
) -> Attribution | None:
    if not place.leads_on or not place.opens or index + 1 == len(places):
        return None
    found = said[index + 1]
    if found is None or found.clause is None or found.clause[0] > place.utterance.right:
        return None
    low, _ = place.scene.paragraph_bounds(place.utterance.run.start)
    before = earlier(place)
    if before and before.start >= low and before.actor and before.actor.key != found.speaker.key:
        return None
    return Attribution(found.speaker, "shared-clause", found.clause).weakened(Confidence.LIKELY)
