"""The three-way merge: what each side changed, what both changed, and what survives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from essays.documents.plan import Action, Clash, Plan, Working, WorkingEssay, WorkingQuote, WorkingSection, plan_import
from essays.documents.tree import Continues, Document, Section

from .merging import FIELD, NEW, RIVER, ROAD, SCHOOL, Site, document, essay, paragraph, quote, section, site_after

TYPO = RIVER.replace("洗衣", "淘米")
OTHER = RIVER.replace("一百年", "三百年")


def sections() -> tuple[Section, ...]:
    return section(RIVER, "小河"), section(ROAD, "小路"), section(SCHOOL, "学校", paid=True)


def imported(theirs: Document | None = None) -> Site:
    theirs = theirs or document(essay(1, *sections()), essay(2, section(FIELD, "田野")))
    return site_after(plan_import(None, theirs, None), theirs)


def again(site: Site, theirs: Document, ours: Working | None = None) -> Plan:
    return plan_import(site.base, theirs, ours or site.ours)


def edited(ours: Working, at: int, change: Callable[[WorkingEssay], WorkingEssay]) -> Working:
    essays = list(ours.essays)
    essays[at] = change(essays[at])
    return replace(ours, essays=tuple(essays))


def with_row(at: int, **fields: object) -> Callable[[WorkingEssay], WorkingEssay]:
    def change(one: WorkingEssay) -> WorkingEssay:
        rows = list(one.sections)
        rows[at] = replace(rows[at], **fields)  # type: ignore[arg-type]
        return replace(one, sections=tuple(rows))

    return change


def without_row(at: int) -> Callable[[WorkingEssay], WorkingEssay]:
    return lambda one: replace(one, sections=one.sections[:at] + one.sections[at + 1 :])


def body(text: str) -> str:
    return paragraph(text).html


def texts(plan: Plan, at: int = 0) -> list[str]:
    return [row.text for row in plan.essays[at].sections]


def clashes(plan: Plan) -> list[Clash]:
    return [conflict.clash for conflict in plan.conflicts]


def test_a_first_import_creates_everything() -> None:
    plan = plan_import(None, document(essay(1, *sections())), None)

    assert plan.collection.action is Action.CREATE
    assert [row.action for row in plan.essays[0].sections] == [Action.CREATE] * 3


def test_the_same_tree_again_is_all_keep() -> None:
    site = imported()

    assert again(site, site.base.document).is_all_keep


def test_line_numbers_alone_change_nothing() -> None:
    site = imported()
    shifted = [replace(one, line=9, paragraphs=(paragraph(one.text, 9),)) for one in sections()]
    theirs = document(essay(1, *shifted), essay(2, section(FIELD, "田野", line=30)))

    assert again(site, theirs).is_all_keep


@pytest.mark.parametrize(
    ("theirs", "ours", "result", "conflict"),
    [
        (RIVER, RIVER, RIVER, []),
        (TYPO, RIVER, TYPO, []),
        (RIVER, OTHER, OTHER, []),
        (TYPO, TYPO, TYPO, []),
        (TYPO, OTHER, OTHER, [Clash.TEXT]),
    ],
    ids=["neither", "the file", "an editor", "both the same", "both"],
)
def test_who_changed_a_text_decides(theirs: str, ours: str, result: str, conflict: list[Clash]) -> None:
    site = imported()
    _river, *rest = sections()
    changed = document(essay(1, section(theirs, "小河"), *rest), essay(2, section(FIELD, "田野")))

    plan = again(site, changed, edited(site.ours, 0, with_row(0, body=body(ours))))

    assert texts(plan)[0] == result
    assert clashes(plan) == conflict
    assert plan.essays[0].sections[0].uid == site.ours.essays[0].sections[0].uid


def test_a_conflict_carries_both_texts_and_its_place() -> None:
    site = imported()
    theirs = document(essay(1, section(TYPO, "小河", line=4), *sections()[1:]), essay(2, section(FIELD, "田野")))

    plan = again(site, theirs, edited(site.ours, 0, with_row(0, body=body(OTHER))))

    assert [(one.essay, one.heading, one.ours, one.theirs, one.line) for one in plan.conflicts] == [
        (1, "小河", OTHER, TYPO, 4)
    ]


def test_a_conflict_is_reported_once_and_the_editors_text_stays() -> None:
    site = imported()
    theirs = document(essay(1, section(TYPO, "小河"), *sections()[1:]), essay(2, section(FIELD, "田野")))
    ours = edited(site.ours, 0, with_row(0, body=body(OTHER)))
    after = site_after(again(site, theirs, ours), theirs, site)

    assert again(after, theirs).is_all_keep


def test_a_heading_and_a_text_changed_on_different_sides_are_both_taken() -> None:
    site = imported()
    theirs = document(essay(1, section(TYPO, "小河"), *sections()[1:]), essay(2, section(FIELD, "田野")))

    plan = again(site, theirs, edited(site.ours, 0, with_row(0, heading="桥下的小河")))

    assert (plan.essays[0].sections[0].heading, texts(plan)[0]) == ("桥下的小河", TYPO)
    assert clashes(plan) == []


def test_text_that_the_file_locks_is_locked_though_its_words_clash() -> None:
    site = imported()
    theirs = document(essay(1, section(TYPO, "小河", paid=True), *sections()[1:]), essay(2, section(FIELD, "田野")))

    plan = again(site, theirs, edited(site.ours, 0, with_row(0, body=body(OTHER))))

    assert plan.essays[0].sections[0].is_paid
    assert texts(plan)[0] == OTHER
    assert clashes(plan) == [Clash.TEXT]


def test_a_new_section_is_put_where_the_file_has_it() -> None:
    site = imported()
    river, road, school = sections()
    theirs = document(essay(1, river, section(NEW, "图书室"), road, school), essay(2, section(FIELD, "田野")))

    plan = again(site, theirs)

    assert texts(plan) == [RIVER, NEW, ROAD, SCHOOL]
    assert [row.action for row in plan.essays[0].sections] == [Action.KEEP, Action.CREATE, Action.KEEP, Action.KEEP]


def test_a_section_an_editor_made_survives_where_it_stands() -> None:
    site = imported()
    mine = WorkingSection("mine", "图书室", body(NEW))
    ours = edited(site.ours, 0, lambda one: replace(one, sections=(one.sections[0], mine, *one.sections[1:])))
    theirs = document(essay(1, section(TYPO, "小河"), *sections()[1:]), essay(2, section(FIELD, "田野")))

    plan = again(site, theirs, ours)

    assert texts(plan) == [TYPO, NEW, ROAD, SCHOOL]
    assert plan.essays[0].sections[1].action is Action.KEEP


def test_the_same_section_added_on_both_sides_is_one() -> None:
    site = imported()
    mine = WorkingSection("mine", "图书室", body(NEW))
    ours = edited(site.ours, 0, lambda one: replace(one, sections=(*one.sections, mine)))
    theirs = document(essay(1, *sections(), section(NEW, "图书室")), essay(2, section(FIELD, "田野")))

    plan = again(site, theirs, ours)

    assert texts(plan) == [RIVER, ROAD, SCHOOL, NEW]
    assert plan.is_all_keep


def test_a_section_an_editor_deleted_stays_deleted() -> None:
    site = imported()
    theirs = document(essay(1, section(TYPO, "小河"), *sections()[1:]), essay(2, section(FIELD, "田野")))

    plan = again(site, theirs, edited(site.ours, 0, without_row(1)))

    assert texts(plan) == [TYPO, SCHOOL]
    assert clashes(plan) == []


def test_a_section_deleted_here_and_changed_there_is_a_conflict() -> None:
    site = imported()
    theirs = document(essay(1, section(TYPO, "小河"), *sections()[1:]), essay(2, section(FIELD, "田野")))

    plan = again(site, theirs, edited(site.ours, 0, without_row(0)))

    assert texts(plan) == [ROAD, SCHOOL]
    assert clashes(plan) == [Clash.DELETED_HERE]
    assert plan.conflicts[0].theirs == TYPO


def test_a_section_gone_from_the_file_is_deleted() -> None:
    site = imported()
    river, _road, school = sections()

    plan = again(site, document(essay(1, river, school), essay(2, section(FIELD, "田野"))))

    assert texts(plan) == [RIVER, SCHOOL]
    assert plan.essays[0].deleted == (site.ours.essays[0].sections[1].uid,)


def test_a_section_gone_from_the_file_but_edited_here_is_a_conflict() -> None:
    site = imported()
    _river, road, school = sections()
    theirs = document(essay(1, road, school), essay(2, section(FIELD, "田野")))

    plan = again(site, theirs, edited(site.ours, 0, with_row(0, body=body(OTHER))))

    assert texts(plan) == [OTHER, ROAD, SCHOOL]
    assert clashes(plan) == [Clash.DELETED_THERE]


def test_a_moved_section_keeps_its_name() -> None:
    site = imported()
    river, road, school = sections()

    plan = again(site, document(essay(1, road, school, river), essay(2, section(FIELD, "田野"))))

    names = [row.uid for row in site.ours.essays[0].sections]
    assert [row.uid for row in plan.essays[0].sections] == [names[1], names[2], names[0]]
    assert [row.action for row in plan.essays[0].sections] == [Action.KEEP, Action.KEEP, Action.MOVE]


def test_the_order_an_editor_chose_stays() -> None:
    site = imported()
    theirs = document(essay(1, section(TYPO, "小河"), *sections()[1:]), essay(2, section(FIELD, "田野")))

    plan = again(site, theirs, edited(site.ours, 0, lambda one: replace(one, sections=one.sections[::-1])))

    assert texts(plan) == [SCHOOL, ROAD, TYPO]


def test_two_new_orders_are_a_conflict() -> None:
    site = imported()
    river, road, school = sections()
    theirs = document(essay(1, road, river, school), essay(2, section(FIELD, "田野")))

    plan = again(site, theirs, edited(site.ours, 0, lambda one: replace(one, sections=one.sections[::-1])))

    assert texts(plan) == [SCHOOL, ROAD, RIVER]
    assert clashes(plan) == [Clash.ORDER]


def test_a_section_moved_to_another_essay_takes_its_name_along() -> None:
    site = imported()
    river, road, school = sections()
    theirs = document(essay(1, river, school), essay(2, section(FIELD, "田野"), road))

    plan = again(site, theirs)

    moved = site.ours.essays[0].sections[1].uid
    assert plan.essays[0].deleted == (moved,)
    assert [(row.uid, row.action, row.essay_id) for row in plan.essays[1].sections][1] == (
        moved,
        Action.MOVE,
        site.ours.essays[0].id,
    )


def test_a_paid_boundary_that_moves_loses_and_doubles_no_word() -> None:
    head, tail = RIVER[:10], RIVER[10:]
    cut = (section(head, "小河"), section(tail, "小河", paid=True, continues=Continues.PARAGRAPH))
    site = imported(document(essay(1, *cut)))
    later = (section(RIVER[:20], "小河"), section(RIVER[20:], "小河", paid=True, continues=Continues.PARAGRAPH))

    plan = again(site, document(essay(1, *later)))
    assert texts(plan) == [RIVER[:20], RIVER[20:]]
    assert {row.uid for row in plan.essays[0].sections} == {row.uid for row in site.ours.essays[0].sections}

    clashing = again(site, document(essay(1, *later)), edited(site.ours, 0, with_row(1, body=body(tail + "真好。"))))
    assert texts(clashing) == [head, tail + "真好。"]
    assert clashes(clashing) == [Clash.TEXT]


def test_a_boundary_taken_away_leaves_one_row() -> None:
    cut = (section(RIVER[:10], "小河"), section(RIVER[10:], "小河", paid=True, continues=Continues.PARAGRAPH))
    site = imported(document(essay(1, *cut)))

    plan = again(site, document(essay(1, section(RIVER, "小河"))))

    assert texts(plan) == [RIVER]
    assert len(plan.essays[0].deleted) == 1


def test_essays_are_known_by_their_text_before_their_number() -> None:
    site = imported()
    theirs = document(essay(1, section(NEW, "图书室")), essay(2, *sections()), essay(3, section(FIELD, "田野")))

    plan = again(site, theirs)

    assert [(step.action, step.id, step.number) for step in plan.essays] == [
        (Action.CREATE, 0, 1),
        (Action.UPDATE, site.ours.essays[0].id, 2),
        (Action.UPDATE, site.ours.essays[1].id, 3),
    ]
    assert plan.essays[1].changed == ("number", "title")


def test_an_essay_wholly_rewritten_is_known_by_its_number() -> None:
    site = imported()

    plan = again(site, document(essay(1, section(NEW, "图书室")), essay(2, section(FIELD, "田野"))))

    assert plan.essays[0].id == site.ours.essays[0].id
    assert texts(plan) == [NEW]


def test_a_title_an_editor_changed_stays() -> None:
    site = imported()
    theirs = document(essay(1, section(TYPO, "小河"), *sections()[1:]), essay(2, section(FIELD, "田野")))

    plan = again(site, theirs, edited(site.ours, 0, lambda one: replace(one, title="新的题目")))

    assert plan.essays[0].title == "新的题目"


def test_an_essay_gone_from_the_file_goes_to_the_recycle_bin() -> None:
    site = imported()

    plan = again(site, document(essay(1, *sections())))

    assert [step.action for step in plan.essays] == [Action.KEEP, Action.DISCARD]


def test_an_edited_essay_gone_from_the_file_stays_and_is_a_conflict() -> None:
    site = imported()

    plan = again(site, document(essay(1, *sections())), edited(site.ours, 1, with_row(0, body=body(NEW))))

    assert [step.action for step in plan.essays] == [Action.KEEP, Action.KEEP]
    assert clashes(plan) == [Clash.DELETED_THERE]


def test_a_published_essay_is_discarded_only_by_an_import_that_publishes() -> None:
    site = imported()
    ours = edited(site.ours, 1, lambda one: replace(one, is_published=True))
    theirs = document(essay(1, *sections()))

    assert clashes(plan_import(site.base, theirs, ours)) == [Clash.PUBLISHED]
    publishing = plan_import(site.base, theirs, ours, is_publishing=True)
    assert publishing.essays[1].action is Action.DISCARD
    assert clashes(publishing) == []


def test_an_essay_an_editor_made_survives() -> None:
    site = imported()
    mine = WorkingEssay(77, 3, "编辑写的", sections=(WorkingSection("mine", "", body(NEW)),))
    ours = replace(site.ours, essays=(*site.ours.essays, mine))

    plan = again(
        site, document(essay(1, section(TYPO, "小河"), *sections()[1:]), essay(2, section(FIELD, "田野"))), ours
    )

    assert [(step.id, step.action) for step in plan.essays if step.id == 77] == [(77, Action.KEEP)]


@pytest.mark.parametrize("in_bin", [True, False], ids=["in the recycle bin", "gone for good"])
def test_an_essay_an_editor_deleted_stays_deleted(in_bin: bool) -> None:
    site = imported()
    first, second = site.ours.essays
    left = (first, replace(second, is_discarded=True)) if in_bin else (first,)
    ours = replace(site.ours, essays=left)

    assert again(site, site.base.document, ours).is_all_keep
    changed = again(site, document(essay(1, *sections()), essay(2, section(NEW + FIELD, "田野"))), ours)
    assert changed.is_all_keep
    assert clashes(changed) == [Clash.DELETED_HERE]


def test_an_essay_that_comes_back_comes_out_of_the_recycle_bin() -> None:
    site = imported()
    short = document(essay(1, *sections()))
    without = site_after(again(site, short), short, site)

    plan = again(without, site.base.document)

    assert [(step.id, step.action, step.changed) for step in plan.essays][1] == (
        site.ours.essays[1].id,
        Action.UPDATE,
        ("deleted_at",),
    )


@pytest.mark.parametrize(
    ("theirs", "ours", "result", "conflict"),
    [("新名", None, "新名", []), (None, "改名", "改名", []), ("新名", "改名", "改名", [Clash.TITLE])],
    ids=["the file", "an editor", "both"],
)
def test_the_collections_title_is_merged_too(
    theirs: str | None, ours: str | None, result: str, conflict: list[Clash]
) -> None:
    site = imported()
    tree = replace(site.base.document, title=theirs or site.base.document.title)

    plan = again(site, tree, replace(site.ours, title=ours or site.ours.title))

    assert plan.collection.title == result
    assert clashes(plan) == conflict


def test_a_collection_named_by_hand_is_added_to_and_nothing_in_it_is_removed() -> None:
    site = imported()

    plan = plan_import(None, document(essay(1, section(NEW, "图书室"))), site.ours)

    assert [step.action for step in plan.essays] == [Action.CREATE, Action.KEEP, Action.KEEP]
    assert plan.collection.action is Action.KEEP


def test_many_sections_are_matched_in_time_that_grows_with_their_number() -> None:
    many = [section(f"{index}号院的{NEW[index % 20 :]}{index * 7919}", f"院{index}") for index in range(3000)]
    site = imported(document(essay(1, *many)))
    changed = [replace(one, paragraphs=(paragraph(one.text + "完。"),)) for one in many]

    plan = again(site, document(essay(1, *changed)))

    assert {row.action for row in plan.essays[0].sections} == {Action.UPDATE}


# -- quotes ---------------------------------------------------------------------------------------------

SAYING = "河水最清的时候能看见鱼"


def with_quote(text: str = RIVER, saying: str = SAYING, speaker: str = "王老汉") -> Document:
    rows = (section(text, "小河"), section(ROAD, "小路"))
    return document(essay(1, *rows, quotes=[quote(saying, rows, speaker)]))


def settle(site: Site) -> Working:
    return edited(
        site.ours, 0, lambda one: replace(one, quotes=tuple(replace(each, is_settled=True) for each in one.quotes))
    )


def test_a_quote_keeps_name_and_verdict_while_its_words_stand() -> None:
    site = imported(with_quote())
    longer = "从前，" + RIVER

    plan = again(site, with_quote(longer), settle(site))

    (step,) = plan.essays[0].quotes
    assert (step.uid, step.is_reworded, step.action) == (site.ours.essays[0].quotes[0].uid, False, Action.UPDATE)
    assert longer[step.spots[0].start : step.spots[0].end] == SAYING


def test_changed_words_keep_the_address_and_lose_the_verdict() -> None:
    site = imported(with_quote())
    changed = SAYING.replace("最清", "清亮")

    plan = again(site, with_quote(RIVER.replace(SAYING, changed), changed), settle(site))

    (step,) = plan.essays[0].quotes
    assert (step.uid, step.is_reworded, step.text) == (site.ours.essays[0].quotes[0].uid, True, changed)


def test_a_quote_whose_words_are_gone_is_flagged_not_removed() -> None:
    site = imported(with_quote())
    rows = (section(RIVER.replace(SAYING, "这里什么都好"), "小河"), section(ROAD, "小路"))

    plan = again(site, document(essay(1, *rows)))

    assert [step.action for step in plan.essays[0].quotes] == [Action.LOSE]


def test_a_quote_an_editor_listed_follows_its_words() -> None:
    site = imported(with_quote())
    uid = site.ours.essays[0].sections[0].uid
    mine = WorkingQuote(
        "mine", "靠它洗衣做饭", ((uid, 16, 22),), with_quote().essays[0].quotes[0].kind, is_settled=True
    )
    ours = edited(site.ours, 0, lambda one: replace(one, quotes=(*one.quotes, mine)))
    longer = "从前，" + RIVER

    plan = again(site, with_quote(longer), ours)

    (step,) = (one for one in plan.essays[0].quotes if one.uid == "mine")
    assert longer[step.spots[0].start : step.spots[0].end] == "靠它洗衣做饭"


def test_a_quote_an_editor_deleted_does_not_come_back() -> None:
    site = imported(with_quote())
    ours = edited(site.ours, 0, lambda one: replace(one, quotes=()))

    plan = again(site, with_quote("从前，" + RIVER), ours)

    assert plan.essays[0].quotes == ()


@pytest.mark.parametrize(
    ("theirs", "ours", "settled", "result", "conflict"),
    [
        ("李大婶", "王老汉", False, "李大婶", []),
        ("李大婶", "王老汉", True, "王老汉", []),
        ("王老汉", "赵四", False, "赵四", []),
        ("李大婶", "赵四", False, "赵四", [Clash.SPEAKER]),
    ],
    ids=["the file", "settled", "an editor", "both"],
)
def test_who_speaks_is_merged(theirs: str, ours: str, settled: bool, result: str, conflict: list[Clash]) -> None:
    site = imported(with_quote())
    copy = edited(
        site.ours,
        0,
        lambda one: replace(one, quotes=(replace(one.quotes[0], speaker=ours, is_settled=settled),)),
    )

    plan = again(site, with_quote(speaker=theirs), copy)

    assert plan.essays[0].quotes[0].voice.speaker == result
    assert clashes(plan) == conflict


def test_a_quote_in_a_text_that_clashes_stays_as_it_is() -> None:
    site = imported(with_quote())
    ours = edited(site.ours, 0, with_row(0, body=body(RIVER + "真好。")))

    plan = again(site, with_quote("从前，" + RIVER), ours)

    assert clashes(plan) == [Clash.TEXT]
    assert [step.action for step in plan.essays[0].quotes] == [Action.KEEP]


def test_a_quote_goes_along_when_its_section_moves_to_another_essay() -> None:
    rows = (section(RIVER, "小河"), section(ROAD, "小路"))
    other = section(FIELD, "田野")
    before = document(essay(1, *rows, quotes=[quote(SAYING, rows, "王老汉")]), essay(2, other))
    site = imported(before)
    moved = (other, rows[0])
    after = document(essay(1, rows[1]), essay(2, *moved, quotes=[quote(SAYING, moved, "王老汉")]))

    plan = again(site, after, settle(site))

    uid = site.ours.essays[0].quotes[0].uid
    assert plan.essays[0].moved_quotes == (uid,)
    assert [(step.uid, step.action, step.is_reworded) for step in plan.essays[1].quotes] == [(uid, Action.MOVE, False)]
