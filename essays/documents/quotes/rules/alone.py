"""A paragraph that is all speech is speech though nobody is named; a sentence in marks elsewhere is not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from essays.documents.quotes.speakers import ANONYMOUS
from essays.documents.tree import Confidence

from .attribution import Attribution, Place

LEADS = ("：", ":", "，", ",")
TALK = re.compile("[我您你咱俺]|[吧呢啊呀嘛啦哩吗][。！？!?…，]|！$|[谁哪咋啥怎么几][^，。？]{0,8}？$")
GOES_ON = re.compile(
    "[，、]|是|这(?!回|时|下|会儿|才|可)|正|不|成|道|写|代表|体现|诠释|彰显|回答|已|就是|也是|如今|从"
)


def alone(place: Place, places: Sequence[Place], said: Sequence[Attribution | None], index: int) -> Attribution | None:
    scene = place.scene
    paragraph = scene.passage.paragraph_at(place.utterance.run.start)
    told = place.before.endswith(LEADS) and bool(TALK.search(scene.words_of(place.utterance.run)))
    if paragraph in scene.spoken_paragraphs or told or _sounds_spoken(place):
        return Attribution(replace(ANONYMOUS, confidence=Confidence.UNSURE), "alone")
    return None


def _sounds_spoken(place: Place) -> bool:
    """At the head of a sentence, and with the words of talk: a proverb has neither I nor you."""
    run = place.utterance.run
    opens = place.scene.previous_character(run.start) in ("", "。", "！", "？", "”", "」", '"')
    return opens and not GOES_ON.match(place.scene.veiled, run.end) and bool(TALK.search(place.scene.words_of(run)))
