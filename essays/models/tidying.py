"""Bring a working copy in order after an edit: markers fence, rows are numbered and counted, quotes found again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django.db import transaction

from essays.documents import html
from essays.documents.counting import count
from essays.documents.fencing import Typed, fence_rows
from essays.documents.flow import Flow, Row, join_rows
from essays.documents.mending import mend_rows
from essays.documents.messages import Message
from essays.documents.quotes import Span, find_speech
from essays.documents.requoting import Words, match_quotes
from essays.documents.tree import Continues, Speech, SpeechKind
from essays.richtext import sanitize

from .attribution import BY_HAND, Attribution, Verdict
from .quote import Quote
from .section import Section

if TYPE_CHECKING:
    from .essay import Essay

COLUMNS = {
    field.attname: field.name
    for field in Quote._meta.concrete_fields
    if field.name not in ("id", "uid", "essay", "revision")
}


def tidy(essay: Essay) -> tuple[Message, ...]:
    """Put the working rows of `essay` in order and return what the fences have to say."""
    with transaction.atomic():
        sections = list(Section.objects.working().filter(essay=essay).order_by("position", "id"))
        fenced = fence_rows([typed_row(section) for section in sections])
        rows = store_rows(essay, sections, mend_rows(fenced.rows))
        _store_quotes(essay, rows)
    return fenced.messages


def typed_row(section: Section, index: int = 0) -> Typed:
    """A row as plain data, the `index`-th of its essay."""
    body = html.canonical(sanitize(section.body))
    return Typed(section.heading.strip(), body, section.is_paid, Continues(section.continues), index)


def store_rows(essay: Essay, sections: Sequence[Section], typed: Iterable[Typed]) -> list[Section]:
    """Write the rows back: the first cut from a section keeps its name, the others are new ones."""
    kept: list[Section] = []
    fresh: list[Section] = []
    rows: list[Section] = []
    for origin, cuts in groupby(typed, key=lambda row: row.origin):
        for number, row in enumerate(cuts):
            section = Section(essay=essay) if number else sections[origin]
            (fresh if number else kept).append(section)
            section.heading, section.body = row.heading, row.body
            section.is_paid, section.continues = row.is_paid, row.continues.value
            section.position = len(rows)
            section.words = _count(section, rows[-1] if rows else None)
            rows.append(section)
    Section.objects.filter(pk__in={section.pk for section in sections} - {section.pk for section in kept}).delete()
    Section.objects.bulk_update(kept, ["heading", "body", "is_paid", "continues", "position", "words"])
    Section.objects.bulk_create(fresh)
    return rows


def _count(section: Section, before: Section | None) -> int:
    goes_on = section.continues == Section.Continues.PARAGRAPH and before is not None
    return count(html.plain_body(section.body), html.plain_body(before.body) if goes_on and before else "")


def _store_quotes(essay: Essay, sections: Sequence[Section]) -> None:
    """Find the quotes of the text again: moved ones follow, new ones are listed, lost ones flagged, none removed."""
    flow = join_rows([row_of(section) for section in sections])
    findings = find_speech(flow.sections)
    speeches = sorted(
        (flow.speech(found) for found in (*findings.quotes, *findings.statements)),
        key=lambda speech: [(part.section, part.start) for part in speech.parts[:1]],
    )
    quotes = list(Quote.objects.working().filter(essay=essay).select_related("attribution").order_by("position", "id"))
    matches = match_quotes(
        [Words(quote.text, quote.kind == SpeechKind.STATEMENT) for quote in quotes],
        [Words(speech.text, speech.kind == SpeechKind.STATEMENT) for speech in speeches],
    )
    known = {match.new: (quotes[match.old], match.is_changed) for match in matches}
    listed = []
    for index, speech in enumerate(speeches):
        quote, is_changed = known.get(index, (Quote(essay=essay), True))
        _follow(quote, speech, sections, is_changed)
        listed.append(quote)
    found = {quote.pk for quote, _is_changed in known.values()}
    gone = [quote for quote in quotes if quote.pk not in found]
    for quote in gone:
        _look_for(quote, flow, sections)
    _save([*listed, *gone])


def keep_quotes(quotes: Sequence[Quote], strays: Sequence[Quote], sections: Sequence[Section]) -> None:
    """Store quotes whose places are known. The words of `strays` are looked for, and flagged as lost when gone."""
    flow = join_rows([row_of(section) for section in sections])
    for quote in strays:
        _look_for(quote, flow, sections)
    _save([*quotes, *strays])


def row_of(section: Section) -> Row:
    """A row as a part of running text."""
    texts = tuple(html.plain(block) for block in html.paragraphs(section.body))
    return Row(section.heading, texts, section.is_paid, section.continues)


def _follow(quote: Quote, speech: Speech, sections: Sequence[Section], is_changed: bool) -> None:
    """Put a quote where its words stand now. What an editor settled or wrote stays; the rest is found anew."""
    place(quote, speech, sections)
    if is_changed:
        quote.attribution = Attribution(essay=quote.essay)
    attribution = quote.attribution
    if attribution.verdict == Verdict.UNSETTLED and attribution.rule != BY_HAND:
        describe(quote, speech)
        attribution.rule, attribution.confidence = speech.rule, speech.confidence.value


def describe(quote: Quote, speech: Speech) -> None:
    """Give a quote the words, kind and speaker that were found."""
    quote.put_words(speech.text)
    quote.kind = speech.kind.value
    quote.speaker, quote.organisation, quote.title = speech.speaker, speech.organisation, speech.title
    quote.affiliations = [[pair.organisation, pair.title] for pair in speech.affiliations]


def place(quote: Quote, speech: Speech, sections: Sequence[Section]) -> None:
    """Give a quote its places in `sections`, rows of the essay by index."""
    quote.section = sections[speech.parts[0].section]
    quote.parts = [[sections[part.section].uid, part.start, part.end] for part in speech.parts]
    quote.is_paid, quote.is_lost = speech.is_paid, False


def _look_for(quote: Quote, flow: Flow, sections: Sequence[Section]) -> None:
    """A quote the rules did not find: its words may still stand there, else it is flagged as lost."""
    for number, paragraphs in enumerate(flow.sections):
        for index, text in enumerate(paragraphs):
            start = text.find(quote.text) if quote.text else -1
            if start >= 0:
                parts = flow.parts(Span(number, index, start, start + len(quote.text)))
                is_paid = any(sections[part.section].is_paid for part in parts)
                place(quote, Speech(quote.text, (), parts, SpeechKind(quote.kind), is_paid=is_paid), sections)
                return
    quote.section, quote.parts, quote.is_lost = None, [], True


def _save(quotes: Sequence[Quote]) -> None:
    ordered = sorted(quotes, key=_reading_order)
    for position, quote in enumerate(ordered):
        quote.position = position
    Attribution.objects.bulk_create(quote.attribution for quote in ordered if quote.attribution.pk is None)
    known = {quote.attribution.pk: quote.attribution for quote in ordered}
    _update(Attribution, list(known.values()), {"rule": "rule", "confidence": "confidence"})
    for quote in ordered:
        quote.attribution_id = quote.attribution.pk
        quote.section_id = quote.section.pk if quote.section else None
    _update(Quote, [quote for quote in ordered if quote.pk], COLUMNS)
    Quote.objects.bulk_create(quote for quote in ordered if not quote.pk)


def _update(model: Any, rows: Sequence[Any], fields: Mapping[str, str]) -> None:
    """Write what says something else now: of a thousand quotes a save moves many, and changes the words of a few.

    `fields` gives the names of the fields by those of their columns.
    """
    listed = model.objects.filter(pk__in=[row.pk for row in rows]).values_list("pk", *fields)
    stood = {pk: dict(zip(fields, values, strict=True)) for pk, *values in listed}
    changed: dict[tuple[str, ...], list[Any]] = defaultdict(list)
    for row in rows:
        changed[tuple(fields[name] for name, old in stood[row.pk].items() if old != getattr(row, name))].append(row)
    for names, together in changed.items():
        if names:
            model.objects.bulk_update(together, names)


def _reading_order(quote: Quote) -> tuple[int, int]:
    """Lost quotes last."""
    if quote.section is None:
        return (1 << 30, quote.position)
    return (quote.section.position, quote.parts[0][1])
