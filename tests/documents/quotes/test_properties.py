"""What holds for any text: places are true, quotes stand apart, nothing raises, time grows with length."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from essays.documents.quotes import Findings, Span, find_speech
from essays.documents.quotes.messages import TEMPLATES
from essays.documents.tree import SpeechKind

WORDS = (
    *'“”"「」『』＂‘’，。！？：；、…—（）《》·\n 　',
    *("李明", "欧阳文修", "她", "他们", "大家", "村民", "局长", "某", "王大爷", "老张", "阿依古丽·买买提", "Tom"),
    *("说", "表示", "写道", "坦言", "红着脸说", "认为", "问", "强调", "介绍", "回忆道"),
    *("市教育局", "红星机械厂", "党委书记", "主任", "兼", "和", "等人", "的", "了", "在", "向", "横幅", "俗话"),
    *("我们一定努力", "要抓好落实", "道路", "1", "x", "\ue000", "\ue001", "𠮷", "\x00"),
)
paragraphs = st.lists(st.sampled_from(WORDS), max_size=40).map("".join)
essays = st.lists(st.lists(paragraphs, max_size=4), max_size=3)


def text_at(sections: list[list[str]], span: Span) -> str:
    paragraph = sections[span.section][span.paragraph]
    assert 0 <= span.start <= span.end <= len(paragraph)
    return paragraph[span.start : span.end]


def check(sections: list[list[str]], findings: Findings) -> None:
    for found in (*findings.quotes, *findings.statements):
        assert found.pieces == tuple(text_at(sections, span) for span in found.spans)
        assert "".join(found.text.split()) == "".join("".join(found.pieces).split())
        assert (found.kind is SpeechKind.STATEMENT) == (found in findings.statements)
        assert found.rule
    spans = [span for quote in findings.quotes for span in quote.spans]
    places = [(span.section, span.paragraph, span.start, span.end) for span in spans]
    assert places == sorted(places)
    for one, other in pairwise(places):
        assert one[:2] != other[:2] or one[3] <= other[2]
    for code, span in findings.doubts:
        assert code in TEMPLATES
        text_at(sections, span)


@settings(max_examples=300, deadline=None)
@given(essays)
def test_places_are_true_and_quotes_stand_apart(sections: list[list[str]]) -> None:
    check(sections, find_speech(sections))


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(st.text(max_size=80), max_size=3), max_size=2))
def test_any_text_at_all_is_read(sections: list[list[str]]) -> None:
    check(sections, find_speech(sections))


HARD = {
    "opening marks": lambda n: "“" * n,
    "straight marks": lambda n: '"' * n,
    "openings and closings": lambda n: "“" * (n // 2) + "”" * (n // 2),
    "closing marks": lambda n: "”" * n,
    "one line of text": lambda n: "我们要坚持把人民放在心中最高的位置" * (n // 17),
    "surnames": lambda n: "王" * n,
    "titles": lambda n: "主任" * (n // 2),
    "titles and names": lambda n: "主任李明" * (n // 4),
    "one unclosed mark": lambda n: "“" + "李明说，我们一定努力。" * (n // 11),
    "quotes side by side": lambda n: "“好。”" * (n // 4),
    "quotes and clauses": lambda n: "“我们一定努力。”李明说，" * (n // 13),
    "clauses without end": lambda n: "李明表示，" * (n // 5),
    "pronouns": lambda n: "“好。”他说。" * (n // 7),
    "dotted names": lambda n: "阿·" * (n // 2),
    "one huge clause": lambda n: "他" * n + "说：“好。”",
    "commas": lambda n: "，" * n + "李明说：“好。”",
    "organisations": lambda n: "市教育局、" * (n // 5) + "主任李明说：“好。”",
    "brackets": lambda n: "（" * n + "主任李明说：“好。”",
    "short names": lambda n: "李校长说：“好。”" * (n // 8),
    "paragraphs that open": lambda n: "“好\n" * (n // 3),
    "reversed marks": lambda n: "“好。“李明说。" * (n // 8),
}


SIZES = (2_500, 20_000)
RUNS = 3


def seconds(make: Callable[[int], str], size: int) -> float:
    """The least processor time of several runs: what else the machine does only ever adds."""
    paragraphs = make(size).split("\n")
    find_speech([paragraphs])
    best = float("inf")
    for _ in range(RUNS):
        start = time.process_time()
        find_speech([paragraphs])
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize("name", HARD)
def test_time_grows_with_length_and_no_faster(name: str) -> None:
    """Eight times the text: linear takes eight times as long, quadratic 64 times; the bound is between."""
    small, large = (seconds(HARD[name], size) for size in SIZES)
    assert large <= 28 * small + 0.1


def test_a_line_of_a_million_characters_is_read() -> None:
    line = "“我们一定努力。”红星村村支书李明说，要把路修好。" * 40_000
    findings = find_speech([[line]])
    assert len(findings.quotes) == 40_000
    assert {quote.speaker for quote in findings.quotes} == {"李明"}


def test_importing_the_room_loads_no_segmenter() -> None:
    code = "import sys, essays.documents.quotes; sys.exit('jieba' in sys.modules or 'django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
