"""Marking words with the mouse, and being offered the place where one stopped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, Route, expect

from essays.models import Essay, Highlight, Place
from tests.conftest import Cast
from tests.factories import Part, make_collection, make_essay, publish

from .faces import THEMES, choose_theme

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

SELECT = """([first, from, last, to]) => {
  const runs = [...document.querySelectorAll(".prose p")].map(paragraph => paragraph.firstChild);
  getSelection().setBaseAndExtent(runs[first], from, runs[last], to);
}"""


@pytest.fixture
def essay(db: None) -> Essay:
    parts = [
        Part("人到桥头自然会停，因为路断了。\n桥那边有人等。", "桥头"),
        Part("\n".join(["河水很慢。" * 60] * 6), "河边"),
    ]
    return publish(make_essay(make_collection(), subtitle="桥与河", parts=parts))


def test_words_are_marked_where_they_stand(
    page: Page, cast: Cast, essay: Essay, log_in: Callable[..., None], complaints: list[str]
) -> None:
    log_in(page, cast.reader, f"/accounts/login/?next=/essays/{essay.pk}/")
    button = page.get_by_role("button", name="划线", exact=True)
    expect(button).to_be_hidden()
    page.evaluate(SELECT, [0, 4, 1, 3])
    expect(button).to_be_visible()
    with page.expect_navigation():
        button.click()

    assert [row.text for row in Highlight.objects.order_by("pk")] == ["自然会停，因为路断了。", "桥那边"]
    expect(page.locator(".prose mark.own").first).to_have_text("自然会停，因为路断了。")
    assert page.url.endswith(f"#h-{Highlight.objects.order_by('pk')[0].pk}")
    page.locator("a.to-note").first.click()
    page.get_by_label("笔记", exact=True).fill("为什么停？")
    page.get_by_role("button", name="保存笔记").click()
    page.goto("/shelf/")
    expect(page.get_by_text("为什么停？")).to_be_visible()
    assert complaints == []


def test_words_selected_before_the_script_came_can_be_marked(
    page: Page, cast: Cast, essay: Essay, log_in: Callable[..., None]
) -> None:
    log_in(page, cast.reader, f"/accounts/login/?next=/essays/{essay.pk}/")
    held: list[Route] = []
    page.route("**/reading*.js", lambda route: held.append(route))
    page.reload(wait_until="commit")
    expect(page.locator(".prose p").last).to_be_attached()
    page.evaluate(SELECT, [0, 4, 0, 8])
    page.wait_for_timeout(100)
    held[0].continue_()

    expect(page.get_by_role("button", name="划线", exact=True)).to_be_visible()


def test_a_line_break_counts_as_it_does_in_plain_text(page: Page, cast: Cast, log_in: Callable[..., None]) -> None:
    verse = publish(
        make_essay(make_collection(), parts=[Part(html="<p>白日依山尽<br>黄河<strong>入海</strong>流</p>")])
    )
    log_in(page, cast.reader, f"/accounts/login/?next=/essays/{verse.pk}/")
    page.evaluate("""() => {
      const paragraph = document.querySelector(".prose p");
      getSelection().setBaseAndExtent(paragraph.childNodes[2], 0, paragraph.lastChild, 1);
    }""")
    with page.expect_navigation():
        page.get_by_role("button", name="划线", exact=True).click()

    assert Highlight.objects.get().text == "黄河入海流"


def test_the_place_is_remembered_when_one_leaves(
    page: Page, cast: Cast, essay: Essay, log_in: Callable[..., None]
) -> None:
    log_in(page, cast.reader, f"/accounts/login/?next=/essays/{essay.pk}/")
    page.mouse.wheel(0, 1500)
    page.wait_for_function("() => scrollY > 1000")
    with page.expect_response("**/shelf/place/"):  # the next page may else be made first
        page.evaluate("""() => {
          Object.defineProperty(document, "hidden", {value: true});
          document.dispatchEvent(new Event("visibilitychange", {bubbles: true}));
        }""")
    page.goto("/")
    expect(page.get_by_role("link", name="第一篇 · 河边")).to_be_visible()
    assert Place.objects.count() == 1


@pytest.mark.parametrize("theme", THEMES)
def test_the_shelf_is_accessible_and_fits_a_phone(
    new_context: Callable[..., BrowserContext],
    live_server: Any,
    cast: Cast,
    essay: Essay,
    log_in: Callable[..., None],
    theme: str,
) -> None:
    context = new_context(viewport={"width": 320, "height": 700})
    choose_theme(context, theme, live_server.url)
    page = context.new_page()
    log_in(page, cast.reader, f"/accounts/login/?next=/essays/{essay.pk}/")
    page.get_by_role("button", name="收藏", exact=True).click()
    expect(page.get_by_role("button", name="已收藏，取消")).to_be_visible()
    page.evaluate(SELECT, [0, 4, 0, 8])
    page.get_by_role("button", name="划线", exact=True).click()
    page.wait_for_url("**#h-*")
    marks = f"/shelf/marks/{Highlight.objects.get().pk}/"
    for address in (f"/essays/{essay.pk}/", "/shelf/", marks, f"/shelf/essays/{essay.pk}/"):
        page.goto(address)
        found = Axe().run(page).response["violations"]
        assert [(address, one["id"], one["nodes"][0]["html"]) for one in found] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
