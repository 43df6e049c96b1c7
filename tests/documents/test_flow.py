"""Rows are joined into running text for those who look for quotes, and what they find is put back into rows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from essays.documents.flow import Row, join_rows, join_sections
from essays.documents.quotes import Found, Span
from essays.documents.tree import Confidence, Part, SpeechKind

from .documents import structure


def found(*spans: Span) -> Found:
    return Found("话", ("话",), spans, SpeechKind.DIRECT, "", "", "", (), "", Confidence.CERTAIN)


ROWS = [
    Row("", ("甲甲。", "乙“乙")),
    Row("", ("丙”丙。", "丁。"), is_paid=True, continues="paragraph"),
    Row("", ("戊。",), continues="section"),
    Row("题", ("己。",)),
]


def test_rows_are_joined_to_whole_paragraphs_under_their_headings():
    flow = join_rows(ROWS)
    assert flow.sections == (("甲甲。", "乙“乙丙”丙。", "丁。", "戊。"), ("己。",))
    assert flow.headings == ("", "题")
    assert flow.rows == ((0, 1, 2), (3,))


def test_a_span_across_a_boundary_has_a_part_in_each_row():
    parts = join_rows(ROWS).parts(Span(0, 1, 1, 5))
    assert parts == (Part(0, 5, 7), Part(1, 0, 2))
    texts = ["\n".join(row.paragraphs) for row in ROWS]
    assert "".join(texts[part.section][part.start : part.end] for part in parts) == "“乙丙”"


def test_one_paid_character_makes_a_quote_paid():
    flow = join_rows(ROWS)
    assert [flow.speech(found(Span(0, 1, 0, end))).is_paid for end in (3, 4)] == [False, True]
    assert flow.speech(found(Span(0, 0, 0, 1), Span(0, 2, 0, 1))).is_paid


def test_a_span_is_found_in_its_piece_of_the_paragraph():
    flow = join_rows(ROWS)
    assert flow.place(Span(0, 1, 4, 5)) == (1, 0, 1)
    assert flow.place(Span(0, 2, 0, 1)) == (1, 1, 0)


@given(st.lists(st.sampled_from(["甲", "乙。", "##paidbegin##", "##paidend##", "\n", "\n一、题\n"]), max_size=20))
def test_every_character_of_the_flow_is_where_its_part_says(pieces):
    for essay in structure("标题\n起。" + "".join(pieces) + "\n止。").document.essays:
        flow = join_sections(essay.sections)
        for section, paragraphs in enumerate(flow.sections):
            for paragraph, text in enumerate(paragraphs):
                parts = flow.parts(Span(section, paragraph, 0, len(text)))
                assert text == "".join(essay.sections[p.section].text[p.start : p.end] for p in parts)
