"""What the public sees now: one sentence a record, and a page of everything that changes soon."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from essays.admin.public_now import ChangeKind, coming_changes, past_changes
from essays.models import Section
from essays.workflow import COMMAND_LINE
from tests.conftest import Cast, client_of
from tests.factories import FREE_AND_PAID, Part, make_collection, make_essay, publish
from tests.views.pages import fetch

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
CHANGES = "/admin/essays/revision/changes/"


def sentence(cast: Cast, item: Any, **at: Any) -> str:
    address = f"/admin/essays/{item._meta.model_name}/{item.pk}/change/"
    client = client_of(cast.editor)
    client.cookies["django_language"] = "en"
    return fetch(client, address).text('//div[@class="public-now"]//p[@class="sentence"]')


def write(essay: Any, text: str) -> None:
    Section.objects.working().filter(essay=essay).update(body=f"<p>{text}</p>")


def test_an_unpublished_essay_is_said_to_be_nothing(cast: Cast) -> None:
    assert sentence(cast, make_essay()) == "Nothing: no revision is published."


def test_a_live_essay_tells_since_when_and_how_much_strangers_read(cast: Cast) -> None:
    essay = publish(make_essay(parts=(Part("一二三四五"), Part("六七八九十甲乙", paid=True))))

    words = sentence(cast, essay)

    assert words.startswith("Readers find revision r1 since ")
    assert "No change is planned." in words
    assert words.endswith("Strangers read 5 of 12 characters free.")


def test_the_next_change_is_told(cast: Cast) -> None:
    essay = publish(make_essay())
    write(essay, "新的一稿。")
    essay.publish(by=COMMAND_LINE, at=timezone.now() + DAY)

    assert "Next change: r2 takes its place at " in sentence(cast, essay)


def test_an_end_and_what_ended_are_told(cast: Cast) -> None:
    essay = make_essay()
    essay.publish(by=COMMAND_LINE, until=timezone.now() + DAY)
    assert "Next change: it ends at " in sentence(cast, essay)

    essay.withdraw(by=COMMAND_LINE)

    assert sentence(cast, essay).startswith("Nothing: revision r1 ended at ")


def test_what_is_only_scheduled_is_nothing_yet(cast: Cast) -> None:
    essay = make_essay()
    essay.publish(by=COMMAND_LINE, at=timezone.now() + DAY)

    assert sentence(cast, essay).startswith("Nothing yet: revision r1 goes public at ")


def test_a_revision_says_whether_it_is_the_one_readers_find(cast: Cast) -> None:
    essay = publish(make_essay())
    write(essay, "新的一稿。")
    newer = essay.freeze()
    client = client_of(cast.editor)
    client.cookies["django_language"] = "en"

    live, other = (
        fetch(client, f"/admin/essays/revision/{revision.pk}/change/").text('//div[@class="public-now"]')
        for revision in (essay.revisions.get(number=1), newer)
    )

    assert "This revision is not what readers find." not in live
    assert "This revision is not what readers find." in other


def test_a_collection_counts_what_readers_find(cast: Cast) -> None:
    collection = make_collection(essays=3, parts=FREE_AND_PAID)
    assert sentence(cast, collection) == "Nothing: none of its essays is published."

    publish(collection.essays.first())

    assert sentence(cast, collection).startswith("Readers find 1 of 3 essays, the first since ")


def test_a_clock_that_went_back_is_told(cast: Cast) -> None:
    essay = publish(make_essay())
    with time_machine.travel(timezone.now() - 2 * DAY, tick=True):
        client = client_of(cast.editor)
        client.cookies["django_language"] = "en"
        page = fetch(client, f"/admin/essays/essay/{essay.pk}/change/")
        changes = fetch(client, CHANGES)

    assert "clock was set back" in page.text('//div[@class="public-now"]//p[@class="clock"]')
    assert "clock was set back" in changes.text('//p[@class="clock"]')


# -- What changes ----------------------------------------------------------------------------------------------


def test_changes_of_the_next_days_come_in_order() -> None:
    now = timezone.now()
    replaced, ends, later = publish(make_essay(title="甲")), make_essay(title="乙"), make_essay(title="丙")
    write(replaced, "新的一稿。")
    replaced.publish(by=COMMAND_LINE, at=now + 2 * DAY)
    ends.publish(by=COMMAND_LINE, at=now + DAY, until=now + 3 * DAY)
    later.publish(by=COMMAND_LINE, at=now + 8 * DAY)

    found = [
        (change.kind, change.revision.essay, change.before and change.before.number) for change in coming_changes(7)
    ]

    assert found == [
        (ChangeKind.APPEARS, ends, None),
        (ChangeKind.REPLACED, replaced, 1),
        (ChangeKind.ENDS, ends, None),
    ]


def test_what_has_changed_comes_newest_first() -> None:
    essay = publish(make_essay())
    essay.withdraw(by=COMMAND_LINE)

    assert [change.kind for change in past_changes(7)] == [ChangeKind.ENDS, ChangeKind.APPEARS]


def test_what_lies_in_the_bin_changes_nothing() -> None:
    essay = make_essay()
    essay.publish(by=COMMAND_LINE, at=timezone.now() + DAY)
    essay.discard()

    assert coming_changes(7) == []


def test_the_page_of_changes_costs_the_same_for_many(cast: Cast) -> None:
    client = client_of(cast.editor)
    make_essay(title="甲").publish(by=COMMAND_LINE, at=timezone.now() + DAY)
    client.get(CHANGES)
    with CaptureQueriesContext(connection) as one:
        client.get(CHANGES)
    for number in range(5):
        make_essay(title=f"第{number}篇题目").publish(by=COMMAND_LINE, at=timezone.now() + DAY)

    with CaptureQueriesContext(connection) as many:
        page = client.get(CHANGES)

    assert "第4篇题目" in page.content.decode()
    assert len(many) == len(one)


def test_the_page_of_changes_is_for_those_who_may_see_revisions(cast: Cast, reader: Any, stranger: Any) -> None:
    assert client_of(cast.entry).get(CHANGES).status_code == 200
    assert [client.get(CHANGES).status_code for client in (reader, stranger)] == [302, 302]
