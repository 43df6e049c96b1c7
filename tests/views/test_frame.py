"""What every page has in common: landmarks, languages, no scripts in the page, and the pages for errors."""

from __future__ import annotations

from typing import Any

import pytest
from django.template.loader import get_template
from django.test import Client
from django.utils import translation

from tests.factories import make_essay, publish

from .pages import fetch

PAGES = ("/", "/collections/{collection}/", "/essays/{essay}/", "/accounts/login/", "/nothing/")


@pytest.fixture
def addresses(db: None) -> list[str]:
    essay = publish(make_essay())
    return [
        language + page.format(collection=essay.collection_id, essay=essay.pk)
        for page in PAGES
        for language in ("", "/en")
    ]


def test_each_landmark_stands_once_and_each_nav_has_a_name(
    stranger: Client, reader: Client, addresses: list[str]
) -> None:
    for address in addresses:
        for client in (stranger, reader):
            page = fetch(client, address, follow=True)
            page.one("//body/header")
            page.one("//main")
            page.one("//body/footer")
            page.one("//h1")
            names = [nav.get("aria-label") for nav in page.all("//nav")]
            assert all(names)
            assert len(names) == len(set(names))


def test_the_first_thing_to_reach_is_the_way_to_the_text(stranger: Client, addresses: list[str]) -> None:
    for address in addresses:
        page = fetch(stranger, address)
        assert page.all("//a|//button|//input")[0].get("href") == "#main"
        assert page.one('//*[@id="main"]').get("tabindex") == "-1"


def test_the_address_alone_chooses_the_language(stranger: Client, addresses: list[str]) -> None:
    for address in addresses:
        page = fetch(stranger, address, headers={"accept-language": "fr, en"}, follow=True)
        expected = "en" if address.startswith("/en/") else "zh-Hans"
        assert page.one("/html").get("lang") == expected


def test_nothing_runs_or_styles_inline(stranger: Client, reader: Client, addresses: list[str]) -> None:
    for address in addresses:
        for client in (stranger, reader):
            page = fetch(client, address, follow=True)
            assert page.all("//style|//@style|//@onclick|//@onload") == []
            assert page.all('//script[not(@src) and not(@type="application/ld+json")]') == []


def test_pages_ask_only_this_site_for_files(stranger: Client, addresses: list[str]) -> None:
    for address in addresses:
        page = fetch(stranger, address)
        files = [str(name) for name in page.all('//link[@rel="stylesheet"]/@href|//script/@src|//img/@src')]
        assert files
        assert all(name.startswith("/static/") for name in files if name != "/reading.css")


def test_a_page_that_is_not_there_says_so_in_both_languages(db: None, stranger: Client) -> None:
    english, chinese = fetch(stranger, "/en/nothing/"), fetch(stranger, "/nothing/")

    assert (english.status, chinese.status) == (404, 404)
    assert english.text("//h1") == "There is no such page"
    assert chinese.one("/html").get("lang") == "zh-Hans"
    assert english.one("//main//a").get("href") == "/en/"
    assert english.one('//meta[@name="robots"]').get("content") == "noindex"


def test_what_is_kept_of_the_frame_is_that_of_this_page(
    stranger: Client, reader: Client, addresses: list[str], settings: Any
) -> None:
    collection, essay = (
        next(one for one in addresses if one.startswith(kind)) for kind in ("/collections/", "/essays/")
    )
    for _again in range(2):
        for address in (essay, collection, f"/en{essay}"):
            log_in = fetch(stranger, address).one('//body/header//a[contains(@href, "/login/")]')
            assert log_in.get("href").endswith(f"login/?next={address}")
            assert (log_in.text_content() == "Log in") is address.startswith("/en/")
        assert fetch(stranger, "/").one("//header//a[@aria-current]").get("href") == "/"
        assert fetch(stranger, essay).all("//header//a[@aria-current]") == []
        bar = fetch(reader, essay).one("//body/header")
        assert bar.xpath('.//a[contains(@href, "/login/")]') == []
        assert bar.xpath('.//form[contains(@action, "/logout/")]//input[@name="csrfmiddlewaretoken"]')
    settings.SITE_NAME = "望江书屋"
    for part in ("header", "footer"):
        assert "望江书屋" in fetch(stranger, essay).one(f"//body/{part}").text_content()


@pytest.mark.parametrize("page", ["/essays/{}/", "/collections/{}/"])
@pytest.mark.parametrize("number", ["0", "999999", "9" * 18, "9" * 40])
def test_numbers_of_nothing_are_not_found(db: None, stranger: Client, page: str, number: str) -> None:
    assert stranger.get(page.format(number)).status_code == 404
    assert stranger.get("/accounts/login/", query_params={"next": page.format(number)}).status_code == 200


def test_pages_are_only_read(stranger: Client, reader: Client, addresses: list[str]) -> None:
    for client in (stranger, reader):
        for address in addresses[:6]:
            assert client.post(address).status_code == 405
            assert client.head(address).status_code == 200


def test_a_page_that_is_not_there_asks_the_database_nothing(stranger: Client) -> None:
    assert stranger.get("/nothing/").status_code == 404


def test_the_page_for_failures_needs_neither_database_nor_context() -> None:
    with translation.override("en"):
        page = get_template("500.html").render()

    assert "Something went wrong" in page
    assert '<html lang="en">' in page


@pytest.mark.django_db
def test_a_failure_is_answered_with_that_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("essays.views.home.listings", broken)
    response = Client(raise_request_exception=False).get("/en/")

    assert response.status_code == 500
    assert "Something went wrong" in response.content.decode()


@pytest.mark.django_db
def test_no_link_leads_nowhere(stranger: Client, reader: Client, addresses: list[str]) -> None:
    for client in (stranger, reader):
        for address in addresses:
            page = fetch(client, address, follow=True)
            links = {str(link).partition("#")[0] for link in page.all("//a/@href")} - {""}
            for link in links:
                assert client.get(link, follow=True).status_code == 200 or "nothing" in link, (address, link)
