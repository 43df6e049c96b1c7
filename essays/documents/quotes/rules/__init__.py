"""Who said it: the rules in the order in which they are asked (guideline §4.1). The first that answers is believed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from essays.documents.quotes.calls import called
from essays.documents.quotes.discourse import Discourse
from essays.documents.quotes.speakers import ANONYMOUS, Speaker
from essays.documents.quotes.subjects import Kind, Subject
from essays.documents.quotes.utterances import Shape, Utterance
from essays.documents.tree import Confidence

from .acting import after_acting, after_group
from .alone import alone
from .answers import answering
from .attribution import Attribution, Place
from .before import before_colon, before_comma, before_gesture, before_person
from .beside import beside, beside_told
from .half import after_half
from .owner import after_heard, after_owner
from .sentence import earlier_actor, sentence_before
from .shared import shared_clause
from .signed import signed
from .turns import in_turn, taking_turns
from .unnamed import after_unnamed
from .verb import after_verb
from .written import written

# Rules that read a clause of the utterance's own sentence.
CLAUSE_RULES = (
    written,
    before_colon,
    before_comma,
    before_person,
    after_heard,
    after_verb,
    before_gesture,
    after_half,
    after_owner,
    signed,
)
# Rules for whole sentences in marks that no such clause names a speaker for.
NEIGHBOUR_RULES = (
    answering,
    beside,
    after_acting,
    shared_clause,
    sentence_before,
    after_group,
    after_unnamed,
    taking_turns,
    in_turn,
    earlier_actor,
    alone,
)

CARRIED = "before-colon-carried"

__all__ = ["Attribution", "attribute"]


def attribute(discourse: Discourse, utterances: Sequence[Utterance]) -> list[Attribution | None]:
    """The attribution of each utterance, None for one that turns out to be no speech."""
    places = [Place(discourse.scene, discourse, utterance) for utterance in utterances]
    said: list[Attribution | None] = []
    for before, place in zip([None, *places], places, strict=False):
        told = beside_told(place, before, said[-1] if said else None)
        said.append(None if told else _first(place, (rule(place) for rule in CLAUSE_RULES)))
    for index, place in enumerate(places):
        if said[index] is None and place.utterance.shape is Shape.WHOLE:
            said[index] = _first(place, (rule(place, places, said, index) for rule in NEIGHBOUR_RULES))
    return [found and _with_known_post(place, found) for place, found in zip(places, said, strict=True)]


def _first(place: Place, answers: Iterable[Attribution | None]) -> Attribution | None:
    for found in answers:
        if found and not _is_spoken_to(place, found):
            return found
        if found and found.introduces:
            return replace(found, speaker=_somebody_else(place, found.speaker.name).weakened(Confidence.UNSURE))
    return None


def _is_spoken_to(place: Place, found: Attribution) -> bool:
    """“老师，我能坐一会儿吗？”邵老师什么也没问。: who is spoken to does not speak."""
    if not found.speaker.name or (found.introduces and found.rule != CARRIED and _pronoun_before(place) is None):
        return False
    spoken_to = called(place.scene, place.utterance.run)
    return spoken_to is not None and spoken_to.name == found.speaker.name


def _pronoun_before(place: Place) -> Subject | None:
    """The 他 or 她 that acts in the clause that leads to the words."""
    subject = next((act.subject for act in reversed(place.acts_before) if act.subject), None)
    return subject if subject and subject.kind is Kind.PRONOUN else None


def _somebody_else(place: Place, name: str) -> Speaker:
    """她算盘一推：“理事长，赊可以。” Whom the pronoun means but who is spoken to."""
    subject = _pronoun_before(place)
    other = subject and place.discourse.pronoun(subject.words[0], subject.start, frozenset({name}))
    return other or ANONYMOUS


def _with_known_post(place: Place, found: Attribution) -> Attribution:
    """The post the essay has given the speaker up to here, be it in a sentence of its own (guideline §4.3)."""
    speaker = found.speaker
    if not speaker.name:
        return found
    post = place.scene.cast.post_at(speaker.name, place.utterance.right, speaker.post)
    return replace(found, speaker=replace(speaker, post=post))
