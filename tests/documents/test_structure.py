"""Titles, counts, marks, decks, headings: what one line means in the company of the others."""

from __future__ import annotations

import pytest

from essays.documents.blocks import Kind
from essays.documents.messages import DocumentError
from essays.documents.parsing import parse
from essays.documents.structure.numerals import value
from essays.documents.structure.title import read_count, read_title
from tests.shared import REAL_DOCUMENT, SHARED, needs_shared

from .documents import codes, parse_text, structure, tree
from .test_cases import SCORER, scorer

ESSAY = "正文一句。"


def essays(text: str) -> list[tuple[int, str, str]]:
    return [(essay.number, essay.title, essay.subtitle) for essay in structure(text).document.essays]


def headings(text: str) -> list[str]:
    """The headings of the only essay of a text that has a title and then these lines."""
    (essay,) = structure(f"标题\n开头一句。\n{text}").document.essays
    return [section.heading for section in essay.sections if section.heading]


@pytest.mark.parametrize(
    ("line", "title", "count"),
    [
        ("学习心得体会（3篇）", "学习心得体会", 3),
        ("学习心得体会（三篇）", "学习心得体会", 3),
        ("学习心得体会(精选5篇)", "学习心得体会", 5),
        ("学习心得体会（２篇）", "学习心得体会", 2),
        ("学习心得体会【通用12篇】", "学习心得体会", 12),
        ("学习心得体会（共十二篇）", "学习心得体会", 12),
        ("学习心得体会3篇", "学习心得体会", 3),
        ("学习心得体会精选 3 篇", "学习心得体会", 3),
        ("学习心得体会两篇", "学习心得体会", 2),
        ("学习心得体会（3篇）（2023年）", "学习心得体会（2023年）", 3),
        ("学习心得体会", "学习心得体会", None),
        ("读《论语》第3篇", "读《论语》第3篇", None),
        ("学习心得体会（第三篇）", "学习心得体会（第三篇）", None),
        ("（3篇）", "（3篇）", None),
    ],
)
def test_the_declared_count_is_cut_off_the_title(line, title, count):
    read = read_title(line)
    assert (read.text, read.count) == (title, count)


@pytest.mark.parametrize(
    ("line", "count"),
    [("（3篇）", 3), ("共三篇", 3), ("精选5篇", 5), ("(２篇)", 2), ("三篇心得", None), ("第3篇", None)],
)
def test_a_count_may_stand_alone(line, count):
    assert read_count(line) == count


@pytest.mark.parametrize(
    ("numeral", "number"),
    [("3", 3), ("１２", 12), ("十", 10), ("十二", 12), ("二十", 20), ("二十三", 23), ("一百零五", 105), ("两", 2)],
)
def test_numerals_have_their_values(numeral, number):
    assert value(numeral) == number


@pytest.mark.parametrize(
    "mark",
    [
        "篇{}：", "篇{}:", "篇 {} : ", "篇{}、", "篇{} ", "篇{}——", "【篇{}】", "（篇{}）", "〖篇{}〗：", "第{}篇 ",
        "第{}篇：", "【第{}篇】", "范文{}：", "范文{} ", "例文{}：", "【范文{}】", "心得体会{}：", "心得体会（{}）：",
        "学习心得{}：", "发言稿{}：", "读后感{}：",
        "★篇{}：", "【{}】", "第{}篇",
    ],
)  # fmt: skip
@pytest.mark.parametrize("numerals", ["一二三", "123", "１２３"])
def test_a_mark_begins_an_essay_and_its_title_follows(mark, numerals):
    text = "总标题\n" + "\n".join(f"{mark.format(numeral)}甲的题目\n{ESSAY}" for numeral in numerals)
    assert essays(text) == [(number, "甲的题目", "") for number in (1, 2, 3)]


@pytest.mark.parametrize("mark", ["篇{}", "第{}篇", "范文{}", "心得体会{}"])
def test_a_title_in_its_own_marks_needs_nothing_before_it(mark):
    text = "总标题\n" + "\n".join(f"{mark.format(numeral)}《甲的题目》\n{ESSAY}" for numeral in "一二三")
    assert [number for number, _title, _subtitle in essays(text)] == [1, 2, 3]


@pytest.mark.parametrize("mark", ["篇{}", "（{}）", "（篇{}）", "之{}", "第{}篇"])
@pytest.mark.parametrize("ornament", ["", "★", "■ "])
def test_a_mark_may_stand_behind_the_title(mark, ornament):
    text = "总标题\n" + "\n".join(
        f"{ornament}读书月学习心得体会{mark.format(numeral)}\n{ESSAY}" for numeral in "一二三"
    )
    assert essays(text) == [(number, "读书月学习心得体会", "") for number in (1, 2, 3)]


