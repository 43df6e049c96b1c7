"""A file's suffix chooses its reader, and its bytes may still refuse it."""

from __future__ import annotations

import pytest

from essays.documents.blocks import Kind
from essays.documents.messages import DocumentError
from essays.documents.readers import MAX_SIZE, SUFFIXES, check_size, read_blocks

from .word_files import paragraph, word_file


def refusal(data: bytes, name: str = "a.txt"):
    with pytest.raises(DocumentError) as refused:
        read_blocks(data, name)
    return refused.value.messages[0]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.txt", Kind.PARAGRAPH),
        ("a.TEXT", Kind.PARAGRAPH),
        ("文集/第一.辑.txt", Kind.PARAGRAPH),
        ("-", Kind.PARAGRAPH),
        ("a.md", Kind.TITLE),
        ("a.Markdown", Kind.TITLE),
    ],
)
def test_the_suffix_chooses_the_reader(name, kind):
    assert read_blocks("# 题".encode(), name).blocks[0].kind is kind


@pytest.mark.parametrize("name", ["a.html", "a.HTM"])
def test_pages_are_read_by_either_suffix(name):
    assert read_blocks("<h1>题</h1>".encode(), name).blocks[0].text == "题"


def test_every_reader_is_offered():
    assert set(SUFFIXES) == {".txt", ".text", ".md", ".markdown", ".html", ".htm", ".docx"}


@pytest.mark.parametrize("name", ["a.doc", "a.pages", "noname", "a.", ".txt", "a.docx.pdf"])
def test_other_suffixes_are_refused_with_those_that_are_read(name):
    message = refusal("文".encode(), name)
    assert message.code == "E110"
    assert ".docx" in message.params["supported"]


@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b" \r\n\t\n", "　\u200b".encode(), b"\0"])
def test_a_file_without_a_character_is_empty(data):
    assert refusal(data).code == "E103"


def test_the_size_is_limited_before_and_after_reading():
    check_size(MAX_SIZE)
    with pytest.raises(DocumentError) as refused:
        check_size(200 * 1024 * 1024)
    assert refused.value.messages[0].params == {"size": 200.0, "limit": 20}
    assert refusal(bytes(MAX_SIZE + 1)).code == "E104"


def test_a_word_file_renamed_is_told_and_not_shown_as_rubbish():
    message = refusal(word_file(paragraph("正文")))
    assert (message.code, message.params["kind"]) == ("E102", "DOCX")


def test_the_encoding_asked_for_reaches_the_reader():
    data = "學習歷史，認識國家".encode("big5")
    assert read_blocks(data, "a.md", "big5").blocks[0].text == "學習歷史，認識國家"
    assert read_blocks(word_file(paragraph("正文")), "a.docx", "big5").encoding == ""
