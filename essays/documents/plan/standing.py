"""Essays that stay as they are, put into the form of the plan."""

from __future__ import annotations

from essays.documents import html

from .pairing import EssayTriple
from .steps import Action, EssayStep, QuoteStep, SectionStep, Spot, Voice
from .working import WorkingEssay, WorkingQuote


def keep_whole(triple: EssayTriple, action: Action) -> EssayStep:
    """Every row of an essay kept; DISCARD puts the essay into the recycle bin with all of them."""
    ours = triple.ours
    if ours is None:
        raise ValueError("there is no essay to keep")
    places = {section.uid: index for index, section in enumerate(ours.sections)}
    return EssayStep(
        Action.DISCARD if action is Action.DISCARD else Action.KEEP,
        ours.number,
        ours.title,
        ours.subtitle,
        ours.id,
        ("deleted_at",) if action is Action.DISCARD else (),
        _sections(ours),
        tuple(_quote(quote, places, ours.id) for quote in ours.quotes),
        origins=tuple(places.get(uid) for uid in triple.names.sections),
        source=triple.source,
    )


def _sections(ours: WorkingEssay) -> tuple[SectionStep, ...]:
    return tuple(
        SectionStep(
            Action.KEEP,
            row.heading,
            row.body,
            html.plain_body(row.body),
            row.is_paid,
            row.continues,
            row.line,
            row.uid,
            ours.id,
        )
        for row in ours.sections
    )


def _quote(quote: WorkingQuote, places: dict[str, int], essay_id: int) -> QuoteStep:
    return QuoteStep(
        Action.KEEP,
        quote.text,
        tuple(Spot(places[uid], start, end) for uid, start, end in quote.parts if uid in places),
        Voice(quote.kind, quote.speaker, quote.organisation, quote.title, quote.affiliations),
        uid=quote.uid,
        essay_id=essay_id,
    )
