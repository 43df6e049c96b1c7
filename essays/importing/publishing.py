"""Carry imported essays through the workflow's doors, and confirm the quotes that are certain."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from essays.documents.tree import Confidence
from essays.models import Essay, Quote, Revision, Speaker, Verdict
from essays.workflow import REVIEW_TABLE, Actor, Permission, Publication, Review

from .locking import lock


class Step(StrEnum):
    """How far an import carries its essays."""

    IMPORT = "import"
    SUBMIT = "submit"
    PUBLISH = "publish"


IMPORT = "essays.add_source"
PERMISSIONS: dict[Step, tuple[str, ...]] = {
    Step.IMPORT: (IMPORT,),
    Step.SUBMIT: (IMPORT, Permission.SUBMIT),
    Step.PUBLISH: (IMPORT, Permission.SUBMIT, Permission.REVIEW, Permission.PUBLISH),
}


def missing_permissions(step: Step, by: Actor) -> tuple[str, ...]:
    return tuple(permission for permission in PERMISSIONS[step] if not by.may(permission))


def carry(essays: Sequence[Essay], step: Step, by: Actor) -> int:
    """Submit or publish each essay's newest revision; returns how many moved. Raises TransitionNotAllowed.

    What is live, in review or approved already stays where it is.
    """
    revisions = Revision.objects.freeze(essays, by=by)
    if step is Step.SUBMIT:
        moved = [_submit(revision, by) for revision in revisions]
    else:
        moved = [_publish(revision, by) for revision in revisions]
        confirm_certain(essays, by)
    return sum(moved)


def _submit(revision: Any, by: Actor) -> bool:
    may_go = Review.IN_REVIEW in REVIEW_TABLE[Review(revision.review)]
    if may_go:
        revision.submit(by=by)
    return may_go


def _publish(revision: Any, by: Actor) -> bool:
    if revision.publication is Publication.LIVE:
        return False
    _submit(revision, by)
    if revision.review == Review.IN_REVIEW:
        revision.approve(by=by)
    revision.publish(by=by)
    return True


def confirm_certain(essays: Sequence[Essay], by: Actor) -> int:
    """Confirm the quotes the rules are certain of; returns how many.

    The same name with the same organisation is the same speaker, else it is another one: a wrong merger cannot
    be seen, a missing one can be made up for.
    """
    quotes = [
        quote
        for quote in Quote.objects.working()
        .filter(essay__in=essays, is_lost=False)
        .filter(attribution__verdict=Verdict.UNSETTLED, attribution__confidence=Confidence.CERTAIN)
        .select_related("attribution")
        .order_by("essay__number", "position", "id")
        if 0 < len(_name(quote)) <= _LONGEST
    ]
    speakers = _speakers(quotes) if quotes else {}
    for quote in quotes:
        quote.attribution.settle(Verdict.CONFIRMED, by=by, speaker=speakers[_identity(quote)])
    return len(quotes)


_LONGEST = int(Speaker._meta.get_field("name").max_length or 0)
Identity = tuple[str, str, str]  # kind, name, organisation


def _is_body(quote: Quote) -> bool:
    return not quote.speaker and bool(quote.organisation)


def _name(quote: Quote) -> str:
    return quote.organisation if _is_body(quote) else quote.speaker


def _identity(quote: Quote) -> Identity:
    if _is_body(quote):
        return Speaker.Kind.BODY.value, quote.organisation, ""
    return Speaker.Kind.PERSON.value, quote.speaker, quote.organisation


def _speakers(quotes: Sequence[Quote]) -> dict[Identity, Speaker]:
    """The speaker of each identity: the one an earlier quote of the same print was given, else a new one."""
    lock("speakers")
    wanted = {_identity(quote): quote for quote in quotes}
    known = _known(wanted)
    taken = set(Speaker.objects.filter(name__in={name for _k, name, _o in wanted}).values_list("name", flat=True))
    fresh: dict[Identity, Speaker] = {}
    for identity in wanted:
        kind, name, organisation = identity
        if identity not in known:
            # Two of one name are told apart by where they work.
            note = organisation if name in taken else ""
            fresh[identity] = Speaker(kind=kind, name=name, note=note)
            taken.add(name)
    Speaker.objects.bulk_create(fresh.values())
    return known | fresh


def _known(wanted: dict[Identity, Quote]) -> dict[Identity, Speaker]:
    names = {name for _kind, name, _organisation in wanted}
    settled = (
        Quote.objects.working()
        .filter(attribution__verdict=Verdict.CONFIRMED, attribution__speaker__isnull=False)
        .select_related("attribution__speaker")
        .order_by("id")
    )
    known: dict[Identity, Speaker] = {}
    for quote in (*settled.filter(speaker__in=names), *settled.filter(speaker="", organisation__in=names)):
        speaker = quote.attribution.speaker
        if speaker is not None and _identity(quote) in wanted:
            known.setdefault(_identity(quote), speaker.canonical)
    return known
