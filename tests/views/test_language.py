"""Every public page speaks one language: the content is Chinese and says so, the words around it are the page's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation
from lxml import html

from essays.models import Collection
from tests.factories import CUT_IN_A_SENTENCE, PASSWORD, Part, make_collection, make_essay, make_quote, publish

from .pages import fetch

pytestmark = pytest.mark.django_db

HAN = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uff65]+")
LATIN = re.compile("[A-Za-z]+")
ERROR_PAGES = ("404.html", "429.html", "500.html")
SPOKEN = ("title", "placeholder", "aria-label", "alt")
SILENT = {"script", "style", "template", "code"}


@pytest.fixture
def collection() -> Collection:
    """An essay that is free, one that breaks off, one that is locked, with quotations in each."""
    collection = make_collection("乡村小路心得体会", issued_by="村委会", source_url="https://example.org/")
    long_text = [Part(heading=f"第{n}个小节") for n in "一二三四"]
    parts = (
        long_text,
        [*CUT_IN_A_SENTENCE, Part("又见小路。", "小路"), Part("又见小河。", "小河", paid=True), Part("到家。")],
        [Part("桥。", paid=True)],
    )
    for number, these in enumerate(parts, start=1):
        essay = make_essay(collection, number, subtitle=f"小路之{number}", parts=these)
        make_quote(essay, "路修好了。", "王大山", confirmed=True)
    return publish(collection)


@pytest.fixture
def addresses(collection: Collection) -> list[str]:
    essays = [essay.get_absolute_url() for essay in collection.essays.all()]
    log_in = [f"/accounts/login/?next={address}%23continue" for address in essays]
    return [
        "/",
        collection.get_absolute_url(),
        *essays,
        "/accounts/login/",
        *log_in,
        "/accounts/logout/",
        "/about/",
        "/nothing/",
    ]


def said(element: Any, language: str) -> Iterator[tuple[str, str]]:
    """Each text of the page, shown or read out, with the language it is marked as."""
    if not isinstance(element.tag, str) or element.tag in SILENT:
        return
    language = element.get("lang", language)
    yield language, element.text or ""
    for name in SPOKEN:
        yield language, element.get(name, "")
    for child in element:
        yield from said(child, language)
        yield language, child.tail or ""


def strays(tree: Any) -> list[str]:
    """Words in a language that the page does not say they are in; code is nobody's."""
    language = tree.get("lang")
    other = {"zh-Hans": LATIN, "zh-Hant": LATIN, "en": HAN}
    return [word for tag, text in said(tree.find("body"), language) for word in other[tag].findall(text)]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_stranger_meets_one_language(stranger: Client, addresses: list[str], prefix: str) -> None:
    for address in addresses:
        page = fetch(stranger, prefix + address, follow=True)
        assert page.one("/html").get("lang") == ("en" if prefix else "zh-Hans"), address
        assert strays(page.tree) == [], address


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_reader_meets_one_language(reader: Client, addresses: list[str], prefix: str) -> None:
    for address in addresses:
        page = fetch(reader, prefix + address, follow=True)
        assert set(strays(page.tree)) <= {"reader"}, address


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_an_empty_site_meets_its_staff_in_one_language(superuser: Client, prefix: str) -> None:
    page = fetch(superuser, f"{prefix}/")

    assert set(strays(page.tree)) <= {"superuser"}
    page.one('//*[@class="empty"]')


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("answer", [{}, {"login": "nobody", "password": "wrong"}, {"login": "reader"}])
def test_a_refused_log_in_says_why_in_one_language(
    stranger: Client, reader: Client, prefix: str, answer: dict[str, str]
) -> None:
    response = stranger.post(f"{prefix}/accounts/login/", answer)
    page = html.document_fromstring(response.content.decode())

    assert response.status_code == 200
    assert page.xpath('//*[@aria-invalid="true"]')
    assert strays(page) == []


@pytest.mark.parametrize("name", ERROR_PAGES)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_an_error_page_is_in_the_language_of_its_address(language: str, name: str) -> None:
    with translation.override(language):
        page = html.document_fromstring(render_to_string(name))

    assert strays(page) == []


def test_a_closed_account_is_told_so_in_one_language(stranger: Client, cast: Any) -> None:
    cast.reader.is_active = False
    cast.reader.save()

    page = html.document_fromstring(
        stranger.post("/accounts/login/", {"login": "reader", "password": PASSWORD}, follow=True).content.decode()
    )
    assert strays(page) == []
