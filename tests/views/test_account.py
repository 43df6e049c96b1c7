"""Logging in, from the gate back to the place; logging out, leaving nothing behind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from essays.models import Essay
from tests.conftest import Cast
from tests.factories import PASSWORD, make_essay, publish

from .pages import fetch

pytestmark = pytest.mark.django_db

WRONG = "not-the-password"


@pytest.fixture(autouse=True)
def _nobody_is_slowed_down_by_another_test() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def essay(db: None) -> Essay:
    return publish(make_essay(subtitle="桥下那条河"))


def log_in(client: Client, name: str, password: str, target: str = "", **more: Any) -> Any:
    return client.post("/accounts/login/", {"login": name, "password": password, "next": target}, **more)


def test_the_gate_leads_to_a_form_that_keeps_the_place(stranger: Client, essay: Essay) -> None:
    address = fetch(stranger, f"/essays/{essay.pk}/").one('//section[@id="gate"]/a').get("href")
    page = fetch(stranger, address)

    assert page.one('//main/form[1]//input[@name="next"]').get("value") == f"/essays/{essay.pk}/#continue"


def test_a_good_log_in_is_one_redirect_to_the_place(stranger: Client, cast: Cast, essay: Essay) -> None:
    response = log_in(stranger, "reader", PASSWORD, f"/essays/{essay.pk}/#continue")

    assert response.status_code == 302
    assert response.headers["Location"] == f"/essays/{essay.pk}/#continue"
    assert fetch(stranger, f"/essays/{essay.pk}/").ids.count("continue") == 1


def test_a_wrong_password_keeps_the_place_and_the_name(stranger: Client, cast: Cast, essay: Essay) -> None:
    response = log_in(stranger, "reader", WRONG, f"/essays/{essay.pk}/#continue")

    assert response.status_code == 200
    assert f'name="next" value="/essays/{essay.pk}/#continue"' in response.content.decode()
    assert 'value="reader"' in response.content.decode()
    assert WRONG not in response.content.decode()
    assert 'role="alert"' in response.content.decode()


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/x", "/\\evil.example", "javascript:alert(1)", "http:///x"]
)
def test_another_host_is_never_a_target(stranger: Client, cast: Cast, target: str) -> None:
    response = log_in(stranger, "reader", PASSWORD, target)

    assert response.status_code == 302
    assert response.headers["Location"] == "/"


def test_who_is_logged_in_goes_to_the_target_at_once(reader: Client, essay: Essay) -> None:
    response = reader.get(f"/accounts/login/?next=/essays/{essay.pk}/%23continue")

    assert response.status_code == 302
    assert response.headers["Location"] == f"/essays/{essay.pk}/#continue"


def test_without_a_target_log_in_leads_home(stranger: Client, cast: Cast) -> None:
    assert log_in(stranger, "reader", PASSWORD).headers["Location"] == "/"
    assert (
        Client().post("/en/accounts/login/", {"login": "reader", "password": PASSWORD}).headers["Location"] == "/en/"
    )


def test_the_form_says_where_it_leads_back_to(stranger: Client, essay: Essay) -> None:
    page = fetch(stranger, f"/en/accounts/login/?next=/en/essays/{essay.pk}/%23continue")

    assert page.text('//p[@class="destination"]') == "Afterwards you are back at Essay 1: 桥下那条河"
    assert page.one('//a[.="Back without logging in"]').get("href") == f"/en/essays/{essay.pk}/"


@pytest.mark.parametrize(
    "target", ["/", "/nothing/", "/essays/999999/", "/collections/1/", "https://evil.example/essays/1/"]
)
def test_the_form_says_nothing_of_a_place_that_is_no_public_essay(stranger: Client, target: str) -> None:
    page = fetch(stranger, "/accounts/login/", query_params={"next": target})

    assert page.status == 200
    assert page.all('//p[@class="destination"]') == []


@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/logout/"])
def test_a_target_that_is_no_address_is_refused(reader: Client, stranger: Client, address: str) -> None:
    for client in (reader, stranger):
        assert client.get(address, query_params={"next": "http://["}).status_code == 400
        assert client.post(address, {"next": "http://["}).status_code == 400


def test_the_form_does_not_name_what_is_not_published(stranger: Client) -> None:
    essay = make_essay(subtitle="还没有发布")

    assert "还没有发布" not in fetch(stranger, f"/accounts/login/?next=/essays/{essay.pk}/").source


def test_fields_have_labels_and_tokens_for_password_managers(stranger: Client) -> None:
    page = fetch(stranger, "/en/accounts/login/")

    assert {
        label.text_content(): page.one(f'//input[@id="{label.get("for")}"]').get("autocomplete")
        for label in page.all("//label")
    } == {"Username or e-mail": "username", "Password": "current-password"}


def test_an_empty_field_says_what_is_missing_beside_itself(stranger: Client) -> None:
    response = log_in(stranger, "", "")
    page = response.content.decode()

    assert 'aria-describedby="id_login-error"' in page
    assert 'id="id_login-error"' in page


def test_many_wrong_passwords_are_slowed_down(stranger: Client, cast: Cast) -> None:
    for _ in range(6):
        response = stranger.post("/en/accounts/login/", {"login": "reader", "password": WRONG})

    assert "Too many wrong attempts" in response.content.decode()
    assert (
        "Too many wrong attempts"
        in stranger.post("/en/accounts/login/", {"login": "reader", "password": PASSWORD}).content.decode()
    )


def test_very_many_attempts_get_a_page_that_says_so(stranger: Client) -> None:
    for number in range(31):
        response = stranger.post("/en/accounts/login/", {"login": f"somebody{number}", "password": WRONG})

    assert response.status_code == 429
    assert "Too many attempts" in response.content.decode()


def test_an_account_that_was_closed_cannot_log_in(stranger: Client, cast: Cast, essay: Essay) -> None:
    cast.reader.is_active = False
    cast.reader.save()
    response = stranger.post("/en/accounts/login/", {"login": "reader", "password": PASSWORD})

    assert response.status_code == 200
    assert "This account is closed." in response.content.decode()
    assert fetch(stranger, f"/essays/{essay.pk}/").one('//section[@id="gate"]') is not None


def test_log_out_is_a_post_that_clears_what_the_browser_kept(reader: Client, essay: Essay) -> None:
    response = reader.post("/accounts/logout/")

    assert response.status_code == 302
    assert response.headers["Location"] == "/"
    assert response.headers["Clear-Site-Data"] == '"cache"'
    assert fetch(reader, f"/essays/{essay.pk}/").one('//section[@id="gate"]') is not None


def test_asking_for_log_out_only_asks_back(reader: Client, essay: Essay) -> None:
    page = fetch(reader, "/en/accounts/logout/")

    assert page.status == 200
    assert page.one("//main//form").get("method") == "post"
    assert fetch(reader, f"/essays/{essay.pk}/").all('//section[@id="gate"]') == []


def test_nothing_of_log_in_and_log_out_stays_for_the_next_page(stranger: Client, cast: Cast, essay: Essay) -> None:
    log_in(stranger, "reader", PASSWORD)
    stranger.post("/accounts/logout/")

    assert "messages" not in stranger.cookies
    assert stranger.cookies["sessionid"].value == ""


def test_log_out_stands_on_every_page_of_a_reader_and_log_in_of_a_stranger(
    stranger: Client, reader: Client, essay: Essay
) -> None:
    for address in ("/", f"/essays/{essay.pk}/", f"/collections/{essay.collection_id}/", "/nothing/"):
        assert (
            fetch(reader, address).one('//header[@class="site-bar"]//form[@method="post"]').get("action")
            == "/accounts/logout/"
        )
        here = fetch(stranger, address)
        assert here.all('//form[not(@class="reading-form") and not(@role="search")]') == []
        assert here.one('//header//a[starts-with(@href,"/accounts/login/")]') is not None


def test_an_account_page_is_kept_nowhere(stranger: Client) -> None:
    for address in ("/accounts/login/", "/en/accounts/login/"):
        assert "no-store" in stranger.get(address).headers["Cache-Control"]


def test_only_staff_are_shown_the_way_to_the_desk(stranger: Client, reader: Client, superuser: Client) -> None:
    desk = '//header//a[@href="/admin/"]'

    assert fetch(stranger, "/").all(desk) == []
    assert fetch(reader, "/").all(desk) == []
    assert len(fetch(superuser, "/").all(desk)) == 1
