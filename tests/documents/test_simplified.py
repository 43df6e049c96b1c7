"""Documents in traditional characters: read by the same rules, given as they are printed."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opencc import OpenCC

from essays.documents.export_form import to_json
from essays.documents.keywords import Dictionary, count_terms
from essays.documents.parsing import parse
from essays.documents.quotes import find_speech
from essays.documents.simplified import simplified

from .test_cases import SCORER, scorer
from .test_varied import documents

PAPER = """社區工作心得體會（2篇）
第一篇：把門敞開
一、先聽後說
雲陵縣民政局黨組書記、局長鍾國強說：「門要敞開，話要聽完。」他接著說：「聽完了再辦。」
二、後來的事
社區書記葉素蘭表示，半年來辦成了十二件事，大家認為這樣很好。
第二篇：一碗麵
一、面館
「麵要勁道，人要實在。」麵館老闆於學忠說著把碗端了上來。
"""


@pytest.fixture(scope="module")
def paper() -> dict:
    parsed = parse(PAPER.encode("cp950"), "a.txt")
    assert parsed.encoding == "big5"
    return to_json(parsed.document)


def test_structure_is_read_as_in_simplified_characters(paper: dict) -> None:
    assert (paper["title"], paper["declared_count"]) == ("社區工作心得體會", 2)
    assert [essay["title"] for essay in paper["essays"]] == ["把門敞開", "一碗麵"]
    assert [section["heading"] for essay in paper["essays"] for section in essay["sections"]] == [
        "一、先聽後說",
        "二、後來的事",
        "一、面館",
    ]


def test_speakers_are_named_as_they_are_printed(paper: dict) -> None:
    said = [(quote["speaker"], quote["organisation"], quote["title"], quote["text"]) for quote in paper["quotes"]]

    assert said == [
        ("鍾國強", "雲陵縣民政局", "黨組書記、局長", "門要敞開，話要聽完。"),
        ("鍾國強", "雲陵縣民政局", "黨組書記、局長", "聽完了再辦。"),
        ("於學忠", "麵館", "老闆", "麵要勁道，人要實在。"),
    ]
    reported = [(one["speaker"], one["organisation"], one["title"], one["first"]) for one in paper["statements"]]
    assert reported == [("葉素蘭", "社區", "書記", "半年來辦成了十二件事，大")]


def test_a_name_is_printed_as_it_stands_nearest() -> None:
    found = find_speech([["裏長於勇說：「好的。」", "后來，里長于勇說：「行了。」", "他說：「再見。」"]])

    assert [(quote.speaker, quote.title) for quote in found.quotes] == [
        ("於勇", "裏長"),
        ("于勇", "里長"),
        ("于勇", "里長"),
    ]


def test_both_ways_of_writing_have_the_same_topics() -> None:
    words = Dictionary(frozenset({"齐全胜"}))

    assert count_terms(["齊全勝修石橋，石橋通灣區。"], words) == count_terms(["齐全胜修石桥，石桥通湾区。"], words)


@pytest.mark.parametrize(
    ("traditional", "simple"),
    [
        ("他說著話，著名的著作，顯著。", "他说着话，著名的著作，显著。"),
        ("乾隆年間的幹部曬乾貨", "乾隆年间的干部晒干货"),
        ("皇后後來回復，覆蓋裡裏", "皇后后来回复，覆盖里里"),
        ("衞生院的妳們", "卫生院的你们"),
    ],
)
def test_the_words_tell_which_character_is_meant(traditional: str, simple: str) -> None:
    assert simplified(traditional) == simple


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x2FFFF, exclude_categories=["Cs"])))
def test_every_character_keeps_its_place(text: str) -> None:
    assert len(simplified(text)) == len(text)


def test_simplified_text_is_left_as_it_is() -> None:
    text = "于勇说，他着手编著《乾坤》，后来面对里程碑，什么都没干。"

    assert simplified(text) is text


@pytest.mark.skipif(not SCORER.exists(), reason="needs the scorer of the shared data")
@pytest.mark.parametrize("variant", ["s2t", "s2tw", "s2hk"])
def test_labelled_documents_read_as_well_in_traditional_characters(variant: str) -> None:
    tool, converter = scorer(), OpenCC(variant)
    scores = []
    for path in (path for path in documents("kept_aside") if path.suffix in (".txt", ".md")):
        parsed = parse(path.read_bytes(), path.name)
        label = converter.convert(path.with_suffix(".json").read_text(encoding="utf-8"))
        text = converter.convert(path.read_bytes().decode(parsed.encoding))
        document = parse(text.encode(), path.name, "utf-8").document
        scores.append(tool.score(json.loads(label), to_json(document)))
    reached = tool.add(scores)["quotes"]["entry"]

    assert {level: round(found["f1"], 2) for level, found in reached.items() if found["f1"] < 0.93} == {}
