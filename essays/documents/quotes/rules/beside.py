"""“…”“…”李明说: two pairs of marks side by side have one speaker."""

from __future__ import annotations

from collections.abc import Sequence

from essays.documents.quotes.acts import explicit
from essays.documents.quotes.subjects import Kind
from essays.documents.tree import Confidence

from .attribution import Attribution, Place


def beside(
    place: Place, places: Sequence[Place], said: Sequence[Attribution | None], index: int
) -> Attribution | None:
    if index and _touches(places[index - 1], place) and not _is_answered(places[index - 1], place, said[index - 1]):
        found = said[index - 1]
        if found:
            return Attribution(found.speaker, "beside-quote").weakened(Confidence.LIKELY)
    following = index + 1
    while following < len(places) and _touches(places[following - 1], places[following]):
        found = said[following]
        if found:
            return Attribution(found.speaker, "beside-quote").weakened(Confidence.LIKELY)
        following += 1
    return None


def _is_answered(asked: Place, place: Place, found: Attribution | None) -> bool:
    """“…？”“…。”李明一句话把他问住了。 王芳说：“…”“…。”李明掏出硬币。: who acts behind has answered."""
    behind = next((one for one in explicit(place.own_after[:1]) if one.subject.kind is Kind.PERSON), None)
    if found and found.introduces and found.speaker.name and behind and behind.actor.key != found.speaker.key:
        return True
    return asked.is_question and any(
        one.subject.kind in (Kind.PERSON, Kind.GROUP, Kind.ROLE) for one in explicit(place.own_after[:1])
    )


def beside_told(place: Place, before: Place | None, found: Attribution | None) -> bool:
    """大家七嘴八舌：“…”“…”"""
    return bool(before and found and before.has_colon and found.speaker.group and _touches(before, place))


def _touches(first: Place, second: Place) -> bool:
    low, high = first.utterance.run.end, second.utterance.run.start
    between = first.scene.passage.text[low:high]
    return "\n" not in between and not between.strip()
