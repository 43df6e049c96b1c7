"""The wall in a real browser: the way from the gate to the very place, and what Back shows after log-out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from essays.models import Collection
from tests.factories import Part, make_essay, make_user, publish

pytestmark = pytest.mark.django_db(transaction=True)

SECRET = "桥那边才是讲故事的地方"
PARTS = (
    Part("\n".join(f"第{number}段，说的都是去桥头路上看到的风景，路不远，风景却多。" for number in range(30))),
    Part("人到桥头自然会停，", "到了桥头"),
    Part(
        f"因为{SECRET}。\n" + "\n".join(f"后来的第{number}段。" for number in range(30)), "到了桥头", True, "paragraph"
    ),
)


@pytest.fixture
def address() -> str:
    essay = publish(make_essay(parts=PARTS))
    return str(essay.get_absolute_url())


@pytest.fixture
def reader() -> Any:
    return make_user("duzhe")


def test_the_gate_leads_through_the_log_in_to_the_very_place(
    page: Page, address: str, reader: Any, log_in: Callable[..., None], complaints: list[str]
) -> None:
    page.goto(address)
    expect(page.locator("body")).not_to_contain_text(SECRET)
    page.locator("#gate a[href*='login']").first.click()
    log_in(page, reader, at=page.url)
    assert page.url.endswith(f"{address}#continue")
    expect(page.locator("main")).to_contain_text(f"人到桥头自然会停，因为{SECRET}。")
    top = page.evaluate("document.getElementById('continue').getBoundingClientRect().top / innerHeight")
    assert 0.2 <= top <= 0.5
    assert complaints == []


def test_back_after_log_out_shows_no_paid_text(
    page: Page, address: str, reader: Any, log_in: Callable[..., None]
) -> None:
    log_in(page, reader)
    page.goto(address)
    expect(page.locator("main")).to_contain_text(SECRET)
    page.locator("form[action*='logout'] button").first.click()
    page.wait_for_load_state()
    page.go_back()
    page.wait_for_load_state()
    assert SECRET not in page.content()


def test_everything_is_readable_with_scripts_off(
    new_context: Callable[..., BrowserContext], address: str, reader: Any, log_in: Callable[..., None]
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    log_in(page, reader)
    page.goto(address)
    expect(page.locator("main")).to_contain_text(SECRET)


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_scrolls_sideways_or_breaks_its_policy(
    new_context: Callable[..., BrowserContext], address: str, width: int, scheme: str, complaints: list[str]
) -> None:
    page = new_context(viewport={"width": width, "height": 800}, color_scheme=scheme).new_page()
    shelf = Collection.objects.get().get_absolute_url()
    for place in ("/", shelf, address, f"/en{address}", "/accounts/login/", "/nowhere/"):
        page.goto(place)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, place
    assert [said for said in complaints if "status of 404" not in said] == []


def test_on_paper_stand_the_text_what_is_missing_and_where_it_came_from(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator(".printed").first).to_be_hidden()
    page.emulate_media(media="print")

    expect(page.locator("p.printed").first).to_contain_text("以下内容登录后可读，余")
    expect(page.locator("p.colophon")).to_contain_text(address)
    expect(page.locator("p.colophon")).to_contain_text("第一篇")
    for chrome in (".site-bar", ".site-footer", ".gate", ".ghost", ".bottom-bar", ".take-away", ".turn", ".aa"):
        for element in page.locator(chrome).all():
            expect(element).to_be_hidden()
    style = "getComputedStyle(document.querySelector('.prose p'))"
    assert page.evaluate(f"{style}.fontSize") == "16px", "12 pt"
    assert page.pdf()[:4] == b"%PDF"
