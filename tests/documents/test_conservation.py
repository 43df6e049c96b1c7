"""No character of a document is lost, doubled or moved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essays.documents.blocks import Block
from essays.documents.messages import DocumentError
from essays.documents.parsing import parse
from essays.documents.structure.assembly import assemble
from essays.documents.structure.conservation import coverage
from essays.documents.structure.essays import outline
from essays.documents.structure.regions import read_lines
from essays.documents.tree import Document
from tests.shared import REAL_DOCUMENT, needs_shared

from .documents import NAMES, data, structure

LINES = st.sampled_from([
    "", "篇1：甲", "篇2", "篇二：乙", "第三篇 丙", "（一）子", "一、丑", "1. 寅", "范文1", "（3篇）", "小标题",
    "副题——甲", "正文一句。", "“话。”他说。", "一是学；", "他说：", "2023年5月6日", "##paidbegin##", "##paidend##",
    "甲##paidbegin##乙。", "##paid", "$$ PaidEnd $$丙。", "a <b> & c", "学习心得体会篇1", "目录", "。", "？", "”",
])  # fmt: skip
DOCUMENTS = st.lists(LINES | st.text("甲篇一1：。（）##paidbegin \u200b", max_size=12), max_size=30)


@given(DOCUMENTS)
def test_every_character_of_any_document_is_accounted_for(lines):
    assert structure("\n".join(["总标题", *lines])).coverage == 1.0


@given(DOCUMENTS)
def test_a_parsed_document_is_whole(lines):
    assert parse("\n".join(["总标题（3篇）", *lines]).encode(), "a.txt").coverage == 1.0


@pytest.mark.parametrize("name", NAMES)
def test_the_labelled_documents_are_whole(name):
    assert parse(*data(name)).coverage == 1.0


@needs_shared
def test_the_real_document_is_whole():
    assert parse(REAL_DOCUMENT.read_bytes(), REAL_DOCUMENT.name).coverage == 1.0


def share(text: str, damage: Callable[[Document], Document]) -> float:
    """How much of a text its tree still holds after it was damaged."""
    lines = read_lines(Block(line, number) for number, line in enumerate(text.split("\n"), 1)).lines
    drawn = outline(lines)
    assert drawn
    return coverage(damage(assemble(drawn, ())), drawn, lines, "", len("".join(text.split())))


def without_last_paragraph(document: Document) -> Document:
    essay = document.essays[-1]
    section = replace(essay.sections[-1], paragraphs=essay.sections[-1].paragraphs[:-1])
    return replace(document, essays=(*document.essays[:-1], replace(essay, sections=(section,))))


def with_paragraphs_turned(document: Document) -> Document:
    essay = document.essays[-1]
    section = replace(essay.sections[-1], paragraphs=essay.sections[-1].paragraphs[::-1])
    return replace(document, essays=(*document.essays[:-1], replace(essay, sections=(section,))))


@pytest.mark.parametrize("damage", [without_last_paragraph, with_paragraphs_turned])
def test_the_proof_notices_what_is_lost_or_moved(damage):
    assert share("标题\n甲甲。\n乙乙乙。", damage) < 1.0
    assert share("标题\n甲甲。\n乙乙乙。", lambda document: document) == 1.0


def test_a_document_that_is_not_whole_is_kept_out(monkeypatch):
    monkeypatch.setattr("essays.documents.parsing.WHOLE", 2.0)
    with pytest.raises(DocumentError) as refused:
        parse("标题\n正文。".encode(), "a.txt")
    assert [message.code for message in refused.value.messages] == ["E199"]
