"""胡鸣感受到……。“…”: the subject of the sentence just before."""

from __future__ import annotations

import re
from collections.abc import Sequence

from essays.documents.quotes.acts import Act, explicit
from essays.documents.quotes.phrases import skip_leads
from essays.documents.quotes.speakers import ANONYMOUS
from essays.documents.quotes.subjects import Kind
from essays.documents.tree import Confidence

from .acting import is_only_heard, reacts
from .attribution import Attribution, Place
from .before import earlier


def sentence_before(
    place: Place, places: Sequence[Place], said: Sequence[Attribution | None], index: int
) -> Attribution | None:
    low, _ = place.scene.paragraph_bounds(place.utterance.run.start)
    own = [act for act in place.acts_before if act.actor and act.subject and act.subject.kind is not Kind.SELF]
    act = own[0] if own else earlier(place)
    if act is None or act.actor is None or act.start < low:
        return whose_things(place, low)
    if not act.actor.name:
        return _said_by_group(place, act)
    previous = places[index - 1].utterance.run if index else None
    found = said[index - 1] if index else None
    talking = found and previous and found.speaker.name and previous.end > low
    if found and talking and found.speaker.key != act.actor.key and reacts(place, act):
        return Attribution(found.speaker, "turn").weakened(Confidence.UNSURE)
    if previous and previous.end > act.end and found:
        return Attribution(found.speaker, "goes-on").weakened(Confidence.LIKELY)
    return Attribution(act.actor, "sentence-before", (act.start, act.end)).weakened(Confidence.LIKELY)


def _said_by_group(place: Place, act: Act) -> Attribution | None:
    """乡亲们还站在路口。“常回来啊！”"""
    clause = (act.start, act.end)
    if act.actor is None or not act.actor.group or act.end + 1 < place.utterance.run.start:
        return None
    return Attribution(act.actor, "sentence-before", clause).weakened(Confidence.UNSURE)


def whose_things(place: Place, low: int) -> Attribution | None:
    """党一鸣的桌上摆着一盏台灯。“…”: nobody acts before in the paragraph, and it opens with somebody's things."""
    mention = next(iter(place.scene.cast.between(low, place.utterance.left)), None)
    if mention is None or not THINGS.match(place.scene.veiled, mention.end):
        return None
    led = skip_leads(place.scene.veiled, low, mention.start)
    if place.scene.veiled[led : mention.start].strip("，　 "):
        return None
    clause = (mention.start, mention.end)
    return Attribution(place.discourse.speaker(mention), "sentence-before", clause).weakened(Confidence.UNSURE)


THINGS = re.compile("(?:的|家)[^，。：；的]{1,6}[里上中前边旁下]")


def earlier_actor(
    place: Place, places: Sequence[Place], said: Sequence[Attribution | None], index: int
) -> Attribution | None:
    """The person the paragraph before was about, for a paragraph that opens with speech."""
    acts = explicit(place.own_after)
    if not place.opens_paragraph or place.leads_on or (acts and not is_only_heard(place)):
        return None
    act = earlier(place)
    if act is None or act.actor is None:
        return None
    answer = said[index + 1] if place.is_question and index + 1 < len(said) else None
    answered = answer and answer.speaker.key == act.actor.key and places[index + 1].opens_paragraph
    speaker = ANONYMOUS if answered else act.actor  # “找到过吗？” and then “去年找到一个，”牛耕野指给我们看
    return Attribution(speaker, "paragraph-before").weakened(Confidence.UNSURE)
