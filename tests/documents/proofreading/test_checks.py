"""Every check by labelled sentences: what it must find, and what it must leave alone."""

from __future__ import annotations

import pytest

from essays.documents.proofreading import Severity
from essays.documents.tree import Continues
from essays.documents.version import Version

from .texts import codes, issues_of, section, version

# A sentence, and the one code that is to be found in it.
FAULTY = [
    ("他说：“这条路是大家一起修的。", "pair-unclosed"),
    ("这条路是大家一起修的”，他说。", "pair-unopened"),
    ("读了《乡村小路一文，很受教育。", "pair-unclosed"),
    ("读了《乡村小路》修订版》，很受教育。", "pair-unopened"),
    ("他说“读《乡村小路”》很有意思。", "pair-crossed"),
    ("他说：“老人讲“路要慢慢修”，我们都记得。”", "quote-nested"),
    ("全村（共三百户)都来了。", "mark-half-width"),
    ("路修好了,大家都高兴。", "mark-half-width"),
    ("谁来修路?大家一起来。", "mark-half-width"),
    ("时间:三月，地点在村口。", "mark-half-width"),
    ("路修好了.大家都来看。", "mark-half-width"),
    ("路修好了，，大家都高兴。", "mark-doubled"),
    ("路修好了。。", "mark-doubled"),
    ("路修好了，。大家都高兴。", "mark-doubled"),
    ("太好了！！！！大家都高兴。", "mark-doubled"),
    ("路修好了...大家都高兴。", "ellipsis"),
    ("路修好了。。。大家都高兴。", "ellipsis"),
    ("两件事--修路和架桥。", "dash"),
    ('他说"大家一起来"，就来了。', "quote-straight"),
    ("他说'大家一起来'，就来了。", "quote-straight"),
    ('他说"大家一起来，就来了。', "quote-straight"),
    ("２０２３年修好了路。", "full-width"),
    ("这是第Ａ组修的路。", "full-width"),
    ("路修好了， 大家都高兴。", "blank-inside"),
    ("大家 都高兴，路修好了。", "blank-inside"),
    ("\u3000\u3000路修好了。", "blank-edge"),
    ("路修好的的时候，大家都高兴。", "word-twice"),
    ("路修好了了，大家都高兴。", "word-twice"),
    ("大家都高兴大家都高兴，路修好了。", "phrase-twice"),
    ("路修好了，大家都高兴，", "end-missing"),
    ("今年春天，村里的人一起动手，把村口到河边的那条小路修好了，大家都很高兴地来走一走", "end-missing"),
    ("路修好了\x07，大家都高兴。", "char-control"),
    ("路修好了\ufffd，大家都高兴。", "char-broken"),
    ("路修好了\ue123，大家都高兴。", "char-private"),
    ("路修\u200b好了，大家都高兴。", "char-unseen"),
    ("路修好了##paidbegin##，大家都高兴。", "marker-left"),
    ("路修好了$$ PaidEnd $$，大家都高兴。", "marker-left"),
]

# Right as they stand.
SOUND = [
    "他说：“老人讲‘路要慢慢修’，我们都记得。”",
    "他说：“这条路好走吗？”大家都说：“好走！”",
    "等了很久……终于修好了。",
    "修路——这是全村的大事——终于成了。",
    "真的吗？！太好了！！",
    "比分是3:1，时间是12:30，一共1,000元。",
    "见https://example.cn/a,b?c=1，或写信到a.b@example.cn。",
    'He said "come along, friends" (twice)... and so they did.',
    "他说“Let’s go, friends!”，大家就走了。",
    "1)修路；2)架桥；3)植树。",
    "他的目的的确达到了，为了了解情况，这事不能不了了之。",
    "目的的实现要靠大家，除了了结此事别无他法。",
    "大家一个人一个人地过桥，一厘米一厘米地量。",
    "李\u3000明、王小明、张\u3000伟参加了修路。",
    "一九七八年修的路，2023年又修了一次，增长6.3%。",
    "第一章\u3000总则，说的是修路的道理。",
    "这是函数f(x)的图像，与x,y有关。",
    "二〇二三年三月一日",
    "中国（海南）改革发展研究院来人看过这条路。",
    '一座5"的屏幕装在村口，大家都去看。',
]


@pytest.mark.parametrize(("sentence", "code"), FAULTY)
def test_a_fault_is_found_and_nothing_else(sentence: str, code: str) -> None:
    found = codes(sentence)

    assert set(found) == {code}


@pytest.mark.parametrize("sentence", SOUND)
def test_what_is_right_is_left_alone(sentence: str) -> None:
    assert codes(sentence) == []


def test_the_place_of_an_issue_is_the_fault_itself() -> None:
    text = version("路修好了。", "谁来修路?大家一起来。")
    [issue] = issues_of(text)

    words = text.sections[0].texts[issue.paragraph][issue.start : issue.end]
    assert (issue.section, words, issue.suggestion) == ("a", "?", "？")


