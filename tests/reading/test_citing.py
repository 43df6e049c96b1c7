"""A quotation as it is copied, and as a reference (U4.8, U4.9)."""

from __future__ import annotations

from datetime import date

import pytest

from essays.reading.citing import citation, reference

HERE = "https://example.org/quotes/abc/"


@pytest.mark.parametrize(
    ("who", "post", "said_by"),
    [("曹军", "某公司董事长", "曹军（某公司董事长）"), ("曹军", "", "曹军"), ("", "大家", "大家"), ("", "", "佚名")],
)
def test_a_citation_says_who_where_and_the_address(who: str, post: str, said_by: str) -> None:
    assert (
        citation("非常重要。", who, post, "《文集》第一篇", HERE) == f"“非常重要。”——{said_by}，《文集》第一篇，{HERE}"
    )


def test_a_reference_has_the_form_of_the_standard() -> None:
    issued, today = date(2023, 12, 5), date(2026, 11, 26)
    assert reference("新华社", "奋楫者先", "学习心得体会", issued, today, HERE) == (
        f"新华社. 奋楫者先//学习心得体会[EB/OL]. (2023-12-05)[2026-11-26]. {HERE}."
    )
    assert reference("新华社", "学习心得", "学习心得", None, today, HERE) == (
        f"新华社. 学习心得[EB/OL]. [2026-11-26]. {HERE}."
    )
