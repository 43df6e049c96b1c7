"""Markdown is read as CommonMark shows it, with Chinese spacing, and paid markers survive its own signs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essays.documents.blocks import Kind
from essays.documents.html import canonical, plain
from essays.documents.markers import MarkerKind, find_markers
from essays.documents.readers import read_blocks


def read(source: str):
    reading = read_blocks(source.encode(), "文集.md")
    for block in reading.blocks:
        assert not block.html or plain(block.html) == block.text
        assert canonical(block.html) == block.html
    return reading


def texts(source: str) -> list[str]:
    return [block.text for block in read(source).blocks]


def codes(source: str) -> dict[str, object]:
    return {message.code: message.params.get("count") for message in read(source).messages}


def test_headings_have_levels_and_a_single_first_level_is_the_title():
    blocks = read("# 题 #\n\n## 节\n\n文\n\n小节\n---\n").blocks
    assert [(block.text, block.kind, block.level, block.line, block.column) for block in blocks] == [
        ("题", Kind.TITLE, 0, 1, 3),
        ("节", Kind.HEADING, 2, 3, 4),
        ("文", Kind.PARAGRAPH, 0, 5, 1),
        ("小节", Kind.HEADING, 2, 7, 1),
    ]
    assert [block.level for block in read("# 一\n# 二").blocks] == [1, 1]


def test_lines_of_a_paragraph_are_joined_as_their_script_wants():
    assert texts("上海\n市委说\nGood\nday，\n“好”") == ["上海市委说 Good day，“好”"]


def test_hard_breaks_and_chinese_indents_begin_a_new_line():
    blocks = read("一  \n二\\\n三\n　　四\n").blocks
    assert [(block.text, block.line, block.column) for block in blocks] == [
        *(("一", 1, 1), ("二", 2, 1), ("三", 3, 1), ("四", 4, 3)),
    ]


def test_an_indent_of_four_spaces_is_no_code():
    assert texts("题\n\n    正文第一段。\n\n    正文第二段。") == ["题", "正文第一段。", "正文第二段。"]


def test_marks_and_links_become_clean_markup():
    block = read('一**粗*斜***~~删~~[好](https://example.org/?a=1&b=2 "题")[坏](/x)').blocks[0]
    assert block.html == (
        "<p>一<strong>粗<em>斜</em></strong><s>删</s>"
        '<a href="https://example.org/?a=1&amp;b=2" title="题">好</a>坏</p>'
    )
    assert codes("[坏](/x)") == {"W271": 1}


def test_numbers_of_lists_are_written_out_and_bullets_counted():
    source = "3. 甲\n4. 乙\n\n   续\n   - 丙\n\n1) 丁\n\n* 戊"
    assert texts(source) == ["3. 甲", "4. 乙", "续", "丙", "1) 丁", "戊"]
    assert codes(source) == {"N303": 2}
    assert read(source).blocks[1].column == 1


def test_a_list_may_begin_at_zero():
    assert texts("0. 甲\n1. 乙") == ["0. 甲", "1. 乙"]


def test_ordinals_in_chinese_are_text():
    assert texts("一、甲\n\n1、乙\n\n（一）丙") == ["一、甲", "1、乙", "（一）丙"]


def test_paragraphs_of_a_quote_are_quoted_each():
    assert [block.html for block in read("> 一\n>\n> 二**粗**").blocks] == [
        "<blockquote><p>一</p></blockquote>",
        "<blockquote><p>二<strong>粗</strong></p></blockquote>",
    ]


def test_a_table_is_one_block():
    block = read("前\n\n| 甲 | 乙 |\n|---|:-:|\n| **一** | |\n").blocks[1]
    assert (block.kind, block.line, block.text) == (Kind.TABLE, 3, "甲\t乙\n一\t")
    assert block.html == (
        '<table><thead><tr><th scope="col">甲</th><th scope="col">乙</th></tr></thead>'
        "<tbody><tr><td><strong>一</strong></td><td></td></tr></tbody></table>"
    )


def test_tags_and_comments_are_text_with_a_note():
    assert texts("<script>alert(1)</script>\n\n<!-- 注 --> &lt;b&gt;") == [
        "<script>alert(1)</script>",
        "<!-- 注 --> <b>",
    ]
    assert codes("<b>粗</b><!-- 注 -->") == {"N306": 3}


def test_code_is_text_with_a_note():
    source = "```py\nx = 1\n\ny = `2`\n```\n\n用`码`"
    blocks = read(source).blocks
    assert [(block.text, block.line) for block in blocks] == [("x = 1", 2), ("", 3), ("y = `2`", 4), ("用码", 7)]
    assert codes(source) == {"N305": 2}


def test_words_on_the_fence_of_code_are_text_and_names_of_languages_are_not():
    assert texts("```上海 ##paidbegin##\n一\n```\n\n``` c#\n二\n```") == ["上海 ##paidbegin##", "一", "二"]


def test_cells_beyond_the_columns_of_a_table_are_told():
    assert codes("> |甲|乙|\n> |-|-|\n> |一|二|三|\n> |四|") == {"W273": 1}


def test_an_open_fence_loses_no_line():
    assert texts("```\n一\n二") == ["一", "二"]


def test_a_replacement_character_is_told_once():
    assert codes("上\ufffd海") == {"W210": 1}


def test_pictures_are_left_out_with_a_message():
    assert texts("一![图](a.png)二") == ["一二"]
    assert codes("一![图##paidend##](a.png)二![](b.png)") == {"W251": 2, "W268": 1}


def test_front_matter_is_left_out_with_a_message():
    source = "---\ntitle: 题\ntags:\n  - 甲\n---\n# 正题\n"
    assert [(block.text, block.line) for block in read(source).blocks] == [("正题", 6)]
    assert codes(source) == {"W269": None}


@pytest.mark.parametrize("source", ["---\n正文\n---\n尾", "---\n---\n尾", "---\n尾"])
def test_a_rule_at_the_head_is_no_front_matter(source):
    assert texts(source)[-1] == "尾"
    assert "W269" not in codes(source)


def test_a_definition_that_nothing_refers_to_is_told():
    assert codes("一\n\n[注]: 见附录\n") == {"W270": 1}
    assert codes("[一][甲]\n\n[甲]: https://example.org/\n") == {}


def test_invisible_characters_are_taken_out_of_source_and_entities():
    assert texts("##paid\u200bbegin## &#8203;文\n\n##paid&#8203;end##") == ["##paidbegin## 文", "##paidend##"]


@pytest.mark.parametrize(
    "marker", ["##paidbegin##", "## paidbegin ##", "# paid begin #", "＃＃paidbegin＃＃", "$$paidbegin$$"]
)
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        ("上一行\n", "\n下一行"),
        ("> ", ""),
        ("- ", ""),
        ("1. ", ""),
        ("## 标题 ", ""),
        ("前 ", " 后"),
        ("| 甲 |\n|---|\n| ", " |"),
        ("   ", ""),
        ("```\n", "\n```"),
        ("> ```\n> ", "\n> ```"),
    ],
)
def test_a_marker_survives_wherever_it_stands(marker, before, after):
    found = [marker for text in texts(f"题\n\n{before}{marker}{after}\n\n尾") for marker in find_markers(text)]
    assert [(marker.kind, marker.is_damaged) for marker in found] == [(MarkerKind.BEGIN, False)]


def test_a_marker_alone_on_its_line_is_a_line_of_its_own():
    assert texts("上一段\n##paidbegin##\n下一段\n## paidend ##\n尾") == [
        *("上一段", "##paidbegin##", "下一段", "## paidend ##", "尾"),
    ]


def test_a_heading_with_a_marker_is_still_a_heading():
    block = read("# 题\n\n## 节 ##paidbegin##").blocks[1]
    assert (block.text, block.kind, block.level) == ("节 ##paidbegin##", Kind.HEADING, 2)


@given(st.text(st.sampled_from("上海a，#*_`~[]()<>!|-+>1. \n\\&;:="), max_size=80))
def test_any_source_is_read_with_markup_that_says_what_the_text_says(source):
    read("甲\n\n" + source)


HAN = "上海市委学习心得体会"


@given(st.lists(st.sampled_from([*HAN, "**", "*", "# ", "> ", "- ", "1. ", "\n", "\n\n", "    ", "`", "|", "~~"])))
def test_no_chinese_character_is_lost_or_made(pieces):
    source = "".join(pieces)
    shown = "".join(texts("甲\n\n" + source))
    assert [character for character in shown if character in HAN] == [c for c in source if c in HAN]


UNWRAPPED = """修渠札记
（2篇）
篇1：修渠札记
把水引到最后一块田
入冬以后，全村的人分成了四个组，每天天不亮就到渠上去。
渠底的淤泥有半人深，先清出来的人再去帮还没有清完的人。
篇2：修渠札记
水到了田头
水放下来的那天，田埂上站满了人，谁也没有说话。
"""


def test_a_file_of_one_paragraph_a_line_is_read_line_by_line() -> None:
    assert texts(UNWRAPPED) == UNWRAPPED.splitlines()


def test_a_line_longer_than_any_margin_is_a_paragraph() -> None:
    long = "这一年里村里修了三条路" * 12
    assert texts(f"{long}\n{long}\n") == [long, long]


def test_a_file_wrapped_at_a_margin_is_joined() -> None:
    source = "入冬以后全村的人分成了四个组每天天不亮\n就到渠上去。渠底的淤泥有半人深先清出来\n的人再去帮别人。\n"
    assert texts(source) == [source.replace("\n", "")]
