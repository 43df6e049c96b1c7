"""The numbers that Word keeps outside the text are written into it, as Word shows them."""

from __future__ import annotations

import pytest

from essays.documents.readers import read_blocks

from .word_files import level, listed, numbering, paragraph, run, style, styled, word_file


def texts(body: str, **parts) -> list[str]:
    return [block.text for block in read_blocks(word_file(body, **parts), "文集.docx").blocks]


@pytest.mark.parametrize(
    ("number_format", "text", "first_three"),
    [
        ("decimal", "%1.", ["1. 文", "2. 文", "3. 文"]),
        ("chineseCounting", "%1、", ["一、文", "二、文", "三、文"]),
        ("chineseCountingThousand", "（%1）", ["（一）文", "（二）文", "（三）文"]),
        ("japaneseCounting", "第%1篇", ["第一篇 文", "第二篇 文", "第三篇 文"]),
        ("ideographDigital", "%1、", ["一、文", "二、文", "三、文"]),
        ("ideographTraditional", "%1、", ["甲、文", "乙、文", "丙、文"]),
        ("decimalEnclosedCircle", "%1", ["① 文", "② 文", "③ 文"]),
        ("lowerLetter", "%1)", ["a) 文", "b) 文", "c) 文"]),
        ("upperRoman", "%1.", ["I. 文", "II. 文", "III. 文"]),
        ("decimalZero", "%1.", ["01. 文", "02. 文", "03. 文"]),
        ("decimal", "篇%1：", ["篇1：文", "篇2：文", "篇3：文"]),
        ("decimal", "【篇%1】", ["【篇1】文", "【篇2】文", "【篇3】文"]),
        ("none", "范文", ["范文 文", "范文 文", "范文 文"]),
        ("somethingNew", "%1.", ["1. 文", "2. 文", "3. 文"]),
    ],
)
def test_numbers_are_written_in_the_format_of_their_list(number_format, text, first_three):
    body = "".join(listed("文") for _ in range(3))
    assert texts(body, numbering=numbering(level(0, number_format, text))) == first_three


def test_a_suffix_of_nothing_leaves_no_gap():
    lists = numbering(level(0, "decimal", "%1.", '<w:suff w:val="nothing"/>'))
    assert texts(listed("甲"), numbering=lists) == ["1.甲"]


def test_levels_are_counted_apart_and_begin_anew_below_a_higher_one():
    lists = numbering(level(0, "decimal", "%1."), level(1, "decimal", "%1.%2"), level(2, "lowerLetter", "%3)"))
    body = listed("甲") + listed("乙", 1, 1) + listed("丙", 1, 2) + listed("丁", 1, 1) + listed("戊", 1, 2)
    body += listed("己") + listed("庚", 1, 1)
    assert texts(body, numbering=lists) == [
        *("1. 甲", "1.1 乙", "a) 丙", "1.2 丁", "a) 戊", "2. 己", "2.1 庚"),
    ]


def test_legal_levels_are_written_in_digits():
    lists = numbering(level(0, "chineseCounting", "%1、"), level(1, "decimal", "%1.%2", "<w:isLgl/>"))
    assert texts(listed("甲") + listed("乙", 1, 1), numbering=lists) == ["一、甲", "1.1 乙"]


def test_a_level_that_never_restarts_counts_on():
    lists = numbering(level(0, "decimal", "%1."), level(1, "decimal", "%2)", '<w:lvlRestart w:val="0"/>'))
    body = listed("甲") + listed("乙", 1, 1) + listed("丙") + listed("丁", 1, 1)
    assert texts(body, numbering=lists) == ["1. 甲", "1) 乙", "2. 丙", "2) 丁"]


def test_two_lists_of_one_definition_count_on_unless_one_starts_over():
    body = listed("甲", 1) + listed("乙", 1) + listed("丙", 2) + listed("丁", 2)
    assert texts(body, numbering=numbering(level(0, "decimal", "%1."))) == ["1. 甲", "2. 乙", "3. 丙", "4. 丁"]
    over = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    lists = numbering(level(0, "decimal", "%1."), overrides=over)
    assert texts(body, numbering=lists) == ["1. 甲", "2. 乙", "1. 丙", "2. 丁"]


