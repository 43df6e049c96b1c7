"""A conversation in paragraphs that are all speech: two people take turns."""

from __future__ import annotations

from collections.abc import Sequence

from essays.documents.tree import Confidence

from .attribution import Attribution, Place


def taking_turns(
    place: Place, places: Sequence[Place], said: Sequence[Attribution | None], index: int
) -> Attribution | None:
    """The speaker before the last one, when the last two were two and stand in the paragraphs just before."""
    passage = place.scene.passage
    paragraph = passage.paragraph_at(place.utterance.run.start)
    if paragraph not in place.scene.spoken_paragraphs or index < 2:
        return None
    first, second = said[index - 2], said[index - 1]
    near = [paragraph - passage.paragraph_at(places[index - back].utterance.run.start) for back in (2, 1)]
    if first is None or second is None or first.speaker.key == second.speaker.key or max(near) > 3 or near[1] == 0:
        return None
    return Attribution(first.speaker, "turn").weakened(Confidence.UNSURE)
