"""Nobody loses a keystroke, in Chromium: closed tabs, two editors at once, keys, leaving with unsaved text."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from essays.models import Autosave, Essay, Preferences, Presence, Section
from tests.conftest import Cast, client_of
from tests.factories import Part, make_essay
from tests.importing.texts import imported

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

FORM = "/admin/essays/essay/{}/change/"
KEPT = "[data-state=kept].saving-status"


@pytest.fixture
def context_of(new_context: Callable[..., BrowserContext], live_server: Any) -> Callable[..., BrowserContext]:
    """A browser of its own for a user, logged in."""

    def of(user: Any, **options: Any) -> BrowserContext:
        context = new_context(**options)
        session = client_of(user).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        return context

    return of


@pytest.fixture
def essay(cast: Cast) -> Essay:
    essay = make_essay(parts=[Part("甲。", "一"), Part("乙。", "二")])
    essay.tidy()
    essay.freeze(by=cast.editor)
    return essay


def open_form(context: BrowserContext, essay: Essay) -> Page:
    page = context.new_page()
    page.goto(FORM.format(essay.pk))
    expect(page.locator("[data-state].saving-status")).to_be_attached()
    return page


def type_into(page: Page, number: int, text: str) -> None:
    """Write a section anew in its editor."""
    section = page.locator("details.section").nth(number)
    if section.get_attribute("open") is None:
        section.locator("summary").click()
    body = section.frame_locator("iframe").locator("body[contenteditable=true]")
    expect(body).to_be_visible()
    body.press("Control+a")
    body.press_sequentially(text)


def until(is_so: Callable[[], bool]) -> None:
    """Wait for what a page that has closed still sends: the browser tells nobody of the answer."""
    end = time.monotonic() + 10
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


def first_body(essay: Essay) -> str:
    return Section.objects.working().filter(essay=essay).order_by("position")[0].body


def test_save_is_in_the_window_wherever_one_reads(
    context_of: Callable[..., BrowserContext], cast: Cast, essay: Essay
) -> None:
    page = open_form(context_of(cast.editor, viewport={"width": 1280, "height": 700}), essay)
    save = page.locator("input[name=_save]")

    for place in ("0", "document.documentElement.scrollHeight / 2", "document.documentElement.scrollHeight"):
        page.evaluate(f"window.scrollTo(0, {place})")
        expect(save).to_be_in_viewport(ratio=1)


def test_on_a_telephone_the_head_covers_nothing_of_the_page(
    context_of: Callable[..., BrowserContext], cast: Cast
) -> None:
    page = context_of(cast.reviewer, viewport={"width": 390, "height": 800}).new_page()
    page.goto("/admin/")

    tools, heading = page.locator("#user-tools").bounding_box(), page.locator("#content h1").bounding_box()
    assert tools is not None
    assert heading is not None
    assert tools["y"] + tools["height"] <= heading["y"]


def test_text_typed_into_a_tab_that_was_closed_comes_back(
    cast: Cast, essay: Essay, context_of: Callable[..., BrowserContext], complaints: list[str]
) -> None:
    context = context_of(cast.editor)
    page = open_form(context, essay)
    expect(page.locator("[data-state=saved].saving-status")).to_be_attached()
    type_into(page, 0, "没有保存的话。")
    expect(page.locator("[data-state=unsaved].saving-status")).to_be_attached()
    expect(page.locator(KEPT)).to_be_attached()
    page.close()

    page = open_form(context, essay)
    page.click("a[href='?restore=autosave']")
    section = page.locator("details.section").nth(0)
    section.locator("summary").click()
    expect(section.frame_locator("iframe").locator("body")).to_have_text("没有保存的话。")
    with page.expect_navigation():
        page.click("input[name=_continue]")

    assert first_body(essay) == "<p>没有保存的话。</p>"
    assert not Autosave.objects.exists()
    assert complaints == []


def test_the_last_words_before_a_tab_closes_are_kept(
    cast: Cast, essay: Essay, context_of: Callable[..., BrowserContext]
) -> None:
    context = context_of(cast.editor)
    page = open_form(context, essay)
    other = context.new_page()
    page.locator("#id_subtitle").fill("刚刚打的副题")

    page.close()
    until(Autosave.objects.exists)

    other.goto(FORM.format(essay.pk))
    assert Autosave.objects.get().fields["subtitle"] == "刚刚打的副题"
    expect(other.locator(".saving-offer")).to_be_visible()


def test_leaving_warns_only_of_what_is_neither_saved_nor_kept(
    cast: Cast, essay: Essay, context_of: Callable[..., BrowserContext]
) -> None:
    page = open_form(context_of(cast.editor), essay)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    page.goto("/admin/")
    untouched = list(asked)
    page.goto(FORM.format(essay.pk))
    page.locator("#id_subtitle").press_sequentially("新副题")
    page.goto("/admin/")
    unsaved = list(asked)
    until(Autosave.objects.exists)
    page.goto(FORM.format(essay.pk))
    page.click("a[href='?restore=autosave']")
    expect(page.locator(KEPT)).to_be_attached()
    page.locator("#id_title").focus()
    page.goto("/admin/")

    assert untouched == []
    assert unsaved == ["beforeunload"]
    assert asked == ["beforeunload"]


def test_a_typed_change_that_is_taken_back_is_no_change(
    cast: Cast, essay: Essay, context_of: Callable[..., BrowserContext]
) -> None:
    page = open_form(context_of(cast.editor), essay)
    page.locator("#id_subtitle").press_sequentially("字")
    expect(page.locator("[data-state=unsaved].saving-status")).to_be_attached()

    page.locator("#id_subtitle").press("Backspace")

    expect(page.locator("[data-state=saved].saving-status")).to_be_attached()
    assert not Autosave.objects.exists()


@pytest.mark.parametrize("inside_the_editor", [False, True])
def test_control_s_saves_and_goes_on(
    cast: Cast, essay: Essay, context_of: Callable[..., BrowserContext], inside_the_editor: bool
) -> None:
    page = open_form(context_of(cast.editor), essay)
    type_into(page, 0, "存好的话。")
    page.wait_for_timeout(700)
    if not inside_the_editor:
        page.locator("#id_subtitle").focus()

    with page.expect_navigation():
        page.keyboard.press("Control+s")

    assert page.url.endswith(FORM.format(essay.pk))
    assert first_body(essay) == "<p>存好的话。</p>"
    assert essay.revisions.count() == 2


def test_no_key_is_heard_while_characters_are_composed(
    cast: Cast, essay: Essay, context_of: Callable[..., BrowserContext]
) -> None:
    page = open_form(context_of(cast.editor), essay)

    page.evaluate(
        """() => ["?", "s"].forEach((key) => document.dispatchEvent(new KeyboardEvent(
            "keydown", { key, ctrlKey: key === "s", isComposing: true, bubbles: true })))"""
    )

    expect(page.locator("#shortcuts")).to_be_hidden()
    assert essay.revisions.count() == 1


def test_keys_search_and_name_themselves(cast: Cast, essay: Essay, context_of: Callable[..., BrowserContext]) -> None:
    page = context_of(cast.editor).new_page()
    page.goto("/admin/essays/essay/")

    page.locator("h1").first.click()
    page.keyboard.press("/")
    expect(page.locator("#searchbar")).to_be_focused()
    page.keyboard.type("?/")
    expect(page.locator("#searchbar")).to_have_value("?/")
    page.locator("#searchbar").blur()
    page.keyboard.press("?")
    expect(page.locator("#shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#shortcuts")).to_be_hidden()


def test_keys_that_are_switched_off_do_nothing(
    cast: Cast, essay: Essay, context_of: Callable[..., BrowserContext]
) -> None:
    Preferences.objects.create(user=cast.editor, shortcuts=False)
    page = open_form(context_of(cast.editor), essay)

    page.keyboard.press("?")
    page.keyboard.press("Control+s")

    expect(page.locator("#shortcuts")).to_have_count(0)
    assert essay.revisions.count() == 1


def test_of_two_editors_the_second_sees_both_texts_and_keeps_them(
    cast: Cast, essay: Essay, context_of: Callable[..., BrowserContext]
) -> None:
    first, second = open_form(context_of(cast.editor), essay), open_form(context_of(cast.entry), essay)
    type_into(first, 0, "别人的话。")
    with first.expect_navigation():
        first.click("input[name=_continue]")
    type_into(second, 0, "自己的话。")

    with second.expect_navigation():
        second.click("input[name=_continue]")
    expect(second.locator(".conflict-clash")).to_contain_text("别人的话。")
    expect(second.locator(".conflict-clash")).to_contain_text("自己的话。")
    second.check("input[type=radio][value=both]")
    with second.expect_navigation():
        second.click(".answers input[type=submit]")
    with second.expect_navigation():
        second.click("input[name=_continue]")

    rows = Section.objects.working().filter(essay=essay).order_by("position")
    assert [row.body for row in rows] == ["<p>别人的话。</p>", "<p>自己的话。</p>", "<p>乙。</p>"]


def test_who_else_has_it_open_is_shown_and_leaves(
    cast: Cast, essay: Essay, context_of: Callable[..., BrowserContext]
) -> None:
    first = open_form(context_of(cast.editor), essay)
    second = open_form(context_of(cast.entry), essay)
    expect(second.locator(".presence")).to_contain_text("editor")

    first.goto("/admin/")
    until(lambda: not Presence.objects.filter(user=cast.editor).exists())
    second.reload()

    expect(second.locator(".presence")).not_to_contain_text("editor")


def test_a_line_and_what_came_from_it_light_up_together(
    cast: Cast, context_of: Callable[..., BrowserContext], complaints: list[str]
) -> None:
    imported()
    page = context_of(cast.editor).new_page()
    page.goto(f"/admin/essays/essay/{Essay.objects.get(number=1).pk}/source/")

    page.locator(".side-file [data-line='6']").hover()
    expect(page.locator(".side-tree [data-line='6']")).to_have_class("side-part side-text is-lit")
    page.locator(".side-tree [data-line='7'] a").focus()
    expect(page.locator(".side-file [data-line='7']")).to_have_class("side-line is-lit")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".side-file [data-line='8']")).to_have_class("side-line is-lit")
    page.keyboard.press("Enter")
    expect(page.locator("#src-8 a")).to_be_focused()
    assert complaints == []


def test_the_form_shows_the_file_of_the_section_that_is_written(
    cast: Cast, context_of: Callable[..., BrowserContext], complaints: list[str]
) -> None:
    imported()
    page = open_form(context_of(cast.editor), Essay.objects.get(number=1))

    page.locator("#beside summary").click()
    expect(page.locator("#beside .side-pane")).to_have_count(2)
    page.locator("details.section summary").nth(1).focus()

    expect(page.locator("#beside .side-tree .is-lit")).to_have_count(1)
    assert complaints == []
