"""What a text is about."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from essays.documents.keywords import MOST, Dictionary, count_terms, telling, weigh

BRIDGE = [
    "石桥横在河上，石桥边住着渔民。",
    "渔民说，石桥是祖上修的，乡村振兴要先修石桥。",
    "乡村振兴，乡村振兴，渔民都盼着。",
]
NONE = Dictionary()


def test_words_that_say_nothing_are_left_out() -> None:
    counts = count_terms(["我们要坚持学习，大家认为工作要推进，石桥要修。"], NONE)

    assert set(counts) == {"石桥"}


def test_words_that_always_stand_together_are_one_phrase() -> None:
    counts = count_terms(BRIDGE, NONE)

    assert counts["乡村振兴"] == 3
    assert counts["乡村"] == counts["振兴"] == 0
    assert counts["石桥"] == 4


def test_in_a_long_text_a_word_stands_more_than_once() -> None:
    long = [*BRIDGE, "渔民晒网。" * 60, "灯塔亮了。"]

    assert "灯塔" in count_terms(["灯塔亮了。"], NONE)
    assert "灯塔" not in count_terms(long, NONE)
    assert "灯塔" in count_terms(long, Dictionary(frozenset({"灯塔"})))


def test_a_word_of_the_house_is_never_cut_and_one_of_no_use_never_offered() -> None:
    text = "齐全胜谈石桥渔村建设。"
    dictionary = Dictionary(frozenset({"齐全胜", "石桥渔村", "石桥"}), frozenset({"渔村"}))

    assert "齐全胜" in list(dictionary.cut(text))
    assert "石桥渔村" in list(dictionary.cut(text))
    assert count_terms(["渔村，渔村。"], dictionary) == {}


@given(st.text("石桥渔村齐全胜ab1，。 \n", max_size=60))
def test_a_cut_text_is_the_text(text: str) -> None:
    dictionary = Dictionary(frozenset({"石桥", "石桥渔村", "齐全胜"}))

    assert "".join(dictionary.cut(text)) == text


def test_a_word_that_all_have_weighs_less_than_one_that_few_have() -> None:
    counts = {"石桥": 3, "渔民": 3}
    weights = weigh(counts, {"石桥": 900, "渔民": 2}, 1000)

    assert list(weights) == ["渔民", "石桥"]
    assert math.isclose(sum(weight * weight for weight in weights.values()), 1)


def test_there_are_only_so_many_and_always_the_same() -> None:
    counts = {f"词{number}": 2 for number in range(100)}
    known = dict.fromkeys(telling(counts), 0)

    assert len(weigh(counts, known, 0)) == MOST
    assert weigh(counts, known, 0) == weigh(dict(reversed(counts.items())), known, 0)
    assert weigh({}, {}, 0) == {}
