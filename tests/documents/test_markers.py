"""Every spelling of a paid marker is found, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essays.documents.markers import MarkerKind, find_markers

UNSEEN = ("", " ", "　", "\u200b", "\ufeff", "\u00ad", "<b>", "</strong>")


def wide(letter):
    return chr(ord(letter) + 0xFEE0)


@st.composite
def spellings(draw, word):
    signs = draw(st.sampled_from(["#", "##", "###", "＃＃", "#＃", "$$", "＄＄", "￥￥"]))
    letters = [draw(st.sampled_from([c, c.upper(), wide(c), wide(c.upper())])) for c in word]
    gaps = st.sampled_from(UNSEEN)
    return "".join(c + draw(gaps) for c in [*signs, *letters, *signs][:-1]) + signs[-1]


@given(spellings("paidbegin"), st.sampled_from(["", "甲", "甲。", "他说：“"]))
def test_a_begin_is_found_in_every_spelling(marker, before):
    (found,) = find_markers(before + marker + "乙")
    assert (found.kind, found.is_damaged) == (MarkerKind.BEGIN, False)
    assert (found.start, found.end) == (len(before), len(before + marker))


@given(spellings("paidend"))
def test_an_end_is_found_in_every_spelling(marker):
    (found,) = find_markers(f"甲{marker}乙")
    assert (found.kind, found.start, found.is_damaged) == (MarkerKind.END, 1, False)


@pytest.mark.parametrize(
    ("text", "kind", "taken"),
    [
        ("甲##paidbegin乙", "begin", "##paidbegin"),
        ("甲##paid##乙", "begin", "##paid##"),
        ("甲#paid乙", "begin", "#paid"),
        ("甲##paidend乙", "end", "##paidend"),
        ("甲paidbegin##乙", "begin", "paidbegin##"),
        ("甲## paid begn ##乙", "begin", "## paid begn ##"),
        ("甲##paidended##乙", "end", "##paidended##"),
        ("Paid Begin", "begin", "Paid Begin"),
        ("paidend", "end", "paidend"),
    ],
)
def test_a_damaged_marker_is_found_and_said_to_be_damaged(text, kind, taken):
    (found,) = find_markers(text)
    assert (found.kind.value, text[found.start : found.end], found.is_damaged) == (kind, taken, True)


@pytest.mark.parametrize(
    "text", ["", "甲乙", "#学习强国#", "票价$5", "# 标题", "prepaid", "he paid", "$paid", "paidbegin是标记"]
)
def test_other_text_holds_no_marker(text):
    assert find_markers(text) == ()


@pytest.mark.parametrize("text", ["##paidend####paidbegin##", "$$paidend$$$$paidbegin$$", "##paidend## ##paidbegin##"])
def test_two_markers_may_stand_side_by_side(text):
    end, begin = find_markers(text)
    assert (end.kind, begin.kind) == (MarkerKind.END, MarkerKind.BEGIN)
    assert (end.is_damaged, begin.is_damaged, begin.end) == (False, False, len(text))
    assert not text[end.end : begin.start].strip()


def test_a_sum_of_money_behind_a_marker_is_text():
    (found,) = find_markers("$$paidbegin$$￥500")
    assert found.end == len("$$paidbegin$$")


@pytest.mark.parametrize("unit", ["#", "# ", "#p", "#paid", "#<", "<b>", "#<b>", "paidbegi#", "＃paidbegin "])
def test_hostile_lines_cost_no_more_than_their_length(unit):
    assert len(find_markers(unit * (300_000 // len(unit)))) <= 300_000
