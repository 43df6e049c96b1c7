from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from essays.search.snippets import LONGEST, Run, Snippet, marked, snippets, spans

LONG = "村口有一条小路，" * 12 + "路的尽头是一座桥，" + "桥下是水，" * 20


def text(snippet: Snippet) -> str:
    return "".join(run.text for run in snippet.runs)


def test_a_passage_is_cut_at_punctuation_and_says_so() -> None:
    [snippet] = snippets(LONG, ["尽头"])

    assert Run("尽头", is_marked=True) in snippet.runs
    assert snippet.is_cut_before
    assert snippet.is_cut_behind
    assert text(snippet).startswith("村口有一条小路，")
    assert text(snippet).endswith("，")
    assert len(text(snippet)) <= LONGEST


def test_a_short_line_is_whole() -> None:
    assert snippets("村口有一条小路。", ["小路"]) == [
        Snippet(0, (Run("村口有一条"), Run("小路", True), Run("。"))),
    ]


def test_the_lines_with_most_of_the_words_come_first_and_in_order() -> None:
    found = snippets("只有小路\n没有\n桥与小路\n小路与桥", ["小路", "桥"])

    assert [snippet.line for snippet in found] == [2, 3]


def test_one_long_line_has_two_passages() -> None:
    found = snippets("桥在村口，" + "路很长，" * 40 + "桥在村尾。", ["桥"])

    assert [snippet.line for snippet in found] == [0, 0]
    assert text(found[1]).endswith("桥在村尾。")


def test_other_spellings_are_marked_as_printed() -> None:
    [snippet] = snippets("長 三角一体化", ["长三角"])

    assert snippet.runs[0] == Run("長 三角", is_marked=True)


@given(st.text(alphabet="桥路，。“”\n 水", max_size=300), st.sampled_from(["桥", "路水", "，"]))
def test_a_passage_is_a_piece_of_its_line(words: str, wanted: str) -> None:
    lines = words.split("\n")
    for snippet in snippets(words, [wanted]):
        assert text(snippet) in lines[snippet.line]
        assert any(run.is_marked for run in snippet.runs)


@given(st.text(alphabet="桥路a A，", max_size=60))
def test_marking_loses_no_character(line: str) -> None:
    assert "".join(run.text for run in marked(line, spans(line, ["桥", "a"]))) == line
