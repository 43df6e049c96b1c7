"""A text file is its lines: one block each, indents left out, every character accounted for."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essays.documents.blocks import Block, Kind
from essays.documents.readers.text import read_text
from tests.shared import REAL_DOCUMENT, needs_shared


def characters(text: str) -> int:
    return len("".join(text.split()))


def test_each_line_is_a_block_and_blank_lines_are_blank():
    blocks = read_text("标题\n\n　　正文。\n".encode()).blocks
    assert blocks == (
        Block("标题", 1),
        Block("", 2, kind=Kind.BLANK),
        Block("正文。", 3, column=3, raw="　　正文。"),
    )


def test_columns_count_characters_taken_out_before_the_text():
    block = read_text("\ufeff\u200b　正文".encode()).blocks[0]
    assert (block.text, block.column) == ("正文", 3)


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r", "\u2028"])
def test_every_kind_of_line_end_gives_the_same_blocks(ends):
    reading = read_text(ends.join(("一", "二", "", "三")).encode())
    assert [(block.text, block.line) for block in reading.blocks] == [("一", 1), ("二", 2), ("", 3), ("三", 4)]


def test_tags_and_entities_are_text():
    reading = read_text("<script>alert(1)</script>\n&lt;b&gt; <b>粗</b>".encode())
    assert [block.text for block in reading.blocks] == ["<script>alert(1)</script>", "&lt;b&gt; <b>粗</b>"]
    assert {block.html for block in reading.blocks} == {""}
    assert reading.messages == ()


def test_a_page_in_a_text_file_is_text_with_a_note():
    reading = read_text("<!DOCTYPE html>\n<html><p>正文".encode())
    assert [message.code for message in reading.messages] == ["N302"]
    assert reading.blocks[1].text == "<html><p>正文"


def test_tabs_inside_a_line_are_spaces():
    assert read_text("姓名\t张三\n\t正文".encode()).blocks[0].text == "姓名 张三"
    assert read_text("姓名\t张三\n\t正文".encode()).blocks[1].column == 2


def test_the_encoding_is_reported():
    assert read_text("学习贯彻新思想，担当新使命。".encode("gb18030")).encoding == "gb18030"
    assert read_text("学习".encode("utf-16")).encoding == "utf-16-le"


def test_lone_surrogates_nul_and_bidi_controls_are_taken_out_and_said():
    reading = read_text("上\0海\u202e市\ud800".encode("utf-8", "surrogatepass"))
    assert reading.blocks[0].text == "上海市\ufffd"
    assert [message.code for message in reading.messages] == ["W201", "W203", "W207"]


ANYTHING = st.characters(exclude_categories=("Cs", "Cc")) | st.sampled_from("\0\x07\t\r\n\v\x85")


@given(st.text(ANYTHING, max_size=60))
def test_no_character_is_lost_or_made(text):
    reading = read_text(("学习贯彻新思想，担当新使命。" * 20 + text).encode())
    assert sum(characters(block.text) for block in reading.blocks) == reading.characters


@given(st.text(st.sampled_from("上海。　 \t\r\nab<&>")))
def test_blocks_are_the_lines_of_a_clean_text(text):
    reading = read_text(text.encode())
    assert reading.characters == characters(text)
    assert [block.text for block in reading.blocks if block.text] == [
        line.strip().replace("\t", " ") for line in text.splitlines() if line.strip()
    ]
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for block in reading.blocks:
        if block.text:
            assert lines[block.line - 1][block.column - 1 :].replace("\t", " ").startswith(block.text)


@needs_shared
def test_the_real_document_is_read_whole_and_within_4_milliseconds():
    data = REAL_DOCUMENT.read_bytes()
    reading = read_text(data)
    assert (len(reading.blocks), reading.messages) == (116, ())
    assert reading.characters == characters(data.decode())

    def measure() -> float:
        started = time.process_time()
        read_text(data)
        return time.process_time() - started

    assert min(measure() for _ in range(20)) < 0.004


@needs_shared
@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-le", "gb18030"])
def test_the_real_document_is_the_same_in_every_encoding(codec):
    text = REAL_DOCUMENT.read_text(encoding="utf-8")
    assert read_text(text.replace("\n", "\r\n").encode(codec)).blocks == read_text(text.encode()).blocks


@pytest.mark.parametrize("line", ["字" * 1_000_000, "　" * 999_999 + "字", "a\u200b" * 500_000, "<" * 1_000_000])
def test_a_line_of_a_million_characters_is_read_in_time(line):
    started = time.perf_counter()
    reading = read_text(line.encode())
    assert time.perf_counter() - started < 5
    assert len(reading.blocks) == 1
