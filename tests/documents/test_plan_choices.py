"""An editor decides between the file and the site: at the import, or afterwards."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from essays.documents.plan import (
    Action,
    Clash,
    Plan,
    Side,
    Working,
    WorkingEssay,
    WorkingSection,
    plan_import,
    plan_settlement,
)
from essays.documents.tree import Document, Section

from .merging import FIELD, NEW, RIVER, ROAD, SCHOOL, Site, document, essay, paragraph, quote, section, site_after

TYPO = RIVER.replace("洗衣", "淘米")
OTHER = RIVER.replace("一百年", "三百年")
HEADINGS = {RIVER: "小河", ROAD: "小路", SCHOOL: "学校", FIELD: "田野"}


def texts(site: Site) -> list[tuple[str, list[tuple[str, str, bool]]]]:
    """What stands on the site, essay by essay, without names."""
    return [
        (one.title, [(row.heading, row.body, row.is_paid) for row in one.sections])
        for one in site.ours.essays
        if not one.is_discarded
    ]


def all_of(plan: Plan, side: Side) -> dict[str, Side]:
    return {conflict.key: side for conflict in plan.conflicts}


# -- Any change on either side -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Change:
    """What one side does to a section."""

    text: str = ""
    heading: str = ""
    is_paid: bool | None = None
    is_gone: bool = False


CHANGES = [Change(), Change(text="甲"), Change(text="乙"), Change(heading="新题"), Change(is_paid=True)]
SIDES = st.fixed_dictionaries(
    {text: st.sampled_from([*CHANGES, Change(is_gone=True)]) for text in (RIVER, ROAD, SCHOOL, FIELD)}
)


def theirs_of(changes: Mapping[str, Change], title: str, *, reverses: bool) -> Document:
    def rows(*wanted: str) -> list[Section]:
        found = [
            section(
                text.replace("的", changes[text].text, 1) if changes[text].text else text,
                changes[text].heading or HEADINGS[text],
                paid=bool(changes[text].is_paid),
            )
            for text in wanted
            if not changes[text].is_gone
        ]
        return found[::-1] if reverses else found

    first, second = essay(1, *rows(RIVER, ROAD, SCHOOL), title=title), essay(2, *rows(FIELD))
    return document(first, second) if second.sections else document(first)


def ours_of(site: Site, changes: Mapping[str, Change], title: str, *, reverses: bool) -> Working:
    def typed(row: WorkingSection) -> WorkingSection:
        text = next(text for text, heading in HEADINGS.items() if heading == row.heading)
        change = changes[text]
        words = text.replace("的", change.text + "我", 1) if change.text else text
        is_paid = row.is_paid if change.is_paid is None else change.is_paid
        return replace(
            row, heading=(change.heading and "编辑的题") or row.heading, body=paragraph(words).html, is_paid=is_paid
        )

    essays = []
    for one in site.ours.essays:
        rows = [typed(row) for row in one.sections if not _is_gone(row, changes)]
        essays.append(replace(one, sections=tuple(rows[::-1] if reverses else rows)))
    return replace(site.ours, essays=(replace(essays[0], title=title), *essays[1:]))


def _is_gone(row: WorkingSection, changes: Mapping[str, Change]) -> bool:
    return any(HEADINGS[text] == row.heading and change.is_gone for text, change in changes.items())


PLAIN = dict.fromkeys((RIVER, ROAD, SCHOOL, FIELD), Change())
TITLES = st.sampled_from(["第1篇", "又一题", "第三题"])


@st.composite
def merges(draw: Callable[..., object]) -> tuple[Site, Document, Working]:
    first = theirs_of(PLAIN, "第1篇", reverses=False)
    site = site_after(plan_import(None, first, None), first)
    theirs = theirs_of(draw(SIDES), draw(TITLES), reverses=draw(st.booleans()))  # type: ignore[arg-type]
    ours = ours_of(site, draw(SIDES), draw(TITLES), reverses=draw(st.booleans()))  # type: ignore[arg-type]
    return site, theirs, ours


@given(merges())
@settings(max_examples=150, deadline=None)
def test_choosing_the_site_everywhere_is_the_plan_without_choices(merge: tuple[Site, Document, Working]) -> None:
    site, theirs, ours = merge
    plan = plan_import(site.base, theirs, ours)

    assert plan_import(site.base, theirs, ours, choices=all_of(plan, Side.OURS)) == plan


@given(merges())
@settings(max_examples=150, deadline=None)
def test_every_conflict_has_a_name_of_its_own(merge: tuple[Site, Document, Working]) -> None:
    site, theirs, ours = merge
    keys = [conflict.key for conflict in plan_import(site.base, theirs, ours).conflicts]

    assert len(set(keys)) == len(keys)
    assert all(keys)


@given(merges())
@settings(max_examples=150, deadline=None)
def test_choosing_the_file_everywhere_leaves_no_conflict_and_nothing_to_do(
    merge: tuple[Site, Document, Working],
) -> None:
    site, theirs, ours = merge
    chosen = all_of(plan_import(site.base, theirs, ours), Side.THEIRS)

    plan = plan_import(site.base, theirs, ours, choices=chosen)
    after = site_after(plan, theirs, site)
    again = plan_import(after.base, theirs, after.ours)

    assert plan.conflicts == ()
    assert (again.is_all_keep, again.conflicts) == (True, ())


@given(merges())
@settings(max_examples=150, deadline=None)
def test_settling_afterwards_comes_to_the_same_as_choosing_at_the_import(
    merge: tuple[Site, Document, Working],
) -> None:
    site, theirs, ours = merge
    plan = plan_import(site.base, theirs, ours)
    chosen = all_of(plan, Side.THEIRS)
    at_once = site_after(plan_import(site.base, theirs, ours, choices=chosen), theirs, site)

    imported = site_after(plan, theirs, site)
    later = plan_settlement(imported.base, imported.ours, chosen, chosen)

    assert later.conflicts == ()
    assert texts(site_after(later, theirs, imported)) == texts(at_once)


@given(merges())
@settings(max_examples=150, deadline=None)
def test_conflicts_stand_until_they_are_settled_and_change_nothing(merge: tuple[Site, Document, Working]) -> None:
    site, theirs, ours = merge
    plan = plan_import(site.base, theirs, ours)
    imported = site_after(plan, theirs, site)

    later = plan_settlement(imported.base, imported.ours, [conflict.key for conflict in plan.conflicts])

    assert later.is_all_keep
    assert {conflict.key for conflict in later.conflicts} == {conflict.key for conflict in plan.conflicts}


# -- One choice at a time ------------------------------------------------------------------------------------


def imported(*, spoken: bool = False) -> Site:
    rows = (section(RIVER, "小河"), section(ROAD, "小路"))
    quotes = [quote("河水最清的时候", rows, "周明山")] if spoken else []
    theirs = document(essay(1, *rows, quotes=quotes), essay(2, section(FIELD, "田野")))
    return site_after(plan_import(None, theirs, None), theirs)


def edited(site: Site, change: Callable[[WorkingEssay], WorkingEssay], at: int = 0) -> Working:
    essays = list(site.ours.essays)
    essays[at] = change(essays[at])
    return replace(site.ours, essays=tuple(essays))


def typed(text: str) -> Callable[[WorkingEssay], WorkingEssay]:
    return lambda one: replace(one, sections=(replace(one.sections[0], body=paragraph(text).html), *one.sections[1:]))


def test_of_two_conflicts_one_is_decided() -> None:
    site = imported()
    ours = edited(site, lambda one: replace(typed(OTHER)(one), title="编辑的题"))
    theirs = document(
        essay(1, section(TYPO, "小河"), section(ROAD, "小路"), title="文件的题"), essay(2, section(FIELD, "田野"))
    )
    plan = plan_import(site.base, theirs, ours)
    assert [conflict.clash for conflict in plan.conflicts] == [Clash.TITLE, Clash.TEXT]

    decided = plan_import(site.base, theirs, ours, choices={plan.conflicts[1].key: Side.THEIRS})

    assert [conflict.clash for conflict in decided.conflicts] == [Clash.TITLE]
    assert (decided.essays[0].title, decided.essays[0].sections[0].text) == ("编辑的题", TYPO)
    assert decided.essays[0].sections[0].uid == site.ours.essays[0].sections[0].uid


def test_a_conflict_says_what_the_import_before_said() -> None:
    site = imported()
    theirs = document(essay(1, section(TYPO, "小河"), section(ROAD, "小路")), essay(2, section(FIELD, "田野")))

    [conflict] = plan_import(site.base, theirs, edited(site, typed(OTHER))).conflicts

    assert (conflict.base, conflict.ours, conflict.theirs) == (RIVER, OTHER, TYPO)


@pytest.mark.parametrize("in_bin", [True, False], ids=["in the recycle bin", "gone for good"])
def test_an_essay_deleted_here_comes_back_whole_with_its_quotes(in_bin: bool) -> None:
    site = imported(spoken=True)
    first, second = site.ours.essays
    ours = replace(site.ours, essays=(replace(first, is_discarded=True), second) if in_bin else (second,))
    rows = (section(TYPO, "小河"), section(ROAD, "小路"))
    theirs = document(
        essay(1, *rows, quotes=[quote("河水最清的时候", rows, "周明山")]), essay(2, section(FIELD, "田野"))
    )
    chosen = all_of(plan_import(site.base, theirs, ours), Side.THEIRS)

    step = plan_import(site.base, theirs, ours, choices=chosen).essays[0]

    assert step.action is (Action.UPDATE if in_bin else Action.CREATE)
    assert [row.text for row in step.sections] == [TYPO, ROAD]
    assert [spoken.voice.speaker for spoken in step.quotes] == ["周明山"]


def test_a_section_that_comes_back_brings_its_quotes() -> None:
    site = imported(spoken=True)
    ours = edited(site, lambda one: replace(one, sections=one.sections[1:], quotes=()))
    rows = (section(TYPO, "小河"), section(ROAD, "小路"))
    theirs = document(
        essay(1, *rows, quotes=[quote("河水最清的时候", rows, "周明山")]), essay(2, section(FIELD, "田野"))
    )
    chosen = all_of(plan_import(site.base, theirs, ours), Side.THEIRS)

    step = plan_import(site.base, theirs, ours, choices=chosen).essays[0]

    assert [one.text for one in step.quotes] == ["河水最清的时候"]


def test_the_file_names_the_speaker_where_it_was_chosen() -> None:
    site = imported(spoken=True)
    ours = edited(site, lambda one: replace(one, quotes=tuple(replace(said, speaker="林月华") for said in one.quotes)))
    rows = (section(RIVER, "小河"), section(ROAD, "小路"))
    theirs = document(
        essay(1, *rows, quotes=[quote("河水最清的时候", rows, "陈水生")]), essay(2, section(FIELD, "田野"))
    )
    plan = plan_import(site.base, theirs, ours)
    assert [conflict.clash for conflict in plan.conflicts] == [Clash.SPEAKER]

    decided = plan_import(site.base, theirs, ours, choices=all_of(plan, Side.THEIRS))

    assert (plan.essays[0].quotes[0].voice.speaker, decided.essays[0].quotes[0].voice.speaker) == ("林月华", "陈水生")


def test_no_choice_takes_from_readers_what_they_see() -> None:
    site = imported()
    ours = edited(site, lambda one: replace(typed(NEW)(one), is_published=True), 1)
    theirs = document(essay(1, section(RIVER, "小河"), section(ROAD, "小路")))
    chosen = all_of(plan_import(site.base, theirs, ours), Side.THEIRS)

    plan = plan_import(site.base, theirs, ours, choices=chosen)

    assert [conflict.clash for conflict in plan.conflicts] == [Clash.PUBLISHED]
    assert plan.essays[1].action is Action.KEEP


def test_settling_leaves_what_editors_did_since_alone() -> None:
    site = imported()
    theirs = document(essay(1, section(TYPO, "小河"), section(ROAD + "。", "小路")), essay(2, section(NEW, "田野")))
    plan = plan_import(site.base, theirs, edited(site, typed(OTHER)))
    after = site_after(plan, theirs, site)
    ours = edited(after, typed(FIELD), 1)
    chosen = all_of(plan, Side.THEIRS)

    settled = plan_settlement(after.base, ours, chosen, chosen)

    assert [row.text for row in settled.essays[0].sections] == [TYPO, ROAD + "。"]
    assert settled.essays[1].action is Action.KEEP
    assert settled.essays[1].sections[0].text == FIELD
