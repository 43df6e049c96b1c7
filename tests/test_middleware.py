from __future__ import annotations

import logging

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from essays.access import STRANGER
from essays.middleware import LARGEST_OF_STRANGERS, AddressLocaleMiddleware, ReaderMiddleware


class Visitor:
    is_authenticated = is_active = True


def answer(address: str, body: str = "", user: object = None, method: str = "get") -> HttpResponse:
    request = getattr(RequestFactory(), method)(address)
    request.user = user
    return ReaderMiddleware(lambda _request: HttpResponse(body))(request)


@pytest.mark.parametrize(
    "marker", ["##paidbegin##", "$$PAIDEND$$", "＃＃paid begin＃＃", "# paid end", "<p>##paidbegin##秘密</p>"]
)
def test_a_leftover_marker_is_an_error_and_never_sent(marker: str, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        response = answer("/essays/1/", f"<p>前{marker}秘密</p>")
    assert response.status_code == 500
    assert "秘密" not in response.content.decode()
    assert "秘密" not in caplog.text


def test_ordinary_text_about_paying_is_sent() -> None:
    assert answer("/essays/1/", "paid, #1, $5 and ＃标签").status_code == 200


@pytest.mark.parametrize(
    ("address", "user", "method", "rule"),
    [
        ("/", None, "get", "public, max-age=0, s-maxage=60"),
        ("/essays/1/", None, "head", "public, max-age=0, s-maxage=60"),
        ("/essays/1/", Visitor(), "get", "private, no-store"),
        ("/essays/1/", None, "post", "private, no-store"),
        ("/accounts/login/", None, "get", "private, no-store"),
        ("/en/accounts/login/", None, "get", "private, no-store"),
        ("/admin/", None, "get", "private, no-store"),
        ("/review/x/", None, "get", "private, no-store"),
        ("/en/review/x/", None, "head", "private, no-store"),
    ],
)
def test_who_may_keep_an_answer(address: str, user: object, method: str, rule: str) -> None:
    response = answer(address, user=user, method=method)
    assert (response["Cache-Control"], response["Vary"]) == (rule, "Cookie")


def test_the_reader_is_built_when_first_asked_for() -> None:
    request = RequestFactory().get("/")
    request.user = None
    ReaderMiddleware(lambda _request: HttpResponse())(request)
    assert request.reader == STRANGER


@pytest.mark.parametrize(
    ("address", "cookie", "language"),
    [
        ("/", "", "zh-hans"),
        ("/", "en", "zh-hans"),
        ("/en/", "", "en"),
        ("/en/essays/1/", "zh-hans", "en"),
        ("/admin/", "en", "en"),
        ("/admin/", "", "zh-hans"),
        ("/admin/", "xx", "zh-hans"),
    ],
)
def test_the_public_language_is_the_address_alone(address: str, cookie: str, language: str) -> None:
    request: HttpRequest = RequestFactory(headers={"Accept-Language": "fr"}).get(address)
    request.COOKIES["django_language"] = cookie
    response = AddressLocaleMiddleware(lambda asked: HttpResponse(asked.LANGUAGE_CODE))(request)
    assert response.content.decode() == response["Content-Language"] == language
    assert "Vary" not in response


@pytest.mark.parametrize("address", ["/accounts/login/", "/admin/", "/essays/1/"])
def test_a_stranger_cannot_make_the_site_read_what_only_imports_need(stranger: Client, address: str) -> None:
    response = stranger.post(address, {"login": "x" * LARGEST_OF_STRANGERS})
    assert response.status_code == 413
