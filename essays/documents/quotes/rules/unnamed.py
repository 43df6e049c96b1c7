"""“…”坐在最后一排的说。: a verb of speech at the end of the clause, but no name that can be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from essays.documents.quotes.discourse import COMMA
from essays.documents.quotes.grammar import find_verb
from essays.documents.quotes.speakers import ANONYMOUS
from essays.documents.tree import Confidence

from .attribution import Attribution, Place
from .verb import FINAL


def after_unnamed(
    place: Place, places: Sequence[Place], said: Sequence[Attribution | None], index: int
) -> Attribution | None:
    low, high = place.utterance.run.end, place.utterance.right
    verb = find_verb(place.scene.veiled, low, high)
    if (
        verb is None
        or place.leads_on
        or verb.start() == low
        or not FINAL.match(place.scene.veiled, verb.end())
        or COMMA.search(place.scene.veiled, low + 1, verb.start())
    ):
        return None
    return Attribution(replace(ANONYMOUS, confidence=Confidence.UNSURE), "after-unnamed", (low, high))
