"""A Plan written to the working copy with a fixed number of statements, however much of it there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from essays.documents.counting import count
from essays.documents.plan import Action, EssayStep, Names, Plan, QuoteStep, SectionStep
from essays.documents.tree import Continues
from essays.models import Attribution, Collection, Essay, Quote, Section, Verdict
from essays.models.identity import new_uid
from essays.models.public_fields import log_new_order, settle_public_change
from essays.models.quote import measure
from essays.models.searching import index_essays
from essays.workflow import Actor

from .existing import Existing

SECTION_FIELDS = ("heading", "body", "is_paid", "continues", "line", "words", "position")
QUOTE_FIELDS = (
    "text", "kind", "speaker", "organisation", "title", "affiliations", "parts", "section", "is_paid", "is_lost",
    "words", "position", "attribution", "mark",
)  # fmt: skip
ESSAY_FIELDS = ("number", "title", "subtitle", "deleted_at", "version", "updated_at")


@dataclass(slots=True)
class Written:
    """The collection, the essays whose rows changed, the file's essays, and which rows the file's parts became."""

    collection: Collection
    touched: list[Essay] = field(default_factory=list)
    essays: list[Essay] = field(default_factory=list)
    names: dict[int, Names] = field(default_factory=dict)


@dataclass(slots=True)
class _Batch:
    """Rows gathered to be written together."""

    new_sections: list[Section] = field(default_factory=list)
    old_sections: list[Section] = field(default_factory=list)
    dead_sections: list[int] = field(default_factory=list)
    new_quotes: list[Quote] = field(default_factory=list)
    old_quotes: list[Quote] = field(default_factory=list)
    dead_quotes: list[int] = field(default_factory=list)
    new_attributions: list[Attribution] = field(default_factory=list)
    old_attributions: list[Attribution] = field(default_factory=list)


def write(plan: Plan, existing: Existing, by: Actor) -> Written:
    """Apply the plan to the rows it was made from; call it in the transaction they were read in.

    What readers see at once, since no revision holds it back, is logged as changed `by` whom.
    """
    collection = _write_collection(plan, existing)
    _log_public_changes(plan, existing, by)
    essays = _write_essays(plan, existing, collection)
    written, batch = Written(collection), _Batch()
    for step, essay in zip(plan.essays, essays, strict=True):
        sections = _plan_rows(step, essay, existing, batch)
        if step.source is not None:
            uids = ["" if at is None else sections[at].uid for at in step.origins]
            written.names[step.source] = Names(essay.pk, tuple(uids))
            written.essays.append(essay)
        if step.action is Action.CREATE or step.action is Action.UPDATE:
            written.touched.append(essay)
    _save(batch)
    return written


def _write_collection(plan: Plan, existing: Existing) -> Collection:
    step = plan.collection
    if existing.collection is None:
        return Collection.objects.create(title=step.title, declared_count=step.declared_count)
    collection = existing.collection
    if step.changed:
        collection.title, collection.declared_count = step.title, step.declared_count
        collection.save(update_fields=[*step.changed, "updated_at"])
    return collection


def _log_public_changes(plan: Plan, existing: Existing, by: Actor) -> None:
    published = {essay.id for essay in existing.working.essays if essay.is_published} if existing.working else set()
    if existing.collection is None or not published:
        return
    if plan.collection.changed:
        settle_public_change(existing.collection, plan.collection.changed, by)
    if any(step.id in published and "number" in step.changed for step in plan.essays):
        log_new_order(existing.collection, by)


def _write_essays(plan: Plan, existing: Existing, collection: Collection) -> list[Essay]:
    """The row of each step, new ones created, changed ones with a new version: an open form of theirs is stale."""
    now = timezone.now()
    essays, fresh, changed = [], [], []
    for step in plan.essays:
        essay = existing.rows.essays[step.id] if step.id else Essay(collection=collection)
        essay.number, essay.title, essay.subtitle = step.number, step.title, step.subtitle
        essays.append(essay)
        if not step.id:
            fresh.append(essay)
        elif step.action is not Action.KEEP:
            essay.version += 1
            essay.updated_at = now
            if "deleted_at" in step.changed:
                essay.deleted_at = now if step.action is Action.DISCARD else None
            changed.append(essay)
    Essay.objects.bulk_create(fresh)
    if changed:
        Essay.objects.bulk_update(changed, ESSAY_FIELDS)
        index_essays(essay.pk for step, essay in zip(plan.essays, essays, strict=True) if "deleted_at" in step.changed)
    return essays


def _plan_rows(step: EssayStep, essay: Essay, existing: Existing, batch: _Batch) -> list[Section]:
    """Put the essay's rows into the batch; returns its sections in order."""
    if step.action is Action.KEEP or step.action is Action.DISCARD:
        return [existing.rows.sections[essay.pk, row.uid] for row in step.sections]
    rows = existing.rows
    batch.dead_sections += [rows.sections[essay.pk, uid].pk for uid in step.deleted]
    batch.dead_quotes += [rows.quotes[essay.pk, uid].pk for uid in step.moved_quotes]
    renumbers = any(row.action in (Action.CREATE, Action.MOVE) for row in step.sections)
    sections: list[Section] = []
    for index, row in enumerate(step.sections):
        before = step.sections[index - 1] if index and row.continues is Continues.PARAGRAPH else None
        sections.append(_section(row, essay, existing, batch, index if renumbers else None, before))
    renumbers = any(quote.action is not Action.KEEP for quote in step.quotes)
    for index, quote in enumerate(step.quotes):
        _quote(quote, essay, existing, batch, index if renumbers else None, sections)
    return sections


