"""Reading settings as a reader meets them: at once with scripts, by the form without, and kept on every page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.factories import FREE_AND_PAID, Part, make_collection, make_essay, publish

pytestmark = pytest.mark.django_db(transaction=True)

NIGHT, GREEN = "rgb(23, 22, 20)", "rgb(232, 239, 225)"


@pytest.fixture
def essay(db: None) -> Any:
    collection = make_collection(essays=0)
    first, _ = (make_essay(collection, number, parts=FREE_AND_PAID) for number in (1, 2))
    publish(collection)
    return first


def choose(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_a_choice_shows_at_once_and_stays(new_context: Callable[..., BrowserContext], essay: Any) -> None:
    page = new_context(viewport={"width": 390, "height": 844}).new_page()
    page.goto(essay.get_absolute_url())
    page.get_by_role("button", name="设置", exact=True).click()
    choose(page, "26")
    expect(page.locator(".prose p").first).to_have_css("font-size", "26px")
    choose(page, "夜间")
    expect(page.locator("html")).to_have_css("background-color", NIGHT)
    assert page.locator("#reading").is_visible(), "the page was not left"
    page.keyboard.press("Escape")
    expect(page.locator("#reading")).to_be_hidden()
    page.get_by_role("link", name="下一篇", exact=True).click()
    expect(page.get_by_role("link", name="上一篇", exact=True)).to_be_visible()
    expect(page.locator(".prose p").first).to_have_css("font-size", "26px")
    page.goto("/quotes/")
    expect(page.locator("html")).to_have_css("background-color", NIGHT)


def test_it_works_without_scripts(new_context: Callable[..., BrowserContext], essay: Any) -> None:
    page = new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900}).new_page()
    page.goto(essay.get_absolute_url())
    page.get_by_role("button", name="阅读设置").click()
    choose(page, "护眼")
    page.wait_for_load_state()
    assert page.url.endswith(essay.get_absolute_url())
    expect(page.locator("html")).to_have_css("background-color", GREEN)
    page.goto("/settings/reading/?next=/")
    expect(page.get_by_role("button", name="护眼")).to_have_attribute("aria-pressed", "true")


def test_the_tools_of_a_phone_hide_nothing_that_has_the_focus(
    new_context: Callable[..., BrowserContext], essay: Any
) -> None:
    page = new_context(viewport={"width": 390, "height": 600}).new_page()
    page.goto(essay.get_absolute_url())
    bar = page.locator(".bottom-bar")
    assert all(box["height"] >= 44 for box in (one.bounding_box() or {} for one in bar.get_by_role("listitem").all()))
    covered = []
    for _ in range(30):
        page.keyboard.press("Tab")
        covered.append(
            page.evaluate(
                """() => {
                  const focus = document.activeElement, bar = document.querySelector(".bottom-bar");
                  if (focus === document.body || bar.contains(focus)) return false;
                  return focus.getBoundingClientRect().bottom > bar.getBoundingClientRect().top + 1
                    && focus.getBoundingClientRect().top < bar.getBoundingClientRect().top;
                }"""
            )
        )
    assert not any(covered)


def test_the_bottom_bar_makes_room_while_one_reads_on(new_context: Callable[..., BrowserContext], db: None) -> None:
    long = publish(make_essay(make_collection(), parts=[Part("\n".join(["河水很慢。" * 40] * 12))]))
    page = new_context(viewport={"width": 390, "height": 844}).new_page()
    page.goto(long.get_absolute_url())
    bar = page.get_by_role("navigation", name="阅读工具")
    page.mouse.wheel(0, 900)
    expect(bar).to_have_attribute("data-away", "")
    page.mouse.wheel(0, -300)
    expect(bar).not_to_have_attribute("data-away", "")


def test_a_link_is_shared_as_the_canonical_one(new_context: Callable[..., BrowserContext], essay: Any) -> None:
    context = new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.add_init_script("delete Navigator.prototype.share")
    page.goto(f"{essay.get_absolute_url()}?utm=x")
    page.locator("main").get_by_role("button", name="分享").click()

    expect(page.get_by_text("链接已复制")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").endswith(essay.get_absolute_url())


def test_without_scripts_nothing_is_offered_that_needs_them(
    new_context: Callable[..., BrowserContext], essay: Any
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(essay.get_absolute_url())

    expect(page.get_by_role("button", name="分享")).to_have_count(0)
    expect(page.get_by_role("button", name="打印")).to_have_count(0)
