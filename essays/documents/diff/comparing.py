"""Compare two versions: sections first, then their paragraphs, then their characters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from essays.documents.version import Version, VersionQuote

from .groups import Group, Paragraph, join_groups
from .matching import moved, pair_groups, pair_quotes, reading_order
from .paragraphs import compare_paragraphs, find_moved
from .sequences import Budget
from .shape import Field, Kind, QuoteDiff, SectionDiff, VersionDiff
from .texts import DELETE, INSERT, Run, compare_texts, whole


def compare(old: Version, new: Version) -> VersionDiff:
    """Give what leads from `old` to `new`; `compare(v, v).is_empty`."""
    budget = Budget()
    title = compare_texts(old.title, new.title, budget)
    subtitle = compare_texts(old.subtitle, new.subtitle, budget)
    sections = _sections(join_groups(old.sections), join_groups(new.sections), budget)
    quotes = _quotes(old.quotes, new.quotes, budget)
    inserted, deleted = _counts([*title, *subtitle], sections)
    return VersionDiff(title, subtitle, sections, quotes, inserted, deleted)


def _counts(runs: Sequence[Run], sections: Iterable[SectionDiff]) -> tuple[int, int]:
    changed = [run for section in sections for run in section.heading]
    changed += [
        run
        for section in sections
        for paragraph in section.paragraphs
        if not (paragraph.is_moved and paragraph.kind is Kind.DELETED)
        for run in paragraph.runs
    ]
    every = [*runs, *changed]
    return (
        sum(len(run.text) for run in every if run.is_inserted),
        sum(len(run.text) for run in every if run.is_deleted),
    )


def _sections(old: Sequence[Group], new: Sequence[Group], budget: Budget) -> tuple[SectionDiff, ...]:
    pairs = pair_groups(old, new)
    strayed = moved(pairs)
    found = []
    for i, j in reading_order(pairs, len(old), len(new)):
        before = old[i] if i is not None else None
        after = new[j] if j is not None else None
        section = _section(before, after, budget)
        was_at, is_at = 0 if i is None else i + 1, 0 if j is None else j + 1
        found.append(replace(section, is_moved=j in strayed, was_at=was_at, is_at=is_at))
    return find_moved(found, budget)


def _section(before: Group | None, after: Group | None, budget: Budget) -> SectionDiff:
    stands = after or before
    assert stands is not None  # noqa: S101  (reading_order gives every pair one side at least)
    old: Sequence[Paragraph] = before.paragraphs if before else ()
    new: Sequence[Paragraph] = after.paragraphs if after else ()
    heading = compare_texts(before.heading, after.heading, budget) if before and after else _whole(before, after)
    uids = tuple(dict.fromkeys([*(after.uids if after else ()), *(before.uids if before else ())]))
    section = SectionDiff(
        Kind.KEPT,
        stands.uid,
        uids,
        heading,
        compare_paragraphs(old, new, budget),
        access_before=before.access if before else None,
        access_after=after.access if after else None,
    )
    return replace(section, kind=_kind(section))


def _whole(before: Group | None, after: Group | None) -> tuple[Run, ...]:
    return whole(INSERT, after.heading) if after else whole(DELETE, before.heading if before else "")


def _kind(section: SectionDiff) -> Kind:
    if section.access_before is None:
        return Kind.INSERTED
    if section.access_after is None:
        return Kind.DELETED
    is_same = all(run.is_kept for run in section.heading) and all(one.is_empty for one in section.paragraphs)
    return Kind.KEPT if is_same and not section.has_new_access else Kind.CHANGED


def _quotes(old: Sequence[VersionQuote], new: Sequence[VersionQuote], budget: Budget) -> tuple[QuoteDiff, ...]:
    order = reading_order(pair_quotes(old, new), len(old), len(new))
    return tuple(
        _quote(old[i] if i is not None else None, new[j] if j is not None else None, budget) for i, j in order
    )


def _quote(before: VersionQuote | None, after: VersionQuote | None, budget: Budget) -> QuoteDiff:
    nothing = VersionQuote("", "")
    one, other = before or nothing, after or nothing
    stands = after or one
    fields = {name: Field(getattr(one, name), getattr(other, name)) for name in ("speaker", "organisation", "title")}
    speech = Field(one.kind.value if before else "", other.kind.value if after else "")
    quote = QuoteDiff(
        Kind.KEPT,
        stands.uid,
        stands.parts[0][0] if stands.parts else "",
        compare_texts(one.text, other.text, budget),
        speech=speech,
        was_paid=before.is_paid if before else None,
        is_paid=after.is_paid if after else None,
        **fields,
    )
    if before is None or after is None:
        return replace(quote, kind=Kind.INSERTED if after else Kind.DELETED)
    is_changed = one.text != other.text or speech.is_changed or quote.has_new_access
    is_changed = is_changed or any(field.is_changed for field in fields.values())
    return replace(quote, kind=Kind.CHANGED if is_changed else Kind.KEPT)
