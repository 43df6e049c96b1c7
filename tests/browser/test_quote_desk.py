"""The quote desk in Chromium: by keys alone, two hundred quotes on one page, and the same without a script."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from essays.models import Attribution, Essay, Quote, Speaker, Verdict
from tests.conftest import Cast, client_of
from tests.factories import Part, make_essay, make_quote

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

DESK = "/admin/essays/quote/desk/"


@pytest.fixture
def desk(new_context: Callable[..., BrowserContext], live_server: Any, cast: Cast) -> Callable[..., Page]:
    """The desk's page, the editor logged in."""

    def opened(query: str = "", **options: Any) -> Page:
        context = new_context(**options)
        session = client_of(cast.editor).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page = context.new_page()
        page.goto(DESK + query)
        return page

    return opened


def words(number: int) -> str:
    return f"第{number}件事情我们一定要办好，一件也不能少。"


def essay_saying(count: int) -> Essay:
    essay = make_essay(parts=[Part("\n".join(f"石桥村林某{n}说：“{words(n)}”" for n in range(count)))])
    for number in range(count):
        make_quote(essay, words(number), f"林某{number}", organisation="石桥村", title="会计")
    return essay


def verdicts() -> list[str]:
    return list(Quote.objects.working().order_by("position").values_list("attribution__verdict", flat=True))


def shown(page: Page, number: int) -> None:
    expect(page.locator("mark.is-quote")).to_have_text(words(number))


def test_ten_quotes_are_settled_by_keys_alone(desk: Callable[..., Page], complaints: list[str]) -> None:
    essay_saying(10)
    page = desk()
    for number, key in enumerate("aaraarnaa"):
        shown(page, number)
        page.keyboard.press(key)
    shown(page, 9)
    page.keyboard.press("e")
    expect(page.locator("#id_speaker")).to_be_focused()
    page.keyboard.type("林长河")
    page.keyboard.press("Enter")
    shown(page, 6)  # what was skipped comes round again
    page.keyboard.press("u")
    shown(page, 9)
    page.keyboard.press("a")
    shown(page, 6)
    page.keyboard.press("a")

    expect(page.locator(".desk-done")).to_be_visible()
    confirmed, rejected = Verdict.CONFIRMED.value, Verdict.REJECTED.value
    assert verdicts() == [confirmed, confirmed, rejected, confirmed, confirmed, rejected] + [confirmed] * 4
    assert Quote.objects.working().get(position=9).speaker == "林某9"
    assert complaints == []


def test_escape_leaves_a_correction_and_what_was_typed(desk: Callable[..., Page]) -> None:
    essay_saying(1)
    page = desk()
    page.keyboard.press("e")
    page.keyboard.type("林长河")
    page.keyboard.press("Escape")
    expect(page.locator("#correct")).not_to_have_attribute("open", "")
    page.keyboard.press("e")
    expect(page.locator("#id_speaker")).to_have_value("林某0")
    assert verdicts() == [Verdict.UNSETTLED]


def test_two_hundred_quotes_are_settled_without_a_reload(desk: Callable[..., Page], complaints: list[str]) -> None:
    essay_saying(200)
    page = desk()
    page.evaluate("window.same = true")
    for number in range(200):
        shown(page, number)
        page.keyboard.press("r")
    expect(page.locator(".desk-done")).to_be_visible()
    assert page.evaluate("window.same") is True
    assert set(verdicts()) == {Verdict.REJECTED}
    assert complaints == []


def test_a_name_that_is_known_is_chosen_by_its_number(desk: Callable[..., Page]) -> None:
    known = Speaker.objects.create(name="林某0", note="清水镇镇长")
    essay_saying(1)
    page = desk()

    page.keyboard.press("a")
    expect(page.locator("#said")).to_have_class("desk-said is-refused")
    assert verdicts() == [Verdict.UNSETTLED]
    page.keyboard.press("1")

    expect(page.locator(".desk-done")).to_be_visible()
    assert Attribution.objects.get().speaker == known


def test_speakers_are_offered_while_a_name_is_typed_but_not_while_it_is_composed(
    desk: Callable[..., Page],
) -> None:
    known = Speaker.objects.create(name="林长河", note="石桥村")
    essay_saying(1)
    page = desk()
    page.keyboard.press("e")
    field = page.locator("#id_speaker")
    composing = "new InputEvent('input', {bubbles: true, isComposing: true})"
    field.evaluate(f"field => {{ field.value = '林'; field.dispatchEvent({composing}) }}")
    page.wait_for_timeout(400)
    expect(page.locator("#speaker-list")).to_be_hidden()

    field.fill("林长")
    expect(page.locator("#speaker-list [role=option]")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(field).to_have_value("林长河")
    expect(page.locator("#chosen-speaker")).to_have_text("→ 林长河（石桥村）")
    page.keyboard.press("Enter")

    expect(page.locator(".desk-done")).to_be_visible()
    assert Attribution.objects.get(pk=Quote.objects.working().get().attribution_id).speaker == known


def test_the_desk_works_without_its_script(desk: Callable[..., Page]) -> None:
    essay_saying(3)
    page = desk(java_script_enabled=False)
    shown(page, 0)
    page.click("button[value=accept]")
    shown(page, 1)
    page.click("#next")
    shown(page, 2)
    page.click("button[value=undo]")
    shown(page, 0)
    page.click("#correct summary")
    page.fill("#id_title", "出纳")
    page.click("#correct button[type=submit]")
    shown(page, 1)
    assert Quote.objects.working().get(position=0).title == "出纳"


def test_a_server_that_does_not_answer_is_told_of_and_nothing_is_lost(desk: Callable[..., Page]) -> None:
    essay_saying(2)
    page = desk()
    page.context.set_offline(True)
    page.keyboard.press("a")
    expect(page.locator("#said")).to_have_class("desk-said is-refused")
    shown(page, 0)
    page.context.set_offline(False)
    page.keyboard.press("a")
    shown(page, 1)
    assert verdicts() == [Verdict.CONFIRMED, Verdict.UNSETTLED]
