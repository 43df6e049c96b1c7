from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from essays.documents import resemblance
from essays.documents.resemblance import (
    ALIKE,
    Passages,
    likeness,
    marks_of,
    paragraph_mark,
    passages_of,
    runs_of,
    shared,
    title_mark,
)

ROADS = [
    "今年春天，村里的人一起动手，把村口到河边的那条小路修好了。",
    "路的两边种上了树，树下放了石凳，走累了的人可以坐下来歇一歇。",
    "老人们说，从前下雨天出门要穿雨靴，如今布鞋也能走到河边。",
    "修路的石头是从后山运来的，一共运了三百多车，没有花公家一分钱。",
]
BRIDGES = [
    "桥是用木头搭的，木头是各家各户凑的，凑了整整一个秋天。",
    "过桥的人不多，可是每天都有孩子上学要从这里走过去。",
    "发大水的那一年，桥冲走了，大家又凑了一次木头。",
    "如今的桥是石头的，桥头刻着所有出过力的人的名字。",
]


def pairs(ours: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int]]:
    return Passages(passages_of(ours)).pairs(passages_of(theirs))


def changed(text: str, share: float) -> str:
    chance = random.Random(7)
    return "".join("某" if chance.random() < share else character for character in text)


def test_equal_texts_share_everything_and_strange_ones_nothing() -> None:
    assert shared(ROADS, ROADS) == 1
    assert shared(ROADS, BRIDGES) == 0


def test_the_share_counts_our_paragraphs() -> None:
    assert shared(ROADS, [*BRIDGES, *ROADS[:1]]) == 0.25
    assert shared(ROADS[:1], [*BRIDGES, *ROADS]) == 1


def test_a_few_changed_characters_are_still_the_same_paragraph() -> None:
    assert shared(ROADS, [changed(text, 0.05) for text in ROADS]) == 1
    assert shared(ROADS, [changed(text, 0.5) for text in ROADS]) == 0


def test_very_long_texts_are_told_by_their_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resemblance, "MOST_PAIRS", 0)
    typed = [text.replace("，", ", ").replace("。", ".") for text in ROADS]

    assert shared(ROADS, [*typed, *BRIDGES]) == 1
    assert shared(ROADS, BRIDGES) == 0


def test_marks_and_blanks_make_no_difference() -> None:
    typed = [text.replace("，", ", ").replace("。", ".") for text in ROADS]

    assert shared(ROADS, typed) == 1
    assert [paragraph_mark(text) for text in typed] == [paragraph_mark(text) for text in ROADS]


def test_short_lines_have_no_mark_and_are_nobodys_share() -> None:
    assert paragraph_mark("大家都很高兴。") is None
    assert shared(["大家都很高兴。"], ["大家都很高兴。"]) == 0


@pytest.mark.parametrize("text", ["", "，。", "路", "路路路"])
def test_likeness_is_defined_for_the_shortest_texts(text: str) -> None:
    assert likeness(runs_of(text), runs_of(text)) == 1


def test_marks_fit_a_bigint_and_tell_titles_apart() -> None:
    marks = marks_of("村里的路", "", ROADS)

    assert len(marks) == 5
    assert all(0 <= mark < 1 << 63 for mark in marks)
    assert title_mark("路", "桥") != title_mark("路桥", "")
    assert marks_of("", "", []) == set()


def test_alike_paragraphs_are_paired_once_and_with_the_likest() -> None:
    nearly, hardly = changed(ROADS[1], 0.05), changed(ROADS[1], 0.5)
    theirs = [*BRIDGES, hardly, nearly, ROADS[0], "短。"]

    assert pairs(ROADS, theirs) == [(0, 6), (1, 5)]
    assert pairs([ROADS[1], changed(ROADS[1], 0.04)], [nearly, ROADS[1]]) == [(0, 1), (1, 0)]
    assert pairs(["短。"], ["短。"]) == []


def test_paragraphs_repeated_without_end_are_held_once() -> None:
    assert pairs(ROADS[:1] * 50_000, ROADS[:1] * 50_000) == [(0, 0)]


@pytest.mark.parametrize("share", [0.03, 0.06, 0.09, 0.12])
def test_a_look_at_every_fourth_run_overlooks_no_passage(share: float) -> None:
    chance = random.Random(3)
    signs = [chr(code) for code in range(0x4E00, 0x5200)]
    texts = ["".join(chance.choices(signs, k=chance.randint(20, 200))) for _ in range(150)]
    others = ["".join(chance.choice(signs) if chance.random() < share else sign for sign in text) for text in texts]
    alike = [place for place in range(150) if likeness(runs_of(texts[place]), runs_of(others[place])) >= ALIKE]

    assert len(alike) > 40
    assert pairs(texts, others) == [(place, place) for place in alike]
