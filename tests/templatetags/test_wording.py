"""Numbers, titles and dates as each language writes them."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from essays.reading import naming
from essays.templatetags import wording


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (0, "零"), (1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (100, "一百"), (101, "一百零一"),
        (110, "一百一十"), (111, "一百一十一"), (1000, "一千"), (1001, "一千零一"), (1010, "一千零一十"),
        (1100, "一千一百"), (2023, "二千零二十三"), (9999, "九千九百九十九"), (10000, "10000"),
    ],
)  # fmt: skip
def test_numerals_are_written_as_chinese_counts(number: int, written: str) -> None:
    assert naming.numeral(number) == written


def test_no_two_numbers_share_a_numeral() -> None:
    assert len({naming.numeral(number) for number in range(10_000)}) == 10_000


@pytest.mark.parametrize(("language", "shown"), [("zh-hans", "十二"), ("en", "12")])
def test_the_figure_of_an_essay_follows_the_language(language: str, shown: str) -> None:
    with translation.override(language):
        assert wording.ordinal(12) == shown
        assert wording.ordinal(0) == "序"


def test_english_counts_one_and_many() -> None:
    with translation.override("en"):
        assert [wording.characters(number) for number in (0, 1, 4376)] == [
            "0 characters",
            "1 character",
            "4,376 characters",
        ]
        assert wording.essay_label(3) == "Essay 3"
        assert wording.day(date(2026, 11, 23)) == "23 Nov 2026"


@pytest.mark.parametrize(
    ("left", "said"),
    [
        ((4376, 3, 15), "4,376 characters, 3 sections and 15 quotations"),
        ((8, 0, 2), "8 characters and 2 quotations"),
        ((8, 1, 0), "8 characters and 1 section"),
        ((1, 0, 0), "1 character"),
    ],
)
def test_what_is_left_names_only_what_there_is(left: tuple[int, int, int], said: str) -> None:
    with translation.override("en"):
        assert wording.remainder(*left) == said


@given(st.text("路桥—<&", max_size=12))
def test_two_storeys_hold_every_character_of_the_title(title: str) -> None:
    shown = wording.storeys(title)
    plain = shown.replace('<span class="storey">', "").replace("</span>", "")

    assert plain.replace("&lt;", "<").replace("&amp;", "&") == title
    assert shown.count("<") in (0, 2)


def test_a_title_that_is_all_second_storey_stays_in_one() -> None:
    assert wording.storeys("——在会上的发言") == "——在会上的发言"
    assert wording.storeys("体会——") == "体会——"


def test_marks_inside_quoted_words_become_single_ones() -> None:
    assert wording.nested("坚持“四个放在”") == "坚持‘四个放在’"


@pytest.mark.parametrize(("name", "tag"), [("zh-hans", "zh-Hans"), ("en", "en")])
def test_languages_are_named_as_html_wants_them(name: str, tag: str) -> None:
    assert wording.tag_of(name) == tag
