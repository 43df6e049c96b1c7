from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essays.documents import html
from essays.documents.proofreading import check, galley_of
from essays.documents.signs import HAN
from essays.documents.tree import Continues
from essays.documents.typesetting import typeset, typeset_text
from essays.documents.version import Version, VersionSection

SIGNS = "路修好了大家高兴，。、；：！？“”‘’（）《》…— \u3000\u00a0,.;:!?\"'()-Ab3５Ａ％\n\t"
TEXTS = st.text(st.sampled_from(SIGNS), max_size=40)


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("\u3000\u3000路修好了。 ", "路修好了。"),
        ("路修好了,大家高兴!", "路修好了，大家高兴！"),
        ('他说:"路修好了"', "他说：“路修好了”"),
        ('他说“大家讲"路修好了"的”', "他说“大家讲‘路修好了’的”"),
        ("路修好了...大家高兴", "路修好了……大家高兴"),
        ("修路--大事", "修路——大事"),
        ("２０２３年，ＧＤＰ增长６．３％", "2023年，GDP增长6.3％"),
        ("路修好了，，大家高兴。。", "路修好了，大家高兴。"),
        ("路 修好了，大家　高兴。", "路修好了，大家高兴。"),
        ("（一)修路(共三条)", "（一）修路（共三条）"),
        ("世界卫生组织(WHO)发布,国内生产总值(GDP)增长.", "世界卫生组织（WHO）发布，国内生产总值（GDP）增长。"),
        ("路修好了, 大家高兴. 真的", "路修好了，大家高兴。真的"),
    ],
)
def test_it_sets_what_was_typed(typed: str, set_: str) -> None:
    assert typeset_text(typed).replace("%", "％") == set_


@pytest.mark.parametrize(
    "text",
    [
        "时间是12:30，比分是3:1，一共1,000元。",
        "见https://example.cn/a,b?c=1，或写信到a.b@example.cn。",
        'He said "come along, friends" (twice)... and so they did -- all of them.',
        "这是函数f(x)的图像，与x,y有关。",
        "160吨级D2P蛋白质，共3+3条。",
        "真的吗？！太好了！！等了很久……修路——大事。",
        '一座5"的屏幕装在村口，大家都去看。',
        '讲的是会海"。镇长说："开会太多。"',
        'Last year they moved from 上海, "the big city", to 小河村 (a village)... and stayed.',
        "He lives in Beijing (北京) now, not in 上海.",
        "十一.小路的由来",
    ],
)
def test_it_leaves_alone_what_is_right(text: str) -> None:
    assert typeset_text(text) == text


@given(TEXTS)
def test_what_is_typeset_stays_as_it_is(text: str) -> None:
    assert typeset_text(typeset_text(text)) == typeset_text(text)


@given(TEXTS)
def test_no_han_character_comes_goes_or_moves(text: str) -> None:
    assert re.findall(f"[{HAN}]", typeset_text(text)) == re.findall(f"[{HAN}]", text)


@given(TEXTS)
def test_nothing_is_put_between_han_and_latin(text: str) -> None:
    assert typeset_text(text).count(" ") <= text.count(" ")


@given(TEXTS)
def test_the_checks_find_nothing_that_typesetting_would_have_mended(text: str) -> None:
    done = Version(typeset_text(text), "", (VersionSection("a", "", ("<p>好。</p>",)),))
    mended = {"mark-half-width", "ellipsis", "dash", "full-width", "blank-inside", "blank-edge"}

    assert {issue.code for issue in check(galley_of(done))} & mended == set()


def rows_of(*bodies: str) -> Version:
    first, *rest = bodies
    return Version(
        "",
        "",
        (
            VersionSection("a", "", (first,)),
            *(VersionSection(f"b{n}", "", (body,), True, Continues.PARAGRAPH) for n, body in enumerate(rest)),
        ),
    )


def bodies_of(version: Version) -> list[str]:
    return [html.body(section.paragraphs) for section in version.sections]


def test_a_pair_on_both_sides_of_the_paid_boundary_is_one_pair() -> None:
    typed = rows_of('<p>他说:"这条路</p>', '<p>是大家修的."</p>')

    assert bodies_of(typeset(typed)) == ["<p>他说：“这条路</p>", "<p>是大家修的。”</p>"]


def test_markup_and_addresses_of_links_stay() -> None:
    typed = rows_of(
        '<p><a href="https://a.cn/x,y">路,</a>修<strong>好了...</strong>大家 <em>高兴</em> &amp; <b>好,</b></p>'
    )

    assert bodies_of(typeset(typed)) == [
        '<p><a href="https://a.cn/x,y">路，</a>修<strong>好了……</strong>大家<em>高兴</em> &amp; <b>好，</b></p>'
    ]


def test_marks_cut_by_a_tag_are_set_where_the_first_stood() -> None:
    assert bodies_of(typeset(rows_of("<p>路修好了.<strong>..大家</strong></p>"))) == [
        "<p>路修好了……<strong>大家</strong></p>"
    ]


def test_cells_and_items_stay_apart() -> None:
    table = "<table><tbody><tr><td>路 </td><td> 桥,</td></tr></tbody></table>"

    assert html.plain(typeset(rows_of(table)).sections[0].paragraphs[0]).count("\t") == 1


def test_blank_paragraphs_go_and_rows_stay() -> None:
    typed = Version("", "", (VersionSection("a", "", ("<p>好。</p>", "<p>\u3000</p>", "<p>路。</p>")),))

    assert bodies_of(typeset(typed)) == ["<p>好。</p>\n<p>路。</p>"]


def test_a_blank_piece_at_the_paid_boundary_stays_to_hold_the_paragraph() -> None:
    typed = Version(
        "",
        "",
        (
            VersionSection("a", "", ("<p>路修好了。</p>",)),
            VersionSection("b", "", ("<p> </p>", "<p>好。</p>"), True, Continues.PARAGRAPH),
        ),
    )
    done = typeset(typed)

    assert [len(section.paragraphs) for section in done.sections] == [1, 2]
    assert html.plain(done.sections[1].paragraphs[0]) == ""


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_a_version_that_is_typeset_stays_as_it_is(texts: list[str]) -> None:
    once = typeset(rows_of(*(html.canonical(html.escape_paragraph(text)) for text in texts)))

    assert typeset(once) == once
