"""“…”李明的声音有些抖。 “…”这是李明的心声。 “…”说这话的是李明。"""

from __future__ import annotations

import re

from essays.documents.quotes.acts import explicit
from essays.documents.quotes.speakers import Speaker
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
    for act in place.own_after[:2]:
        if act.subject is None or act.actor is None:
            continue
        if act.subject.possessive:
            return Attribution(act.actor, "after-owner", (low, high)).weakened(Confidence.LIKELY)
        return None
    return None


def after_heard(place: Place) -> Attribution | None:
    """听了李明的话，大家鼓起掌来, 我一直记着李明当时的回答, 大家都知道，这话是李明说的: who hears, remembers or knows
    is not who spoke.
    """
    low, high = place.utterance.run.end, place.utterance.right
    if known := KNOWN.match(place.scene.veiled, low, high):
        return _of_this(place, known.end())
    hearer = next(iter(place.scene.cast.between(low, high)), None)
    start = hearer.end if hearer and hearer.start == low else low
    heard = HEARD.match(place.scene.veiled, start, high)
    mention = heard and next(iter(place.scene.cast.between(heard.end(), high)), None)
    if not mention or not WORDS.match(place.scene.veiled, mention.end):
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
    speaker = place.discourse.pronoun(pronoun.group(), pronoun.start()) if pronoun else _kin(place, start)
    return Attribution(speaker, "after-owner", (low, high)).weakened(Confidence.LIKELY) if speaker else None


def _kin(place: Place, start: int) -> Speaker | None:
    """这是外婆留给我的最后一句话: who has no name says it as well."""
    words = LEFT.search(place.scene.veiled, start, place.utterance.right)
    return place.discourse.owner(start, words.start()) if words else None


KNOWN = re.compile("[^，。]{0,12}(?:知道|得知|明白|晓得|清楚|听说)，(?=这句?[话番]|那句?[话番])")
HEARD = re.compile("，?(?:听[了完罢到]?|(?:我们?)?[^，。的]{0,6}?(?:记得|记着|记住了?|忘不了|难忘|牢记|想起了?))")
WORDS = re.compile(
    "(?:[^，。的]{1,6})?的[^，。的]{0,4}(?:话|回答|答复|讲述|发言|介绍|解释|承诺)|[这如][样么此][说讲]|[说讲][完罢]"
)
LEFT = re.compile(
    "(?:生前|临终前?|临走时?|当时|常|总|曾|[留送教写说讲交]给?)[^，。]{0,18}?"
    "(?:话|嘱咐|叮嘱|嘱托|叮咛|遗言|遗嘱|口头禅|回答)"
)
PRONOUN = re.compile("[他她](?![们])")
