from __future__ import annotations

from essays.documents.proofreading import Entry, Issue, Lexicon, Severity, galley_of

from .texts import version

ENTRIES = (
    Entry("扫黑险恶", "扫黑除恶", Severity.BLOCK),
    Entry("制定", "制订", Severity.HINT),
    Entry("法制定", "法制订", Severity.WARNING),
    Entry("权力", "权利"),
    Entry("国家权利机关", "国家权力机关"),
    Entry("某某", "", Severity.WARNING, "写全名"),
)


def found(*lines: str) -> list[Issue]:
    return list(Lexicon(ENTRIES)(galley_of(version(*lines))))


def test_a_wrong_wording_is_found_with_the_right_one_and_its_severity() -> None:
    [issue] = found("开展扫黑险恶专项斗争。")

    assert (issue.start, issue.end, issue.suggestion, issue.severity) == (2, 6, "扫黑除恶", Severity.BLOCK)


def test_of_two_at_one_place_the_longer_wins() -> None:
    [issue] = found("依法制定办法。")

    assert issue.suggestion == "法制订"


def test_a_wrong_wording_inside_a_right_one_is_none() -> None:
    assert found("国家权力机关开会。") == []


def test_the_same_wording_elsewhere_is_one() -> None:
    assert [issue.start for issue in found("权力归人民，国家权力机关开会。")] == [0]


def test_an_entry_without_a_right_wording_tells_its_note() -> None:
    [issue] = found("某某同志来过。")

    assert issue.template % dict(issue.params) == "“某某” stands in the lexicon of wrong wordings: 写全名"


def test_an_empty_lexicon_finds_nothing() -> None:
    assert list(Lexicon(())(galley_of(version("开展扫黑险恶专项斗争。")))) == []