def test_a_list_may_replace_a_level_and_start_where_it_likes():
    over = f'<w:lvlOverride w:ilvl="0">{level(0, "upperLetter", "%1.", start=3)}</w:lvlOverride>'
    lists = numbering(level(0, "decimal", "%1."), overrides=over)
    assert texts(listed("甲", 2) + listed("乙", 2), numbering=lists) == ["C. 甲", "D. 乙"]


def test_a_style_may_number_its_paragraphs():
    styles = style("章", '<w:numPr><w:numId w:val="1"/></w:numPr>') + style("节", key="t", based_on="s")
    lists = numbering(level(0, "chineseCounting", "%1、", '<w:pStyle w:val="s"/>'))
    assert texts(styled("甲") + styled("乙", "t"), numbering=lists, styles=styles) == ["一、甲", "二、乙"]


def test_a_style_finds_the_level_that_names_it():
    styles = style("节", '<w:numPr><w:numId w:val="1"/></w:numPr>', key="t")
    lists = numbering(level(0, "chineseCounting", "%1、"), level(1, "decimal", "%2.", '<w:pStyle w:val="t"/>'))
    assert texts(listed("甲") + styled("乙", "t"), numbering=lists, styles=styles) == ["一、甲", "1. 乙"]


def test_a_definition_may_be_that_of_a_numbering_style():
    lists = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="list"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1">{level(0, "decimal", "%1)")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="5"><w:abstractNumId w:val="1"/></w:num>'
    )
    styles = style("清单", '<w:numPr><w:numId w:val="5"/></w:numPr>', key="list")
    assert texts(listed("甲"), numbering=lists, styles=styles) == ["1) 甲"]


def test_number_zero_takes_a_paragraph_out_of_the_list_of_its_style():
    styles = style("章", '<w:numPr><w:numId w:val="1"/></w:numPr>')
    body = paragraph("甲", '<w:pStyle w:val="s"/><w:numPr><w:numId w:val="0"/></w:numPr>') + styled("乙")
    assert texts(body, numbering=numbering(level(0, "decimal", "%1.")), styles=styles) == ["甲", "1. 乙"]


@pytest.mark.parametrize("text", ["一、甲", "一 、甲", "一甲", "（一）甲"])
def test_a_number_that_the_text_has_already_is_not_doubled(text):
    lists = numbering(level(0, "chineseCounting", "%1、"))
    assert texts(listed(text) + listed("乙"), numbering=lists) == [text, "二、乙"]


def test_a_figure_at_the_head_of_the_text_is_not_its_number():
    lists = numbering(level(0, "decimal", "%1."))
    body = listed("1.5亿元") + listed("2023年") + listed("3．丙")
    assert texts(body, numbering=lists) == ["1. 1.5亿元", "2. 2023年", "3．丙"]


def test_bullets_are_left_out_and_counted():
    reading = read_blocks(
        word_file(listed("甲") + listed("乙"), numbering=numbering(level(0, "bullet", "\uf0b7"))), "x.docx"
    )
    assert [block.text for block in reading.blocks] == ["甲", "乙"]
    assert [(message.code, message.params["count"]) for message in reading.messages] == [("N303", 2)]


def test_empty_paragraphs_are_not_counted():
    lists = numbering(level(0, "decimal", "%1."))
    assert texts(listed("甲") + listed(run("")) + listed("乙"), numbering=lists) == ["1. 甲", "", "2. 乙"]


def test_the_number_stands_outside_the_marks_of_the_text():
    body = listed(run("甲", "<w:b/>"))
    reading = read_blocks(word_file(body, numbering=numbering(level(0, "decimal", "%1."))), "x.docx")
    assert reading.blocks[0].html == "<p>1. <strong>甲</strong></p>"
    assert [(message.code, message.params["count"]) for message in reading.messages] == [("N304", 1)]


@pytest.mark.parametrize("lists", ["", numbering(), numbering(level(3, "decimal", "%4."))])
def test_a_list_that_is_not_defined_numbers_nothing(lists):
    assert texts(listed("甲"), numbering=lists) == ["甲"]
