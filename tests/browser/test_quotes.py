"""Quotations in Chromium: copied with their source, saved as a picture, and read with scripts off."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from essays.models import Attribution, Quote, Section
from tests.factories import Part, make_collection, make_essay, make_quote, publish

from .test_accessibility import violations

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

WORDS = "桥修好了，孩子们上学再也不用绕路。"
PAID = "明年还要再修两座桥，一座也不能少。"
WIDTHS = (320, 390, 1280)


@pytest.fixture
def quote() -> Quote:
    collection = make_collection("乡村小路心得体会")
    essay = make_essay(collection, parts=[Part(f"“{WORDS}”林长河说。", "修桥"), Part(f"“{PAID}”", "以后", paid=True)])
    free, paid = Section.objects.working().filter(essay=essay).order_by("position")
    quote = make_quote(essay, WORDS, "林长河", section=free, confirmed=True, organisation="石桥村", title="党支部书记")
    make_quote(essay, PAID, "林长河", section=paid, confirmed=True)
    publish(essay)
    return quote


def test_a_quotation_is_copied_with_its_source_and_said_to_be(
    quote: Quote, new_context: Callable[..., BrowserContext], complaints: list[str]
) -> None:
    """U4.8"""
    context = new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto("/quotes/")

    page.get_by_role("button", name="复制引语").first.click()

    expect(page.get_by_role("status")).to_have_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"“{WORDS}”——林长河（石桥村党支部书记），《乡村小路心得体会》第一篇，http")
    assert copied.endswith(f"/quotes/{quote.uid}/")
    assert complaints == []


def test_what_cannot_be_copied_is_selected(quote: Quote, new_context: Callable[..., BrowserContext]) -> None:
    page = new_context().new_page()
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('no'))")
    page.goto(f"/quotes/{quote.uid}/")
    page.get_by_role("button", name="复制为参考文献").click()
    expect(page.get_by_role("status")).to_have_text("请选中文字后复制")
    assert "[EB/OL]" in page.evaluate("String(getSelection())")


def test_a_picture_is_saved_as_png(quote: Quote, new_context: Callable[..., BrowserContext]) -> None:
    """U4.11"""
    page = new_context().new_page()
    page.goto(f"/quotes/{quote.uid}/")
    with page.expect_download() as saved:
        page.get_by_role("button", name="保存图片").click()
    assert saved.value.suggested_filename == f"{quote.uid}.png"
    with open(saved.value.path(), "rb") as file:
        head = file.read(24)
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(head[16:20]), int.from_bytes(head[20:24])) == (1200, 630)


def test_everything_is_there_with_scripts_off(quote: Quote, new_context: Callable[..., BrowserContext]) -> None:
    """U6.3"""
    page = new_context(java_script_enabled=False).new_page()
    page.goto("/quotes/")
    page.get_by_text("复制与引用").first.click()
    expect(page.locator("details.cite dd").first).to_contain_text("——林长河")
    page.get_by_label("只看免费").check()
    page.get_by_role("button", name="显示").click()
    expect(page.locator("figure")).to_have_count(1)
    page.locator("figure .source").click()
    expect(page.locator(f"[id='q-{quote.uid}']")).to_be_attached()
    page.locator("a.to-card").click()
    expect(page.locator("blockquote")).to_have_text(f"“{WORDS}”")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_pages_of_quotations_are_open_to_everybody(
    scheme: str, quote: Quote, new_context: Callable[..., BrowserContext], complaints: list[str]
) -> None:
    speaker = Attribution.objects.exclude(speaker=None)[0].speaker_id
    page, found = new_context(color_scheme=scheme).new_page(), []
    for address in ("/quotes/", f"/quotes/{quote.uid}/", "/speakers/", f"/speakers/{speaker}/"):
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(address)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (address, width)
            found += violations(page)
    assert found == []
    assert complaints == []
