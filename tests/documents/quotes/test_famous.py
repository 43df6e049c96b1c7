"""People whom everybody knows are quoted by their name alone; what bears their name says nothing."""

from __future__ import annotations

import pytest

from essays.documents.quotes.words import words

from .test_frames import WORDS, fill, quotes_in

FRAMES = (
    "{S}说过：{Q}",
    "{S}曾说：{Q}这句话我一直记着。",
    "正如{S}所说：{Q}",
    "{S}有一句名言：{Q}",
    "我想起{S}的一句话：{Q}",
    "{S}在文章中写道：{Q}",
    "{Q}这是{S}的名言。",
    "我牢记{S}的名言：{Q}",
)


@pytest.mark.parametrize("frame", FRAMES)
def test_who_needs_no_introduction_is_named(frame: str) -> None:
    wrong = {}
    for name in sorted(words("famous")):
        found = [(quote.speaker, quote.organisation, quote.title) for quote in quotes_in(fill(frame, name, WORDS[0]))]
        if found != [(name, "", "")]:
            wrong[name] = found
    assert not wrong


@pytest.mark.parametrize("name", ["卡莱尔", "埃里克森", "海德格尔", "茨威格", "雅斯贝尔斯", "塞利格曼"])
def test_what_can_only_be_foreign_is_a_name(name: str) -> None:
    """None of them is in any list."""
    assert name not in words("famous")
    for frame in FRAMES[:6]:
        [quote] = quotes_in(fill(frame, name, WORDS[0]))
        assert quote.speaker == name, frame


@pytest.mark.parametrize(
    ("sentence", "speaker"),
    [
        ("马克思主义学院院长李明说：{Q}", ("李明", "马克思主义学院", "院长")),
        ("县里的健康德育课上，李明说：{Q}", ("李明", "", "")),
        ("孔子学院的老师李明说：{Q}", ("李明", "孔子学院", "老师")),
        ("雷锋精神宣讲员李明说：{Q}", ("李明", "", "雷锋精神宣讲员")),
        ("读完鲁迅文学院的教材，李明说：{Q}", ("李明", "", "")),
        ("焦裕禄的女儿焦守云说：{Q}", ("焦守云", "", "")),
        ("工程股股长班固元说：{Q}", ("班固元", "工程股", "股长")),
        ("商鞅鸣说：{Q}", ("商鞅鸣", "", "")),
        ("古希腊哲学家苏格拉底说：{Q}", ("苏格拉底", "", "哲学家")),
        ("北宋文学家苏轼说：{Q}", ("苏轼", "", "文学家")),
        ("欧阳修远说：{Q}", ("欧阳修远", "", "")),
        ("法国作家雨果说：{Q}", ("雨果", "", "作家")),
    ],
)
def test_whoever_bears_such_a_name_is_somebody_else(sentence: str, speaker: tuple[str, str, str]) -> None:
    [quote] = quotes_in(fill(sentence, "", WORDS[0]))

    assert (quote.speaker, quote.organisation, quote.title) == speaker


def test_a_body_does_not_end_within_a_word() -> None:
    """单位组|织: a chairman named after it heads no such group."""
    [quote] = quotes_in(fill("单位组织大家读书，{S}说：{Q}", "王主席", WORDS[0]))

    assert quote.organisation == ""
