"""Who else has an essay open."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from essays.models import Essay, Presence
from tests.conftest import Cast, client_of
from tests.factories import make_essay, make_user

FORM = "/admin/essays/essay/{}/change/"
PRESENCE = "/admin/essays/essay/{}/presence/"
NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)  # 12:00 in Shanghai


@pytest.fixture
def essay(cast: Cast) -> Essay:
    return make_essay()


def ping(user: Any, essay: Essay, **data: Any) -> Any:
    return client_of(user).post(PRESENCE.format(essay.pk), {"version": essay.version, **data})


def test_an_open_form_is_told_of_to_others_and_not_to_oneself(cast: Cast, essay: Essay) -> None:
    cast.editor.first_name = "王编辑"
    cast.editor.save()

    own = ping(cast.editor, essay).content.decode()
    others = ping(cast.entry, essay).content.decode()

    assert "王编辑" not in own
    assert "王编辑" in others


def test_since_when_it_is_open_is_told_until_it_is_heard_of_no_more(cast: Cast, essay: Essay) -> None:
    seen = []
    with time_machine.travel(NOON, tick=False) as clock:
        ping(cast.editor, essay)
        for seconds in (50, 50, 61):
            clock.shift(timedelta(seconds=seconds))
            seen.append([one.since for one in Presence.objects.filter(essay=essay).beside(cast.entry)])
            if seconds == 50:
                ping(cast.editor, essay)
        ping(cast.editor, essay)
        again = Presence.objects.get().since

    assert seen == [[NOON], [NOON], []]
    assert again == NOON + timedelta(seconds=161)


def test_a_form_that_is_left_is_open_no_more(cast: Cast, essay: Essay) -> None:
    ping(cast.editor, essay)

    answer = ping(cast.editor, essay, leave="yes")

    assert answer.status_code == 204
    assert not Presence.objects.exists()


def test_the_form_shows_at_once_who_is_there(cast: Cast, essay: Essay) -> None:
    ping(cast.editor, essay)

    form = client_of(cast.entry).get(FORM.format(essay.pk))
    looking = client_of(cast.reviewer).get(FORM.format(essay.pk))

    assert [one.user for one in form.context["beside"]] == [cast.editor]
    assert 'data-presence="' in form.content.decode()
    assert [one.user for one in looking.context["beside"]] == [cast.editor]
    assert 'data-presence="' not in looking.content.decode()


@pytest.mark.parametrize(("version", "expected"), [("1", False), ("0", True), ("x", False), ("", False)])
def test_a_form_hears_that_the_essay_was_saved_meanwhile(
    cast: Cast, essay: Essay, version: str, expected: bool
) -> None:
    answer = ping(cast.editor, essay, version=version).content.decode()

    assert ("<strong>" in answer) is expected


def test_only_who_may_change_the_essay_is_there(cast: Cast, essay: Essay) -> None:
    answers = {name: ping(user, essay).status_code for name, user in {**cast.staff, "reader": cast.reader}.items()}

    assert answers == {
        "entry": 200,
        "editor": 200,
        "reviewer": 403,
        "publisher": 403,
        "manager": 200,
        "reader": 302,
    }
    assert Client().post(PRESENCE.format(essay.pk)).status_code == 302
    assert client_of(cast.editor).get(PRESENCE.format(essay.pk)).status_code == 405
    assert client_of(cast.editor).post(PRESENCE.format(999_999)).status_code == 404


def test_who_is_there_costs_the_same_however_many_there_are(cast: Cast, essay: Essay) -> None:
    editor, costs = client_of(cast.editor), []
    for number in range(3):
        editor.post(PRESENCE.format(essay.pk))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            editor.post(PRESENCE.format(essay.pk))
        costs.append(len(queries))
        ping(make_user(f"other{number}", "编辑", staff=True), essay)

    assert costs[0] == costs[1] == costs[2] <= 9


def test_a_name_is_shown_as_words(cast: Cast, essay: Essay) -> None:
    cast.editor.first_name = "<b>王</b>"
    cast.editor.save()
    ping(cast.editor, essay)

    answer = ping(cast.entry, essay).content.decode()

    assert "<b>" not in answer
    assert "&lt;b&gt;王" in answer
