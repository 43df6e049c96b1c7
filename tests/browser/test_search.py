"""The search box by keyboard, pointer and input method; its pages with axe."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from essays.models import Essay
from tests.factories import Part, make_collection, make_essay, make_quote, publish

from .faces import THEMES, choose_theme

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.sqlite]


@pytest.fixture
def essay(db: None) -> Essay:
    parts = [Part("桥下的青苔，一年一年地长。", "桥的来历"), Part("桥上的灯火。", "桥的去处", paid=True)]
    essay = make_essay(make_collection("河流文集"), subtitle="记一座石桥", parts=parts)
    make_quote(essay, "桥下的青苔", "曹军", confirmed=True, title="船长")
    return publish(essay)


def test_suggestions_are_walked_through_by_keys(page: Page, essay: Essay, complaints: list[str]) -> None:
    page.goto("/")
    box = page.get_by_role("combobox", name="搜索")
    box.press_sequentially("桥")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert box.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
    box.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    box.press("Escape")
    expect(options.first).to_be_hidden()
    expect(box).to_have_value("桥")
    box.press("ArrowDown")
    with page.expect_navigation():
        box.press("Enter")

    assert f"/essays/{essay.pk}/" in page.url
    assert complaints == []


def test_enter_without_a_choice_sends_the_form(page: Page, essay: Essay) -> None:
    page.goto("/")
    box = page.get_by_role("combobox", name="搜索")
    box.press_sequentially("caojun")
    expect(page.get_by_role("option").first).to_contain_text("曹军")
    with page.expect_navigation():
        box.press("Enter")

    assert page.url.endswith("/search/?q=caojun")


def test_nothing_is_asked_while_an_input_method_composes(page: Page, essay: Essay) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/suggest/" in request.url else None)
    page.goto("/")
    box = page.get_by_role("combobox", name="搜索")
    box.focus()
    send = page.context.new_cdp_session(page).send
    send("Input.imeSetComposition", {"text": "qiao", "selectionStart": 4, "selectionEnd": 4})
    page.wait_for_timeout(500)
    assert asked == []
    send("Input.insertText", {"text": "桥"})

    expect(page.get_by_role("option").first).to_be_visible()
    assert len(asked) == 1


def test_a_pointer_opens_what_it_points_at(page: Page, essay: Essay) -> None:
    page.goto("/search/")
    page.get_by_role("combobox", name="搜索").press_sequentially("船长")
    with page.expect_navigation():
        page.get_by_role("option").first.click()

    assert "/speakers/" in page.url


@pytest.mark.parametrize("theme", THEMES)
def test_its_pages_are_accessible_and_fit_a_phone(
    context: BrowserContext, page: Page, live_server: Any, essay: Essay, theme: str
) -> None:
    choose_theme(context, theme, live_server.url)
    page.set_viewport_size({"width": 320, "height": 640})
    opened = f"/essays/{essay.pk}/?hl=桥"
    for address in ("/search/", "/search/?q=桥", "/search/?q=桥&kind=text", "/search/?q=石桥青苔", opened):
        page.goto(address)
        violations = Axe().run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in violations] == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
