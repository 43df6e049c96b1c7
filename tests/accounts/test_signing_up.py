"""Signing up, confirming an address, resetting a password, and taking the account away again."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client

from essays.models import Essay
from tests.conftest import Cast, client_of
from tests.factories import PASSWORD, make_essay, publish
from tests.views.pages import fetch

pytestmark = pytest.mark.django_db

GOOD = "a-long-and-quiet-river"
LINK = re.compile(r"http://testserver(/\S+)")


@pytest.fixture
def essay(db: None) -> Essay:
    return publish(make_essay(subtitle="桥下那条河"))


@pytest.fixture
def confirming(settings: Any) -> None:
    """A site with a mail server, which can ask whether an address is right."""
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    settings.ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]


def sign_up(client: Client, **more: str) -> Any:
    fields = {"username": "新读者", "email": "new@example.org", "password1": GOOD, **more}
    return client.post("/accounts/signup/", fields)


def link_in_mail() -> str:
    found = LINK.search(str(mail.outbox[-1].body))
    assert found is not None
    return found.group(1)


def test_who_signs_up_at_the_gate_reads_on_at_the_place(stranger: Client, essay: Essay) -> None:
    place = f"/essays/{essay.pk}/#continue"
    door = fetch(stranger, f"/essays/{essay.pk}/").one('//section[@id="gate"]//a[.="注册"]').get("href")
    page = fetch(stranger, door)

    assert page.text('//p[@class="destination"]') == "登录后回到：第一篇 · 桥下那条河"
    response = sign_up(stranger, next=page.one('//main//input[@name="next"]').get("value"))
    assert response.headers["Location"] == place
    assert fetch(stranger, place).all('//section[@id="gate"]') == []


def test_an_address_is_not_needed_where_no_mail_can_be_sent(stranger: Client) -> None:
    assert sign_up(stranger, email="").status_code == 302
    assert stranger.get("/accounts/").status_code == 200


def test_where_mail_is_sent_an_account_opens_with_its_confirmation(
    stranger: Client, confirming: None, essay: Essay
) -> None:
    assert sign_up(stranger).headers["Location"] == "/accounts/confirm-email/"
    assert stranger.get("/accounts/").status_code == 302, "not logged in yet"

    link = link_in_mail()
    assert fetch(stranger, link).text("//h1") == "确认邮箱"
    assert EmailAddress.objects.get().verified is False, "a mail scanner that opens the link confirms nothing"
    assert stranger.post(link).status_code == 302
    assert EmailAddress.objects.get().verified is True
    assert Client().post("/accounts/login/", {"login": "new@example.org", "password": GOOD}).status_code == 302


def test_who_knows_whether_an_address_has_an_account_is_its_owner_alone(stranger: Client, confirming: None) -> None:
    get_user_model().objects.create_user("old", "new@example.org", PASSWORD)
    first = sign_up(stranger)
    second = sign_up(Client(), email="nobody@example.org", username="另一人")

    assert first.headers["Location"] == second.headers["Location"]
    assert "已有账号" in mail.outbox[0].body


def test_accounts_of_the_desk_have_nothing_to_confirm(stranger: Client, cast: Cast, confirming: None) -> None:
    for user in (cast.editor, cast.reader):
        answer = Client().post("/accounts/login/", {"login": user.get_username(), "password": PASSWORD, "next": "/x/"})
        assert answer.headers["Location"] == "/x/"


def test_one_logs_in_by_name_or_by_address(stranger: Client) -> None:
    get_user_model().objects.create_user("wang", "wang@example.org", PASSWORD)

    for login in ("wang", "wang@example.org", "WANG@example.org"):
        assert Client().post("/accounts/login/", {"login": login, "password": PASSWORD}).status_code == 302


def test_a_site_may_keep_its_accounts_to_itself(stranger: Client, essay: Essay, settings: Any) -> None:
    settings.SIGNUP_OPEN = False

    assert sign_up(stranger).status_code == 200
    assert get_user_model().objects.count() == 0
    assert "本站的账号由编辑部开通" in fetch(stranger, "/accounts/signup/").source
    for address in ("/accounts/login/", f"/essays/{essay.pk}/"):
        assert fetch(stranger, address).all('//a[contains(@href,"signup")]') == []


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"password1": "12345678"}, "密码"),
        ({"password1": "x"}, "密码"),
        ({"email": "no address"}, "这不是邮箱地址。"),
        ({"username": ""}, "字段"),
        ({"username": "reader"}, "这个用户名已被使用，请换一个。"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    stranger: Client, cast: Cast, fields: dict[str, str], message: str
) -> None:
    before = get_user_model().objects.count()
    response = sign_up(stranger, **fields)
    errors = re.findall(r'<p class="error"[^>]*>([^<]*)', response.content.decode())

    assert len(errors) == 1
    assert message in errors[0]
    assert "您" not in errors[0]
    assert get_user_model().objects.count() == before


def test_a_forgotten_password_is_reset_by_a_link(stranger: Client) -> None:
    user = get_user_model().objects.create_user("wang", "wang@example.org", PASSWORD)
    assert stranger.post("/accounts/password/reset/", {"email": "wang@example.org"}).status_code == 302

    link = link_in_mail()
    page = fetch(stranger, link, follow=True)
    form = page.one("//main/form")
    assert page.text("//h1") == "设定新密码"
    stranger.post(form.get("action"), {"password1": GOOD, "password2": GOOD})
    user.refresh_from_db()
    assert user.check_password(GOOD)
    assert "链接已经失效" in fetch(Client(), link, follow=True).source


def test_asking_for_a_link_tells_nobody_who_has_an_account(stranger: Client) -> None:
    get_user_model().objects.create_user("wang", "wang@example.org", PASSWORD)
    answers = [
        Client().post("/accounts/password/reset/", {"email": email}, follow=True).content
        for email in ("wang@example.org", "nobody@example.org")
    ]

    assert answers[0] == answers[1]


def test_a_mail_server_that_fails_is_said_and_nothing_is_lost(
    stranger: Client, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    get_user_model().objects.create_user("wang", "wang@example.org", PASSWORD)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9

    response = stranger.post("/accounts/password/reset/", {"email": "wang@example.org"})

    assert response.status_code == 503
    assert "邮件服务器没有应答" in response.content.decode()
    assert PASSWORD not in caplog.text
    client = Client()
    client.post("/accounts/login/", {"login": "wang", "password": PASSWORD})
    changed = {"oldpassword": PASSWORD, "password1": GOOD, "password2": GOOD}
    assert client.post("/accounts/password/change/", changed).status_code == 302
    assert client.post("/accounts/login/", {"login": "wang", "password": GOOD}).status_code == 302


def test_a_changed_password_is_told_by_mail(cast: Cast) -> None:
    cast.reader.email = "reader@example.org"
    cast.reader.save()
    client = client_of(cast.reader)

    response = client.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": GOOD, "password2": GOOD}
    )

    assert response.headers["Location"] == "/accounts/"
    assert "密码已修改。" in fetch(client, "/accounts/").text('//p[@role="status"]')
    assert mail.outbox[0].subject == "[研读集] 密码已修改"
    assert "如果不是你本人的操作" in mail.outbox[0].body


def test_addresses_are_added_confirmed_and_removed(cast: Cast) -> None:
    client = client_of(cast.reader)
    client.post("/accounts/email/", {"email": "one@example.org", "action_add": ""})
    assert fetch(client, "/accounts/email/").texts('//span[starts-with(@class,"badge")]') == ["未确认"]

    client.post(link_in_mail())
    assert fetch(client, "/accounts/").texts('//span[starts-with(@class,"badge")]') == ["已确认"]
    client.post("/accounts/email/", {"email": "one@example.org", "action_remove": ""})
    assert EmailAddress.objects.count() == 0


def test_deleting_an_account_asks_for_the_password_again(cast: Cast, essay: Essay) -> None:
    client = client_of(cast.reader)
    assert client.get("/accounts/delete/").headers["Location"].startswith("/accounts/reauthenticate/")
    assert get_user_model().objects.filter(username="reader").exists()

    client.post("/accounts/reauthenticate/?next=/accounts/delete/", {"password": PASSWORD})
    assert fetch(client, "/accounts/delete/").text("//h1") == "删除账号？"
    response = client.post("/accounts/delete/")
    assert response.headers["Clear-Site-Data"] == '"cache"'
    assert not get_user_model().objects.filter(username="reader").exists()
    assert fetch(client, f"/essays/{essay.pk}/").one('//section[@id="gate"]') is not None


def test_an_account_of_the_desk_is_not_deleted_by_its_owner(cast: Cast) -> None:
    client = Client()
    client.post("/accounts/login/", {"login": "editor", "password": PASSWORD})
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})

    assert client.get("/accounts/delete/").status_code == 403
    assert client.post("/accounts/delete/").status_code == 403


def test_a_stranger_is_asked_to_log_in_first(stranger: Client) -> None:
    for address in ("", "delete/", "email/", "password/change/", "2fa/", "2fa/totp/activate/", "2fa/webauthn/add/"):
        response = stranger.get(f"/accounts/{address}")
        assert response.headers["Location"].startswith("/accounts/login/?next="), address
