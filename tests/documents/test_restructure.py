"""Sections cut and joined where an editor points: no character is lost, and the first half keeps its name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essays.documents import boundary, html
from essays.documents.caret import END, START, take_carets
from essays.documents.fencing import Typed
from essays.documents.mending import mend_rows
from essays.documents.restructure import CannotRearrangeError, Rearranged, Spot, demote, merge, promote, split
from essays.documents.tree import Continues

Shape = tuple[str, str, bool, str, int]


def essay(*rows: tuple[str, str, bool, str]) -> list[Typed]:
    return [
        Typed(
            heading, "\n".join(f"<p>{line}</p>" for line in text.split("/") if line), paid, Continues(goes_on), index
        )
        for index, (heading, text, paid, goes_on) in enumerate(rows)
    ]


def shape(done: Rearranged) -> list[Shape]:
    """Heading, paragraphs with / between, access, how it goes on, and the row it came from."""
    return [
        (row.heading, html.plain_body(row.body).replace("\n", "/"), row.is_paid, row.continues.value, row.origin)
        for row in done.rows
    ]


TWO = essay(("一", "甲乙。/丙丁。戊。", False, ""), ("二", "己庚。", False, ""))
CUT = essay(("一", "甲。乙，", False, ""), ("一", "丙。丁。/戊。", True, "paragraph"), ("二", "己。", False, ""))


def test_a_section_is_split_in_mid_sentence() -> None:
    done = split(TWO, Spot(0, 1, 1))

    assert shape(done) == [
        ("一", "甲乙。/丙", False, "", 0),
        ("", "丁。戊。", False, "", 0),
        ("二", "己庚。", False, "", 1),
    ]
    assert done.focus == 1


def test_behind_the_last_word_a_split_begins_an_empty_section() -> None:
    assert shape(split(TWO, Spot(0, 1, 5)))[1] == ("", "", False, "", 0)


def test_before_the_first_word_there_is_nothing_to_split_off() -> None:
    with pytest.raises(CannotRearrangeError):
        split(TWO, Spot(1, 0, 0))


def test_what_goes_on_behind_a_split_goes_on_under_the_new_heading() -> None:
    assert shape(split(CUT, Spot(0, 0, 2))) == [
        ("一", "甲。", False, "", 0),
        ("", "乙，", False, "", 0),
        ("", "丙。丁。/戊。", True, "paragraph", 1),
        ("二", "己。", False, "", 2),
    ]


def test_a_split_at_the_paid_boundary_begins_with_the_paid_text() -> None:
    assert shape(split(CUT, Spot(1, 0, 0)))[1] == ("", "丙。丁。/戊。", True, "", 1)
    assert shape(split(CUT, Spot(0, 0, 4)))[1] == ("", "丙。丁。/戊。", True, "", 1)


def test_a_paragraph_becomes_the_heading_of_what_stands_behind_it() -> None:
    done = promote(essay(("一", "甲。/乙/丙。", False, "")), Spot(0, 1, 0), Spot(0, 1, 0))

    assert shape(done) == [("一", "甲。", False, "", 0), ("乙", "丙。", False, "", 0)]
    assert done.focus == 1


def test_selected_words_become_a_heading_and_the_rest_of_the_paragraph_stays() -> None:
    done = promote(essay(("一", "甲乙丙。", False, "")), Spot(0, 0, 1), Spot(0, 0, 2))

    assert shape(done) == [("一", "甲", False, "", 0), ("乙", "丙。", False, "", 0)]


def test_the_only_paragraph_of_a_section_can_become_a_heading() -> None:
    done = promote(TWO, Spot(1), Spot(1))

    assert shape(done)[1:] == [("二", "", False, "", 1), ("己庚。", "", False, "", 1)]


@pytest.mark.parametrize(
    ("start", "end"),
    [(Spot(0, 0, 0), Spot(0, 1, 1)), (Spot(0, 9, 0), Spot(0, 9, 0))],
    ids=["two paragraphs", "no paragraph"],
)
def test_what_is_no_one_paragraph_becomes_no_heading(start: Spot, end: Spot) -> None:
    with pytest.raises(CannotRearrangeError):
        promote(TWO, start, end)


def test_a_paragraph_longer_than_a_heading_may_be_stays_one() -> None:
    with pytest.raises(CannotRearrangeError):
        promote(essay(("", "长" * 301, False, "")), Spot(0), Spot(0))


def test_merging_takes_the_text_of_the_next_section_and_keeps_the_first_name() -> None:
    assert shape(merge(TWO, 0)) == [("一", "甲乙。/丙丁。戊。/己庚。", False, "", 0)]


def test_merging_keeps_the_paid_boundary() -> None:
    assert shape(merge(CUT, 0)) == [*shape(Rearranged(tuple(CUT), 0))[:2], ("一", "己。", False, "section", 2)]


def test_behind_the_last_section_there_is_nothing_to_merge_with() -> None:
    with pytest.raises(CannotRearrangeError):
        merge(TWO, 1)


def test_a_heading_becomes_the_first_paragraph_of_its_text() -> None:
    assert shape(demote(TWO, 1)) == [("一", "甲乙。/丙丁。戊。/二/己庚。", False, "", 0)]


def test_a_heading_that_looks_like_markup_becomes_text() -> None:
    done = demote(essay(("", "甲。", False, ""), ("<b>&", "乙。", False, "")), 1)

    assert done.rows[0].body == "<p>甲。</p>\n<p>&lt;b&gt;&amp;</p>\n<p>乙。</p>"


@pytest.mark.parametrize("row", [0, 1])
def test_neither_the_first_heading_nor_a_second_half_can_be_demoted(row: int) -> None:
    with pytest.raises(CannotRearrangeError):
        demote(CUT, row)


def test_the_boundary_moves_by_sentence_and_by_paragraph() -> None:
    forward = shape(boundary.step_boundary(CUT, 1, forward=True, sentence=True))
    back = shape(boundary.step_boundary(CUT, 1, forward=False, sentence=True))
    paragraph = shape(boundary.step_boundary(CUT, 1, forward=True))

    assert forward[:2] == [("一", "甲。乙，丙。", False, "", 0), ("一", "丁。/戊。", True, "paragraph", 1)]
    assert back[:2] == [("一", "甲。", False, "", 0), ("一", "乙，丙。丁。/戊。", True, "paragraph", 1)]
    assert paragraph[:2] == [("一", "甲。乙，丙。丁。", False, "", 0), ("一", "戊。", True, "section", 1)]


def test_the_boundary_moves_across_headings_to_where_it_is_put() -> None:
    moved = shape(boundary.move_boundary(CUT, 2, Spot(2, 0, 1)))

    assert moved[2:] == [("二", "己", True, "", 2), ("二", "。", False, "paragraph", 2)]


def test_a_boundary_moves_across_no_other_one() -> None:
    with pytest.raises(CannotRearrangeError):
        boundary.move_boundary(CUT, 1, Spot(2, 0, 1))


def test_a_boundary_that_goes_makes_both_sides_one() -> None:
    assert shape(boundary.remove_boundary(CUT, 1, is_paid=False)) == [
        ("一", "甲。乙，丙。丁。/戊。", False, "", 0),
        ("二", "己。", False, "", 2),
    ]
    assert [row.is_paid for row in boundary.remove_boundary(CUT, 1, is_paid=True).rows] == [True, False]


def test_a_boundary_is_drawn_where_paid_text_shall_begin_and_where_it_shall_end() -> None:
    begun = boundary.begin_paid(TWO, Spot(0, 1, 3))
    ended = boundary.end_paid(begun.rows, Spot(2, 0, 1))

    assert [(row.heading, row.is_paid, row.continues.value) for row in ended.rows] == [
        ("一", False, ""),
        ("一", True, "paragraph"),
        ("二", True, ""),
        ("二", False, "paragraph"),
    ]


@pytest.mark.parametrize(("draw", "rows"), [(boundary.begin_paid, CUT[1:]), (boundary.end_paid, TWO)])
def test_what_is_paid_or_free_already_gets_no_second_boundary(
    draw: Callable[[Sequence[Typed], Spot], Rearranged], rows: Sequence[Typed]
) -> None:
    with pytest.raises(CannotRearrangeError):
        draw(rows, Spot(0))


def test_the_caret_leaves_the_text_it_was_put_into() -> None:
    rows, spots = take_carets([Typed("", f"<p>甲</p>\n<p>乙<strong>丙{START}丁</strong>&amp;{END}戊</p>")])

    assert spots == (Spot(0, 1, 2), Spot(0, 1, 4))
    assert rows[0].body == "<p>甲</p>\n<p>乙<strong>丙丁</strong>&amp;戊</p>"


@st.composite
def essays(draw: st.DrawFn) -> list[Typed]:
    words = st.text("甲乙。，/", min_size=1, max_size=8).map(lambda text: text.strip("/") or "丙")
    row = st.tuples(st.sampled_from("一二"), words, st.booleans(), st.sampled_from(["", "section", "paragraph"]))
    mended = mend_rows(essay(*draw(st.lists(row, min_size=1, max_size=6))))
    return [Typed(row.heading, row.body, row.is_paid, row.continues, index) for index, row in enumerate(mended)]


@given(st.data())
def test_no_word_is_lost_whatever_is_rearranged(data: st.DataObject) -> None:
    rows = data.draw(essays())
    spot = Spot(data.draw(st.integers(0, len(rows) - 1)), data.draw(st.integers(0, 3)), data.draw(st.integers(0, 9)))
    verb = data.draw(
        st.sampled_from(
            [
                lambda: split(rows, spot),
                lambda: merge(rows, spot.row),
                lambda: boundary.begin_paid(rows, spot),
                lambda: boundary.end_paid(rows, spot),
                lambda: boundary.move_boundary(rows, spot.row, spot),
                lambda: boundary.step_boundary(rows, spot.row, forward=bool(spot.offset % 2), sentence=True),
                lambda: boundary.remove_boundary(rows, spot.row, is_paid=bool(spot.offset % 2)),
            ]
        )
    )
    try:
        done = verb()
    except CannotRearrangeError:
        return

    assert words(done.rows) == words(rows)
    assert mend_rows(done.rows) == done.rows
    assert 0 <= done.focus < len(done.rows)
    origins = [row.origin for row in done.rows]
    assert origins == sorted(origins)


def words(rows: Sequence[Typed]) -> str:
    return "".join(html.plain_body(row.body) for row in rows).replace("\n", "")
