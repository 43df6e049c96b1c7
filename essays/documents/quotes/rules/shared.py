"""“…。”李明说：“…。”: one clause stands between two pieces, and opens only the second."""

from __future__ import annotations

import re
from collections.abc import Sequence

from essays.documents.tree import Confidence

from .attribution import Attribution, Place
from .before import earlier

INTERRUPTS = re.compile(
    "(?:插嘴|插话|插了一[句嘴]|接话|接茬|接过话|接口|打断|打岔|抢白|反驳|纠正|拆台|抬杠|搭腔|搭话|附和|帮腔|回敬|回了一句|顶了一句)[^，。：]{0,4}[：:]$"
)


def shared_clause(
    place: Place, places: Sequence[Place], said: Sequence[Attribution | None], index: int
) -> Attribution | None:
    if not place.leads_on or not place.opens or index + 1 == len(places):
        return None
    found = said[index + 1]
    if found is None or found.clause is None or found.clause[0] > place.utterance.right:
        return None
    if INTERRUPTS.search(place.after):
        return None  # “没数过。”小徒弟插嘴：“…”
    low, _ = place.scene.paragraph_bounds(place.utterance.run.start)
    before = earlier(place)
    if before and before.start >= low and before.actor and before.actor.key != found.speaker.key:
        return None
    return Attribution(found.speaker, "shared-clause", found.clause).weakened(Confidence.LIKELY)
