"""A plan as a page shows it: essays and sections with their counts, what happens to each, and quotes to check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from essays.documents import html
from essays.documents.counting import count
from essays.documents.plan import Action, EssayStep, Plan, QuoteStep, SectionStep
from essays.documents.tree import Confidence, Continues, SpeechKind
from essays.importing import Prepared
from essays.importing.existing import Rows
from essays.importing.wording import action_name, field_name
from essays.models import Attribution

SIGNS = {
    Action.CREATE: "+",
    Action.UPDATE: "~",
    Action.MOVE: "↕",
    Action.KEEP: "=",
    Action.DELETE: "−",
    Action.DISCARD: "−",
    Action.LOSE: "?",
}
CONTEXT = 10  # characters shown about either end of paid text
EXCERPT = 28  # characters shown of free text
MOST_QUOTES = 300  # on one page


@dataclass(frozen=True, slots=True)
class Mark:
    """What happens to one thing, as a badge."""

    action: Action
    fields: str = ""

    @property
    def sign(self) -> str:
        return SIGNS[self.action]

    @property
    def name(self) -> str:
        return action_name(self.action)


@dataclass(frozen=True, slots=True)
class SectionRow:
    """One run of text. `before` is what stands just before paid text that begins in a sentence."""

    mark: Mark
    heading: str
    is_paid: bool
    goes_on: bool
    words: int
    quotes: int
    line: int
    begins: str
    ends: str = ""
    before: str = ""


@dataclass(frozen=True, slots=True)
class EssayRow:
    mark: Mark
    number: int
    title: str
    subtitle: str
    sections: tuple[SectionRow, ...]
    deleted: tuple[str, ...]
    quotes: int

    @property
    def words(self) -> int:
        return sum(row.words for row in self.sections)

    @property
    def paid_words(self) -> int:
        return sum(row.words for row in self.sections if row.is_paid)

    @property
    def free_words(self) -> int:
        return self.words - self.paid_words

    @property
    def headed(self) -> int:
        return sum(not row.goes_on for row in self.sections)

    @property
    def is_kept(self) -> bool:
        return self.mark.action is Action.KEEP


@dataclass(frozen=True, slots=True)
class QuoteRow:
    """A quote somebody should look at; `confidence` is how sure the rules are of who says it."""

    essay: int
    step: QuoteStep
    confidence: str
    is_paid: bool


def essay_rows(prepared: Prepared) -> list[EssayRow]:
    return [_essay(step, prepared.existing.rows) for step in prepared.plan.essays]


def _essay(step: EssayStep, rows: Rows) -> EssayRow:
    old = (rows.sections.get((step.id, uid)) for uid in step.deleted)
    return EssayRow(
        Mark(step.action, _fields("essay", step.changed)),
        step.number,
        step.title,
        step.subtitle,
        tuple(_sections(step)),
        tuple(row.heading or html.plain_body(row.body)[:EXCERPT] for row in old if row is not None),
        sum(map(_is_quotation, step.quotes)),
    )


def _fields(kind: str, names: Sequence[str]) -> str:
    return " ".join(field_name(kind, name) for name in names)


def _sections(step: EssayStep) -> Iterator[SectionRow]:
    starts = Counter(quote.spots[0].section for quote in step.quotes if quote.spots and _is_quotation(quote))
    for index, row in enumerate(step.sections):
        previous = step.sections[index - 1].text if index and row.continues is Continues.PARAGRAPH else ""
        yield SectionRow(
            Mark(row.action, _fields("section", row.changed)),
            row.heading,
            row.is_paid,
            row.continues is not Continues.NO,
            count(row.text, previous),
            starts[index],
            row.line,
            *_excerpt(row),
            previous[-CONTEXT:] if row.is_paid or previous else "",
        )


def _excerpt(row: SectionStep) -> tuple[str, str]:
    """How a text begins, and of a paid one how it ends."""
    if not row.is_paid:
        return (row.text[:EXCERPT], "")
    return (row.text[:CONTEXT], row.text[-CONTEXT:] if len(row.text) > 2 * CONTEXT else "")


def _is_quotation(quote: QuoteStep) -> bool:
    return quote.voice.kind is not SpeechKind.STATEMENT


def quote_rows(plan: Plan) -> tuple[list[QuoteRow], list[QuoteRow]]:
    """New and reworded quotes: those that need an eye, the least sure first, and those the rules are certain of."""
    order, names = list(Confidence)[::-1], dict(Attribution.Confidence.choices)
    rows = [
        QuoteRow(step.number, quote, str(names[quote.confidence.value]), _is_paid(step, quote))
        for step in plan.essays
        for quote in step.quotes
        if _is_quotation(quote) and (quote.action is Action.CREATE or quote.is_reworded)
    ]
    rows.sort(key=lambda row: order.index(row.step.confidence))
    certain = [row for row in rows if row.step.confidence is Confidence.CERTAIN]
    return [row for row in rows if row.step.confidence is not Confidence.CERTAIN], certain


def _is_paid(step: EssayStep, quote: QuoteStep) -> bool:
    return any(step.sections[spot.section].is_paid for spot in quote.spots)


def shorten(rows: Sequence[QuoteRow]) -> dict[str, Any]:
    """As many as one page shows, and how many are left out."""
    return {"rows": rows[:MOST_QUOTES], "count": len(rows), "more": max(len(rows) - MOST_QUOTES, 0)}


def changes_of(plan: Plan) -> list[tuple[Mark, int]]:
    """How many sections are created, updated and so on, essays that go to the recycle bin among them."""
    sums = Counter(row.action for step in plan.essays if step.action is not Action.DISCARD for row in step.sections)
    sums[Action.DELETE] += sum(len(step.deleted) for step in plan.essays)
    sums[Action.DISCARD] += sum(step.action is Action.DISCARD for step in plan.essays)
    return [(Mark(action), sums[action]) for action in Action if sums[action]]
