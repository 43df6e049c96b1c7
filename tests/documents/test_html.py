"""Markup is cut and mended by offsets in its plain text, and nothing is lost on the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essays.documents import html

WORDS = st.text("甲乙丙，。&<> a1", min_size=1, max_size=4).map(
    lambda text: text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
)
INLINE_TAGS = ("strong", "em", "u", "s", "sub", "sup", "a")


def inline(children):
    tags = st.sampled_from([*((f"<{tag}>", f"</{tag}>") for tag in INLINE_TAGS[:-1])])
    links = st.sampled_from([('<a href="https://a.example/?x=1">', "</a>"), ('<a href="/b">', "</a>")])
    return st.tuples(tags | links, st.lists(children, min_size=1, max_size=3)).map(
        lambda pair: pair[0][0] + "".join(pair[1]) + pair[0][1]
    )


INLINE = st.lists(st.recursive(WORDS | st.just("<br>"), inline, max_leaves=6), min_size=1, max_size=4).map("".join)
CONTENT = INLINE | st.just("")


def items(content):
    nested = st.tuples(content, st.lists(content, min_size=1, max_size=2)).map(
        lambda pair: pair[0] + "<ul>" + "".join(f"<li>{item}</li>" for item in pair[1]) + "</ul>"
    )
    paragraphs = st.lists(content, min_size=1, max_size=2).map(
        lambda found: "".join(f"<p>{item}</p>" for item in found)
    )
    return st.lists(content | nested | paragraphs, min_size=1, max_size=3).map(
        lambda found: "".join(f"<li>{item}</li>" for item in found)
    )


def table(content):
    cells = st.lists(content, min_size=1, max_size=3).map(
        lambda found: "<tr>" + "".join(f"<td>{cell}</td>" for cell in found) + "</tr>"
    )
    return st.lists(cells, min_size=1, max_size=3).map(
        lambda rows: "<table><tbody>" + "".join(rows) + "</tbody></table>"
    )


def wrap(tag):
    return lambda content: f"<{tag}>{content}</{tag}>"


LISTS = items(CONTENT).map(wrap("ol")) | items(CONTENT).map(wrap("ul"))
BLOCK = (
    CONTENT.map(wrap("p"))
    | CONTENT.map(wrap("h3"))
    | LISTS
    | table(CONTENT)
    | st.lists(CONTENT.map(wrap("p")) | LISTS, min_size=1, max_size=3).map("".join).map(wrap("blockquote"))
).map(html.canonical)


@given(BLOCK, st.data())
def test_a_cut_paragraph_joins_to_what_it_was(block, data):
    text = html.plain(block)
    offset = data.draw(st.integers(0, len(text)))
    left, right = html.split(block, offset)
    begins_list = text[offset : offset + 1] == "\n" and html.plain(left) == text[: offset + 1]
    assert html.plain(left) == text[:offset] or begins_list
    assert html.plain(left) + html.plain(right) == text
    assert html.join(left, right) == block


def test_a_line_break_before_a_list_inside_an_item_goes_to_the_left():
    block = "<ol><li>甲<ul><li>乙</li><li></li></ul></li></ol>"
    assert html.plain(block) == "甲\n乙\n"
    assert html.split(block, 1) == html.split(block, 2)
    assert [html.plain(piece) for piece in html.pieces(block, (1, 3))] == ["甲\n", "乙", "\n"]


@given(BLOCK, st.data())
def test_three_pieces_join_to_what_they_were(block, data):
    length = len(html.plain(block))
    first = data.draw(st.integers(0, length))
    second = data.draw(st.integers(0, length - first))
    left, rest = html.split(block, first)
    middle, right = html.split(rest, second)
    assert html.join(html.join(left, middle), right) == block
    assert html.join(left, html.join(middle, right)) == block


@given(BLOCK)
def test_canonical_markup_stays_as_it_is(block):
    assert html.canonical(block) == block


@given(st.text("甲乙 ab<>&\"'\t", max_size=20))
def test_escaped_text_reads_as_it_was(text):
    assert html.plain(html.escape_paragraph(text)) == text


@given(st.lists(BLOCK, max_size=4))
def test_a_body_is_its_paragraphs_joined_by_newlines(blocks):
    body = html.body(blocks)
    assert html.paragraphs(body) == tuple(blocks)
    assert html.plain_body(body) == "\n".join(html.plain(block) for block in blocks)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>甲&amp;乙&#20013;</p>", "甲&乙中"),
        ("<table><tr><th>甲</th><td></td><td>乙</td></tr><tr><td>丙</td></tr></table>", "甲\t\t乙\n丙"),
        ("<ul>\n\t<li>甲</li>\n\t<li>乙<ol><li>丙</li></ol></li>\n</ul>", "甲\n乙\n丙"),
        ("<blockquote><p>甲</p><p>乙</p></blockquote>", "甲\n乙"),
        ("<p>甲<br>乙</p>", "甲\n乙"),
        ("<table><tr><td><p>甲</p><p>乙</p></td><td>丙</td></tr></table>", "甲\n乙\t丙"),
        ('<p><a title="a > b">甲</a></p>', "甲"),
        ("<p>a < b</p>", "a < b"),
    ],
)
def test_plain_text_has_a_tab_between_cells_and_a_newline_between_rows(markup, text):
    assert html.plain(markup) == text


def test_a_list_goes_on_counting_after_the_cut():
    left, right = html.split("<ol><li>甲</li><li>乙丙</li><li>丁</li></ol>", 3)
    assert left == "<ol><li>甲</li><li>乙</li></ol>"
    assert right == '<ol start="2"><li>丙</li><li>丁</li></ol>'


def test_open_tags_are_closed_and_opened_again():
    left, right = html.split('<p>甲<strong>乙<a href="/x">丙丁</a></strong></p>', 3)
    assert left == '<p>甲<strong>乙<a href="/x">丙</a></strong></p>'
    assert right == '<p><strong><a href="/x">丁</a></strong></p>'


def test_taking_words_out_leaves_the_markup_whole():
    assert html.cut("<p>甲<strong>乙丙</strong>丁</p>", 1, 2) == "<p>甲<strong>丙</strong>丁</p>"


def test_canonical_markup_has_no_gaps_and_no_doubled_tags():
    source = "<p>甲<em></em><strong>乙</strong><strong>丙\n丁</strong></p>\r\n\r\n<ul>\n<li>戊</li>\n</ul>\n己"
    assert html.canonical(source) == "<p>甲<strong>乙丙 丁</strong></p>\n<ul><li>戊</li></ul>\n<p>己</p>"


def test_a_long_paragraph_is_cut_without_delay():
    block = "<p>" + "<em>甲</em>乙&amp;" * 50_000 + "</p>"
    left, right = html.split(block, 75_000)
    assert html.join(left, right) == block
