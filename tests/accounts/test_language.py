"""Every page of an account speaks the language of its address, and no mail mixes two."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client
from lxml import html

from tests.conftest import Cast
from tests.factories import PASSWORD
from tests.views.test_language import HAN, strays

pytestmark = pytest.mark.django_db

STRANGERS = (
    "login/", "signup/", "password/reset/", "password/reset/done/", "password/reset/key/done/",
    "password/reset/key/1-x-y/", "confirm-email/", "confirm-email/x/", "inactive/",
)  # fmt: skip
OWNERS = (
    "", "access/", "delete/", "email/", "password/change/", "reauthenticate/", "logout/", "2fa/", "2fa/totp/activate/",
    "2fa/webauthn/", "2fa/webauthn/add/", "2fa/reauthenticate/",
)  # fmt: skip
LATIN_WORD = re.compile(r"[A-Za-z]{3,}")


def words(response: Any) -> list[str]:
    return [word for word in strays(html.document_fromstring(response.content.decode())) if word != "reader"]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_strangers_pages(stranger: Client, prefix: str) -> None:
    for address in STRANGERS:
        response = stranger.get(f"{prefix}/accounts/{address}")
        assert (response.status_code, words(response)) == (200, []), address


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_an_owners_pages_forms_and_errors(stranger: Client, cast: Cast, prefix: str, settings: Any) -> None:
    settings.PAID_ACCESS = "members"
    stranger.post("/accounts/login/", {"login": "reader", "password": PASSWORD})
    stranger.post("/accounts/reauthenticate/", {"password": PASSWORD})
    for address in OWNERS:
        response = stranger.get(f"{prefix}/accounts/{address}")
        assert response.status_code in (200, 302), address
        if response.status_code == 200:
            assert words(response) == [], address
    wrong = {
        "password/change/": {"oldpassword": "x", "password1": "1", "password2": "2"},
        "email/": {"email": "x", "action_add": ""},
        "access/": {"code": "x"},
        "2fa/totp/activate/": {"code": "1"},
        "reauthenticate/": {"password": "x"},
    }
    for address, fields in wrong.items():
        response = stranger.post(f"{prefix}/accounts/{address}", fields)
        assert (response.status_code, words(response)) == (200, []), address
        assert 'class="error"' in response.content.decode(), address


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_mails(stranger: Client, prefix: str) -> None:
    get_user_model().objects.create_user("wang", "wang@example.org", PASSWORD)
    for email in ("wang@example.org", "nobody@example.org"):
        stranger.post(f"{prefix}/accounts/password/reset/", {"email": email})
    fields = {"username": "li", "email": "li@example.org", "password1": "a-long-and-quiet-river"}
    stranger.post(f"{prefix}/accounts/signup/", fields)

    assert len(mail.outbox) == 3
    for message in mail.outbox:
        text = re.sub(r"https?://\S+|\S+@\S+|\[研读集\]|研读集|wang", "", f"{message.subject}\n{message.body}")
        assert (LATIN_WORD if not prefix else HAN).findall(text) == [], text
