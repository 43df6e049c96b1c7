"""The paid boundary on the form of an essay: a cut section keeps one heading, and its halves part and join."""

from __future__ import annotations

from typing import Any

import pytest

from essays.models import Essay, Section
from tests.conftest import Cast, client_of
from tests.factories import Part, make_essay

from .forms import essay_data, new_section

Rows = list[tuple[str, bool, str, str]]
BEFORE = Part("别的事。", "一、缘起")
CUT = (
    Part("人到桥头自然会停，", "二、经过"),
    Part("因为桥那边才有故事。", "二、经过", paid=True, continues="paragraph"),
)
AFTER = Part("后来的事。", "三、去处")
FREE_HALF, PAID_HALF = (
    ("二、经过", False, "", "<p>人到桥头自然会停，</p>"),
    ("二、经过", True, "paragraph", "<p>因为桥那边才有故事。</p>"),
)


@pytest.fixture
def essay(db: None) -> Essay:
    return make_essay(parts=(BEFORE, *CUT, AFTER))


def saved(cast: Cast, essay: Essay, changes: dict[str, Any], without: str = "") -> Rows:
    """The rows between the first and the last after the form was posted with `changes`."""
    data = essay_data(essay) | changes
    data.pop(without, None)
    response = client_of(cast.editor).post(f"/admin/essays/essay/{essay.pk}/change/", data)
    assert response.status_code == 302
    rows = Section.objects.working().filter(essay=essay).order_by("position")
    return [(row.heading, row.is_paid, row.continues, row.body) for row in rows][1:-1]


def renamed(row: tuple[str, bool, str, str], heading: str) -> tuple[str, bool, str, str]:
    return (heading, *row[1:])


def test_a_new_heading_reaches_the_half_behind_the_boundary(cast: Cast, essay: Essay) -> None:
    rows = saved(cast, essay, {"sections-1-heading": "二、桥头"})

    assert rows == [renamed(FREE_HALF, "二、桥头"), renamed(PAID_HALF, "二、桥头")]


def test_a_heading_typed_into_the_second_half_is_not_taken(cast: Cast, essay: Essay) -> None:
    assert saved(cast, essay, {"sections-2-heading": "另起炉灶"}) == [FREE_HALF, PAID_HALF]


def test_a_new_heading_reaches_every_row_of_a_section_cut_twice(cast: Cast) -> None:
    essay = make_essay(parts=(BEFORE, *CUT, Part("再往前走。", "二、经过", continues="section"), AFTER))

    rows = saved(cast, essay, {"sections-1-heading": "二、桥头"})

    assert [(heading, paid, continues) for heading, paid, continues, _body in rows] == [
        ("二、桥头", False, ""),
        ("二、桥头", True, "paragraph"),
        ("二、桥头", False, "section"),
    ]


def test_the_second_half_begins_under_its_own_heading_when_the_first_is_deleted(cast: Cast, essay: Essay) -> None:
    assert saved(cast, essay, {"sections-1-DELETE": "on"}) == [("二、经过", True, "", PAID_HALF[3])]


def test_the_second_half_begins_under_its_heading_when_it_is_moved_away(cast: Cast, essay: Essay) -> None:
    changes = {"sections-2-position": 0, "sections-0-position": 1, "sections-1-position": 2}

    saved(cast, essay, changes | {"sections-1-heading": "二、桥头"})

    first = Section.objects.working().filter(essay=essay).order_by("position")[0]
    assert (first.heading, first.is_paid, first.continues) == ("二、桥头", True, "")


def test_halves_of_one_access_are_joined_in_mid_sentence(cast: Cast, essay: Essay) -> None:
    whole = "<p>人到桥头自然会停，因为桥那边才有故事。</p>"

    assert saved(cast, essay, {"sections-1-heading": "二、桥头"}, without="sections-2-is_paid") == [
        ("二、桥头", False, "", whole)
    ]


def test_a_free_half_that_becomes_paid_is_joined_to_the_paid_one(cast: Cast, essay: Essay) -> None:
    rows = saved(cast, essay, {"sections-1-is_paid": "on"})

    assert rows == [("二、经过", True, "", "<p>人到桥头自然会停，因为桥那边才有故事。</p>")]


def test_a_section_in_the_middle_becomes_paid_alone(cast: Cast) -> None:
    essay = make_essay(parts=(BEFORE, Part("路上的事。", "二、路上"), AFTER))

    assert saved(cast, essay, {"sections-1-is_paid": "on"}) == [("二、路上", True, "", "<p>路上的事。</p>")]
    assert set(Section.objects.working().filter(essay=essay, is_paid=False).values_list("heading", flat=True)) == {
        "一、缘起",
        "三、去处",
    }


def test_a_half_that_shall_begin_anew_may_take_a_heading_of_its_own(cast: Cast, essay: Essay) -> None:
    rows = saved(cast, essay, {"sections-2-continues": "", "sections-2-heading": "另起炉灶"})

    assert rows == [FREE_HALF, ("另起炉灶", True, "", PAID_HALF[3])]


def test_a_section_told_to_go_on_stands_under_the_heading_before_it(cast: Cast, essay: Essay) -> None:
    data = {"sections-4-continues": "section", "sections-4-position": 3, "sections-3-position": 4}

    rows = saved(cast, essay, new_section(4, "<p>又是公开的。</p>", "没人要的题") | data)

    assert rows == [FREE_HALF, PAID_HALF, ("二、经过", False, "section", "<p>又是公开的。</p>")]


def test_the_heading_of_a_second_half_can_only_be_read(cast: Cast, essay: Essay) -> None:
    formset = (
        client_of(cast.editor)
        .get(f"/admin/essays/essay/{essay.pk}/change/")
        .context["inline_admin_formsets"][0]
        .formset
    )

    fields = [str(form["heading"]) for form in formset.initial_forms]
    assert ["readonly" in field for field in fields] == [False, False, True, False]
