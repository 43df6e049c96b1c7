"""What no reader can see is taken out once, counted, and the way back to the input is kept."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essays.documents.blocks import Block
from essays.documents.messages import Message, Place
from essays.documents.normalize import clean, column_at, findings, input_column, is_clean, merge, split_lines

TAKEN_OUT = [
    ("W201", "上\0海", "上海"),
    ("W202", "上\x07海\x1b", "上海"),
    ("W202", "上\x1c海\x9f", "上海"),
    ("W203", "\u202e上海\u202c", "上海"),
    ("W203", "上\u2066海\u2069\u200f", "上海"),
    ("W204", "##paid\u200bbegin##", "##paidbegin##"),
    ("W204", "上\u2060海\u180e", "上海"),
    ("W204", "上\u200d海", "上海"),
    ("W205", "上\ufeff海", "上海"),
    ("W206", "inter\u00adnational", "international"),
    ("W207", "上\ud842海", "上\ufffd海"),
    ("W208", "##paid\ufe0fbegin##", "##paidbegin##"),
    ("W208", "葛\U000e0100\U000e0101\ufe00城", "葛\U000e0100城"),
    ("W209", "a" + "\u0301" * 50, "a" + "\u0301" * 4),
]

KEPT = [
    "上海，“五个中心”！（３篇）　ＡＢＣ①㈠㎡",
    "葛\U000e0100城",
    "👩\u200d👩\u200d👧 ❤\ufe0f",
    "ế ǹg nǚ",
    "a\u00a0b\u2003c\td",
    "\ue000 \ufffd",
]


@pytest.mark.parametrize(("code", "text", "expected"), TAKEN_OUT)
def test_the_invisible_is_taken_out_and_said(code, text, expected):
    assert clean(text) == expected
    assert code in [message.code for message in findings(text)]


@pytest.mark.parametrize("text", KEPT)
def test_whatever_can_be_seen_stays_as_the_document_has_it(text):
    assert clean(text) == text


def test_replacement_and_private_characters_stay_and_are_pointed_out():
    text = "第一行\n上\ufffd海\ue001\ue002"
    assert [(m.code, m.place.line, m.place.column, m.params["count"]) for m in findings(text)] == [
        ("W210", 2, 2, 1),
        ("W212", 2, 4, 2),
    ]


def test_findings_are_one_a_kind_with_count_and_first_place():
    text = "干净\n　上\u200b海\u200b\0\r\n\u200b市"
    assert [(m.code, m.params["count"], m.place) for m in findings(text)] == [
        ("W201", 1, Place(2, 6, 7)),
        ("W204", 3, Place(2, 3, 4)),
    ]


def test_an_excerpt_can_be_printed_and_keeps_its_columns():
    message = findings("上\u202e\ud800海\0")[0]
    assert message.excerpt == "上\ufffd\ufffd海\ufffd"


def test_findings_of_a_run_begin_where_the_run_does():
    assert findings("上\u200b海", line=7, column=5)[0].place == Place(7, 6, 7)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("一\n二\n", ["一", "二"]),
        ("一\r\n二\r三", ["一", "二", "三"]),
        ("一\u2028二\u2029三\v四\f五\x85六", ["一", "二", "三", "四", "五", "六"]),
        ("\n\n一", ["", "", "一"]),
        ("", []),
        ("\n", [""]),
    ],
)
def test_lines_end_as_in_any_editor(text, lines):
    assert split_lines(text) == lines


def test_unusual_line_ends_are_noted():
    assert [(m.code, m.params["count"]) for m in findings("一\u2028二\f三")] == [("N301", 2)]


@given(st.text() | st.text(st.sampled_from("上a\u200b\u200d❤\ufe0f\U000e0100\u0301\0\xad\r\n")))
def test_cleaning_twice_is_cleaning_once(text):
    assert clean(clean(text)) == clean(text)


@given(st.text(st.sampled_from("上a \u200b\0\u202e\ufeff\xad\ufe0f\u0301\ud800\n")))
def test_a_cleaned_text_keeps_its_line_ends_and_loses_no_visible_character(text):
    cleaned = clean(text)
    assert cleaned.count("\n") == text.count("\n")
    assert [c for c in cleaned if c in "上a"] == [c for c in text if c in "上a"]
    cleaned.encode()


@given(st.text())
def test_a_clean_text_has_no_findings(text):
    if is_clean(text):
        assert clean(text) == text
        assert findings(text) == ()


@given(st.text(st.sampled_from("上海a　\u200b\0\u202e")))
def test_every_character_of_a_block_finds_its_column_in_the_input(raw):
    text = clean(raw).strip()
    block = Block(text, 1, input_column(raw), raw=raw)
    for offset, character in enumerate(text):
        assert raw[column_at(block, offset) - 1] == character


def test_a_block_like_its_line_counts_columns_plainly():
    assert column_at(Block("上海市", 3, 2), 2) == 4
    assert column_at(Block("上海市", 1, 3, raw="　　上海市"), 0) == 3


def test_the_end_of_a_block_has_a_column_too():
    assert column_at(Block("上海", 1, 1, raw="上\u200b海"), 2) == 4


def test_counted_messages_of_a_code_are_merged_at_the_first_place():
    first = Message("W251", Place(3), {"count": 1})
    assert merge([first, Message("E103"), Message("W251", Place(9), {"count": 2}), Message("E103")]) == (
        Message("W251", Place(3), {"count": 3}),
        Message("E103"),
        Message("E103"),
    )


@pytest.mark.parametrize("unit", ["上", "\u0301", "\ufe0f", "\u200d", "\0", "　", "\ud800", "a\u0301\ufe0f"])
def test_a_line_of_a_million_characters_takes_no_more_than_its_length(unit):
    line = unit * (1_000_000 // len(unit))
    started = time.perf_counter()
    clean(line)
    findings(line)
    split_lines(line)
    assert time.perf_counter() - started < 5
