"""“李队长，要多久？”有人问。“三天。”: who is asked answers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from essays.documents.quotes.cast import Mention, has_title
from essays.documents.quotes.discourse import explicit
from essays.documents.quotes.speakers import Speaker
from essays.documents.tree import Confidence

from .attribution import Attribution, Place

CALLED = re.compile("(?P<who>[^，,。！？!?]{2,4})[，,！!]")
ASKS = ("？", "?")
NEAR = 2  # paragraphs back in which who is asked may be named
FAR = 40  # mentions looked at for who is called by a title


def answering(
    place: Place, places: Sequence[Place], said: Sequence[Attribution | None], index: int
) -> Attribution | None:
    asked, asks = (places[index - 1], said[index - 1]) if index else (None, None)
    if asked is None or asks is None or not _answers(place, asked):
        return None
    if whom := _asked(asked):
        return Attribution(whom, "answer").weakened(Confidence.LIKELY)
    if asks.speaker.name:
        return None
    called = CALLED.match(asked.scene.words_of(asked.utterance.run))
    speaker = _called(place, called["who"]) if called else None
    if speaker is None and not explicit(place.own_after):
        speaker = _spoke_last(place, places, said, index - 1)
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
    )
    whole = not between or between.endswith(("。", "！"))
    return whole and near and asked.scene.words_of(asked.utterance.run).endswith(ASKS)


def _asked(asked: Place) -> Speaker | None:
    """“…？”耿书记转头问副局长查理明。: who is named behind the verb."""
    low, high = asked.utterance.run.end, asked.utterance.right
    verb = ASKED.search(asked.scene.veiled, low, high)
    if verb is None:
        return None
    mention = next(asked.scene.cast.between(verb.end(), high), None)
    return asked.discourse.speaker(mention) if mention and mention.start == verb.end() else None


ASKED = re.compile("(?:问|请教)(?:起|道)?")


def _called(place: Place, words: str) -> Speaker | None:
    """Who is called 李队长 or 队长: the nearest that is named so or has the title."""
    for count, mention in enumerate(place.scene.cast.before(place.utterance.run.start)):
        if count == FAR:
            return None
        if _is_called(place, mention, words):
            return place.discourse.speaker(mention)
    return None


def _is_called(place: Place, mention: Mention, words: str) -> bool:
    person = place.scene.cast.person(mention)
    titles = person.post.title.split("、")
    own = words.removeprefix(person.name[:1])
    return words in (mention.name, person.name) or any(has_title(title, own) for title in titles)


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
