"""Posts and addresses no page of the desk makes: refused or passed over, and never a fault of the server."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from essays.models import Autosave, Comment, Essay
from essays.workflow import COMMAND_LINE
from tests.conftest import Cast, client_of
from tests.factories import make_collection, make_essay, make_quote

from .forms import essay_data

ENDLESS = "9" * 5000  # more digits than Python reads as a number
DEEP = "[" * 100_000
NUL = "桥\0下"
NO_SECTIONS = {"sections-TOTAL_FORMS": 0, "sections-INITIAL_FORMS": 0}
HALF = "\ud800"  # of a surrogate pair: JSON can write it, UTF-8 cannot


def form(essay: Essay, name: str = "change") -> str:
    return f"/admin/essays/essay/{essay.pk}/{name}/"


def somebody_saves(essay: Essay) -> None:
    Essay.objects.filter(pk=essay.pk).update(version=essay.version + 1, title="别人的题目")


@pytest.fixture
def editor(cast: Cast) -> Client:
    return client_of(cast.editor)


# -- Numbers nobody reads --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("page", "status"), [("presence", 200), ("typeset", 409)])
def test_a_version_of_endless_digits_is_none(editor: Client, page: str, status: int) -> None:
    assert editor.post(form(make_essay(), page), {"version": ENDLESS}).status_code == status


def test_a_collection_of_endless_digits_gives_no_number(editor: Client) -> None:
    assert editor.get("/admin/essays/essay/add/", {"collection": ENDLESS}).status_code == 200


@pytest.mark.parametrize("field", ["sections-0-id", "sections-0-position", "collection"])
@pytest.mark.parametrize("value", [ENDLESS, NUL, "一"])
def test_a_field_that_is_no_number_is_refused_by_the_form(editor: Client, field: str, value: str) -> None:
    essay = make_essay(title="小路")

    response = editor.post(form(essay), essay_data(essay, title="大路", **{field: value}))

    essay.refresh_from_db()
    assert (response.status_code, essay.title) == (200, "小路")


def test_an_essays_number_of_endless_digits_is_refused(editor: Client) -> None:
    collection = make_collection(essays=1)
    essay = collection.essays.get()
    address = f"/admin/essays/collection/{collection.pk}/change/"
    data = {"title": collection.title, "slug": "", "essays-TOTAL_FORMS": 0, "essays-INITIAL_FORMS": 0}

    response = editor.post(address, data | {f"number-of-{essay.pk}": ENDLESS})

    essay.refresh_from_db()
    assert (response.status_code < 500, essay.number) == (True, 1)


@pytest.mark.parametrize("value", [ENDLESS, NUL, "张三"])
def test_a_speaker_that_is_no_id_is_refused_by_the_form(editor: Client, value: str) -> None:
    quote = make_quote(make_essay(), "小路", "张三")

    response = editor.post(f"/admin/essays/quote/{quote.pk}/change/", {"identity": value, "verdict": "confirmed"})

    assert response.status_code == 200


# -- What was typed and not saved ------------------------------------------------------------------------------


def test_what_no_database_takes_is_left_out_of_what_is_kept(editor: Client, cast: Cast) -> None:
    essay = make_essay()
    data = essay_data(essay, title=NUL, **{NUL: NUL, "autosave-page": NUL})

    assert editor.post(form(essay, "autosave"), data).status_code == 204

    kept = Autosave.of(cast.editor, essay)
    assert kept is not None
    assert kept.fields["title"] == kept.fields["桥下"] == "桥下"
    assert editor.get(form(essay), {"restore": "autosave"}).status_code == 200


@pytest.mark.parametrize("field", ["sections-0-id", "sections-0-position", "collection"])
def test_what_is_no_number_is_restored_all_the_same(editor: Client, field: str) -> None:
    essay = make_essay()
    editor.post(form(essay, "autosave"), essay_data(essay, **{field: ENDLESS}))

    assert editor.get(form(essay), {"restore": "autosave"}).status_code == 200


@pytest.mark.parametrize("carried", [DEEP, "[1]", "{", ""])
def test_carried_fields_that_are_none_are_refused(editor: Client, carried: str) -> None:
    essay = make_essay()

    assert editor.post(form(essay, "conflict"), {"carried": carried, "against": "1"}).status_code == 400


@pytest.mark.parametrize("against", ["current", "old"])
@pytest.mark.parametrize("text", [NUL, HALF])
def test_carried_signs_no_page_takes_are_left_out(editor: Client, text: str, against: str) -> None:
    essay = make_essay()
    version = essay.version if against == "current" else essay.version + 1
    posted = {"carried": json.dumps({"title": text, text: text}), "against": str(version)}

    assert editor.post(form(essay, "conflict"), posted).status_code == (302 if against == "current" else 409)


@pytest.mark.parametrize("opened", [DEEP, json.dumps({"names": {"1": HALF}, "text": NUL}), NUL, '{"names": 1e999}'])
def test_an_invented_state_is_a_state_nobody_knows(editor: Client, opened: str) -> None:
    essay = make_essay()
    data = essay_data(essay, opened=opened, title="我的题目")
    somebody_saves(essay)

    response = editor.post(form(essay), data)

    assert response.status_code in (200, 409)
    assert Essay.objects.get(pk=essay.pk).title == "别人的题目"


# -- What lies in the recycle bin ------------------------------------------------------------------------------


def test_no_essay_goes_into_a_collection_in_the_bin(editor: Client) -> None:
    essay, gone = make_essay(), make_collection("扔掉的文集")
    gone.discard()

    moved = editor.post(form(essay), essay_data(essay, collection=gone.pk))
    made = editor.post("/admin/essays/essay/add/", essay_data(essay, collection=gone.pk) | NO_SECTIONS)

    assert (moved.status_code, made.status_code) == (200, 200)
    assert not gone.essays.exists()


# -- Rows the script sends -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [DEEP, '{"verb": "merge", "row": 1e999, "rows": []}', '{"verb": "merge", "row": NaN, "rows": []}', "", "null"],
)
def test_rows_that_are_none_are_refused(editor: Client, body: str) -> None:
    assert editor.post("/admin/essays/essay/rearrange/", body, "application/json").status_code == 400


# -- Reasons and comments --------------------------------------------------------------------------------------


@pytest.mark.parametrize("why", [NUL, "长" * 2001])
def test_a_reason_that_cannot_be_kept_restores_nothing(editor: Client, why: str) -> None:
    essay = make_essay(title="第一稿")
    essay.freeze(COMMAND_LINE)
    Essay.objects.filter(pk=essay.pk).update(title="第二稿")

    response = editor.post(form(essay, "versions/1/restore"), {"why": why, "version": str(essay.version)})

    essay.refresh_from_db()
    assert (response.status_code, essay.title) == (200, "第二稿")


def test_a_comment_on_a_section_of_an_impossible_name_is_refused(cast: Cast) -> None:
    revision = make_essay().freeze(COMMAND_LINE).submit(by=COMMAND_LINE)
    data: dict[str, Any] = {"text": "这里再想想", "section": NUL}

    response = client_of(cast.reviewer).post(f"/admin/essays/revision/{revision.pk}/comment/", data)

    assert response.status_code < 500
    assert not Comment.objects.exists()
