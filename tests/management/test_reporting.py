"""What the import command prints, measured in the cells of a terminal."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from django.utils import translation

from essays.documents.catalogue import TEMPLATES
from essays.documents.counts import count_document
from essays.documents.messages import Message, Place
from essays.documents.parsing import parse
from essays.management.reporting.cells import clip, pad, shorten, width, wrap
from essays.management.reporting.diagnostics import WIDEST, excerpt, explain, render
from essays.management.reporting.progress import wants_progress
from essays.management.reporting.result import DONE, FINDINGS, USAGE, WARNINGS, Tally
from essays.management.reporting.terminal import ASCII, Glyphs, Terminal, terminal_of
from essays.management.reporting.tree import render_tree, words_text

LINE = "上海要当好改革开放排头兵、创新发展先行者，奋力##paidbegin##展现中国式现代化建设的新气象，走在前列。"
AT = LINE.index("##")
LONG = {"length": 301, "limit": 300}
MARKED = Message("E181", Place(44, AT + 1, AT + 14), LONG, LINE)


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.mark.parametrize(
    ("text", "narrow", "wide"),
    [("abc", 3, 3), ("中文", 4, 4), ("“…”", 3, 6), ("e\u0301", 1, 1), ("\u200b", 0, 0), ("（１）", 6, 6)],
)
def test_width_is_counted_in_cells(text: str, narrow: int, wide: int) -> None:
    assert (width(text), width(text, ambiguous=2)) == (narrow, wide)


def test_text_is_cut_and_filled_by_cells() -> None:
    assert clip("中文字", 5) == "中文"
    assert clip("中文字", 5, from_end=True) == "文字"
    assert shorten("中文字体", 5) == "中文…"
    assert pad("中文", 6) == "中文  "
    assert list(wrap("导入文档文件，成为 essay 文集。", 10)) == [
        "导入文档文",
        "件，成为",
        "essay 文",
        "集。",
    ]


@pytest.mark.parametrize("ambiguous", [1, 2])
@pytest.mark.parametrize("before", ["“走在前列”，", "", "abc，", "“‘……’”——"])
def test_the_caret_stands_under_its_place(before: str, ambiguous: int) -> None:
    line = before + LINE
    at = line.index("##")
    message = Message("E181", Place(44, at + 1, at + 14), LONG, line)

    lines = list(render(message, "000.txt", Terminal(ambiguous=ambiguous)))

    shown, carets = lines[3], lines[4]
    assert width(shown[: shown.index("##paid")], ambiguous=ambiguous) == carets.index("^")
    assert carets.count("^") == len("##paidbegin##")
    assert lines[1] == f"  --> 000.txt:44:{at + 1}"


def test_the_place_is_said_again_in_the_message() -> None:
    assert "「##paidbegin##」" in next(render(MARKED, "000.txt", Terminal()))


@pytest.mark.parametrize("ambiguous", [1, 2])
@pytest.mark.parametrize("place", [(1, 1), (1, 30), (300, 302), (599, 601), (601, 601), (1, 601), (900, 950)])
def test_an_excerpt_is_never_wider_than_it_may_be(place: tuple[int, int], ambiguous: int) -> None:
    line = "“中”文…a1" * 75
    message = Message("E181", Place(1, *place), LONG, line[:600])

    parts = excerpt(message, Terminal(ambiguous=ambiguous))

    assert width("".join(parts), ambiguous=ambiguous) <= WIDEST


def test_nothing_in_a_document_can_move_the_cursor() -> None:
    line = "题\x1b[2J目\u202e反\r行"
    printed = "\n".join(render(Message("E183", Place(1, 2, 6), {"reason": line}, line), "\x1b[31mx.txt", Terminal()))

    assert not set(printed) & set("\x1b\u202e\r")


def test_a_colour_is_put_on_only_where_it_is_wanted() -> None:
    assert "\x1b[" in "".join(render(MARKED, "a.txt", Terminal(has_colour=True)))
    assert "\x1b[" not in "".join(render(MARKED, "a.txt", Terminal()))


class Tty(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "colour", "has_colour"),
    [
        ({"TERM": "xterm"}, None, True),
        ({"TERM": "xterm", "NO_COLOR": "1"}, None, False),
        ({"TERM": "dumb"}, None, False),
        ({"TERM": "xterm"}, False, False),
        ({"TERM": "dumb"}, True, True),
    ],
)
def test_colour_follows_the_terminal_unless_told(
    environment: dict[str, str], colour: bool | None, has_colour: bool
) -> None:
    assert terminal_of(Tty(), colour=colour, environment=environment).has_colour is has_colour
    assert terminal_of(io.StringIO(), environment=environment).has_colour is False


@pytest.mark.parametrize(("encoding", "glyphs"), [("utf-8", Glyphs()), ("ascii", ASCII), ("gb18030", ASCII)])
def test_glyphs_are_ascii_where_the_stream_is_not_utf_8(encoding: str, glyphs: Glyphs) -> None:
    assert terminal_of(io.TextIOWrapper(io.BytesIO(), encoding=encoding)).glyphs == glyphs


@pytest.mark.parametrize(
    ("stream", "files", "is_off", "term", "shown"),
    [
        (Tty(), 3, False, "xterm", True),
        (Tty(), 2, False, "xterm", False),
        (Tty(), 3, True, "xterm", False),
        (Tty(), 3, False, "dumb", False),
        (io.StringIO(), 3, False, "xterm", False),
    ],
)
def test_progress_is_for_a_terminal_and_three_files(
    stream: io.StringIO, files: int, is_off: bool, term: str, shown: bool
) -> None:
    assert wants_progress(stream, files, is_off=is_off, term=term) is shown


DOCUMENT = """乡村小路心得体会
（2篇）
篇1：乡村小路心得体会
小路的来历
村里人都走这条路。
那是很久以前的事。
老人们，常说##paidbegin##起它。
小河的去处
河水向东流去。
篇2：乡村小路心得体会
桥上的风
风从山上来。##paidend##
"""


def test_the_tree_shows_what_is_paid_in_columns() -> None:
    lines = list(render_tree(parse(DOCUMENT.encode(), "a.txt").document, Terminal()))

    assert lines[0] == f"“乡村小路心得体会”  2 essays · {words_text(40)} · 0 quotes"
    assert "to try" in lines[1]
    assert "⟨paid after character 6 of paragraph 3⟩" in "".join(lines)
    assert "└─ Essay 2" in "".join(lines)
    assert "🔒" in lines[-1]
    unit = words_text(0).split()[-1]
    columns = {width(line[: line.index(unit)]) for line in lines[1:]}
    assert len(columns) == 1


def test_the_tree_falls_back_to_ascii() -> None:
    lines = list(render_tree(parse(DOCUMENT.encode(), "a.txt").document, Terminal(ASCII)))

    assert not set("".join(lines)) & set("├└│·🔒…")


def test_counts_are_those_of_the_text() -> None:
    counts = count_document(parse(DOCUMENT.encode(), "a.txt").document)

    assert (counts.essays, counts.paragraphs, counts.words) == (2, 5, 40)
    assert counts.paid_words == len("起它。河水向东流去。风从山上来。")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
@pytest.mark.parametrize("code", sorted(TEMPLATES))
def test_every_code_can_be_explained(code: str, language: str) -> None:
    with translation.override(language):
        text = explain(code)

    assert f" {code} " in text
    assert text.count("\n\n") >= 1
    assert "%(" not in text


@pytest.mark.parametrize(
    ("tally", "is_strict", "code"),
    [
        (Tally(), True, DONE),
        (Tally(warnings=1), False, DONE),
        (Tally(warnings=1), True, WARNINGS),
        (Tally(warnings=1, errors=1), True, FINDINGS),
        (Tally(errors=1, unreadable=1), False, USAGE),
    ],
)
def test_the_exit_status_is_the_worst_that_happened(tally: Tally, is_strict: bool, code: int) -> None:
    assert tally.exit_code(is_strict=is_strict) == code
