"""The share card's lines: broken as Chinese breaks them, and the whole text on it (U4.10)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essays.reading.card_svg import (
    LANDSCAPE,
    MARGIN,
    NEVER_FIRST,
    NEVER_LAST,
    PORTRAIT,
    Shape,
    break_lines,
    lay_out,
    width_of,
)

PROSE = st.text("春风又绿江南岸明月何时照我还，。、“”《》（）？！—…abc 12", min_size=1, max_size=400)
LONGEST = "我们将锚定创新，继续潜心在关键核心技术上攻关难题，为高质量发展作出新的贡献。" * 4  # 152 characters


@given(PROSE, st.floats(8, 40))
def test_lines_lose_nothing_and_fit(text: str, measure: float) -> None:
    lines = break_lines(text, measure)
    assert "".join(lines) == text
    assert all(width_of(line) <= measure + 1 for line in lines)


def test_no_line_begins_or_ends_amiss_and_none_holds_one_character_alone() -> None:
    for measure in range(8, 30):
        lines = break_lines(f"“{LONGEST}”", measure)
        assert not [line for line in lines[1:] if line[0] in NEVER_FIRST], measure
        assert not [line for line in lines[:-1] if line[-1] in NEVER_LAST], measure
        assert len(lines[-1]) > 1


@pytest.mark.parametrize("shape", [LANDSCAPE, PORTRAIT], ids=["landscape", "portrait"])
@pytest.mark.parametrize("length", [1, 12, 40, 90, 152])
def test_the_whole_text_stands_inside_the_card(shape: Shape, length: int) -> None:
    card = lay_out(
        LONGEST[:length], "顾捷 · 上海某某智能科技有限公司董事长", "《一个很长很长的文集的题目心得体会》第一篇", shape
    )

    assert "".join(line.text for line in card.words) == f"“{LONGEST[:length]}”"
    assert MARGIN <= card.rule[0] < card.words[0].y
    assert card.words[-1].y < card.caption[0].y - card.size / 2
    assert card.caption[-1].y <= shape.height - MARGIN
    assert max(width_of(line.text) for line in card.words) * card.size <= shape.width - 2 * MARGIN


def test_what_fits_no_size_is_cut_and_says_so() -> None:
    card = lay_out(LONGEST * 20, "顾捷", "《文集》第一篇", LANDSCAPE)
    assert card.words[-1].text.endswith("……”")
    assert card.words[-1].y < card.caption[0].y