def test_a_quotation_over_several_paragraphs_opens_each_of_them() -> None:
    assert codes("他写道：“春天来了。", "“路也修好了。", "“大家都高兴。”") == []


def test_a_quotation_over_several_paragraphs_may_open_only_the_first() -> None:
    assert codes("他写道：“春天来了。", "路也修好了。", "大家都高兴。”") == []


def test_a_quotation_that_never_ends_is_found_where_it_was_opened_last() -> None:
    text = version("他写道：“春天来了。", "“路也修好了。", "大家都高兴。")

    assert [(issue.code, issue.paragraph) for issue in issues_of(text)] == [("pair-unclosed", 1)]


def test_a_pair_may_stand_on_both_sides_of_the_paid_boundary() -> None:
    rows = (
        section("他说：“这条路", uid="a"),
        section("是大家修的。”", "谁来看,谁都高兴。", uid="b", continues=Continues.PARAGRAPH),
    )
    [issue] = issues_of(Version("村里的路", "", rows))

    assert (issue.code, issue.section, issue.paragraph, issue.start) == ("mark-half-width", "b", 1, 3)


def test_a_fault_behind_the_paid_boundary_counts_from_its_own_row() -> None:
    rows = (
        section("今年春天，", uid="a"),
        section("路修好了,大家都高兴。", uid="b", continues=Continues.PARAGRAPH),
    )
    [issue] = issues_of(Version("村里的路", "", rows))

    assert (issue.section, issue.paragraph, issue.start, issue.end) == ("b", 0, 4, 5)


def test_titles_and_headings_are_read_too() -> None:
    text = Version("村里的路,村里的桥", "路修好了。。", (section("大家都高兴。", heading="修路（一"),))

    assert [(issue.code, issue.section, issue.paragraph) for issue in issues_of(text)] == [
        ("mark-half-width", "", -1),
        ("mark-doubled", "", 0),
        ("pair-unclosed", "a", -1),
    ]


def test_an_essay_without_text_is_blocked() -> None:
    [issue] = issues_of(Version("村里的路", "", (section("", uid="a"),)))

    assert (issue.code, issue.severity) == ("no-text", Severity.BLOCK)


def test_only_what_nobody_may_publish_is_blocked() -> None:
    blocked = {code for sentence, code in FAULTY if any(issue.blocks for issue in issues_of(version(sentence)))}

    assert blocked == {"marker-left", "char-control", "char-broken"}


def test_a_paragraph_that_stands_twice_is_found_at_its_second_place() -> None:
    paragraph = "今年春天，村里的人一起动手，把村口的小路修好了。"
    text = version(paragraph, "大家都高兴。", "大家都高兴。", paragraph)

    assert [(issue.code, issue.paragraph) for issue in issues_of(text)] == [("paragraph-twice", 3)]


def headed(*headings: str) -> list[str]:
    rows = tuple(section(f"这是第{n}段的话。", heading=one, uid=f"s{n}") for n, one in enumerate(headings))
    return [issue.code for issue in issues_of(Version("村里的路", "", rows))]


def test_numbers_of_headings_go_on() -> None:
    assert (
        headed("一、修路", "（一）开工", "（二）完工", "二、架桥", "（一）开工", "1.选址", "2.动工", "三、植树") == []
    )


def test_two_levels_of_headings_may_leave_out_the_second() -> None:
    assert headed("一、修路", "1.开工", "2.完工", "二、架桥", "1.开工") == []


@pytest.mark.parametrize(
    ("headings", "code"),
    [
        (("一、修路", "三、架桥"), "heading-order"),
        (("一、修路", "一、架桥"), "heading-order"),
        (("二、修路", "三、架桥"), "heading-order"),
        (("一、修路", "（一）开工", "（三）完工"), "heading-order"),
        (("一、修路", "（1）开工"), "heading-level"),
    ],
)
def test_numbers_of_headings_that_jump_are_found(headings: tuple[str, ...], code: str) -> None:
    assert headed(*headings) == [code]


def test_a_long_heading_and_an_empty_section_are_found() -> None:
    rows = (section("话。", heading="长" * 41), section(heading="空的一节", uid="b"))

    assert [issue.code for issue in issues_of(Version("村里的路", "", rows))] == ["heading-long", "section-empty"]


def test_a_heading_with_lower_ones_right_under_it_is_not_empty() -> None:
    rows = (section(heading="一、修路"), section("话。", heading="（一）开工", uid="b"))

    assert issues_of(Version("村里的路", "", rows)) == ()


def test_cells_of_a_table_are_no_paragraphs_without_an_end() -> None:
    cell = "<td>村里的路，从河边修到山上用了整整三年零八个月又十二天的时间</td>"
    table = f"<table><tbody><tr>{cell}<td>三</td></tr></tbody></table>"

    assert codes("路修好了。", table) == []