def _section(
    step: SectionStep,
    essay: Essay,
    existing: Existing,
    batch: _Batch,
    position: int | None,
    before: SectionStep | None,
) -> Section:
    row = existing.rows.sections.get((essay.pk, step.uid)) if step.essay_id == essay.pk else None
    if row is not None and step.action is Action.KEEP and position in (None, row.position):
        return row
    is_new = row is None
    section = row or Section(essay=essay, uid=step.uid or new_uid())
    values: dict[str, Any] = {
        "heading": step.heading,
        "body": step.body,
        "is_paid": step.is_paid,
        "continues": step.continues.value,
        "line": step.line,
        "words": count(step.text, before.text if before else ""),
    }
    if step.action is Action.KEEP or step.action is Action.MOVE:
        values = values if is_new else {}
    if position is not None:
        values["position"] = position
    if _set(section, values) or is_new:
        (batch.new_sections if is_new else batch.old_sections).append(section)
    return section


def _quote(
    step: QuoteStep,
    essay: Essay,
    existing: Existing,
    batch: _Batch,
    position: int | None,
    sections: Sequence[Section],
) -> None:
    old = existing.rows.quotes.get((step.essay_id, step.uid))
    row = old if step.essay_id == essay.pk else None
    quote = row or Quote(essay=essay, uid=step.uid or new_uid())
    attribution = _attribution(step, essay, old, is_here=row is not None, batch=batch)
    values: dict[str, Any] = {
        "text": step.text,
        "kind": step.voice.kind.value,
        "speaker": step.voice.speaker,
        "organisation": step.voice.organisation,
        "title": step.voice.title,
        "affiliations": [[pair.organisation, pair.title] for pair in step.voice.affiliations],
        "parts": [[sections[spot.section].uid, spot.start, spot.end] for spot in step.spots],
        "is_paid": any(sections[spot.section].is_paid for spot in step.spots) if step.spots else quote.is_paid,
        "is_lost": not step.spots,
    }
    if row is None or step.is_reworded:
        values["words"], values["mark"] = measure(step.text)
    if position is not None:
        values["position"] = position
    section = sections[step.spots[0].section] if step.spots else None
    is_changed = _set(quote, values)
    if row is None or is_changed or row.attribution is not attribution or row.section_id != (section and section.pk):
        quote.section, quote.attribution = section, attribution
        (batch.new_quotes if row is None else batch.old_quotes).append(quote)


def _attribution(step: QuoteStep, essay: Essay, old: Quote | None, *, is_here: bool, batch: _Batch) -> Attribution:
    """The quote's own one while its words stand; else one that begins with what the file's reading says."""
    if old is not None and is_here and not step.is_reworded:
        attribution = old.attribution
        if "speaker" in step.changed and attribution.verdict == Verdict.UNSETTLED:
            attribution.rule, attribution.confidence = step.rule, step.confidence.value
            batch.old_attributions.append(attribution)
        return attribution
    attribution = Attribution(essay=essay, rule=step.rule, confidence=step.confidence.value)
    if old is not None and not step.is_reworded:  # the quote has moved to another essay: what is known goes along
        for name in ("rule", "confidence", "verdict", "speaker_id", "settled_by_id", "settled_by_name", "settled_at"):
            setattr(attribution, name, getattr(old.attribution, name))
    batch.new_attributions.append(attribution)
    return attribution


def _set(row: Section | Quote, values: dict[str, Any]) -> bool:
    """Give a row its values; tells whether one of them is new."""
    is_changed = False
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
            is_changed = True
    return is_changed


def _save(batch: _Batch) -> None:
    Section.objects.bulk_create(batch.new_sections)
    if batch.old_sections:
        Section.objects.bulk_update(batch.old_sections, SECTION_FIELDS)
    Attribution.objects.bulk_create(batch.new_attributions)
    if batch.old_attributions:
        Attribution.objects.bulk_update(batch.old_attributions, ["rule", "confidence"])
    Quote.objects.bulk_create(batch.new_quotes)
    if batch.old_quotes:
        Quote.objects.bulk_update(batch.old_quotes, QUOTE_FIELDS)
    if batch.dead_quotes:
        Quote.objects.filter(pk__in=batch.dead_quotes).delete()
    if batch.dead_sections:
        Section.objects.filter(pk__in=batch.dead_sections).delete()
