"""The desk's first page: each number is the length of the list it leads to."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from essays.models import Comment, Source
from tests.conftest import Cast, client_of
from tests.factories import Part, make_collection, make_essay, make_quote, publish

MOST_QUERIES = 12
WHY = "第二段没有出处"


def tiles(client: Any) -> list[Any]:
    context = client.get("/admin/").context
    return [*context["tasks"], *context["desk"]]


def numbers(user: Any) -> dict[str, int]:
    """The numbers that are not 0, by the end of the address they lead to."""
    return {tile.address.removeprefix("/admin/essays/"): tile.count for tile in tiles(client_of(user)) if tile.count}


@pytest.fixture
def work(cast: Cast) -> None:
    """One draft without text, two in review (one late, one claimed), one returned, one approved, one published."""
    make_essay(parts=[Part("", "有题无文")]).freeze(by=cast.entry)
    make_essay().submit(by=cast.editor).claim(by=cast.reviewer)
    make_essay().submit(by=cast.manager).assign(
        by=cast.reviewer, to=cast.reviewer, due_at=timezone.now() - timedelta(hours=1)
    )
    make_essay().submit(by=cast.editor).return_to_editor(by=cast.reviewer, why=WHY)
    make_essay().submit(by=cast.editor).approve(by=cast.reviewer)
    published = publish(make_essay())
    make_quote(published, "谁说的一句话。")
    make_quote(published, "已经确认的一句话。", "甲", confirmed=True)
    make_essay().discard()


@pytest.mark.usefixtures("work")
def test_everybody_sees_what_waits_for_them(cast: Cast) -> None:
    desk = {
        "essay/?review=approved&publication=unpublished": 1,
        "essay/?warnings=yes": 1,
    }
    listed, settled = {"quote/?attribution__verdict__exact=unsettled": 1}, {"quote/desk/": 1}

    assert numbers(cast.entry) == {"essay/?review=draft&mine=yes": 1, **desk, **listed}
    assert numbers(cast.editor) == {
        "revision/queue/?tab=sent": 1,
        "essay/?review=returned&mine=yes": 1,
        **desk,
        **settled,
    }
    assert numbers(cast.reviewer) == {
        "revision/queue/?tab=open": 2,
        "revision/queue/?tab=mine": 2,
        "revision/queue/?tab=late": 1,
        **desk,
        **listed,
    }
    assert numbers(cast.publisher) == {**desk, **listed}


@pytest.mark.usefixtures("work")
@pytest.mark.parametrize("role", ["entry", "editor", "reviewer", "publisher", "manager"])
def test_each_number_leads_to_a_list_of_as_many(cast: Cast, role: str) -> None:
    client = client_of(getattr(cast, role))

    for tile in tiles(client):
        page = client.get(tile.address)
        assert (tile.address, _length(page.context)) == (tile.address, tile.count)


def _length(context: Any) -> int:
    """Of a list of Django's, the quote desk or the review queue."""
    if "cl" in context:
        return int(context["cl"].result_count)
    return int(context["queue"].left if "card" in context else context["page"].paginator.count)


def test_the_last_imports_are_listed_with_their_warnings(cast: Cast) -> None:
    collection = make_collection("江边札记")
    for number in range(7):
        Source.objects.create(
            key=f"{number}.txt", name=f"{number}.txt", data=b"", collection=collection, warnings=number == 6
        )

    page = client_of(cast.entry).get("/admin/").content.decode()

    assert [f"{number}.txt" in page for number in range(7)] == [False] * 2 + [True] * 5
    assert page.count("badge-warning") == 1


def test_what_was_published_and_what_changes_soon_is_told(cast: Cast) -> None:
    published, coming, late = publish(make_essay()), make_essay(), make_essay()
    now = timezone.now()
    for essay, days in ((coming, 2), (late, 9)):
        revision = essay.submit(by=cast.editor).approve(by=cast.reviewer)
        revision.publish(by=cast.publisher, at=now + timedelta(days=days))

    context = client_of(cast.editor).get("/admin/").context

    assert [move.essay for move in context["publications"]] == [published]
    assert [change.revision.essay for change in context["coming"]] == [coming]


def test_open_conversations_are_shown_to_who_takes_part(cast: Cast) -> None:
    revision = make_essay().submit(by=cast.editor)
    open_one = Comment.objects.create(essay=revision.essay, revision=revision, text="出处？", by=cast.reviewer)
    closed = Comment.objects.create(essay=revision.essay, revision=revision, text="错字", by=cast.reviewer)
    closed.resolve(by=cast.reviewer)

    shown = {name: list(client_of(user).get("/admin/").context["comments"]) for name, user in cast.staff.items()}

    assert shown == {"entry": [], "editor": [open_one], "reviewer": [open_one], "publisher": [], "manager": []}


def queries_of_the_page(user: Any) -> int:
    client = client_of(user)
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/admin/").status_code == 200
    return len(queries)


@pytest.mark.usefixtures("work")
def test_the_first_page_asks_at_most_twelve_queries_however_much_there_is(cast: Cast) -> None:
    few = {name: queries_of_the_page(user) for name, user in cast.staff.items()}
    for number in range(12):
        essay = make_essay()
        revision = essay.submit(by=cast.editor)
        Comment.objects.create(essay=essay, revision=revision, text="出处？", by=cast.manager)
        Source.objects.create(key=f"{number}.txt", name="a.txt", data=b"", collection=essay.collection)
        publish(make_essay())

    many = {name: queries_of_the_page(user) for name, user in cast.staff.items()}

    assert many == few
    assert max(many.values()) <= MOST_QUERIES


def test_who_may_see_no_essays_is_told_nothing_of_them(cast: Cast) -> None:
    cast.editor.groups.clear()

    context = client_of(cast.editor).get("/admin/").context

    names = ("tasks", "desk", "imports", "publications", "coming", "comments")
    assert {name: list(context[name]) for name in names} == {name: [] for name in names}


def test_what_is_worked_on_stands_first_in_the_menu(cast: Cast) -> None:
    [app] = [app for app in client_of(cast.editor).get("/admin/").context["app_list"] if app["app_label"] == "essays"]

    assert [model["object_name"] for model in app["models"]][:4] == ["Collection", "Essay", "Quote", "Speaker"]


def test_who_may_import_is_led_to_it_from_the_first_page(cast: Cast) -> None:
    address = 'href="/admin/essays/source/import/"'

    led = {name for name, user in cast.staff.items() if address in client_of(user).get("/admin/").content.decode()}

    assert led == {name for name, user in cast.staff.items() if user.has_perm("essays.add_source")}
    assert "entry" in led
    assert "reviewer" not in led
