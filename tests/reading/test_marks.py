"""Where quotes begin and end in a paragraph: cut there, and nothing of it changed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from essays.documents.html import join, plain
from essays.models import MarkedQuote
from essays.reading.quotes import Mark, cut_paragraph, marks_by_section

SAYS = "<p>曹军说：“<strong>非常</strong>重要。”大家都笑了。</p>"
WORDS = "非常重要。"


def mark(text: str, words: str, begins: bool = True, ends: bool = True) -> Mark:
    start = text.index(words)
    return Mark("q1", "曹军", start, start + len(words), begins, ends)


def test_a_quote_ends_behind_its_closing_mark() -> None:
    cuts = cut_paragraph(SAYS, 0, [mark(plain(SAYS), WORDS)])
    assert [plain(cut.markup) for cut in cuts] == ["曹军说：“", "非常重要。”", "大家都笑了。"]
    assert [[one.uid for one in cut.begins] for cut in cuts] == [[], ["q1"], []]
    assert [[one.uid for one in cut.ends] for cut in cuts] == [[], ["q1"], []]


def test_a_paragraph_further_down_is_cut_at_its_own_places() -> None:
    text = plain(SAYS)
    start = 100
    own = mark(text, WORDS)
    shifted = Mark("q1", "曹军", own.start + start, own.end + start, True, True)
    assert len(cut_paragraph(SAYS, start, [shifted])) == 3
    assert len(cut_paragraph(SAYS, 0, [shifted])) == 1


def test_lists_and_tables_are_left_whole() -> None:
    table = "<ul><li>非常重要。</li><li>好。</li></ul>"
    assert len(cut_paragraph(table, 0, [mark(plain(table), WORDS)])) == 1


def test_a_quote_over_two_sections_begins_in_one_and_ends_in_the_other() -> None:
    found = marks_by_section([MarkedQuote("q1", "曹军", [["a", 5, 9], ["b", 0, 4]])])
    assert [(one.begins, one.ends) for one in (*found["a"], *found["b"])] == [(True, False), (False, True)]


@given(st.lists(st.tuples(st.integers(0, 17), st.integers(1, 8)), max_size=4))
def test_cut_anywhere_the_paragraph_stays_what_it_was(places: list[tuple[int, int]]) -> None:
    length = len(plain(SAYS))
    marks = [Mark(str(n), "", at, min(at + size, length), True, True) for n, (at, size) in enumerate(places)]
    whole = ""
    for cut in cut_paragraph(SAYS, 0, marks):
        whole = join(whole, cut.markup)
    assert whole == SAYS
