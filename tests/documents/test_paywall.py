"""Paid text is fenced off in documents and in what editors type, and every doubt hides rather than shows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essays.documents import html
from essays.documents.fencing import Typed, fence_rows
from essays.documents.markers import find_markers
from essays.documents.tree import Continues
from tests.shared import REAL_DOCUMENT, needs_shared

from .documents import codes, parse_text, structure
from .test_markers import spellings

SECRET = "密"
FREE = "明"


def sections(text: str) -> list[tuple[str, str, bool, str]]:
    """The rows of all essays: heading, text, whether paid, how it continues."""
    return [
        (section.heading, section.text, section.is_paid, str(section.continues))
        for essay in structure(text).document.essays
        for section in essay.sections
    ]


def typed(*rows: Typed) -> list[tuple[str, str, bool, str, int]]:
    return [(r.heading, r.body, r.is_paid, str(r.continues), r.origin) for r in fence_rows(rows).rows]


def test_a_marker_in_mid_sentence_cuts_the_paragraph():
    assert sections("标题\n甲，##paidbegin##乙。\n丙。##paidend##\n丁。") == [
        ("", "甲，", False, ""),
        ("", "乙。\n丙。", True, "paragraph"),
        ("", "丁。", False, "section"),
    ]


def test_a_region_runs_across_sections_and_essays():
    text = "标题\n篇1：甲\n子。##paidbegin##\n一、题\n丑。\n篇2：乙\n寅。##paidend##卯。"
    assert sections(text) == [
        ("", "子。", False, ""),
        ("一、题", "丑。", True, ""),
        ("", "寅。", True, ""),
        ("", "卯。", False, "paragraph"),
    ]
    assert codes(structure(text)) == ["W236"]


def test_a_marker_in_a_heading_leaves_the_heading_whole():
    assert sections("标题\n开头。\n一、小##paidbegin##题\n正文。") == [
        ("", "开头。", False, ""),
        ("一、小题", "正文。", True, ""),
    ]


@pytest.mark.parametrize(
    ("text", "paid", "expected"),
    [
        ("甲。##paidbegin##乙。\n丙。", "乙。丙。", ["W231"]),
        ("甲。##paidend##乙。", "", ["W232"]),
        ("甲，##paidbegin##乙，##paidend##丙。", "乙，", ["W233", "W233"]),
        ("甲。##paidbegin##乙。##paidbegin##丙。##paidend##丁。", "乙。丙。", ["W234"]),
        ("甲。##paidbegin乙。##paidend##丙。", "乙。", ["W235"]),
        ("甲。##paid##乙。", "乙。", ["W231", "W235"]),
        ("甲。##paidbegin##乙。##paidend，丙。", "乙。，丙。", ["W231", "W235"]),
        ("甲。##paidbegin####paidend##乙。", "", ["W237"]),
        ("甲。\n##paidbegin##\n乙。\n##paidend##\n丙。", "乙。", []),
    ],
)
def test_faults_of_markers_hide_and_are_warned_of(text, paid, expected):
    read = structure(f"标题\n{text}")
    rows = [section for essay in read.document.essays for section in essay.sections]
    assert "".join(row.text for row in rows if row.is_paid).replace("\n", "") == paid
    assert codes(read) == expected
    assert read.coverage == 1.0


def test_markers_are_found_across_tags_and_in_items_of_their_own():
    body = (
        "<p>甲。##pa<strong>id</strong>begin##<em>乙</em>。</p>\n<ul><li>丙</li><li>##paidend##</li><li>丁</li></ul>"
    )
    assert typed(Typed("", body)) == [
        ("", "<p>甲。</p>", False, "", 0),
        ("", "<p><em>乙</em>。</p>\n<ul><li>丙</li><li></li></ul>", True, "paragraph", 0),
        ("", "<ul><li>丁</li></ul>", False, "paragraph", 0),
    ]


def test_a_message_points_at_the_marker():
    message = next(m for m in parse_text("标题\n\n　　甲，##paidbegin##乙。").messages if m.code == "W233")
    assert (message.place.line, message.place.column, message.place.end) == (3, 5, 18)
    assert message.params["before"] == "甲，"


@given(spellings("paidbegin"), spellings("paidend"), st.sampled_from(["", "\n"]), st.sampled_from(["", "甲，"]))
def test_no_spelling_shows_what_is_paid_or_leaves_a_marker(begin, end, line_end, before):
    document = parse_text(f"标题\n{before}{begin}{line_end}{SECRET * 3}{line_end}{end}{FREE}。").document
    rows = [section for essay in document.essays for section in essay.sections]
    assert all(SECRET not in row.text for row in rows if not row.is_paid)
    assert all(FREE not in row.text for row in rows if row.is_paid)
    assert all(not find_markers(row.text) and "paid" not in row.text.lower() for row in rows)


@pytest.mark.parametrize("begin", ["##paidbegin##", "＃＃paidbegin＃＃"])
@pytest.mark.parametrize("lost", range(1, 8))
def test_a_begin_that_lost_its_tail_still_hides(begin, lost):
    rows = structure(f"标题\n甲。{begin[:-lost]}\n{SECRET}。").document.essays[0].sections
    assert [row.text for row in rows if not row.is_paid] == ["甲。"]


@needs_shared
def test_the_real_document_breaks_off_where_its_marker_stands():
    parsed = parse_text(REAL_DOCUMENT.read_text(encoding="utf-8"))
    free = [section for section in parsed.document.essays[1].sections if not section.is_paid]
    assert free[-1].text.endswith("创新发展先行者，奋力")
    (span,) = parsed.document.paid
    assert (span.begins_after, span.ends_after) == ("创新发展先行者，奋力", "感、获得感和幸福感。")


def test_rows_without_markers_stay_as_they_are():
    rows = (Typed("题", "<p>甲</p>"), Typed("题", "<p>乙</p>", is_paid=True, continues=Continues.SECTION))
    assert typed(*rows) == [("题", "<p>甲</p>", False, "", 0), ("题", "<p>乙</p>", True, "section", 1)]


def test_a_typed_region_splits_its_row():
    body = "<p>甲，##paidbegin##<strong>乙</strong>。</p>\n<p>丙##paidend##丁。</p>"
    assert typed(Typed("题", body)) == [
        ("题", "<p>甲，</p>", False, "", 0),
        ("题", "<p><strong>乙</strong>。</p>\n<p>丙</p>", True, "paragraph", 0),
        ("题", "<p>丁。</p>", False, "paragraph", 0),
    ]


def test_a_typed_begin_without_end_is_paid_to_the_end_of_the_essay():
    rows = (Typed("", "<p>甲。##paidbegin##乙。</p>"), Typed("题", "<p>丙。</p>"))
    assert typed(*rows) == [
        ("", "<p>甲。</p>", False, "", 0),
        ("", "<p>乙。</p>", True, "paragraph", 0),
        ("题", "<p>丙。</p>", True, "", 1),
    ]
    (message,) = fence_rows(rows).messages
    assert (message.code, message.place.line, message.place.column) == ("W231", 2, 3)


def test_an_end_typed_into_a_paid_row_frees_the_rest_of_it_only():
    rows = (
        Typed("", "<p>甲。##paidend##乙。</p>", is_paid=True),
        Typed("题", "<p>丙。</p>", is_paid=True),
        Typed("尾", "<p>丁。</p>"),
    )
    assert typed(*rows) == [
        ("", "<p>甲。</p>", True, "", 0),
        ("", "<p>乙。</p>", False, "paragraph", 0),
        ("题", "<p>丙。</p>", True, "", 1),
        ("尾", "<p>丁。</p>", False, "", 2),
    ]
    assert fence_rows(rows).messages == ()


def test_a_begin_typed_into_a_paid_row_changes_nothing():
    rows = (Typed("", "<p>甲。##paidbegin##乙。</p>", is_paid=True), Typed("题", "<p>丙。</p>"))
    assert typed(*rows) == [("", "<p>甲。乙。</p>", True, "", 0), ("题", "<p>丙。</p>", False, "", 1)]
    assert [message.code for message in fence_rows(rows).messages] == ["W234"]


@given(st.lists(st.sampled_from(["甲", "，", "##paidbegin##", "##paidend##", "<em>乙</em>", "&amp;"]), max_size=8))
def test_fencing_keeps_every_word_and_leaves_no_marker(parts):
    body = html.canonical("<p>甲" + "".join(parts) + "</p>")
    words = html.plain(body).replace("##paidbegin##", "").replace("##paidend##", "")
    rows = fence_rows([Typed("题", body)]).rows
    assert "".join(html.plain_body(row.body) for row in rows) == words
    assert [replace(row, origin=0) for row in fence_rows(rows).rows] == list(rows)
