"""Stored HTML goes to the page clean, in one piece, with the names of its places."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from essays.documents.html import plain, split
from essays.templatetags.prose import json_ld, prose

MARKUP = [
    "<p>甲<strong>乙丙</strong>丁</p>",
    '<p>甲<a href="https://a.example/?x=1&amp;y=2" title="1 &gt; 0">乙丙</a>丁</p>',
    "<ul><li>甲</li><li>乙丙</li></ul>",
    "<blockquote><p>甲乙</p><p>丙丁</p></blockquote>",
    "<table><tbody><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td></tr></tbody></table>",
]


class Quoted(NamedTuple):
    uid: str
    speaker: str


class Piece(NamedTuple):
    markup: str
    names: tuple[str, ...] = ()
    quotes: tuple[Quoted, ...] = ()
    highlight: int | None = None
    note: str = ""
    ends: bool = False
    is_found: bool = False


def test_a_paragraph_bears_its_name() -> None:
    assert prose("s-a-1", [Piece("<p>甲</p>")]) == '<p id="s-a-1">甲</p>'
    assert prose("s-a-1", [Piece('<ol start="3"><li>甲</li></ol>')]) == '<ol id="s-a-1" start="3"><li>甲</li></ol>'


@pytest.mark.parametrize("markup", MARKUP)
def test_a_highlight_wraps_every_run_of_text_and_leaves_the_text_whole(markup: str) -> None:
    shown = str(prose("s-a-1", [Piece(markup, highlight=7, note='"<b>', ends=True)]))

    assert plain(re.sub(r'<a class="to-note".*?</a>', "", shown)) == plain(markup)
    assert shown.count("<mark") == shown.count("</mark>") == len(re.findall(r">[^<]+<", markup))
    assert 'title="&quot;&lt;b&gt;"' in shown
    assert shown.count('href="/shelf/marks/7/"') == 1
    html.fragment_fromstring(shown)


def test_pieces_are_joined_with_the_place_between_them() -> None:
    pieces = [Piece("<p>奋力</p>"), Piece("<p>展现</p>", ("s-b", "continue"))]

    assert prose("s-a-1", pieces) == ('<p id="s-a-1">奋力<span id="s-b"></span><span id="continue"></span>展现</p>')


def test_a_quote_that_ends_here_leads_to_its_card() -> None:
    pieces = [
        Piece("<p>他说：“<strong>走。</strong>”</p>", (), (Quoted("abc", "曹<军"),)),
        Piece("<p>大家都走了。</p>"),
    ]

    with override("en"):
        shown = prose("s-a-1", pieces)

    assert shown == (
        '<p id="s-a-1">他说：“<strong>走。</strong>”<a class="to-card" href="/en/quotes/abc/" '
        'aria-label="Quotation · 曹&lt;军" lang="en"></a>大家都走了。</p>'
    )


@pytest.mark.parametrize("markup", MARKUP)
def test_a_cut_anywhere_leaves_text_and_markup_whole(markup: str) -> None:
    whole = prose("s-a-1", [Piece(markup)])
    for offset in range(1, len(plain(markup))):
        left, right = split(markup, offset)
        joined = prose("s-a-1", [Piece(left), Piece(right, ("continue",))])

        assert joined.count('<span id="continue"></span>') == 1
        assert joined.replace('<span id="continue"></span>', "") == whole


@given(st.text("<>/&\"'=p sciptonlad甲:;", max_size=40))
def test_nothing_stored_brings_an_element_that_is_not_allowed(text: str) -> None:
    shown = prose("s-a-1", [Piece(f"<p>{text}</p>")])

    assert "<script" not in shown
    assert " on" not in "".join(part.partition(">")[0] for part in shown.split("<")[1:])


def test_handlers_and_scripts_are_taken_out() -> None:
    stored = '<p onclick="x()">甲<script>alert(1)</script><img src=x onerror=y()><a href="javascript:x()">乙</a></p>'

    assert plain(str(prose("s-a-1", [Piece(stored)]))) == "甲乙"
    assert "javascript" not in prose("s-a-1", [Piece(stored)])


def test_a_data_block_cannot_be_ended_by_its_text() -> None:
    block = json_ld({"name": "</script><!--&"})

    assert block.count("<") == 2
    assert "\\u003c/script\\u003e\\u003c!--\\u0026" in block
