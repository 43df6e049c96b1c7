"""字数 by the rule of word processors."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essays.documents import counting
from essays.documents.flow import join_sections
from essays.documents.parsing import parse
from tests.shared import REAL_DOCUMENT, needs_shared


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("学习，体会。", 6),
        ("6.3万套", 3),
        ("长宁“3+3”重点产业", 11),
        ("D2P 蛋白质 GDP", 5),
        ("１２３年", 2),
        ("第3.", 3),
        ("　　学\u200b习\n体会\t", 4),
        ("café v1.20", 2),
        ("——……", 4),
    ],
)
def test_runs_count_once_and_every_other_character_too(text, expected):
    assert counting.count(text) == expected


@given(st.lists(st.text("学习ab12.．，\u200b ", max_size=12), max_size=6))
def test_pieces_of_a_paragraph_add_up_to_the_whole(pieces):
    assert sum(counting.count_pieces(pieces)) == counting.count("".join(pieces))


@pytest.mark.parametrize(("characters", "expected"), [(0, 0), (1, 1), (400, 1), (401, 2), (2719, 7), (4936, 13)])
def test_minutes_are_rounded_up(characters, expected):
    assert counting.minutes(characters) == expected


@needs_shared
def test_the_real_document_has_its_golden_counts():
    document = parse(REAL_DOCUMENT.read_bytes(), REAL_DOCUMENT.name).document
    flows = [join_sections(essay.sections) for essay in document.essays]
    counts = [[sum(map(counting.count, texts)) for texts in flow.sections] for flow in flows]
    assert [sum(sections) for sections in counts] == [2719, 4936, 3706]
    assert counts[0][:2] == [153, 779]
    assert counts[1] == [592, 1364, 1523, 1457]
    free = [section.text for section in document.essays[1].sections if not section.is_paid]
    assert sum(map(counting.count, free)) == 560
