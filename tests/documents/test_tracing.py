"""Every character of an essay's stretch of a file is shown as what it became, or as structure."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given

from essays.documents.parsing import parse
from essays.documents.plan import essays_of
from essays.documents.readers import read_blocks
from essays.documents.structure.conservation import inked
from essays.documents.tracing import CONTENT, Role, Trace, parts_of, plain_lines, stretch, trace
from essays.documents.tree import Essay
from tests.shared import REAL_DOCUMENT, needs_shared

from .documents import NAMES, data
from .test_conservation import DOCUMENTS


def traces(file: bytes, name: str) -> list[tuple[Essay, Trace]]:
    """Each essay of a file with its trace."""
    parsed = parse(file, name)
    blocks = read_blocks(file, name, parsed.encoding).blocks
    essays = essays_of(parsed.document)
    found = []
    for essay in essays:
        first, last = stretch(essay, essays)
        own = [block for block in blocks if first <= block.line and (last is None or block.line <= last)]
        found.append((essay, trace(essay, own)))
    return found


def of_text(text: str) -> list[tuple[Essay, Trace]]:
    return traces(text.encode(), "document.txt")


def roles(found: Trace, line: int) -> list[tuple[Role, str]]:
    return [(segment.role, segment.text) for one in found.lines if one.number == line for segment in one.segments]


def content(found: Trace) -> str:
    return inked("".join(s.text for line in found.lines for s in line.segments if s.role in CONTENT))


@pytest.mark.parametrize("name", NAMES)
def test_the_labelled_documents_are_covered(name: str) -> None:
    assert {found.coverage for _essay, found in traces(*data(name))} == {1.0}


@given(DOCUMENTS)
@example(["篇1", "甲", "##paidbegin##甲", "正文##paidend##一句。"])
@example(["篇2", "##paidbegin##", "a"])
def test_the_stretches_of_any_document_are_covered(lines: list[str]) -> None:
    for essay, found in of_text("\n".join(["总标题（3篇）", *lines])):
        assert (found.coverage, essay.number) == (1.0, essay.number)


@needs_shared
def test_each_line_of_the_real_document_leads_to_its_part() -> None:
    lines = REAL_DOCUMENT.read_text(encoding="utf-8").split("\n")
    found = traces(REAL_DOCUMENT.read_bytes(), REAL_DOCUMENT.name)

    assert [stretch.lines[0].number for _essay, stretch in found] == [3, 39, 81]
    assert {one.coverage for _essay, one in found} == {1.0}
    for essay, one in found:
        assert [line.text for line in one.lines] == lines[one.lines[0].number - 1 : one.lines[-1].number]
        placed = [s.part for line in one.lines for s in line.segments if s.part]
        assert placed == list(parts_of(essay))
        assert all(
            segment.part.line in (0, line.number) and segment.text == segment.part.text
            for line in one.lines
            for segment in line.segments
            if segment.part
        )


@needs_shared
def test_the_paid_boundary_of_the_real_document_stands_between_two_parts() -> None:
    second = traces(REAL_DOCUMENT.read_bytes(), REAL_DOCUMENT.name)[1][1]

    found = roles(second, 44)

    assert [role for role, _text in found] == [Role.TEXT, Role.MARKER, Role.TEXT]
    assert found[1][1] == "##paidbegin##"
    assert found[0][1].endswith("奋力")
    assert second.characters[Role.MARKER] == 13


def test_marks_markers_counts_and_blanks_are_structure() -> None:
    ((_essay, found),) = of_text("总标题\n篇1：学习心得\n副题在此\n\n　　正文一句。##paidbegin##再一句。\n##paidend##")

    assert roles(found, 2) == [(Role.MARK, "篇1："), (Role.TITLE, "学习心得")]
    assert roles(found, 3) == [(Role.SUBTITLE, "副题在此")]
    assert roles(found, 4) == []
    assert roles(found, 5) == [
        (Role.BLANK, "　　"),
        (Role.TEXT, "正文一句。"),
        (Role.MARKER, "##paidbegin##"),
        (Role.TEXT, "再一句。"),
    ]
    assert roles(found, 6) == [(Role.MARKER, "##paidend##")]


def test_a_line_the_tree_says_nothing_of_is_told() -> None:
    ((essay, _found),) = of_text("总标题\n篇1：学习心得\n正文一句。")
    file = "总标题\n篇1：学习心得\n正文一句。\n没有人收下的话。".encode()

    found = trace(essay, [block for block in read_blocks(file, "a.txt").blocks if block.line >= 2])

    assert roles(found, 4) == [(Role.LEFT, "没有人收下的话。")]
    assert found.coverage == pytest.approx(12 / 20)


def test_a_part_that_stands_in_no_line_is_told() -> None:
    ((essay, _found),) = of_text("总标题\n篇1：学习心得\n正文一句。\n正文二句。")
    blocks = read_blocks("总标题\n篇1：学习心得\n正文一句。\n别的话说了。".encode(), "a.txt").blocks

    found = trace(essay, [block for block in blocks if block.line >= 2])

    assert [part.text for part in found.missing] == ["正文二句。"]
    assert found.coverage < 1.0


def test_what_the_reader_cleaned_away_is_blank() -> None:
    ((_essay, found),) = of_text("总标题\n篇1：学习心得\n正\u200b文一\u00ad句。")

    assert roles(found, 3) == [(Role.TEXT, "正\u200b文一\u00ad句。")]
    assert found.coverage == 1.0


def test_an_essay_ends_where_the_next_one_begins() -> None:
    essays = [Essay(number, "题", line=line) for number, line in ((1, 3), (2, 10), (0, 2))]

    assert [stretch(essay, essays) for essay in essays] == [(3, 9), (10, None), (2, 2)]


def test_lines_around_an_essay_are_shown_as_they_are() -> None:
    blocks = read_blocks("总标题\n　　正文一句。".encode(), "a.txt").blocks

    assert [line.text for line in plain_lines(blocks)] == ["总标题", "　　正文一句。"]


def test_the_same_words_twice_are_told_apart_by_their_lines() -> None:
    ((essay, found),) = of_text("总标题\n篇1：学习心得\n同一句话。\n同一句话。")

    parts = [segment.part for line in found.lines for segment in line.segments if segment.part]

    assert [(part.line, part.key) for part in parts[1:]] == [(3, "0-1"), (4, "0-2")]
    assert content(found) == inked("".join(part.text for part in parts_of(replace(essay))))
