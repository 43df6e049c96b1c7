from essays.documents.fencing import Typed
from essays.documents.mending import mend_rows
from essays.documents.tree import Continues

FREE = Typed("一、缘起", "<p>前半句，</p>")
PAID = Typed("一、缘起", "<p>后半句。</p>\n<p>又一段。</p>", is_paid=True, continues=Continues.PARAGRAPH, origin=1)


def test_rows_that_agree_are_left_alone() -> None:
    assert mend_rows([FREE, PAID]) == (FREE, PAID)


def test_a_cut_row_opened_again_is_joined_in_mid_sentence() -> None:
    opened = Typed("一、缘起", PAID.body, is_paid=False, continues=Continues.PARAGRAPH)
    assert [row.body for row in mend_rows([FREE, opened])] == ["<p>前半句，后半句。</p>\n<p>又一段。</p>"]


def test_rows_that_go_on_at_a_paragraph_keep_their_paragraphs_apart() -> None:
    opened = Typed("一、缘起", PAID.body, continues=Continues.SECTION)
    assert [row.body for row in mend_rows([FREE, opened])] == ["<p>前半句，</p>\n<p>后半句。</p>\n<p>又一段。</p>"]


def test_a_row_whose_neighbour_has_gone_begins_under_its_own_heading() -> None:
    assert [row.continues for row in mend_rows([PAID])] == [Continues.NO]
    assert [row.continues for row in mend_rows([Typed("二、经过", "<p>别的</p>"), PAID])] == [Continues.NO] * 2


def test_three_rows_of_one_access_become_one() -> None:
    rows = [FREE, *[Typed("一、缘起", f"<p>{word}</p>", continues=Continues.PARAGRAPH) for word in "甲乙"]]
    assert [row.body for row in mend_rows(rows)] == ["<p>前半句，甲乙</p>"]
