"""“…”李明说。 “…”站在一旁的李明插话。"""

from __future__ import annotations

import re
from itertools import zip_longest

from essays.documents.quotes.acts import explicit
from essays.documents.quotes.grammar import find_verb
from essays.documents.quotes.subjects import Kind
from essays.documents.tree import Confidence

from .attribution import Attribution, Place

CLAUSES = 4
ASKING = ("问", "反问", "追问", "询问", "请教")  # “…。”我问他为什么。: what is no question was said by somebody else
NODS = re.compile("[^，。：；]{0,4}?(?:点头|鼓掌|叫好|称是|点赞)(?![^，。：；]*说)")
NOT = ("没", "不", "未", "没有", "没再", "不再", "不曾", "未曾")
BEFORE = re.compile("(?:没等|不等|未等|不待|没待)$")
FINAL = re.compile('[着了过起到]{0,2}(?:[，。：:！？；、—\\n“"「『]|$)')


def after_verb(place: Place) -> Attribution | None:
    low, high = place.utterance.run.end, place.utterance.right
    acting = explicit(place.own_after[:CLAUSES])
    for (_, subject, actor), following in zip_longest(acting, acting[1:]):
        if subject.possessive:
            return None
        if subject.kind is Kind.GROUP and NODS.match(place.scene.veiled, subject.end):
            continue  # “…吧？”居民们纷纷点头。
        if BEFORE.search(place.scene.veiled, low, subject.start):
            continue  # “…”没等李明开口，王大山说。
        verb = find_verb(place.scene.veiled, subject.end, following.act.start if following else high)
        if verb is None or place.scene.veiled.endswith(NOT, 0, verb.start()):
            continue
        if verb.group() in ASKING and not place.is_question:
            return None
        if FINAL.match(place.scene.veiled, verb.end()):
            return Attribution(actor, "after-verb", (low, high))
        return Attribution(actor, "after-acting", (low, high)).weakened(Confidence.LIKELY)
    return None
