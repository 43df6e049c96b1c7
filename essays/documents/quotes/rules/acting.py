"""“…”李明笑了。: the subject of the sentence just behind, no verb of speech."""

from __future__ import annotations

import re
from collections.abc import Sequence

from essays.documents.quotes.acts import Act, Explicit, explicit
from essays.documents.quotes.speakers import Speaker
from essays.documents.quotes.subjects import Kind
from essays.documents.tree import Confidence

from .attribution import Attribution, Place

CLAUSES = 4
FAR = 24
ACTORS = (Kind.PERSON, Kind.PRONOUN, Kind.ROLE, Kind.SELF, Kind.SOMEONE)
REACTS = re.compile("[大哄哈]笑|笑了|鼓掌|掌声|愣|沉默|[安寂]静|哭|落泪|点头")
HEARS = re.compile(
    "[^，。]{0,4}?(?:把|将)?(?:这|那)(?:[句番席]话|话|句)(?:带|记|写|抄|讲|说|转|告)|听[了完罢见到]|闻言"
    "|[^，。]{0,2}?(?:没有?|不)(?:争辩|反驳|回答|接话|吭声|解释|作声|理会)"
)
ALSO = re.compile("(?<=，)也(?!是)")
DESCRIBES = re.compile("(?:是|来自|生于|出生|今年|有着?|叫|名叫|为|属于|曾是|原是|本是|已经?是)")


def after_acting(
    place: Place, places: Sequence[Place], said: Sequence[Attribution | None], index: int
) -> Attribution | None:
    return actor_behind(place)


def after_group(
    place: Place, places: Sequence[Place], said: Sequence[Attribution | None], index: int
) -> Attribution | None:
    """“…”孩子们端着汤碗。: a group, when nobody else can be meant; it may as well only hear what is said."""
    acts = [
        one
        for one in explicit(place.own_after[:CLAUSES])
        if one.subject.kind is Kind.GROUP and not _only_hears(place, one)
    ]
    if not acts:
        return None
    clause = (place.utterance.run.end, place.utterance.right)
    return Attribution(acts[0].actor, "after-group", clause).weakened(Confidence.UNSURE)


def reacts(place: Place, act: Act) -> bool:
    """Does the clause say what those do who only hear?"""
    return bool(REACTS.search(place.scene.veiled, act.subject.end if act.subject else act.start, act.end))


def _only_hears(place: Place, one: Explicit) -> bool:
    """“…”孩子们哄堂大笑。"""
    return one.subject.kind is Kind.GROUP and reacts(place, one.act)


def _acted_before(place: Place, actor: Speaker) -> bool:
    """“…”商怀远也趴了下来。: does as who spoke and acted just before."""
    low, _ = place.scene.paragraph_bounds(place.utterance.run.start)
    act = next((act for act in place.discourse.before(place.utterance.run.start) if act.actor), None)
    return bool(act and act.actor and act.start >= low and act.actor.name and act.actor.key != actor.key)


def is_only_heard(place: Place) -> bool:
    acts = explicit(place.own_after[:CLAUSES])
    return bool(acts) and all(_only_hears(place, one) for one in acts)


def actor_behind(place: Place, *, heard: bool = False) -> Attribution | None:
    """`heard`: may who only hears the words have said them, since they go on?"""
    low, high = place.utterance.run.end, place.utterance.right
    acts = [one for one in explicit(place.own_after[:CLAUSES]) if not _only_hears(place, one)]
    if not acts:
        return None
    _, subject, actor = next((one for one in acts if one.subject.kind in ACTORS), acts[0])
    if subject.start - low > FAR or (subject.kind not in ACTORS and not place.opens_paragraph):
        return None
    if DESCRIBES.match(place.scene.veiled, subject.end) and not place.opens_paragraph:
        return None
    if not heard and HEARS.match(place.scene.veiled, subject.end):
        return None
    if ALSO.search(place.scene.veiled, subject.end, high) and _acted_before(place, actor):
        return None
    found = Attribution(actor, "after-acting", (low, high))
    leads_on = place.after.endswith(("，", ","))  # “…”李明沉吟片刻，“…”: the clause may belong to the next words alone
    return found.weakened(Confidence.LIKELY) if leads_on and _acted_before(place, actor) else found
