"""One quote as the desk shows it: in its passage, with who says it and whoever else of the name there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from essays.admin.quote_form import PRINTED, state_of
from essays.documents.flow import join_rows
from essays.documents.marking import Passage, mark_passage
from essays.documents.tree import Part
from essays.models import Attribution, Quote, Section
from essays.models.confirming import same_words
from essays.models.identifying import Candidate, Identity, candidates, sure
from essays.models.tidying import row_of

DIGITS = 9  # candidates that a key each chooses
# How the speaker was found, by the beginning of the rule's name.
FOUND: tuple[tuple[str, Any], ...] = (
    ("before-colon-carried", _("by whom the sentence before was about, with a colon before the quote")),
    ("before-colon-unnamed", _("a colon before the quote, and nobody named")),
    ("before", _("named before the quote")),
    ("after-unnamed", _("told of after the quote, and nobody named")),
    ("after", _("named after the quote")),
    ("beside", _("named beside the quote")),
    ("shared", _("the clause of the quote beside it")),
    ("sentence-before", _("named in the sentence before")),
    ("paragraph-before", _("named in the paragraph before")),
    ("goes-on", _("goes on with the quote before")),
    ("turn", _("by turns in a conversation")),
    ("written", _("written, and signed or introduced")),
    ("alone", _("nobody is named near it")),
    ("reported", _("reported in other words")),
    ("by-hand", _("written by hand")),
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A candidate with the key that chooses it; `is_chosen` when accepting without a choice means this one."""

    key: int
    candidate: Candidate
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Card:
    quote: Quote
    passage: Passage | None
    identity: Identity
    offers: Sequence[Offer]
    same: Sequence[Quote]
    state: str
    typed: dict[str, str] = field(default_factory=dict)

    @property
    def is_new(self) -> bool:
        """Accepting makes a speaker: nobody bears the name yet."""
        return bool(self.identity.name) and not self.offers

    @property
    def must_choose(self) -> bool:
        return bool(self.offers) and not any(offer.is_chosen for offer in self.offers)

    @property
    def found(self) -> Any:
        rule = self.quote.attribution.rule
        return next((words for start, words in FOUND if rule.startswith(start)), rule)

    @property
    def printed(self) -> dict[str, str]:
        """What the form of a correction holds: as printed, or as it was typed."""
        return {name: self.typed.get(name, getattr(self.quote, name)) for name in PRINTED}

    @property
    def kinds(self) -> Any:
        return Quote.Kind.choices

    @property
    def is_certain(self) -> bool:
        return self.quote.attribution.confidence == Attribution.Confidence.CERTAIN


def card_of(quote: Quote, typed: dict[str, str] | None = None) -> Card:
    """At most eight queries. `typed` is a correction that was not saved: whoever bears *that* name is offered."""
    named = Quote(essay_id=quote.essay_id, **{name: (typed or {}).get(name, getattr(quote, name)) for name in PRINTED})
    identity = Identity.of(named)
    known = candidates([named]).get(identity, [])[:DIGITS]
    chosen = sure(named, known)
    offers = [Offer(key, candidate, candidate is chosen) for key, candidate in enumerate(known, start=1)]
    return Card(quote, _passage(quote), identity, offers, same_words([quote]), state_of(quote), typed or {})


def _passage(quote: Quote) -> Passage | None:
    sections = list(Section.objects.working().filter(essay=quote.essay_id).order_by("position", "id"))
    index = {section.uid: number for number, section in enumerate(sections)}
    flow = join_rows([row_of(section) for section in sections])
    parts = [Part(index[uid], start, end) for uid, start, end in quote.parts if uid in index]
    return mark_passage(flow, parts, quote.speaker, quote.organisation, quote.title)
