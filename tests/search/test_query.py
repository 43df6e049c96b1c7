from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essays.search.query import LONGEST, read_query


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("上海 量子", {"words": ("上海", "量子")}),
        ("上海　上海", {"words": ("上海",)}),
        ("“高质量 发展” 上海", {"words": ("高质量发展", "上海")}),
        ('"open data"', {"words": ("open data",)}),
        ("上海 -期货", {"words": ("上海",), "without": ("期货",)}),
        ("上海 －“期货 交易”", {"words": ("上海",), "without": ("期货交易",)}),
        ("讲话人：顾军 民生", {"words": ("民生",), "speakers": ("顾军",)}),
        ("講話人:“顾 军”", {"speakers": ("顾军",)}),
        ("speaker:顾军 collection:上海", {"speakers": ("顾军",), "collections": ("上海",)}),
        ("文集:上海", {"collections": ("上海",)}),
        ("-期货", {"words": ("-期货",)}),
        ("-", {"words": ("-",)}),
        ("讲话人:", {"words": ("讲话人:",)}),
        ("时间：三点", {"words": ("时间:三点",)}),
        ("“半个", {"words": ('"半个',)}),
        ("他说“好”的", {"words": ('他说"好"的',)}),
        ("", {}),
        (" \x00 ", {}),
    ],
)
def test_what_is_typed_is_read_as_meant(typed: str, expected: dict[str, Any]) -> None:
    query = read_query(typed)
    for name in ("words", "without", "speakers", "collections"):
        assert getattr(query, name) == expected.get(name, ())
    assert query.is_empty is not bool(expected)


def test_what_is_too_long_is_cut_and_says_so() -> None:
    query = read_query("的" * 10_000)

    assert query.words == ("的" * LONGEST,)
    assert query.was_cut
    assert not read_query("的" * LONGEST).was_cut


@given(st.text(max_size=80))
def test_anything_can_be_typed(typed: str) -> None:
    query = read_query(typed)

    assert all(query.words + query.without + query.speakers + query.collections)
    assert not any("\n" in word for word in query.words)
