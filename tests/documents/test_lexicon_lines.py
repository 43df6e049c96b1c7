from __future__ import annotations

import pytest

from essays.documents.lexicon_lines import MOST_LINES, LineError, as_line, read_lines
from essays.documents.proofreading import Entry, Severity


def faults_of(text: str) -> list[tuple[object, str]]:
    with pytest.raises(LineError) as caught:
        read_lines(text, "warning")
    return [(fault.params.get("line"), fault.template % dict(fault.params)) for fault in caught.value.faults]


@pytest.mark.parametrize("line", ["小陆→小路", " 小陆 -> 小路 ", "小陆=>小路", "小陆\t小路", "\u3000小陆\u3000→小路"])
def test_an_arrow_of_any_kind_divides(line: str) -> None:
    assert read_lines(line, "hint") == [Entry("小陆", "小路", Severity.HINT)]


def test_level_and_note_may_follow_and_right_may_be_empty() -> None:
    assert read_lines("某某→→阻断→写全名→再说", "hint") == [Entry("某某", "", Severity.BLOCK, "写全名→再说")]


def test_blank_lines_and_remarks_say_nothing() -> None:
    assert read_lines("\n# 小陆→小路\n  \n", "hint") == []


@pytest.mark.parametrize("entry", [Entry("小陆", "小路"), Entry("某某", "", Severity.BLOCK, "写 全名")])
def test_a_line_reads_as_the_entry_it_was_made_of(entry: Entry) -> None:
    line = as_line(entry.wrong, entry.right, entry.severity.value, entry.note)

    assert read_lines(line, "hint") == [entry]


def test_every_fault_is_named_with_its_line() -> None:
    text = f"好→坏\n没有箭头\n→空\n同→同\n好→更好\n大陆→大路→严重\n{'长' * 101}→短"

    assert [line for line, _words in faults_of(text)] == [2, 3, 4, 5, 6, 7]


def test_too_many_lines_are_refused_before_they_are_read() -> None:
    [(_line, words)] = faults_of("小陆→小路\n" * (MOST_LINES + 1))

    assert str(MOST_LINES) in words
