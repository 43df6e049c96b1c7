"""The sections of an essay in Chromium: dragged, cut, joined, their paid boundary moved, their words counted."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect

from essays.documents.counting import count
from essays.documents.html import plain_body
from essays.models import Essay, Preferences, Quote, Section, Verdict
from tests.conftest import Cast, client_of
from tests.factories import Part, make_essay, make_quote

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

Row = tuple[str, str, bool, str]
TWO = (Part("甲乙。丙丁。\n戊己。", "一"), Part("庚辛。", "二"))
CUT = (
    Part("甲。乙，", "一"),
    Part("丙。丁。\n戊。", "一", paid=True, continues="paragraph"),
    Part("己。", "二"),
)


@pytest.fixture
def form(
    cast: Cast, new_context: Callable[..., BrowserContext], live_server: Any, complaints: list[str]
) -> Callable[..., Page]:
    """The form of an essay, opened by its editor."""

    def of(essay: Essay, **options: Any) -> Page:
        context = new_context(**options)
        session = client_of(cast.editor).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page = context.new_page()
        page.goto(f"/admin/essays/essay/{essay.pk}/change/")
        return page

    return of


def rows(essay: Essay) -> list[Row]:
    """Heading, paragraphs with / between, access, how it goes on: as they are stored."""
    stored = Section.objects.working().filter(essay=essay).order_by("position", "id")
    return [(row.heading, plain_body(row.body).replace("\n", "/"), row.is_paid, row.continues) for row in stored]


def save(page: Page) -> None:
    with page.expect_navigation():
        page.click("input[name=_continue]")
    expect(page.locator(".messagelist .success")).to_be_visible()


def section(page: Page, number: int) -> Locator:
    return page.locator("details.section:visible").nth(number)


def open_editor(page: Page, number: int) -> Locator:
    row = section(page, number)
    row.locator("summary").click()
    body = row.frame_locator("iframe").locator("body[contenteditable=true]")
    expect(body).to_be_visible()
    return body


def put_caret(page: Page, body: Locator, paragraph: int, offset: int, length: int = 0) -> None:
    """Into the plain text of a paragraph, by keys as a person would."""
    body.locator("p").nth(paragraph).click(position={"x": 1, "y": 12})
    page.keyboard.press("Home")
    for _step in range(offset):
        page.keyboard.press("ArrowRight")
    for _step in range(length):
        page.keyboard.press("Shift+ArrowRight")


def do(page: Page, number: int, verb: str) -> None:
    """Press a tool of an opened section and wait until it was done."""
    press(page, section(page, number).locator(f"button[data-verb={verb}]"))


def press(page: Page, button: Locator) -> None:
    with page.expect_response("**/rearrange/"):
        button.click()
    expect(page.locator(".desk-said")).not_to_be_empty()


def test_a_section_is_split_at_the_caret_of_the_editor(form: Callable[..., Page], complaints: list[str]) -> None:
    essay = make_essay(parts=TWO)
    uid = Section.objects.working().order_by("position")[0].uid
    page = form(essay)
    body = open_editor(page, 0)
    put_caret(page, body, 0, 3)

    do(page, 0, "split")
    page.keyboard.type("新的一节")  # the new heading has the focus
    save(page)

    assert rows(essay) == [
        ("一", "甲乙。", False, ""),
        ("新的一节", "丙丁。/戊己。", False, ""),
        ("二", "庚辛。", False, ""),
    ]
    assert Section.objects.working().order_by("position")[0].uid == uid
    assert complaints == []


def test_what_was_typed_before_a_split_is_split_with_the_rest(form: Callable[..., Page]) -> None:
    essay = make_essay(parts=TWO)
    page = form(essay)
    body = open_editor(page, 0)
    put_caret(page, body, 0, 3)
    page.keyboard.type("子丑。")

    with page.expect_response("**/rearrange/"):
        page.keyboard.press("Control+Enter")
    expect(page.locator("details.section:visible")).to_have_count(3)
    save(page)

    assert rows(essay)[:2] == [("一", "甲乙。子丑。", False, ""), ("", "丙丁。/戊己。", False, "")]


def test_selected_words_become_a_heading(form: Callable[..., Page]) -> None:
    essay = make_essay(parts=TWO)
    page = form(essay)
    body = open_editor(page, 0)
    put_caret(page, body, 0, 3, 2)

    do(page, 0, "promote")
    save(page)

    assert rows(essay)[:2] == [("一", "甲乙。", False, ""), ("丙丁", "。/戊己。", False, "")]


def test_a_paragraph_becomes_a_heading_and_goes_back_into_the_text(form: Callable[..., Page]) -> None:
    essay = make_essay(parts=TWO)
    page = form(essay)
    put_caret(page, open_editor(page, 0), 1, 0)
    do(page, 0, "promote")
    expect(section(page, 1).locator(".section-heading")).to_have_text("戊己。")

    do(page, 1, "demote")
    save(page)

    assert rows(essay) == [("一", "甲乙。丙丁。/戊己。", False, ""), ("二", "庚辛。", False, "")]


def test_sections_are_merged_and_parted_again(form: Callable[..., Page]) -> None:
    essay = make_essay(parts=TWO)
    page = form(essay)
    section(page, 0).locator("summary").click()
    do(page, 0, "merge")
    expect(page.locator("details.section:visible")).to_have_count(1)
    save(page)
    assert rows(essay) == [("一", "甲乙。丙丁。/戊己。/庚辛。", False, "")]

    page = form(make_essay(parts=TWO, number=2))
    section(page, 0).locator("summary").click()
    do(page, 0, "merge")
    page.click("button[data-act=undo]")
    save(page)

    assert [row[:2] for row in rows(Essay.objects.get(number=2))] == [("一", "甲乙。丙丁。/戊己。"), ("二", "庚辛。")]


def test_undoing_takes_nothing_that_was_typed_since(form: Callable[..., Page]) -> None:
    essay = make_essay(parts=TWO)
    page = form(essay)
    put_caret(page, open_editor(page, 0), 0, 3)
    do(page, 0, "split")
    page.keyboard.type("题")

    page.locator("h1").first.click()
    page.keyboard.press("Control+z")

    expect(page.locator("details.section:visible")).to_have_count(3)
    expect(section(page, 1).locator("input[name$=-heading]")).to_have_value("题")


def test_without_the_editor_the_plain_text_area_is_cut_at_its_caret(form: Callable[..., Page]) -> None:
    essay = make_essay(parts=(Part(html="<p>甲<strong>乙</strong>&amp;丙</p>", heading="一"),))
    page = form(essay)
    page.route("**/ckeditor.js", lambda route: route.abort())
    section(page, 0).locator("summary").click()
    area = section(page, 0).locator("textarea")
    area.focus()
    area.evaluate("(area, place) => area.setSelectionRange(place, place)", len("<p>甲<strong>乙</str"))

    do(page, 0, "split")
    save(page)

    assert rows(essay) == [("一", "甲乙", False, ""), ("", "&丙", False, "")]


BOUNDARY = [
    ("sentence-on", [("一", "甲。乙，丙。", False, ""), ("一", "丁。/戊。", True, "paragraph")]),
    ("paragraph-on", [("一", "甲。乙，丙。丁。", False, ""), ("一", "戊。", True, "section")]),
    ("sentence-back", [("一", "甲。", False, ""), ("一", "乙，丙。丁。/戊。", True, "paragraph")]),
    ("paragraph-back", [("一", "甲。乙，丙。丁。/戊。", True, "")]),
    ("all-free", [("一", "甲。乙，丙。丁。/戊。", False, "")]),
    ("all-paid", [("一", "甲。乙，丙。丁。/戊。", True, "")]),
]


@pytest.mark.parametrize(("verb", "expected"), BOUNDARY, ids=[verb for verb, _rows in BOUNDARY])
def test_the_paid_boundary_is_moved_by_its_buttons(form: Callable[..., Page], verb: str, expected: list[Row]) -> None:
    essay = make_essay(parts=CUT)
    page = form(essay)
    first = page.locator(".boundary").first
    expect(first.locator(".boundary-words")).to_have_text("甲。乙，│丙。丁。\n戊。", use_inner_text=False)

    press(page, first.locator(f"button[data-verb={verb}]"))
    save(page)

    assert rows(essay) == [*expected, ("二", "己。", False, "")]


def test_a_boundary_is_drawn_at_the_caret_and_moved_to_it(form: Callable[..., Page]) -> None:
    essay = make_essay(parts=TWO)
    page = form(essay)
    body = open_editor(page, 0)
    put_caret(page, body, 0, 3)
    do(page, 0, "begin")
    expect(page.locator(".boundary")).to_have_count(1)
    expect(page.locator("details.section.is-paid:visible")).to_have_count(2)

    put_caret(page, open_editor(page, 1), 1, 2)
    press(page, page.locator(".boundary button[data-verb=move]"))
    save(page)

    assert rows(essay) == [
        ("一", "甲乙。丙丁。/戊己", False, ""),
        ("一", "。", True, "paragraph"),
        ("二", "庚辛。", True, ""),
    ]


def test_a_split_before_a_paid_half_takes_it_along_under_the_new_heading(form: Callable[..., Page]) -> None:
    essay = make_essay(parts=CUT)
    page = form(essay)
    put_caret(page, open_editor(page, 0), 0, 2)

    do(page, 0, "split")
    page.keyboard.type("新题")
    save(page)

    assert rows(essay) == [
        ("一", "甲。", False, ""),
        ("新题", "乙，", False, ""),
        ("新题", "丙。丁。/戊。", True, "paragraph"),
        ("二", "己。", False, ""),
    ]


def drag(page: Page, number: int, to: int, *, below: bool = False) -> None:
    page.evaluate("document.querySelector('#sections').scrollIntoView()")
    grip = section(page, number).locator(".grip").bounding_box()
    target = section(page, to).locator("summary").bounding_box()
    assert grip
    assert target
    page.mouse.move(grip["x"] + 8, grip["y"] + grip["height"] / 2)
    page.mouse.down()
    page.mouse.move(grip["x"] + 8, target["y"] + (target["height"] - 2 if below else 2), steps=5)
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    expect(page.locator(".drop-line")).to_be_visible()
    page.mouse.up()


def test_a_section_is_dragged_with_all_that_goes_on_from_it(form: Callable[..., Page]) -> None:
    essay = make_essay(parts=CUT)
    page = form(essay)

    drag(page, 2, 0)
    expect(section(page, 0).locator(".section-heading")).to_have_text("二")
    drag(page, 1, 0)
    expect(section(page, 0).locator(".section-heading")).to_have_text("一")
    save(page)
    assert [row[0] for row in rows(essay)] == ["一", "一", "二"]

    drag(page, 0, 2, below=True)
    save(page)

    assert [row[0] for row in rows(essay)] == ["二", "一", "一"]
    assert rows(essay)[2] == ("一", "丙。丁。/戊。", True, "paragraph")


def test_a_long_essay_is_put_in_order_by_keys_and_by_number(form: Callable[..., Page]) -> None:
    essay = make_essay(parts=[Part(f"第{number}段。", f"节{number}") for number in range(40)])
    page = form(essay)
    section(page, 5).locator("summary").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(section(page, 4).locator(".section-heading")).to_have_text("节5")
    expect(section(page, 4).locator("summary")).to_be_focused()

    section(page, 0).locator("summary").click()
    section(page, 0).locator("[data-place]").fill("30")
    section(page, 0).locator("button[data-act=go]").click()
    save(page)

    headings = [row[0] for row in rows(essay)]
    assert headings[29] == "节0"
    assert headings[:5] == ["节1", "节2", "节3", "节5", "节4"]


def test_500_sections_are_dragged_and_saved(form: Callable[..., Page]) -> None:
    essay = make_essay(parts=[Part(f"第{number}段。", f"节{number}") for number in range(500)])
    page = form(essay)
    drag(page, 3, 1)
    save(page)

    headings = [row[0] for row in rows(essay)]
    assert headings[:5] == ["节0", "节3", "节1", "节2", "节4"]
    assert len(headings) == 500


LETTERS = "心得体会，。“”（）6.3％ABcé０.Ａ \u3000\t\n\u200b\ufe0f&<>𠮷éж+-"


def test_the_page_counts_as_the_server_does(form: Callable[..., Page]) -> None:
    page = form(make_essay())
    chance = random.Random(7)
    texts = ["".join(chance.choices(LETTERS, k=chance.randint(0, 24))) for _number in range(400)]
    pairs = list(zip(texts, [*texts[1:], ""], strict=True))

    counted = page.evaluate("pairs => pairs.map(([one, two]) => [desk.count(one), desk.count(one, two)])", pairs)

    assert counted == [[count(one), count(one, two)] for one, two in pairs]


def test_figures_follow_what_is_typed_and_are_those_of_the_saved_text(form: Callable[..., Page]) -> None:
    essay = make_essay(parts=CUT)
    page = form(essay)
    body = open_editor(page, 0)
    put_caret(page, body, 0, 2)
    page.keyboard.type("共6.3亿元，GDP增长。")
    expect(section(page, 0).locator(".section-words")).to_contain_text("13")
    live = page.locator(".figures").inner_text()

    save(page)

    revision = essay.revisions.order_by("-number")[0]
    assert page.locator(".figures").inner_text() == live
    assert str(revision.words) in page.locator("[data-figure=words]").inner_text()
    assert page.locator("[data-figure=paid]").inner_text() == str(revision.paid_words)


def test_a_quote_is_confirmed_without_losing_what_is_typed(form: Callable[..., Page], complaints: list[str]) -> None:
    essay = make_essay(parts=TWO)
    quote = make_quote(essay, "甲乙。", "张三")
    page = form(essay)
    page.fill("#id_title", "正在写的题目")

    page.locator(".quote-rows button[value=confirmed]").click()
    expect(page.locator(".quote-rows .badge-confirmed")).to_be_visible()

    assert Quote.objects.get(pk=quote.pk).attribution.verdict == Verdict.CONFIRMED
    expect(page.locator("#id_title")).to_have_value("正在写的题目")
    assert complaints == []


def test_a_script_in_a_heading_stays_text(form: Callable[..., Page], complaints: list[str]) -> None:
    hostile = "<img src=x onerror=document.title=1>"
    essay = make_essay(parts=(Part("甲。", hostile), Part("乙。", hostile, paid=True), Part("丙。", "三")))
    page = form(essay)
    section(page, 1).locator("summary").click()

    do(page, 1, "demote")
    expect(section(page, 0).locator(".section-heading")).to_have_text(hostile)
    section(page, 1).locator("summary").click()
    page.locator("button[data-act=toggle]").click()

    assert page.title() != "1"
    assert page.locator("#sections img").count() == 0
    assert complaints == []


def test_a_section_that_is_rearranged_while_the_editor_loads_gets_one_editor(
    form: Callable[..., Page], complaints: list[str]
) -> None:
    page = form(make_essay(parts=TWO))
    waiting: list[Route] = []
    page.route("**/ckeditor.js", lambda route: waiting.append(route))
    section(page, 0).locator("summary").click()
    started = "() => [...document.querySelectorAll('textarea[data-started]')].some(text => text.value.includes('%s'))"
    page.wait_for_function(started % "甲乙")
    do(page, 0, "merge")
    page.wait_for_function(started % "庚辛")
    assert len(waiting) == 1
    waiting[0].continue_()

    expect(page.locator(".cke")).to_have_count(1)
    assert complaints == []


def test_what_was_rearranged_stands_as_it_was_when_the_form_is_refused(form: Callable[..., Page]) -> None:
    essay = make_essay(parts=TWO)
    page = form(essay)
    put_caret(page, open_editor(page, 0), 0, 3)
    do(page, 0, "split")
    page.keyboard.type("新题")
    page.fill("#id_number", "-5")
    page.evaluate("document.querySelector('#essay_form').noValidate = true")
    with page.expect_navigation():
        page.click("input[name=_continue]")
    expect(page.locator("details.section:visible .section-heading")).to_have_text(["一", "新题", "二"])

    page.fill("#id_number", "1")
    save(page)

    assert [row[:2] for row in rows(essay)] == [("一", "甲乙。"), ("新题", "丙丁。/戊己。"), ("二", "庚辛。")]


def test_without_scripts_a_form_saves_and_rearranges(form: Callable[..., Page]) -> None:
    essay = make_essay(parts=TWO)
    page = form(essay, java_script_enabled=False)
    page.select_option("#id_rearrange-verb", "split")
    page.fill("#id_rearrange-section", "1")
    page.fill("#id_rearrange-paragraph", "1")

    with page.expect_navigation():
        page.click("button[name=_rearrange]")

    assert rows(essay) == [("一", "甲乙。丙丁。", False, ""), ("", "戊己。", False, ""), ("二", "庚辛。", False, "")]
    assert page.locator(".section-tools, .boundary-tools").count() == 0


def test_forty_sections_are_light_and_start_no_editor(form: Callable[..., Page]) -> None:
    essay = make_essay(parts=[Part("一句话。" * 100, f"节{number}", paid=number > 20) for number in range(40)])
    page = form(essay)

    loaded = page.evaluate(
        "performance.getEntriesByType('navigation')[0].encodedBodySize"
        " + performance.getEntriesByType('resource').filter(one => one.name.includes('/desk/'))"
        ".reduce((sum, one) => sum + one.encodedBodySize, 0)"
    )

    assert 0 < loaded < 300_000
    assert page.evaluate("window.CKEDITOR") is None
    page.locator("button[data-act=toggle]").click()
    expect(page.locator("details.section[open]")).to_have_count(40)
    assert page.evaluate("document.querySelectorAll('textarea[data-started]').length") < 10


def test_remarks_are_visited_one_after_the_other(form: Callable[..., Page]) -> None:
    essay = make_essay(
        parts=[Part("好。", "一"), Part("少了右半边（。", "二"), Part("好。", "三"), Part("还少（。", "四")]
    )
    page = form(essay)
    button = page.locator("button[data-act=next]")

    button.click()
    expect(section(page, 1).locator("summary")).to_be_focused()
    button.click()
    expect(section(page, 3).locator("summary")).to_be_focused()
    expect(section(page, 3)).to_have_attribute("open", "")


def test_shortcuts_that_are_switched_off_do_nothing(cast: Cast, form: Callable[..., Page]) -> None:
    Preferences.objects.create(user=cast.editor, shortcuts=False)
    page = form(make_essay(parts=TWO))
    section(page, 1).locator("summary").focus()

    page.keyboard.press("Alt+ArrowUp")

    expect(section(page, 0).locator(".section-heading")).to_have_text("一")
