"""Every labelled text in `cases/` is read without a miss."""

from __future__ import annotations

import json

import pytest

from essays.documents.quotes import find_speech
from tests.documents.quotes.labelled import Case, compare, read_case, read_cases
from tests.shared import SHARED


@pytest.mark.parametrize("case", tuple(read_cases()), ids=lambda case: case.name)
def test_labelled_text_is_read_as_labelled(case: Case) -> None:
    assert compare(case, find_speech(case.sections)) == []


def test_comparison_names_what_is_missing_wrong_and_too_many() -> None:
    case = read_case(
        "made", "“我来。”李明说。\n“走吧。”王芳说。\n----\nQ direct | 李亮 | | | 我来。\nS 李明 | | | 明天\n"
    )
    assert len(compare(case, find_speech(case.sections))) == 3


def test_a_quote_of_the_real_document_keeps_its_place() -> None:
    path = SHARED / "gold" / "shanghai.json"
    if not path.exists():
        pytest.skip("the shared gold is not here")
    quotes = json.loads(path.read_text(encoding="utf-8"))["quotes"]
    text = f"“{quotes[0]['text']}”{quotes[0]['organisation']}{quotes[0]['title']}{quotes[0]['speaker']}说。"
    found = find_speech([[text]]).quotes[0]
    assert (found.speaker, found.organisation, found.title) == tuple(
        quotes[0][key] for key in ("speaker", "organisation", "title")
    )
