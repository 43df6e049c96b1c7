"""Confirm quotes with whoever says them, and list the same words of the same speaker as one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from essays.access import STRANGER, visible_to

from .attribution import DEEDS, Attribution, Verdict
from .identifying import Candidate, Identity, candidates, sure
from .locking import lock
from .quote import Quote, QuoteQuerySet
from .settlement import Act, acting
from .speaker import Speaker


def pass_verdict(quotes: Sequence[Quote], verdict: Verdict, *, by: Any) -> tuple[str, list[Quote]]:
    """Give the quotes a verdict as one act; returns its batch, and those left alone as `confirm` does."""
    with acting(DEEDS[verdict], by=by) as act:
        if verdict == Verdict.CONFIRMED:
            return act.batch, confirm(act, quotes)
        for quote in quotes:
            quote.attribution.settle_in(act, verdict)
        return act.batch, []


def confirm(act: Act, quotes: Sequence[Quote], *, doubtful_are_new: bool = False) -> list[Quote]:
    """Confirm each quote with the speaker it is sure to be by; a name nobody bears yet makes a new one.

    Returns those left alone since the name is known and nothing tells whether it is the same person. With
    `doubtful_are_new` they get a speaker of their own: a wrong merger cannot be seen, a missing one made up for.
    """
    lock("speakers")
    offered, left = candidates(quotes), []
    done: list[Quote] = []
    for quote in quotes:
        identity = Identity.of(quote)
        known = offered.get(identity, [])
        candidate = sure(quote, known)
        if identity.name and candidate is None:
            if known and not doubtful_are_new:
                left.append(quote)
                continue
            candidate = Candidate(new_speaker(act, quote, is_known=bool(known)))
            known.append(candidate)
        if candidate is not None:
            candidate.add(quote.organisation, quote.title, essay=quote.essay_id)
        quote.attribution.settle_in(act, Verdict.CONFIRMED, speaker=candidate and candidate.speaker)
        done.append(quote)
    join(act, done)
    return left


def confirm_as(act: Act, quotes: Sequence[Quote], speaker: Speaker | None) -> None:
    """Confirm the quotes as said by this speaker, whatever name is printed."""
    for quote in quotes:
        quote.attribution.settle_in(act, Verdict.CONFIRMED, speaker=speaker and speaker.canonical)
    join(act, quotes)


def new_speaker(act: Act, quote: Quote, *, is_known: bool) -> Speaker:
    """A speaker of the printed name, told by the organisation from others who bear it."""
    identity = Identity.of(quote)
    note = quote.organisation or quote.title if is_known else ""
    speaker = Speaker.objects.create(kind=identity.kind, name=identity.name, note=note)
    act.made(speaker)
    return speaker


def same_words(quotes: Iterable[Quote]) -> list[Quote]:
    """Quotes elsewhere in working copies that say the same and are printed to be by the same. One query."""
    wanted = {_print(quote): quote.pk for quote in quotes if quote.mark is not None}
    others = _standing({mark for mark, _speaker, _organisation in wanted}).exclude(pk__in=wanted.values())
    return [quote for quote in others if _print(quote) in wanted]


def join(act: Act, quotes: Sequence[Quote]) -> None:
    """List the same words, confirmed to be of the same speaker, as one: under what was confirmed first."""
    marks = {quote.mark for quote in quotes if quote.mark is not None}
    together: dict[tuple[object, ...], list[Attribution]] = defaultdict(list)
    for quote in _standing(marks).filter(attribution__verdict=Verdict.CONFIRMED) if marks else ():
        if quote.attribution.joined_to_id != quote.attribution_id:
            together[quote.mark, *_said_by(quote)].append(quote.attribution)
    for attributions in together.values():
        distinct = {attribution.pk: attribution for attribution in attributions}
        heads = {attribution.joined_to_id for attribution in attributions}
        head = min(distinct, key=lambda pk: (pk not in heads, pk))
        for pk, attribution in distinct.items():
            if pk != head and attribution.joined_to_id != head:
                act.change(attribution, joined_to_id=head)


def stand_alone(act: Act, attribution: Attribution) -> None:
    """List the quote by itself, and keep it so: joined to none but itself."""
    act.change(attribution, joined_to=attribution)


def give(act: Act, attributions: Iterable[Attribution], speaker: Speaker) -> None:
    """Say that these confirmed quotes are another speaker's: two people had been taken for one."""
    for attribution in attributions:
        attribution.settle_in(act, Verdict.CONFIRMED, speaker=speaker, joined_to=None)


def _standing(marks: Collection[int | None]) -> QuoteQuerySet:
    return (
        Quote.objects.working()
        .quotations()
        .filter(visible_to(STRANGER), mark__in=marks, is_lost=False)
        .select_related("attribution__speaker", "essay__collection")
        .order_by("essay__collection", "essay__number", "position", "id")
    )


def _print(quote: Quote) -> tuple[int | None, str, str]:
    return quote.mark, quote.speaker, "" if quote.speaker else quote.organisation


def _said_by(quote: Quote) -> tuple[object, ...]:
    speaker = quote.attribution.speaker
    return (speaker.head_id or speaker.pk,) if speaker else (quote.speaker, quote.organisation)
