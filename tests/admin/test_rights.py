"""Who may open what: every page of the desk for every role, and rows that nobody writes."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from essays.models import Attribution, Quote, Revision, Section, Source, Speaker, Transition, Verdict
from tests.conftest import Cast, client_of
from tests.factories import make_collection, make_essay, make_quote, publish

READ_ONLY = ("section", "revision", "transition", "source")
ADDING = {
    "entry": {"collection", "essay", "quote"},
    "editor": {"collection", "essay", "quote", "speaker"},
    "reviewer": set(),
    "publisher": set(),
    "manager": {"collection", "essay", "quote", "speaker"},
}
MODELS = (*READ_ONLY, "collection", "essay", "quote", "attribution", "speaker")


@pytest.fixture
def rows(db: None) -> dict[str, Any]:
    """A row of every model; section and quote are frozen ones."""
    collection = make_collection()
    essay = make_essay(collection)
    make_quote(essay, "这一句是谁说的。", "甲", confirmed=True)
    publish(essay)
    return {
        "collection": collection,
        "essay": essay,
        "section": Section.objects.live()[0],
        "quote": Quote.objects.live()[0],
        "attribution": Attribution.objects.get(),
        "speaker": Speaker.objects.get(),
        "revision": Revision.objects.get(),
        "transition": Transition.objects.order_by("id")[0],
        "source": Source.objects.create(key="a.txt", name="甲 “乙”.txt", sha256="0" * 64, data="文".encode("gb18030")),
    }


def status(client: Client, address: str) -> int:
    return client.get(f"/admin/essays/{address}").status_code


@pytest.mark.parametrize("role", ADDING)
def test_every_page_opens_for_whom_it_may(cast: Cast, rows: dict[str, Any], role: str) -> None:
    client = client_of(getattr(cast, role))

    for model, row in rows.items():
        assert status(client, f"{model}/") == 200
        assert status(client, f"{model}/{row.pk}/change/") == 200
        assert client.get(f"/admin/essays/{model}/{row.pk}/history/", follow=True).status_code == 200
        assert status(client, f"{model}/add/") == (200 if model in ADDING[role] else 403)


@pytest.mark.parametrize("path", ["", "history/", "change/", "delete/"])
@pytest.mark.parametrize("model", MODELS)
def test_readers_and_strangers_get_nothing(cast: Cast, rows: dict[str, Any], model: str, path: str) -> None:
    address = f"/admin/essays/{model}/{rows[model].pk}/{path}" if path else f"/admin/essays/{model}/"

    stranger = Client().get(address)
    reader = client_of(cast.reader).get(address, follow=True)

    assert stranger.headers["Location"].startswith("/admin/login/")
    assert reader.status_code == 403


def test_logging_in_is_the_sites_own(cast: Cast) -> None:
    response = Client().get("/admin/", follow=True)

    assert response.redirect_chain[-1][0] == "/accounts/login/?next=%2Fadmin%2F"


@pytest.mark.parametrize("model", [*READ_ONLY, "quote"])
def test_frozen_rows_the_log_and_sources_are_written_by_nobody(cast: Cast, rows: dict[str, Any], model: str) -> None:
    client, row = client_of(cast.superuser), rows[model]
    before = type(row).objects.filter(pk=row.pk).values().get()
    crafted = {
        "is_paid": "",
        "body": "换",
        "text": "换",
        "review": "approved",
        "uid": "x",
        "live_from": "",
        "why": "换",
    }

    answers = [client.post(f"/admin/essays/{model}/{row.pk}/{door}/", crafted) for door in ("change", "delete")]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert type(row).objects.filter(pk=row.pk).values().get() == before


def test_a_manager_of_accounts_cannot_become_a_superuser(cast: Cast) -> None:
    client = client_of(cast.manager)
    data = {"username": "manager", "is_active": "on", "is_staff": "on", "is_superuser": "on", "user_permissions": "1"}
    times = {"last_login_0": "", "last_login_1": "", "date_joined_0": "2026-01-01", "date_joined_1": "00:00"}

    client.post(f"/admin/auth/user/{cast.manager.pk}/change/", data | times)
    above = client.post(f"/admin/auth/user/{cast.superuser.pk}/password/", {"password1": "x", "password2": "x"})

    cast.manager.refresh_from_db()
    assert not cast.manager.is_superuser
    assert not cast.manager.user_permissions.exists()
    assert above.status_code == 403


def test_a_file_is_downloaded_as_it_came_and_never_shown(cast: Cast, rows: dict[str, Any]) -> None:
    address = f"/admin/essays/source/{rows['source'].pk}/download/"

    answer = client_of(cast.reviewer).get(address)

    assert answer.content == "文".encode("gb18030")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"].startswith("private, no-store")
    assert answer.headers["Content-Type"] == "application/octet-stream"


def test_a_file_is_for_those_who_may_see_sources(cast: Cast, rows: dict[str, Any]) -> None:
    address = f"/admin/essays/source/{rows['source'].pk}/download/"
    cast.reviewer.groups.clear()

    assert client_of(cast.reviewer).get(address).status_code == 403
    assert Client().get(address).status_code == 302


def test_an_entry_clerk_cannot_settle_a_quote(cast: Cast) -> None:
    quote = make_quote(make_essay(), "谁都可以说的话。", "甲")
    data = {"kind": quote.kind, "speaker": "乙", "verdict": Verdict.CONFIRMED}

    client_of(cast.entry).post(f"/admin/essays/quote/{quote.pk}/change/", data)

    quote.refresh_from_db()
    quote.attribution.refresh_from_db()
    assert quote.speaker == "乙"
    assert quote.attribution.verdict == Verdict.UNSETTLED
