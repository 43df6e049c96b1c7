"""“…”李明的声音有些抖。 “…”这是李明的心声。 “…”说这话的是李明。"""

from __future__ import annotations

import re

from essays.documents.quotes.acts import explicit
from essays.documents.quotes.subjects import Kind
from essays.documents.tree import Confidence

from .attribution import Attribution, Place

THIS_IS = re.compile(
    "(?:，|——)?(?:这[是句番些话]|这样的话|这就是|正是|说这|说出这|讲这|写下这|说话的|应声的|开口的|接话的|喊话的|发信人|写信人|落款)"
)


def after_owner(place: Place) -> Attribution | None:
    low, high = place.utterance.run.end, place.utterance.right
    this = THIS_IS.match(place.scene.veiled, low, high)
    if this:
        return _of_this(place, this.end())
    if heard := HEARD.match(place.scene.veiled, low, high):
        return _of_heard(place, heard.end())
    for act in place.own_after[:2]:
        if act.subject is None or act.actor is None:
            continue
        if act.subject.possessive:
            return Attribution(act.actor, "after-owner", (low, high)).weakened(Confidence.LIKELY)
        return None
    return None


def _of_heard(place: Place, start: int) -> Attribution | None:
    """听了李明的话，大家鼓起掌来: who hears is not who spoke."""
    low, high = place.utterance.run.end, place.utterance.right
    mention = next(iter(place.scene.cast.between(start, high)), None)
    if mention is None or not WORDS.match(place.scene.veiled, mention.end):
        return None
    return Attribution(place.discourse.speaker(mention), "after-owner", (low, high)).weakened(Confidence.LIKELY)


def _of_this(place: Place, start: int) -> Attribution | None:
    """这是她教我的第一课: whoever is named in the clause, be it as its subject or not."""
    low, high = place.utterance.run.end, place.utterance.right
    acting = next((one for one in explicit(place.own_after) if one.subject.start >= start), None)
    mention = next(iter(place.scene.cast.between(start, high)), None)
    if acting and mention and acting.subject.start < mention.start and acting.subject.kind is Kind.PRONOUN:
        return Attribution(acting.actor, "after-owner", (low, high)).weakened(Confidence.LIKELY)
    if mention is not None:
        return Attribution(place.discourse.speaker(mention), "after-owner", (low, high)).weakened(Confidence.LIKELY)
    pronoun = PRONOUN.search(place.scene.veiled, start, high)
    speaker = pronoun and place.discourse.pronoun(pronoun.group(), pronoun.start())
    return Attribution(speaker, "after-owner", (low, high)).weakened(Confidence.LIKELY) if speaker else None


HEARD = re.compile("，?(?:听了|听完|听罢|听到)")
WORDS = re.compile("的[^，。的]{0,4}(?:话|回答|答复|讲述|发言|介绍|解释|承诺)|[这如][样么此][说讲]|[说讲][完罢]")
PRONOUN = re.compile("[他她](?![们])")
