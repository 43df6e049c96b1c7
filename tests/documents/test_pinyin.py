from __future__ import annotations

import pytest

from essays.documents.pinyin import Spelling, spell


@pytest.mark.parametrize(
    ("words", "pinyin", "initials"),
    [
        ("顾军", "gujun", "gj"),
        ("单霁翔", "shanjixiang", "sjx"),
        ("尉迟敬德", "yuchijingde", "ycjd"),
        ("曾国", "zengguo", "zg"),
        ("ABC", "", ""),
        ("", "", ""),
    ],
)
def test_a_name_is_spelt_as_it_is_read(words: str, pinyin: str, initials: str) -> None:
    assert spell(words, is_name=True) == Spelling(pinyin, initials)


def test_only_names_have_surnames() -> None:
    assert spell("单位").pinyin == "danwei"


def test_other_signs_go() -> None:
    assert spell("“重庆”2月，A股").pinyin == "chongqing2yueagu"
