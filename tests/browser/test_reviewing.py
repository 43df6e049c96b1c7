"""Reviewing in Chromium: by keys alone, comments where they belong, and the same without a script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from essays.models import Comment, Essay, Preferences, Revision, Section
from essays.workflow import Review
from tests.conftest import Cast, client_of
from tests.factories import Part, make_essay, publish

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

QUEUE = "/admin/essays/revision/queue/?tab=open"
REASON = "第二段没有出处，请补上"


@pytest.fixture
def desk(new_context: Callable[..., BrowserContext], live_server: Any) -> Callable[..., Page]:
    """A page of its own for each user, logged in."""

    def of(user: Any, **options: Any) -> Page:
        context = new_context(**options)
        session = client_of(user).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        return context.new_page()

    return of


@pytest.fixture
def waiting(cast: Cast) -> list[Revision]:
    """Three revisions in review, each with its first and third section changed against what is live."""
    found = []
    for number in range(3):
        parts = [Part(f"第{n}段，加快建设。", f"第{n}节") for n in range(1, 5)]
        essay = publish(make_essay(title=f"第{number}篇", parts=parts))
        changed = Section.objects.working().filter(essay=essay, position__in=(0, 2))
        changed.update(body="<p>这一段，加快建成。</p>")
        found.append(Essay.objects.get(pk=essay.pk).submit(by=cast.editor))
    return found


def states() -> list[str]:
    return list(Revision.objects.filter(number=2).order_by("pk").values_list("review", flat=True))


def on_screen(page: Page, revision: Revision) -> None:
    expect(page.locator(".revision-number")).to_be_visible()
    assert f"/revision/{revision.pk}/review/" in page.url


def look(page: Page) -> None:
    """As long as a page must have been there before a key decides about it."""
    page.wait_for_timeout(900)


def test_three_revisions_are_reviewed_by_keys_alone(
    cast: Cast, waiting: list[Revision], desk: Callable[..., Page], complaints: list[str]
) -> None:
    page = desk(cast.reviewer)
    page.goto(QUEUE)
    page.locator(".queue tbody th a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/revision/{waiting[0].pk}/review/**")
    on_screen(page, waiting[0])

    look(page)
    with page.expect_navigation():
        page.keyboard.press("a")
    on_screen(page, waiting[1])

    page.keyboard.press("r")
    page.keyboard.type(REASON)
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    on_screen(page, waiting[2])

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("c")
    page.keyboard.type("为什么改这里？a r n")
    page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator(".thread .comment-text")).to_have_text("为什么改这里？a r n")
    look(page)
    with page.expect_navigation():
        page.keyboard.press("a")

    assert page.url.split("?")[0].endswith("/admin/essays/revision/queue/")
    assert states() == [Review.APPROVED, Review.RETURNED, Review.APPROVED]
    third = Section.objects.filter(revision=waiting[2]).order_by("position")[2]
    assert Comment.objects.get().section_uid == third.uid
    assert complaints == []


def test_next_and_previous_go_round_the_queue(cast: Cast, waiting: list[Revision], desk: Callable[..., Page]) -> None:
    page = desk(cast.reviewer)
    page.goto(f"/admin/essays/revision/{waiting[0].pk}/review/")

    for key, revision in (("n", 1), ("n", 2), ("n", 0), ("p", 2)):
        with page.expect_navigation():
            page.keyboard.press(key)
        on_screen(page, waiting[revision])


def test_nothing_is_approved_before_it_was_looked_at_or_by_a_key_meant_for_writing(
    cast: Cast, waiting: list[Revision], desk: Callable[..., Page]
) -> None:
    page = desk(cast.reviewer)
    page.goto(f"/admin/essays/revision/{waiting[0].pk}/review/")

    page.keyboard.press("a")
    expect(page.locator(".bar-status")).not_to_be_empty()
    look(page)
    page.keyboard.press("Control+a")
    page.keyboard.press("r")
    page.keyboard.press("a")
    expect(page.locator("#id_why")).to_have_value("a")
    page.keyboard.press("Escape")
    expect(page.locator("#id_why")).to_be_hidden()
    page.dispatch_event("body", "keydown", {"key": "a", "isComposing": True, "bubbles": True})
    page.dispatch_event("body", "keydown", {"key": "a", "repeat": True, "bubbles": True})

    page.wait_for_timeout(300)
    on_screen(page, waiting[0])
    assert states() == [Review.IN_REVIEW] * 3


def test_a_decision_waits_for_what_was_written_and_not_sent(
    cast: Cast, waiting: list[Revision], desk: Callable[..., Page]
) -> None:
    page = desk(cast.reviewer)
    page.goto(f"/admin/essays/revision/{waiting[0].pk}/review/")
    page.keyboard.press("c")
    page.keyboard.type("还没有发送的话")

    page.click("#approve-form button")
    expect(page.locator(".bar-status")).not_to_be_empty()
    expect(page.locator(".say-form textarea")).to_be_focused()
    assert states() == [Review.IN_REVIEW] * 3

    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    with page.expect_navigation():
        page.click("#approve-form button")
    assert (states()[0], Comment.objects.get().text) == (Review.APPROVED, "还没有发送的话")


def test_the_sheet_names_the_keys_and_closes(cast: Cast, waiting: list[Revision], desk: Callable[..., Page]) -> None:
    page = desk(cast.reviewer)
    page.goto(f"/admin/essays/revision/{waiting[0].pk}/review/")

    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    look(page)
    page.keyboard.press("a")
    page.keyboard.press("Escape")

    expect(page.locator("#keys")).to_be_hidden()
    assert states() == [Review.IN_REVIEW] * 3


def test_keys_do_nothing_where_they_are_switched_off(
    cast: Cast, waiting: list[Revision], desk: Callable[..., Page]
) -> None:
    Preferences.objects.create(user=cast.reviewer, shortcuts=False)
    page = desk(cast.reviewer)
    page.goto(f"/admin/essays/revision/{waiting[0].pk}/review/")

    look(page)
    for key in ("a", "n", "?"):
        page.keyboard.press(key)

    page.wait_for_timeout(300)
    on_screen(page, waiting[0])
    assert states() == [Review.IN_REVIEW] * 3


def test_all_of_it_works_without_a_script(cast: Cast, waiting: list[Revision], desk: Callable[..., Page]) -> None:
    page = desk(cast.reviewer, java_script_enabled=False)
    page.goto(QUEUE)
    page.locator(".queue .acts a").first.click()

    page.locator(".part a.say").first.click()
    page.fill(".say-form textarea", "出处？")
    page.click(".say-form button")
    expect(page.locator(".part .comment-text")).to_have_text("出处？")
    page.locator("#return summary").click()
    page.fill("#id_why", REASON)
    page.click("#return button")
    on_screen(page, waiting[1])
    page.click("#approve-form button")
    on_screen(page, waiting[2])

    assert states() == [Review.RETURNED, Review.APPROVED, Review.IN_REVIEW]


@pytest.mark.parametrize("path", [QUEUE, "/admin/essays/revision/{}/review/", "/admin/essays/comment/"])
def test_a_tablet_needs_no_sideways_scroll(
    cast: Cast, waiting: list[Revision], desk: Callable[..., Page], path: str
) -> None:
    Comment.objects.say(waiting[0], "很长的话没有空格" * 40 + "x" * 200, by=cast.reviewer)
    page = desk(cast.reviewer, viewport={"width": 768, "height": 1024}, has_touch=True)

    page.goto(path.format(waiting[0].pk))

    assert page.evaluate("document.documentElement.scrollWidth") <= 768
