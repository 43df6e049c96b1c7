"""A conversation in paragraphs that are all speech: two people take turns."""

from __future__ import annotations

from collections.abc import Sequence

from essays.documents.tree import Confidence

from .attribution import Attribution, Place

FAR = 3  # paragraphs back in which both must have spoken


def taking_turns(
    place: Place, places: Sequence[Place], said: Sequence[Attribution | None], index: int
) -> Attribution | None:
    """The last speaker besides the one who has just spoken, in the paragraphs just before."""
    passage = place.scene.passage
    paragraph = passage.paragraph_at(place.utterance.run.start)
    if paragraph not in place.scene.spoken_paragraphs or index < 2:
        return None
    second = said[index - 1]
    if second is None or passage.paragraph_at(places[index - 1].utterance.run.start) == paragraph:
        return None
    for back in range(index - 2, -1, -1):
        first = said[back]
        if first is None or paragraph - passage.paragraph_at(places[back].utterance.run.start) > FAR:
            return None
        if first.speaker.key != second.speaker.key:
            return Attribution(first.speaker, "turn").weakened(Confidence.UNSURE)
    return None


def in_turn(
    place: Place, places: Sequence[Place], said: Sequence[Attribution | None], index: int
) -> Attribution | None:
    """郗望北问有没有动过心。麻班长说：“有。” And alone in a paragraph “后来呢？”: who acted but has not spoken."""
    passage = place.scene.passage
    paragraph = passage.paragraph_at(place.utterance.run.start)
    last = said[index - 1] if index else None
    if (
        last is None
        or not last.speaker.name
        or not place.is_question
        or paragraph not in place.scene.spoken_paragraphs
    ):
        return None
    if passage.paragraph_at(places[index - 1].utterance.run.start) != paragraph - 1:
        return None
    for act in place.discourse.before(places[index - 1].utterance.run.start):
        if paragraph - act.paragraph > FAR:
            return None
        if act.actor and act.actor.name and not act.reported and act.actor.key != last.speaker.key:
            return Attribution(act.actor, "turn").weakened(Confidence.UNSURE)
    return None
