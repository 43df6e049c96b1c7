"""Over a public collection the desk offers its own fields to nobody who may not publish; a publisher settles them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from essays.models import Collection, Source
from essays.workflow import COMMAND_LINE
from tests.conftest import Cast, client_of
from tests.importing.texts import imported, text_of

from .pages import confirm, upload

pytestmark = pytest.mark.django_db
TITLED = text_of(title="清水镇走访心得体会")


@pytest.fixture
def desk(cast: Cast) -> Client:
    imported()
    Collection.objects.get().publish(by=COMMAND_LINE)
    return client_of(cast.editor)


def title() -> str:
    return Collection.objects.get().title


def settle(client: Client, side: str) -> Any:
    address = f"/admin/essays/source/{Source.objects.latest('id').pk}/settle/"
    page = client.get(address)
    client.post(address, {page.context["choices"][0].field: side, "plan": page.context["plan"]})
    return client.get(address)


def test_the_preview_says_what_stays_and_offers_no_choice(desk: Client) -> None:
    page = upload(desk, ("qingshui.txt", TITLED))

    [choice] = page.context["choices"]
    assert (choice.conflict.is_fixed, choice.may_choose) == (True, False)
    assert "W295" in [one.message.code for one in page.context["grave"]]
    assert choice.field not in page.content.decode()


def test_the_yes_writes_what_the_preview_has_shown(desk: Client) -> None:
    confirm(desk, upload(desk, ("qingshui.txt", TITLED)))

    assert Source.objects.count() == 2
    assert title() == "清水镇调研心得体会"


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_what_was_left_is_settled_by_nobody_but_a_publisher(desk: Client, cast: Cast, side: str) -> None:
    confirm(desk, upload(desk, ("qingshui.txt", TITLED)))

    left = settle(desk, side)
    kept = title()
    done = settle(client_of(cast.manager), "theirs")

    assert (kept, title()) == ("清水镇调研心得体会", "清水镇走访心得体会")
    assert (len(left.context["choices"]), done.context["choices"]) == (1, [])


def test_who_may_publish_is_shown_a_change_like_any_other(desk: Client, cast: Cast) -> None:
    client = client_of(cast.manager)
    page = upload(client, ("qingshui.txt", TITLED))
    confirm(client, page)

    assert page.context["choices"] == []
    assert title() == "清水镇走访心得体会"
