import pytest
from hypothesis import given
from hypothesis import strategies as st

from essays.documents.requoting import Match, Words, match_quotes

LONG = "我们把三十年的账本都翻了出来，一笔一笔地核对。"


def words(*texts: str) -> list[Words]:
    return [Words(text) for text in texts]


def test_equal_words_match_wherever_they_have_moved() -> None:
    assert match_quotes(words("甲乙丙", "丁戊己"), words("丁戊己", "甲乙丙")) == (Match(1, 0), Match(0, 1))


def test_the_same_words_said_twice_match_in_order() -> None:
    assert match_quotes(words("好！", "好！"), words("好！", "好！")) == (Match(0, 0), Match(1, 1))


def test_slightly_changed_words_keep_their_quote_and_say_so() -> None:
    changed = LONG.replace("三十", "四十")
    assert match_quotes(words(LONG), words(changed)) == (Match(0, 0, is_changed=True),)


def test_other_words_are_another_quote() -> None:
    assert match_quotes(words(LONG), words("孩子们放学以后都来这里看书。")) == ()


def test_a_statement_never_becomes_a_quotation() -> None:
    assert match_quotes([Words(LONG, is_statement=True)], [Words(LONG)]) == ()


@pytest.mark.parametrize("position", [0, 1])
def test_the_likest_wins(position: int) -> None:
    old = ["完全无关的另一句话，长度也差不多这么长吧。"] * 2
    old[position] = LONG
    assert match_quotes(words(*old), words(LONG + "真的。"))[0].old == position


@given(st.lists(st.text("甲乙丙丁", max_size=4), max_size=8), st.lists(st.text("甲乙丙丁", max_size=4), max_size=8))
def test_every_quote_is_matched_at_most_once(old: list[str], new: list[str]) -> None:
    matches = match_quotes(words(*old), words(*new))
    assert len({match.old for match in matches}) == len({match.new for match in matches}) == len(matches)
    assert all((old[match.old] == new[match.new]) is not match.is_changed for match in matches)
