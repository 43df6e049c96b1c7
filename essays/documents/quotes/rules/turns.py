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
