"""“李队长，要多久？”有人问。“三天。”: who is asked answers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from essays.documents.quotes.acts import explicit
from essays.documents.quotes.calls import called
from essays.documents.quotes.speakers import ANONYMOUS, Speaker
from essays.documents.tree import Confidence

from .attribution import Attribution, Place

NEAR = 2  # paragraphs back in which who is asked may be named


def answering(
    place: Place, places: Sequence[Place], said: Sequence[Attribution | None], index: int
) -> Attribution | None:
    asked, asks = (places[index - 1], said[index - 1]) if index else (None, None)
    if asked is None or asks is None or not _answers(place, asked):
        return None
    if whom := _asked(asked):
        return Attribution(whom, "answer").weakened(Confidence.LIKELY)
    if asks.speaker.name and WHOM.search(asked.before):
        return Attribution(ANONYMOUS, "answer").weakened(Confidence.UNSURE)
    if asks.speaker.name:
        other = _acts_beside(place, asked, asks.speaker) if place.opens_paragraph else None
        return Attribution(other, "answer").weakened(Confidence.UNSURE) if other else None
    speaker = called(place.scene, asked.utterance.run)
    if speaker is None and not explicit(place.own_after):
        speaker = _acted_last(asked) or _spoke_last(place, places, said, index - 1)
    return Attribution(speaker, "answer").weakened(Confidence.UNSURE) if speaker else None


def _answers(place: Place, asked: Place) -> bool:
    """Do the words stand behind a question, with a whole sentence between or nothing?

    In another paragraph only when that is all speech.
    """
    low, high = asked.utterance.run.end, place.utterance.run.start
    between = place.scene.passage.text[low:high].strip("　 \n")
    near = "\n" not in between and (
        "\n" not in place.scene.passage.text[low:high]
        or place.scene.passage.paragraph_at(high) in place.scene.spoken_paragraphs
        or place.leads_on
        or bool(WHOM.search(asked.before))
    )
    whole = not between or between.endswith(("。", "！"))
    return whole and near and asked.is_question


def _asked(asked: Place) -> Speaker | None:
    """“…？”耿书记转头问副局长查理明。: who is named behind the verb."""
    if asked.has_colon and (whom := _asked_before(asked)):
        return whom
    low, high = asked.utterance.run.end, asked.utterance.right
    verb = ASKED.search(asked.scene.veiled, low, high)
    if verb is None:
        return None
    mention = next(asked.scene.cast.between(verb.end(), high), None)
    return asked.discourse.speaker(mention) if mention and mention.start == verb.end() else None


def _asked_before(asked: Place) -> Speaker | None:
    """谷雨先问裘万里：“…？”: who is named between the verb and the colon."""
    low, high = asked.utterance.left, asked.utterance.left + len(asked.before) - 1
    verb = ASKED.search(asked.scene.veiled, low, high)
    mention = next(asked.scene.cast.between(verb.end(), high), None) if verb else None
    return (
        asked.discourse.speaker(mention)
        if verb and mention and (mention.start, mention.end) == (verb.end(), high)
        else None
    )


WHOM = re.compile("(?:问|请教)(?![他她我])[^，。：；问]{1,6}[：:]$")  # 先问学生：“…？”“…！”全班大笑
ASKED = re.compile("(?:问|请教)(?:起|道)?")


def _acts_beside(place: Place, asked: Place, asker: Speaker) -> Speaker | None:
    """Of an answer in a paragraph of its own: who acted last before the question, besides who asks."""
    paragraph = place.scene.passage.paragraph_at(asked.utterance.run.start)
    for act in place.discourse.before(asked.utterance.run.start):
        if paragraph - act.paragraph > NEAR:
            return None
        if act.actor and act.actor.name and act.actor.key != asker.key and not act.reported:
            return act.actor
    return None


def _acted_last(asked: Place) -> Speaker | None:
    """江采萍开了一家书店。“为什么还开？”我问。“…”: who acted in the paragraph before the question."""
    low, _ = asked.scene.paragraph_bounds(asked.utterance.run.start)
    acts = asked.discourse.before(asked.utterance.run.start)
    act = next((act for act in acts if act.start < low or (act.actor and act.actor.name and not act.reported)), None)
    return act.actor if act and act.start >= low else None


def _spoke_last(
    place: Place, places: Sequence[Place], said: Sequence[Attribution | None], index: int
) -> Speaker | None:
    passage = place.scene.passage
    paragraph = passage.paragraph_at(place.utterance.run.start)
    for earlier, found in zip(reversed(places[:index]), reversed(said[:index]), strict=True):
        if paragraph - passage.paragraph_at(earlier.utterance.run.start) > NEAR:
            return None
        if found and found.speaker.name:
            return found.speaker
    return None
