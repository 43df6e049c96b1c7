"""Reading settings (U1.10, Decision 2): a cookie told by one stylesheet, and pages that are alike for everybody."""

from __future__ import annotations

import pytest
from django.test import Client

from essays.reading.settings import CHOICES, COOKIE, DEFAULT, ReadingSettings, theme_tokens
from tests.factories import make_essay, publish
from tests.stylesheet import TOKEN, themes

ADDRESS, SHEET, OWN = "/settings/reading/", "/reading.css", {"Origin": "http://testserver"}


@pytest.mark.parametrize(
    "cookie", ["", "x", "18", "99.night", "18.night.hei.justify.more", "{}", "18;night", "夜", ".", "18.}a{.hei"]
)
def test_any_cookie_is_read_as_choices_or_defaults(cookie: str) -> None:
    read = ReadingSettings.of_cookie(cookie)
    assert all(value in CHOICES[name] for name, value in read.chosen().items())


def test_a_cookie_holds_what_was_chosen() -> None:
    chosen = ReadingSettings("26", "night", "song", "start")
    assert ReadingSettings.of_cookie(chosen.cookie()) == chosen


@pytest.mark.parametrize("theme", ["paper", "green", "night"])
def test_a_theme_has_its_one_home_in_the_stylesheet(theme: str) -> None:
    [expected] = [colours for selector, colours in themes().items() if f'[data-theme="{theme}"]' in selector]
    assert dict(TOKEN.findall(theme_tokens(theme))) == expected
    assert theme_tokens(theme) in ReadingSettings(theme=theme).stylesheet()


def test_the_stylesheet_tells_the_settings_and_is_asked_for_again_each_time(stranger: Client) -> None:
    plain = stranger.get(SHEET)
    assert plain["Content-Type"] == "text/css; charset=utf-8"
    assert plain["Cache-Control"] == "private, no-cache"
    assert ":root" not in plain.content.decode()
    assert stranger.get(SHEET, headers={"If-None-Match": plain["ETag"]}).status_code == 304
    stranger.cookies[COOKIE] = "26.night.song.start"
    changed = stranger.get(SHEET, headers={"If-None-Match": plain["ETag"]})
    assert changed.status_code == 200
    for rule in ("--body:1.625rem", "--line:calc(46/26)", "color-scheme: dark", "var(--song)", "text-align:start"):
        assert rule in changed.content.decode()


def test_pages_are_the_same_bytes_whatever_is_chosen(db: None, stranger: Client) -> None:
    address = publish(make_essay()).get_absolute_url()
    before = stranger.get(address)
    stranger.cookies[COOKIE] = "26.night.song.start"
    after = stranger.get(address)
    assert after.content == before.content
    assert after["Cache-Control"] == before["Cache-Control"] == "public, max-age=0, s-maxage=60"


def test_one_choice_leaves_the_others_and_leads_back(stranger: Client) -> None:
    stranger.post(ADDRESS, {"theme": "night"}, headers=OWN)
    response = stranger.post(ADDRESS, {"size": "30", "next": "/essays/1/"}, headers=OWN)
    assert (response.status_code, response["Location"]) == (303, "/essays/1/")
    assert ReadingSettings.of_cookie(stranger.cookies[COOKIE].value) == ReadingSettings("30", "night")
    kept = stranger.cookies[COOKIE]
    assert (kept["samesite"], kept["httponly"], kept["path"], kept["max-age"]) == ("Lax", True, "/", 31_536_000)
    response = stranger.post(ADDRESS, {"reset": "1"}, headers=OWN)
    assert response["Location"] == ADDRESS
    assert stranger.cookies[COOKIE].value == ""


@pytest.mark.parametrize("value", [{"size": "17"}, {"theme": "<b>"}, {"face": ""}, {"colour": "red"}, {}])
def test_what_is_no_choice_changes_nothing(stranger: Client, value: dict[str, str]) -> None:
    assert stranger.post(ADDRESS, value, headers=OWN).status_code == 303
    assert ReadingSettings.of_cookie(stranger.cookies[COOKIE].value) == DEFAULT


@pytest.mark.parametrize(
    "headers", [{}, {"Origin": "https://else.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}]
)
def test_another_site_sets_nothing(stranger: Client, headers: dict[str, str]) -> None:
    response = stranger.post(ADDRESS, {"theme": "night"}, headers=headers)
    assert response.status_code == 403
    assert COOKIE not in stranger.cookies


@pytest.mark.parametrize(
    "back", ["https://else.example/", "//else.example/", "javascript:alert(1)", "essays/1/", "\\\\x"]
)
def test_it_leads_to_no_other_site(stranger: Client, back: str) -> None:
    assert stranger.post(ADDRESS, {"size": "20", "next": back}, headers=OWN)["Location"] == ADDRESS
    assert f'href="{back}"' not in stranger.get(ADDRESS, {"next": back}).content.decode()


def test_the_page_says_what_holds_and_is_kept_nowhere(stranger: Client) -> None:
    stranger.cookies[COOKIE] = "22.green.hei.justify"
    response = stranger.get(ADDRESS, {"next": "/essays/7/"})
    page = response.content.decode()
    assert response["Cache-Control"] == "private, no-store"
    assert '<button name="size" value="22" aria-pressed="true">' in page
    assert page.count('aria-pressed="true"') == len(CHOICES)
    assert 'href="/essays/7/"' in page
