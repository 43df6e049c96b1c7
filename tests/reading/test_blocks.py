"""Sections become what one reader meets: passages, gaps, and a list of contents."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from essays.models import ReadableSection
from essays.reading.blocks import Gap, Passage, assemble, description, entries, locked_sections

STRANGER, READER = False, True


def section(uid: str, *lines: str, heading: str = "", paid: bool = False, continues: str = "") -> ReadableSection:
    body = "\n".join(f"<p>{line}</p>" for line in lines)
    return ReadableSection(uid, 1, 0, heading, paid, continues, sum(map(len, lines)), False, body)


def seen_by(entitled: bool, *sections: ReadableSection) -> list[ReadableSection]:
    """The rows as the database yields them: locked bodies are empty."""
    return [row if entitled or not row.is_paid else replace(row, is_locked=True, body="") for row in sections]


CUT = (
    section("a", "一甲。", "努力做到，奋力"),
    section("b", "前行。", "二乙。", paid=True, continues="paragraph"),
    section("c", "三丙。", heading="第一节", paid=True),
)
TWO_REGIONS = (
    section("a", "甲。"),
    section("b", "乙。", paid=True, continues="section"),
    section("c", "丙。", continues="section"),
    section("d", "丁。", heading="第二节", paid=True),
    section("e", "戊。", heading="第二节", continues="paragraph"),
)


def shape(blocks: Any) -> list[Any]:
    return [
        (block.name, block.heading, [paragraph.text for paragraph in block.paragraphs])
        if isinstance(block, Passage)
        else (block.name, block.words)
        for block in blocks
    ]


def anchors(blocks: Any) -> list[tuple[str, tuple[str, ...]]]:
    return [
        (paragraph.name, piece.names)
        for block in blocks
        if isinstance(block, Passage)
        for paragraph in block.paragraphs
        for piece in paragraph.pieces
    ]


def test_a_reader_gets_the_cut_paragraph_in_one() -> None:
    assert shape(assemble(seen_by(READER, *CUT))) == [
        ("s-a", "", ["一甲。", "努力做到，奋力前行。", "二乙。"]),
        ("s-c", "第一节", ["三丙。"]),
    ]


def test_the_place_of_the_marker_is_named_once_inside_the_paragraph() -> None:
    found = anchors(assemble(seen_by(READER, *CUT)))

    assert found[:4] == [
        ("s-a-1", ()),
        ("s-a-2", ()),
        ("s-a-2", ("s-b-1", "s-b", "continue")),
        ("s-b-2", ()),
    ]
    assert [names for _name, names in found].count(("s-b-1", "s-b", "continue")) == 1


def test_a_stranger_gets_one_gap_for_all_that_is_locked() -> None:
    assert shape(assemble(seen_by(STRANGER, *CUT))) == [("s-a", "", ["一甲。", "努力做到，奋力"]), ("continue", 9)]


def test_the_gap_repeats_the_last_words_from_the_beginning_of_a_clause() -> None:
    rows = (section("a", "努力当好改革开放排头兵、创新发展先行者，奋力"), section("b", "甲", paid=True))

    [_passage, gap] = assemble(seen_by(STRANGER, *rows))

    assert isinstance(gap, Gap)
    assert gap.tail == "创新发展先行者，奋力"


def test_the_gap_repeats_at_most_fourteen_characters() -> None:
    [_passage, gap] = assemble(
        seen_by(STRANGER, section("a", "一二三四五六七八九十" * 3), section("b", "甲", paid=True))
    )

    assert gap.tail == "七八九十一二三四五六七八九十"


def test_a_wholly_locked_essay_is_a_gap_and_nothing_else() -> None:
    rows = [replace(row, is_paid=True) for row in CUT]

    assert shape(assemble(seen_by(STRANGER, *rows))) == [("continue", 19)]
    assert anchors(assemble(seen_by(READER, *rows)))[0] == ("s-a-1", ("continue",))


def test_free_text_after_a_gap_is_shown_under_its_heading() -> None:
    assert shape(assemble(seen_by(STRANGER, *TWO_REGIONS))) == [
        ("s-a", "", ["甲。"]),
        ("continue", 2),
        ("s-c", "", ["丙。"]),
        ("continue-d", 2),
        ("s-e", "第二节", ["戊。"]),
    ]


def test_a_paragraph_that_began_in_a_gap_says_so() -> None:
    passages = [block for block in assemble(seen_by(STRANGER, *TWO_REGIONS)) if isinstance(block, Passage)]

    assert [passage.goes_on for passage in passages] == [False, False, True]


def test_each_paid_region_has_a_name_of_its_own_for_readers_too() -> None:
    found = [name for _paragraph, names in anchors(assemble(seen_by(READER, *TWO_REGIONS))) for name in names]

    assert found == ["s-b", "continue", "s-c", "continue-d", "s-e-1", "s-e"]


def test_the_heading_of_a_section_that_goes_on_after_a_gap_stands_once() -> None:
    rows = (
        section("a", "甲。", heading="第一节"),
        section("b", "乙。", heading="第一节", paid=True, continues="section"),
        section("c", "丙。", heading="第一节", continues="section"),
    )

    assert [block.heading for block in assemble(seen_by(STRANGER, *rows)) if isinstance(block, Passage)] == [
        "第一节",
        "",
    ]


def test_contents_list_locked_sections_in_order_and_lead_to_the_gate() -> None:
    found = entries(seen_by(STRANGER, *CUT))

    assert [(entry.heading, entry.is_lead, entry.is_locked, entry.target) for entry in found] == [
        ("", True, False, "s-a"),
        ("第一节", False, True, "gate"),
    ]
    assert locked_sections(found) == 1


def test_contents_lead_a_reader_to_every_section() -> None:
    assert [entry.target for entry in entries(seen_by(READER, *CUT))] == ["s-a", "s-c"]


def test_a_section_locked_in_a_later_gap_leads_there() -> None:
    rows = (*TWO_REGIONS, section("f", "己。", heading="第三节", paid=True))

    assert [entry.target for entry in entries(seen_by(STRANGER, *rows))] == ["s-a", "s-e", "continue-f"]


def test_every_target_of_the_contents_exists() -> None:
    for entitled in (STRANGER, READER):
        for rows in (CUT, TWO_REGIONS):
            blocks = assemble(seen_by(entitled, *rows))
            names = {block.name for block in blocks} | {"gate"}
            assert {entry.target for entry in entries(seen_by(entitled, *rows))} <= names


def test_words_of_a_section_cut_by_a_marker_are_counted_together() -> None:
    assert [entry.words for entry in entries(seen_by(STRANGER, *CUT))] == [16, 3]


def test_the_description_is_free_text_of_at_most_120_characters_for_everybody() -> None:
    rows = (section("a", "甲" * 100), section("b", "乙" * 100, paid=True), section("c", "丙" * 100))

    for entitled in (STRANGER, READER):
        words = description(seen_by(entitled, *rows))
        assert words == "甲" * 100 + "丙" * 19 + "…"


def test_an_essay_without_sections_has_nothing_to_show() -> None:
    assert assemble([]) == ()
    assert entries([]) == ()
    assert description([]) == ""