@pytest.mark.parametrize("mark", ["篇{}", "篇{}：", "【篇{}】", "第{}篇", "范文{}", "范文{}：", "心得体会{}"])
def test_a_mark_alone_takes_the_next_line_as_title(mark):
    text = f"总标题\n{mark.format('一')}\n甲的题目\n甲的副题\n{ESSAY}\n{mark.format('二')}\n{ESSAY}"
    assert essays(text) == [(1, "甲的题目", "甲的副题"), (2, "总标题", "")]


@pytest.mark.parametrize(
    "line", ["篇2中写道，学习要用心。", "第二篇是讲实干的。", "范文2：这里有一句话。", "（二）讲的是什么呢。"]
)
def test_a_line_that_begins_with_a_mark_and_ends_as_a_sentence_is_a_paragraph(line):
    text = f"总标题\n篇1：甲\n{ESSAY}\n{line}\n{ESSAY}"
    assert essays(text) == [(1, "甲", "")]


@pytest.mark.parametrize("line", ["篇一律的文章", "第一篇章：序曲", "文三路上的灯", "范文一等奖"])
def test_words_that_only_look_like_marks_are_none(line):
    assert essays(f"总标题\n{ESSAY}\n{line}\n{ESSAY}") == [(1, "总标题", "")]


def test_brackets_mark_essays_when_other_ordinals_stand_inside():
    inside = "（一）甲\n一、子\n正文。\n二、丑\n正文。\n（二）乙\n一、寅\n正文。"
    assert [title for _, title, _ in essays(f"总标题\n{inside}")] == ["甲", "乙"]


def test_brackets_are_headings_when_they_begin_again_inside_other_ordinals():
    inside = "一、甲\n（一）子\n正文。\n（二）丑\n正文。\n二、乙\n（一）寅\n正文。"
    assert [title for _, title, _ in essays(f"总标题\n{inside}")] == ["总标题"]


def test_the_declared_count_can_make_ordinals_marks_but_not_make_essays():
    body = "一、甲\n正文。\n二、乙\n正文。"
    assert len(essays(f"总标题（2篇）\n{body}")) == 2
    assert len(essays(f"总标题\n{body}")) == 1
    assert len(essays(f"总标题（4篇）\n篇1：甲\n{ESSAY}\n篇2：乙\n{ESSAY}")) == 2


def test_one_series_marks_the_essays_of_a_document():
    text = f"总标题\n篇1：甲\n{ESSAY}\n第一篇 子\n{ESSAY}\n第二篇 丑\n{ESSAY}\n篇2：乙\n{ESSAY}\n篇3：丙\n{ESSAY}"
    assert [title for _, title, _ in essays(text)] == ["甲", "乙", "丙"]


@pytest.mark.parametrize(
    ("line", "deck"),
    [
        ("把脚印留在田埂上——干部谈变化，也谈“难题”", "把脚印留在田埂上——干部谈变化，也谈“难题”"),
        ("——在学习会上的交流", "——在学习会上的交流"),
        ("一、提高认识", ""),
        ("（一）提高认识", ""),
        ("1．提高认识", ""),
        ("这是一句话。", ""),
        ("尊敬的各位领导：", ""),
        ("为什么出发？", ""),
    ],
)
def test_the_line_after_the_title_is_a_deck_without_final_punctuation_or_ordinal(line, deck):
    assert essays(f"总标题\n篇1：甲\n{line}\n{ESSAY}") == [(1, "甲", deck)]


@pytest.mark.parametrize(
    "line",
    [
        "织牢民生保障网", "一、提高认识", "（一）提高认识", "1.提高认识", "1．提高认识", "第一部分 提高认识",
        "我们为什么出发？", "打通“最后一公里”", "“绿水青山”就是“金山银山”", "提高认识，凝聚力量",
    ],
)  # fmt: skip
def test_a_short_line_of_its_own_before_paragraphs_is_a_heading(line):
    assert headings(f"{line}\n{ESSAY}") == [line]


@pytest.mark.parametrize(
    "line",
    [
        "幸福都是奋斗出来的。", "一是加强学习；", "一是加强学习", "首先，加强学习", "他这样说：", "“我们出发。”",
        "“我们出发吗？”", "一、加强学习。我们要学", "2023年5月6日", "作者：林栖桐", "……", "永远奋斗！",
        "他们写下了一行又一行没有句号的长长的文字这些文字比任何一个标题都要长因为它本来就是一个忘了句号的段落而且还没有说完",
    ],
)  # fmt: skip
def test_other_lines_are_paragraphs(line):
    assert headings(f"{line}\n{ESSAY}") == []


