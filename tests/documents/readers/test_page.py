"""Web pages are read as a browser shows them: paragraphs, lists, quotes, tables; the rest is said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essays.documents.blocks import Kind
from essays.documents.html import canonical, plain
from essays.documents.messages import DocumentError
from essays.documents.readers import read_blocks


def read(source: str | bytes, encoding: str | None = None):
    data = source.encode() if isinstance(source, str) else source
    reading = read_blocks(data, "文集.html", encoding)
    for block in reading.blocks:
        assert not block.html or plain(block.html) == block.text
        assert canonical(block.html) == block.html
    return reading


def texts(source: str) -> list[str]:
    return [block.text for block in read(source).blocks]


def codes(source: str) -> dict[str, object]:
    return {message.code: message.params.get("count") for message in read(source).messages}


def refusal(source: str | bytes) -> str:
    with pytest.raises(DocumentError) as refused:
        read(source)
    return refused.value.messages[0].code


def test_paragraphs_line_breaks_and_loose_words_are_lines():
    assert texts("<p>一<br>二</p>三<div>四<p>五</div>六") == ["一", "二", "三", "四", "五", "六"]


def test_blanks_collapse_and_line_ends_between_chinese_vanish():
    assert texts("<p>\n 上海\n 市委   书记 \n<b>说</b>\nGood\nday</p>") == ["上海市委 书记说 Good day"]


def test_preformatted_text_keeps_its_lines():
    assert texts("<pre>一  二\n三</pre>") == ["一 二", "三"]


def test_headings_have_levels_and_a_single_h1_is_the_title():
    blocks = read("<h1>题</h1><h2>节</h2><p>文</p><h6>小</h6>").blocks
    assert [(block.kind, block.level) for block in blocks] == [
        (Kind.TITLE, 0),
        (Kind.HEADING, 2),
        (Kind.PARAGRAPH, 0),
        (Kind.HEADING, 6),
    ]
    blocks = read("<h1>一</h1><h1>二</h1>").blocks
    assert [(block.kind, block.level) for block in blocks] == [(Kind.HEADING, 1)] * 2


def test_lines_are_those_of_the_source():
    blocks = read("<html>\n<body>\n<p>一\n<p>\n\n二\n<ul>\n<li>三</ul>四\n五<br>\n六").blocks
    assert [(block.text, block.line) for block in blocks] == [
        *(("一", 3), ("二", 6), ("三", 8), ("四五", 8), ("六", 10)),
    ]


def test_marks_become_clean_markup_without_attributes():
    block = read(
        '<p class="x" onclick="y">一<b style="a">粗<i>斜</i></b><font color="red">红</font><del>删</del>'
    ).blocks[0]
    assert block.html == "<p>一<strong>粗<em>斜</em></strong>红<s>删</s></p>"


def test_links_keep_their_address_if_it_may_be_linked_to():
    good = '<a href="https://example.org/?a=1&amp;b=2" title="&quot;">好</a>'
    source = f'<p>{good}<a href="java&#10;script:x">坏</a><a name="x">名</a>'
    assert read(source).blocks[0].html == f"<p>{good}坏名</p>"
    assert codes(source) == {"W271": 1}


def test_ruby_and_quotation_elements_are_kept():
    block = read("<p><ruby>堂<rp>(</rp><rt>táng</rt><rp>)</rp></ruby><q>引</q>").blocks[0]
    assert block.html == "<p><ruby>堂<rp>(</rp><rt>táng</rt><rp>)</rp></ruby>“引”</p>"


def test_numbers_of_lists_are_written_out_and_bullets_counted():
    source = (
        '<ol start="3"><li>甲<li value="7"><p>乙</p><p>续</p><li></ol><ol type="a"><li>丙</ol><ul><li>丁<li>戊</ul>'
    )
    assert texts(source) == ["3. 甲", "7. 乙", "续", "a. 丙", "丁", "戊"]
    assert codes(source) == {"N304": 3, "N303": 2}


def test_numbers_that_the_text_has_already_are_not_doubled():
    assert texts("<ol><li>1、甲<li>2. 乙<li>丙</ol>") == ["1、甲", "2. 乙", "3. 丙"]


def test_paragraphs_of_a_quote_are_quoted_each():
    blocks = read("<blockquote>一<p>二<b>粗</b></p></blockquote>").blocks
    assert [block.html for block in blocks] == [
        "<blockquote><p>一</p></blockquote>",
        "<blockquote><p>二<strong>粗</strong></p></blockquote>",
    ]


def test_a_table_is_one_block():
    source = "<table><caption>表一</caption><tr><th>甲<th colspan=2>乙<tr><td rowspan='x'><p>一<p>二<td>三<td></table>"
    caption, block = read(source).blocks
    assert caption.text == "表一"
    assert (block.kind, block.text) == (Kind.TABLE, "甲\t乙\n一\n二\t三\t")
    assert block.html == (
        '<table><thead><tr><th scope="col">甲</th><th colspan="2" scope="col">乙</th></tr></thead>'
        "<tbody><tr><td><p>一</p><p>二</p></td><td>三</td><td></td></tr></tbody></table>"
    )


def test_a_table_that_arranges_the_page_is_read_through():
    source = "<table><tr><td><h2>节</h2><p>文<table><tr><td>内<td>外</table></table><table><tr><td>框</table>"
    assert [(block.kind, block.text) for block in read(source).blocks] == [
        (Kind.HEADING, "节"),
        (Kind.PARAGRAPH, "文"),
        (Kind.TABLE, "内\t外"),
        (Kind.PARAGRAPH, "框"),
    ]


def test_scripts_are_gone_and_escaped_tags_are_text():
    source = "<p>前<script>alert(1)</script>&lt;script&gt;后</p><style>p{}</style>"
    assert texts(source) == ["前<script>后"]
    assert codes(source) == {}


@pytest.mark.parametrize(
    ("source", "code"),
    [
        ("<img src=x onerror=alert(1)>", "W251"),
        ("<!-- 注 -->", "W255"),
        ("<math><mi>x</mi></math>", "W258"),
        ("<span hidden>藏</span>", "W261"),
        ("<span style='color:red; display:none'>藏</span>", "W261"),
        ("<noscript>请打开</noscript>", "W264"),
        ("<nav>首页</nav>", "W265"),
        ("<button>按</button>", "W266"),
        ("<iframe src=x></iframe>", "W267"),
        ("<svg><text>x</text></svg>", "W267"),
    ],
)
def test_what_is_left_out_is_one_message_a_kind_with_count_and_first_place(source, code):
    reading = read(f"<p>正文</p>\n<p>{source}{source}尾</p>")
    assert [block.text for block in reading.blocks] == ["正文", "尾"]
    assert [(m.code, m.params["count"], m.place.line) for m in reading.messages] == [(code, 2, 2)]


@pytest.mark.parametrize(
    "hiding",
    ["<!-- {} -->", "<script>{}</script>", "<div hidden>{}</div>", "<nav>{}</nav>", "<textarea>{}</textarea>"],
)
def test_a_marker_in_what_is_left_out_opens_nothing_and_is_told(hiding):
    reading = read("<p>一</p>" + hiding.format("##paid\u200bbegin##") + "<p>二</p>")
    assert [block.text for block in reading.blocks] == ["一", "二"]
    assert "W268" in [message.code for message in reading.messages]


def test_markers_survive_entities_tags_and_invisible_characters():
    assert texts("<p>&#35;#paid<b>be</b>gin## 文 ##paid&#8203;end##</p>") == ["##paidbegin## 文 ##paidend##"]


def test_a_title_that_stands_nowhere_in_the_text_is_told():
    source = "<title>心得 - 某网</title><p>正文"
    assert [(m.code, m.params["title"]) for m in read(source).messages] == [("W272", "心得 - 某网")]
    assert codes("<title>心得</title><h1>学习心得</h1>") == {}


SENTENCE = "<p>我们要把学到的东西落实到工作中去，为人民群众办实事。</p>"


@pytest.mark.parametrize(
    ("source", "codec", "encoding", "warnings"),
    [
        ('<meta charset="gbk">' + SENTENCE, "gbk", "gb18030", []),
        ("<meta http-equiv=Content-Type content='text/html; charset=gb2312'><p>短", "gbk", "gb18030", []),
        ("<meta charset=big5><p>學習歷史", "big5", "big5", []),
        ("<meta charset=gb2312>" + SENTENCE, "utf-8", "utf-8", ["W213"]),
        ("<meta charset=utf-8>" + SENTENCE, "gb18030", "gb18030", ["W213"]),
        ("<meta charset=iso-8859-1>" + SENTENCE, "gb18030", "gb18030", ["W213"]),
        ("<meta charset=nonsense>" + SENTENCE, "utf-8", "utf-8", ["W213"]),
        ("<meta charset=gbk>" + SENTENCE, "utf-8-sig", "utf-8", []),
        ('<?xml version="1.0" encoding="gbk"?><html>' + SENTENCE, "gbk", "gb18030", []),
        (SENTENCE, "gb18030", "gb18030", []),
    ],
)
def test_the_encoding_is_the_one_declared_unless_that_gives_rubbish(source, codec, encoding, warnings):
    reading = read(source.encode(codec))
    assert reading.encoding == encoding
    assert [message.code for message in reading.messages] == warnings
    assert reading.blocks[0].text in ("短", "學習歷史", SENTENCE[3:-4])


def test_an_encoding_asked_for_wins_over_the_declared_one():
    assert read("<meta charset=big5><p>正文".encode(), "utf-8").blocks[0].text == "正文"


def test_a_replacement_character_is_told_once():
    assert codes("<p>上\ufffd海") == {"W210": 1}


def test_nothing_is_fetched_and_no_entity_is_expanded():
    source = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>一&x;二</p>'
    assert "root:" not in "".join(texts(source))


def test_a_text_of_more_than_ten_megabytes_is_read_whole():
    assert [len(text) for text in texts("<p>头</p><p>" + "字" * 4_000_000 + "</p><p>尾</p>")] == [1, 4_000_000, 1]


def test_nesting_without_end_is_refused():
    assert refusal("<div>" * 1_000 + "文") == "E118"
    assert texts("<div>" * 150 + "文") == ["文"]


@pytest.mark.parametrize("source", ["<p> </p>", "<!-- 注 -->", "<html></html>", "   "])
def test_a_page_without_words_is_empty(source):
    assert refusal(source) == "E103"


WORDS = st.text(st.sampled_from("上海，a &<>\n#"), max_size=4)
NAMES = "p div b i a span br h1 h2 ul ol li table tr td th blockquote ruby rt q pre script nav sub hr"
ELEMENTS = st.sampled_from(NAMES.split())
PIECES = st.lists(st.one_of(WORDS, ELEMENTS.map("<{}>".format), ELEMENTS.map("</{}>".format)), min_size=1, max_size=40)


@given(PIECES)
def test_any_soup_of_tags_is_read_with_markup_that_says_what_the_text_says(pieces):
    read("甲" + "".join(pieces))
