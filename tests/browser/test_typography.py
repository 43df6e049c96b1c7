"""The reading page as a browser sets it: whole characters a line, no mark at a wrong end, nothing cut off."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.factories import FREE_AND_PAID, Part, make_collection, make_essay, make_user, publish

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sqlite]

WIDTHS = (320, 360, 390, 430, 768, 1100, 1280, 1920)
SIZES = (16, 18, 22, 30)
MARKS = (
    "“路修好了，来往的人自然就多了。”他说：‘走路’，不只是“走路”；还要看《村志》（第二版）里怎么写。"
    "2023年，160吨级设备D2P走过这条路，“平稳”、“安静”，大家都说好！真的么？是的：真的……"
)
PARTS = tuple(Part("\n".join("路" * start + MARKS for start in range(19)), heading) for heading in ("", "小节"))
CANNOT_BEGIN, CANNOT_END = "，。、；：！？”’）》", "“‘（《"
LINES = """() => [...document.querySelectorAll(".prose > section > p")].flatMap(paragraph => {
  const text = paragraph.firstChild, lines = [];
  let bottom = null;
  for (let place = 0; place < text.length; place++) {
    const range = document.createRange();
    range.setStart(text, place);
    range.setEnd(text, place + 1);
    const box = range.getBoundingClientRect();
    if (bottom === null || box.bottom > bottom + 4) { lines.push(""); bottom = box.bottom; }
    lines[lines.length - 1] += range.toString();
  }
  return lines.map((line, index) => ({ text: line, last: index === lines.length - 1 }));
})"""
CONTROLS = """() => [...document.querySelectorAll(".button, .site-bar a, button, main input:not([type=hidden])")]
  .filter(element => element.checkVisibility())
  .map(element => element.getBoundingClientRect().toJSON())"""


@pytest.fixture
def essay() -> Any:
    return publish(make_essay(parts=PARTS, subtitle="路通人和——记村口一条小路"))


def opened(new_context: Callable[..., BrowserContext], address: str, width: int, **options: Any) -> Page:
    page = new_context(viewport={"width": width, "height": 844}, **options).new_page()
    page.goto(address)
    return page


def set_size(page: Page, pixels: int) -> None:
    page.evaluate("size => document.documentElement.style.setProperty('--body', size + 'px')", pixels)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_column_is_a_whole_number_of_characters(
    new_context: Callable[..., BrowserContext], essay: Any, width: int
) -> None:
    page = opened(new_context, essay.get_absolute_url(), width)
    for size in SIZES:
        set_size(page, size)
        characters = page.evaluate("document.querySelector('.prose').getBoundingClientRect().width") / size
        assert characters == pytest.approx(round(characters), abs=0.01)
        assert characters <= 34
    set_size(page, 18)
    if width < 768:
        room = width - 40
        assert page.evaluate("document.querySelector('.prose').offsetWidth / 18") == room // 18


@pytest.mark.parametrize("width", WIDTHS[:7])
def test_no_line_begins_or_ends_with_the_wrong_mark(
    new_context: Callable[..., BrowserContext], essay: Any, width: int
) -> None:
    page = opened(new_context, essay.get_absolute_url(), width)
    for size in SIZES:
        set_size(page, size)
        lines = page.evaluate(LINES)
        assert len(lines) > 50
        assert [line["text"] for line in lines if line["text"][0] in CANNOT_BEGIN] == []
        assert [line["text"] for line in lines if not line["last"] and line["text"][-1] in CANNOT_END] == []
        assert [line["text"] for line in lines if line["last"] and len(line["text"]) == 1] == []


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_page_scrolls_sideways(new_context: Callable[..., BrowserContext], width: int) -> None:
    table = "<table><tbody><tr>" + "<td>一列很宽的表</td>" * 12 + "</tr></tbody></table>"
    link = "<p>https://a.example/" + "x" * 200 + "</p>"
    collection = make_collection("乡村小路建设学习心得体会" * 4, essays=1)
    essay = make_essay(collection, 2, subtitle="路" * 60, parts=[Part(html=table + link), *FREE_AND_PAID])
    publish(collection)
    for address in ("/", collection.get_absolute_url(), essay.get_absolute_url(), "/accounts/login/", "/nothing/"):
        page = opened(new_context, address, width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_quotation_marks_are_as_wide_as_a_character(new_context: Callable[..., BrowserContext], essay: Any) -> None:
    page = opened(new_context, essay.get_absolute_url(), 1280)
    width = page.evaluate(
        """() => {
          const span = document.createElement("span");
          span.style.cssText = "font-size:100px;white-space:nowrap;text-spacing-trim:space-all";
          span.textContent = "国“国”国";
          document.querySelector(".prose").append(span);
          return span.getBoundingClientRect().width;
        }"""
    )

    assert width == pytest.approx(500, abs=1)


def test_headings_and_body_have_the_sizes_of_the_design(
    new_context: Callable[..., BrowserContext], essay: Any
) -> None:
    read = """selector => {
      const style = getComputedStyle(document.querySelector(selector));
      return [style.fontSize, style.lineHeight];
    }"""
    phone, desk = (opened(new_context, essay.get_absolute_url(), width) for width in (390, 1280))

    assert phone.evaluate(read, "h1") == ["27px", "40px"]
    assert desk.evaluate(read, "h1") == ["34px", "48px"]
    assert phone.evaluate(read, ".prose p") == ["18px", "32px"]
    assert phone.evaluate(read, ".prose h2") == ["20px", "32px"]
    assert desk.evaluate(read, ".prose h2") == ["22px", "32px"]


def test_the_indent_shrinks_where_lines_are_short(new_context: Callable[..., BrowserContext], essay: Any) -> None:
    page = opened(new_context, essay.get_absolute_url(), 320)
    indent = "parseFloat(getComputedStyle(document.querySelector('.prose p')).textIndent)"

    assert page.evaluate(indent) == 36
    set_size(page, 30)
    assert page.evaluate(indent) == 30


def test_controls_are_large_enough_to_touch_and_stay_in_the_margins(
    new_context: Callable[..., BrowserContext], log_in: Callable[..., None]
) -> None:
    essay, reader = publish(make_essay()), make_user("duzhe")
    page = new_context(viewport={"width": 390, "height": 844}).new_page()
    for address in (essay.get_absolute_url(), "/accounts/login/"):
        page.goto(address)
        assert min(box["height"] for box in page.evaluate(CONTROLS)) >= 44
    log_in(page, reader)
    boxes = page.evaluate(CONTROLS)
    assert min(box["height"] for box in boxes) >= 44
    assert max(box["right"] for box in boxes) <= 390 - 20 + 8  # the last one's own padding reaches into the margin
    assert page.evaluate("getComputedStyle(document.querySelector('.site-bar button')).paddingRight") == "8px"