@pytest.mark.parametrize("tail", ["林栖桐", "第三车间 林栖桐\n2023年5月6日", "此致\n敬礼", "一、没有正文的一节"])
def test_lines_at_the_end_stand_before_nothing_and_are_no_headings(tail):
    assert headings(tail) == []


def test_verse_and_lists_are_no_headings():
    assert headings("一格一盏灯\n一户一条绳\n绳连千百户\n正文。") == []
    assert headings("1. 楼道照明\n2. 垃圾清运\n3. 充电\n正文。") == []


def test_a_heading_may_stand_right_before_a_smaller_one():
    assert headings("一、甲\n（一）子\n正文。\n（二）丑\n正文。") == ["一、甲", "（一）子", "（二）丑"]


def test_a_style_says_what_is_a_heading():
    text = "标题\n开头一句。\n一、加强学习。\n正文。\n没有句号的一行\n二、真抓实干。\n正文。"
    (essay,) = structure(text, {3: Kind.HEADING, 6: Kind.HEADING}).document.essays
    assert [section.heading for section in essay.sections] == ["", "一、加强学习。", "二、真抓实干。"]


def test_a_table_is_a_paragraph():
    (essay,) = structure("标题\n开头一句。\n周一 识字\n正文。", {3: Kind.TABLE}).document.essays
    assert [len(section.paragraphs) for section in essay.sections] == [3]


@pytest.mark.parametrize("text", ["篇1：甲\n正文。\n篇2：乙\n正文。", "这是一段没有标题的正文。它有两句。\n正文。"])
def test_a_document_without_a_title_is_refused(text):
    with pytest.raises(DocumentError) as refused:
        structure(text)
    assert [message.code for message in refused.value.messages] == ["E105"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("标题（3篇）\n篇1：甲\n正文。\n篇2：乙\n正文。", ["W241"]),
        ("标题\n篇1：甲\n正文。\n篇1：乙\n正文。", ["W242"]),
        ("标题\n篇1：甲\n正文。\n篇3：乙\n正文。", ["W243"]),
        ("标题\n篇1：甲\n正文。\n篇2：甲\n正文。", ["W244"]),
        ("标题\n篇1：甲\n正文。\n一、" + "长" * 45 + "\n正文。\n篇2：乙\n正文。", ["W245"]),
        ("标题\n篇1：甲\n篇2：乙\n正文。", ["W246"]),
        ("标题（2篇）\n篇1：甲\n正文。\n篇2：乙\n正文。", []),
    ],
)
def test_faults_of_a_document_are_warned_of(text, expected):
    assert codes(structure(text)) == expected


def test_guesses_are_noted_with_their_place():
    read = structure("标题\n前言一句。\n篇1\n甲的副题\n正文。\n小标题\n正文。")
    notes = {message.code: message.place.line for message in read.messages if message.code.startswith("N")}
    assert notes == {"N332": 6, "N333": 2, "N338": 5}


@needs_shared
@pytest.mark.skipif(not SCORER.exists(), reason="needs the scorer of the shared data")
def test_the_structure_of_the_real_document_is_right():
    parsed = parse(REAL_DOCUMENT.read_bytes(), REAL_DOCUMENT.name)
    module = scorer()
    labels = module.load(SHARED / "gold" / "shanghai.json")
    assert module.score(labels, tree(parsed))["structure mean"] == 1.0
    assert parsed.coverage == 1.0


def test_a_long_line_and_many_lines_are_read_without_delay():
    long = parse_text("标题\n" + "字" * 1_000_000 + "。\n")
    assert long.document.essays[0].sections[0].paragraphs[0].text.endswith("字。")
    many = structure("标题\n" + "小标题\n正文一句。\n" * 20_000)
    assert len(many.document.essays[0].sections) == 20_000


@pytest.mark.parametrize(
    ("line", "is_deck"),
    [
        ("“路修通了，心也就通了。”——李建华", False),
        ("“路修通了，心也就通了。” —— 县水利局局长李建华", False),
        ("“路修通了，心也就通了。”（李建华）", False),
        ("“这条路，还修不修？”——李建华", False),
        ("“山里的路，山外的路”——一次走访的记录", True),
        ("“把路修到家门口！”——读《乡路》有感", True),
        ("“路，就在脚下。”——走访心得", True),
    ],
)
def test_words_with_who_said_them_are_no_deck(line: str, is_deck: bool) -> None:
    text = f"读书会（2篇）\n\n篇1\n路\n{line}\n这条路修了三年，村里人都记得。\n篇2\n桥\n桥也修好了。"

    essay = parse(text.encode(), "a.txt").document.essays[0]

    assert essay.subtitle == (line if is_deck else "")
