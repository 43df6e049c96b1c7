"""Two texts that went on from one are brought together, section by section."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essays.documents.reconciling import Outcome, Reconciled, merge_lists, reconcile
from essays.documents.version import VersionSection

A = VersionSection("a", "一", ("<p>甲。</p>", "<p>乙。</p>", "<p>丙。</p>"))
B = VersionSection("b", "二", ("<p>丁。</p>",))
C = VersionSection("c", "三", ("<p>戊。</p>",))


def outcomes(found: tuple[Reconciled, ...]) -> dict[str, Outcome]:
    return {one.uid: one.outcome for one in found}


def merged(found: tuple[Reconciled, ...]) -> list[VersionSection]:
    return [one.merged for one in found if one.merged]


def retold(section: VersionSection, *paragraphs: str) -> VersionSection:
    return replace(section, paragraphs=paragraphs)


def test_what_one_side_alone_has_changed_is_taken() -> None:
    mine, theirs = retold(A, "<p>我的。</p>"), retold(B, "<p>他的。</p>")

    found = reconcile((A, B, C), (mine, B, C), (A, theirs, C))

    assert outcomes(found) == {"a": Outcome.MINE, "b": Outcome.THEIRS, "c": Outcome.SAME}
    assert merged(found) == [mine, theirs, C]


def test_different_paragraphs_of_one_section_are_merged() -> None:
    mine, theirs = retold(A, "<p>甲甲。</p>", *A.paragraphs[1:]), retold(A, *A.paragraphs[:2], "<p>丙丙。</p>")

    (found,) = reconcile((A,), (mine,), (theirs,))

    assert found.outcome is Outcome.BOTH
    assert found.merged == retold(A, "<p>甲甲。</p>", "<p>乙。</p>", "<p>丙丙。</p>")


def test_a_heading_and_a_paragraph_are_merged_and_so_is_access() -> None:
    mine, theirs = replace(A, heading="新题", is_paid=True), retold(A, "<p>甲甲。</p>", *A.paragraphs[1:])

    (found,) = reconcile((A,), (mine,), (theirs,))

    assert found.merged == replace(theirs, heading="新题", is_paid=True)


def test_one_paragraph_changed_by_both_is_for_a_person_to_choose() -> None:
    mine, theirs = retold(B, "<p>我的。</p>"), retold(B, "<p>他的。</p>")

    (found,) = reconcile((B,), (mine,), (theirs,))

    assert found.is_clash
    assert (found.mine, found.theirs, found.merged) == (mine, theirs, mine)


def test_what_both_changed_alike_is_no_clash() -> None:
    new = retold(B, "<p>同样的话。</p>")

    assert outcomes(reconcile((B,), (new,), (new,))) == {"b": Outcome.SAME}


def test_what_one_deleted_goes_unless_the_other_wrote_on() -> None:
    theirs = retold(B, "<p>他的。</p>")

    assert merged(reconcile((A, B), (A,), (A, B))) == [A]
    assert merged(reconcile((A, B), (A, B), (A,))) == [A]
    assert outcomes(reconcile((A, B), (A,), (A, theirs)))["b"] is Outcome.CLASH


def test_new_sections_of_both_sides_stand_behind_what_they_followed() -> None:
    mine, theirs = VersionSection("", "我的", ("<p>新。</p>",)), VersionSection("t", "他的", ("<p>新。</p>",))

    found = reconcile((A, B), (A, mine, B), (A, B, theirs))

    assert [section.heading for section in merged(found)] == ["一", "我的", "二", "他的"]


def test_the_order_of_the_side_that_moved_sections_is_kept() -> None:
    theirs = retold(C, "<p>他的。</p>")

    found = reconcile((A, B, C), (C, A, B), (A, B, theirs))

    assert merged(found) == [theirs, A, B]


def test_their_order_is_kept_where_mine_is_the_old_one() -> None:
    assert merged(reconcile((A, B, C), (A, B, C), (B, C, A))) == [B, C, A]


def test_without_the_old_text_whatever_differs_is_a_clash() -> None:
    mine = retold(A, "<p>我的。</p>")

    found = reconcile(None, (mine, B), (A, B, C), frozenset("ab"))

    assert outcomes(found) == {"a": Outcome.CLASH, "b": Outcome.SAME, "c": Outcome.THEIRS}


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "expected"),
    [
        ("abc", "abc", "abc", "abc"),
        ("abc", "xbc", "abz", "xbz"),
        ("abc", "xabc", "abcz", "xabcz"),
        ("abc", "axc", "ayc", None),
        ("abc", "axbc", "aybc", None),
        ("abc", "ac", "ac", "ac"),
        ("", "x", "x", "x"),
        ("", "x", "y", None),
    ],
)
def test_lists_are_merged_where_edits_do_not_touch(base: str, mine: str, theirs: str, expected: str | None) -> None:
    found = merge_lists(base, mine, theirs)

    assert (None if found is None else "".join(found)) == expected


texts = st.lists(st.sampled_from("甲乙丙丁"), max_size=6)


@given(texts, texts)
def test_a_list_one_side_left_alone_becomes_the_others(base: list[str], other: list[str]) -> None:
    assert merge_lists(base, other, base) == other
    assert merge_lists(base, base, other) == other


@given(texts, texts, texts)
def test_no_paragraph_is_invented(base: list[str], mine: list[str], theirs: list[str]) -> None:
    assert set(merge_lists(base, mine, theirs) or ()) <= {*base, *mine, *theirs}
