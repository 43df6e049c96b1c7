"""The second factor: set up, asked for, demanded of the desk where the site says so."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from tests.conftest import Cast
from tests.factories import PASSWORD
from tests.views.pages import fetch

pytestmark = pytest.mark.django_db


def code_of(secret: str, steps: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time.time() // 30) + steps)))


def log_in(name: str, target: str = "/") -> tuple[Client, Any]:
    client = Client()
    return client, client.post("/accounts/login/", {"login": name, "password": PASSWORD, "next": target})


def is_it_you(client: Client) -> None:
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})


def set_up(client: Client) -> str:
    """Set up an authenticator app as somebody would; the secret."""
    is_it_you(client)
    page = fetch(client, "/accounts/2fa/totp/activate/")
    secret = page.text('//p[@class="key"]/code')
    response = client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)})
    assert response.headers["Location"] == "/accounts/2fa/recovery-codes/"
    return secret


@pytest.fixture
def demanding(settings: Any) -> None:
    settings.STAFF_SECOND_FACTOR = True


def test_an_app_is_set_up_and_then_asked_for(cast: Cast) -> None:
    client, _answer = log_in("reader")
    secret = set_up(client)
    again, answer = log_in("reader", "/quotes/")
    assert answer.headers["Location"].startswith("/accounts/2fa/authenticate/")
    assert again.get("/accounts/").status_code == 302, "half a log-in is none"

    wrong = again.post("/accounts/2fa/authenticate/", {"code": "000000"})
    assert "验证码不对，请输入最新的一个。" in wrong.content.decode()
    right = again.post("/accounts/2fa/authenticate/", {"code": code_of(secret)})
    assert right.headers["Location"] == "/quotes/"
    assert again.get("/accounts/").status_code == 200


def test_a_recovery_code_lets_in_once(cast: Cast) -> None:
    client, _answer = log_in("reader")
    set_up(client)
    codes = fetch(client, "/accounts/2fa/recovery-codes/").texts('//ul[@class="codes"]//code')
    assert len(codes) == 10
    assert client.get("/accounts/2fa/recovery-codes/download/").content.decode().split() == codes

    for expected in (302, 200):
        again, _answer = log_in("reader")
        assert again.post("/accounts/2fa/authenticate/", {"code": codes[0]}).status_code == expected


def test_codes_cannot_be_guessed_for_long(cast: Cast) -> None:
    client, _answer = log_in("reader")
    secret = set_up(client)
    again, _answer = log_in("reader")
    for _turn in range(6):
        answer = again.post("/accounts/2fa/authenticate/", {"code": "123456"})

    assert "尝试次数过多" in answer.content.decode() or "过几分钟再试" in answer.content.decode()
    assert again.post("/accounts/2fa/authenticate/", {"code": code_of(secret)}).status_code == 200
    cache.clear()
    assert again.post("/accounts/2fa/authenticate/", {"code": code_of(secret)}).status_code == 302


def test_the_desk_opens_to_staff_without_one_unless_the_site_demands_it(cast: Cast) -> None:
    client, _answer = log_in("editor")

    assert client.get("/admin/").status_code == 200


def test_where_it_is_demanded_the_desk_leads_to_setting_one_up(cast: Cast, demanding: None) -> None:
    client, _answer = log_in("editor")
    page = fetch(client, "/admin/essays/essay/", follow=True)
    assert page.text("//h1") == "两步验证"
    assert "编辑台只对设置了两步验证的账号开放" in page.source

    secret = set_up(client)
    assert fetch(client, "/admin/", follow=True).text("//h1") == "确认是本人"
    response = client.post("/accounts/2fa/reauthenticate/?next=/admin/", {"code": code_of(secret), "next": "/admin/"})
    assert response.headers["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200


def test_a_session_older_than_the_factor_stays_outside_the_desk(cast: Cast, demanding: None) -> None:
    older, _answer = log_in("editor")
    newer, _answer = log_in("editor")
    set_up(newer)

    assert older.get("/admin/", follow=True).redirect_chain[-1][0].startswith("/accounts/2fa/reauthenticate/")
    assert older.post("/admin/essays/essay/add/", {"title": "x"}).status_code == 302


def test_the_last_factor_of_the_desk_cannot_be_removed(cast: Cast, demanding: None) -> None:
    client, _answer = log_in("editor")
    set_up(client)

    response = client.post("/accounts/2fa/totp/deactivate/")
    assert "请先添加另一种方式" in response.content.decode()
    assert Authenticator.objects.filter(type="totp").exists()
    key = Authenticator.objects.create(user=cast.editor, type="webauthn", data={"name": "钥匙", "credential": {}})
    Authenticator.objects.filter(type="totp").delete()
    response = client.post(f"/accounts/2fa/webauthn/keys/{key.pk}/remove/")
    assert "请先添加另一种方式" in response.content.decode()
    assert Authenticator.objects.filter(pk=key.pk).exists()


def test_readers_may_do_without(cast: Cast, demanding: None) -> None:
    client, answer = log_in("reader", "/quotes/")

    assert answer.headers["Location"] == "/quotes/"
    assert client.get("/admin/").status_code in (302, 403)


def test_a_superuser_is_asked_as_everybody(cast: Cast, demanding: None) -> None:
    client, _answer = log_in("superuser")

    assert client.get("/admin/", follow=True).redirect_chain[-1][0].startswith("/accounts/2fa/")


def test_who_manages_accounts_removes_a_lost_factor(cast: Cast) -> None:
    client, _answer = log_in("reader")
    set_up(client)
    manager, _answer = log_in("manager")
    chosen = {"action": "remove_second_factor", "_selected_action": [cast.reader.pk]}

    asked = manager.post("/admin/auth/user/", chosen)
    assert "移除两步验证？" in asked.content.decode()
    assert Authenticator.objects.exists()
    manager.post("/admin/auth/user/", {**chosen, "confirmed": "yes"})
    assert not Authenticator.objects.exists()
    assert log_in("reader", "/quotes/")[1].headers["Location"] == "/quotes/"


def test_nobody_takes_the_factor_of_a_superuser_or_looks_at_keys(cast: Cast) -> None:
    Authenticator.objects.create(user=cast.superuser, type="totp", data={"secret": "x"})
    manager, _answer = log_in("manager")
    chosen = {"action": "remove_second_factor", "_selected_action": [cast.superuser.pk], "confirmed": "yes"}
    manager.post("/admin/auth/user/", chosen)

    assert Authenticator.objects.count() == 1
    assert manager.get("/admin/mfa/authenticator/").status_code == 404


def test_a_key_is_shown_to_its_owner_only(cast: Cast) -> None:
    key = Authenticator.objects.create(
        user=cast.editor, type="webauthn", data={"name": "别人的钥匙", "credential": {}}
    )
    client, _answer = log_in("reader")
    is_it_you(client)

    for door in ("edit", "remove"):
        assert client.get(f"/accounts/2fa/webauthn/keys/{key.pk}/{door}/").status_code == 404
    assert "别人的钥匙" not in client.get("/accounts/2fa/webauthn/").content.decode()


def test_the_qr_code_needs_no_other_site(cast: Cast) -> None:
    client, _answer = log_in("reader")
    is_it_you(client)
    source = fetch(client, "/accounts/2fa/totp/activate/").one('//p[@class="qr"]/img').get("src")

    assert source.startswith("data:image/svg+xml;base64,")
    assert not re.search("http", source)
