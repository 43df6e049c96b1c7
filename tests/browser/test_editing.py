"""The desk in Chromium: editing and publishing, the rich-text editor, and no page against its policy."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import BrowserContext, Locator, Page, expect

from essays.documents.html import canonical
from essays.models import Section, Source
from essays.richtext import TAGS, sanitize
from tests.conftest import Cast, client_of
from tests.factories import Part, make_collection, make_essay, make_quote, publish

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

READY = "() => Object.values(window.CKEDITOR?.instances ?? {}).filter(one => one.status === 'ready').length"
EVERY_TAG = (
    "<h3>大题</h3>\n<h4>小题</h4>\n"
    "<p>一<strong>二</strong><em>三</em><u>四</u><s>五</s>H<sub>2</sub>O m<sup>2</sup><br>六"
    '<a href="https://example.org/" title="题" rel="noopener noreferrer nofollow">七</a>'
    "<ruby>汉<rp>(</rp><rt>hàn</rt><rp>)</rp></ruby></p>\n"
    "<blockquote><p>引用的话。</p></blockquote>\n"
    '<ol start="3"><li>第三</li><li>第四</li></ol>\n<ul><li>项</li></ul>\n<hr>\n'
    '<table><thead><tr><th colspan="2" scope="col">头</th></tr></thead>'
    '<tbody><tr><td rowspan="2">甲</td><td>乙</td></tr><tr><td>丙</td></tr></tbody></table>'
)


@pytest.fixture
def desk(new_context: Callable[..., BrowserContext], live_server: Any) -> Callable[[Any], Page]:
    """A page of its own for each user, logged in."""

    def of(user: Any, **options: Any) -> Page:
        context = new_context(**options)
        session = client_of(user).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        return context.new_page()

    return of


def open_section(page: Page, number: int) -> Locator:
    """Open a section of the form and wait for its editor; gives the editor's text."""
    section = page.locator("details.section").nth(number)
    section.locator("summary").click()
    frame = section.frame_locator("iframe")
    body = frame.locator("body[contenteditable=true]")
    expect(body).to_be_visible()
    return body


def editors_ready(page: Page) -> int:
    # The policy forbids eval, on which the page's own waiting functions rest.
    return int(page.evaluate(READY))


def save(page: Page) -> None:
    with page.expect_navigation():
        page.click("input[name=_continue]")
    expect(page.locator(".messagelist .success")).to_be_visible()


def bodies(essay: Any) -> list[tuple[str, bool]]:
    rows = Section.objects.working().filter(essay=essay).order_by("position", "id")
    return [(section.body, section.is_paid) for section in rows]


def test_readers_see_the_old_text_until_the_new_is_published(
    cast: Cast, desk: Callable[[Any], Page], complaints: list[str]
) -> None:
    essay = publish(make_essay(parts=[Part("第一版的话。")]))
    form, actions = f"/admin/essays/essay/{essay.pk}/change/", ".object-tools button.door-"
    stranger = Client()
    editor = desk(cast.editor)
    editor.goto(form)
    open_section(editor, 0).fill("第二版的话。")
    save(editor)
    assert "第一版的话" in stranger.get(f"/essays/{essay.pk}/").content.decode()

    editor.click(f"{actions}submit")
    reviewer = desk(cast.reviewer)
    reviewer.goto(form)
    reviewer.click(f"{actions}approve")
    assert "第一版的话" in stranger.get(f"/essays/{essay.pk}/").content.decode()

    publisher = desk(cast.publisher)
    publisher.goto(form)
    publisher.click(f"{actions}publish")
    expect(publisher.locator(".chosen li")).to_have_count(1)
    publisher.click(".answers input[type=submit]")
    expect(publisher.locator(".messagelist .success")).to_be_visible()

    page = stranger.get(f"/essays/{essay.pk}/").content.decode()
    assert "第二版的话" in page
    assert "第一版的话" not in page
    assert complaints == []


def test_every_allowed_tag_survives_the_editor(cast: Cast, desk: Callable[[Any], Page]) -> None:
    essay = make_essay(parts=[Part(html=EVERY_TAG)])
    assert {tag for tag in TAGS if f"<{tag}" in EVERY_TAG} == TAGS
    page = desk(cast.editor)
    page.goto(f"/admin/essays/essay/{essay.pk}/change/")
    open_section(page, 0)

    held = page.evaluate("Object.values(CKEDITOR.instances)[0].getData()")
    save(page)

    assert canonical(sanitize(held)) == canonical(EVERY_TAG)
    assert bodies(essay)[0][0] == canonical(EVERY_TAG)


def test_a_text_that_is_typed_into_keeps_every_tag(cast: Cast, desk: Callable[[Any], Page]) -> None:
    essay = make_essay(parts=[Part(html=f"{EVERY_TAG}\n<p>末。</p>")])
    page = desk(cast.editor)
    page.goto(f"/admin/essays/essay/{essay.pk}/change/")
    body = open_section(page, 0)
    body.locator("p").last.click()
    page.keyboard.press("End")
    page.keyboard.type("尾")

    save(page)

    assert bodies(essay)[0][0] == canonical(f"{EVERY_TAG}\n<p>末。尾</p>")


def test_a_marker_typed_into_the_editor_splits_the_section(cast: Cast, desk: Callable[[Any], Page]) -> None:
    essay = make_essay(parts=[Part("原来的话。")])
    page = desk(cast.editor)
    page.goto(f"/admin/essays/essay/{essay.pk}/change/")

    open_section(page, 0).fill("都能读的，##paidbegin##登录才能读的。")
    save(page)

    assert bodies(essay) == [("<p>都能读的，</p>", False), ("<p>登录才能读的。</p>", True)]
    expect(page.locator("details.section.is-paid")).to_have_count(1)


def test_no_editor_is_loaded_before_a_section_is_opened(cast: Cast, desk: Callable[[Any], Page]) -> None:
    essay = make_essay(parts=[Part(f"第{n}段。", f"第{n}节") for n in range(40)])
    page = desk(cast.editor)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"/admin/essays/essay/{essay.pk}/change/")
    assert [address for address in asked if "ckeditor" in address] == []

    open_section(page, 3)

    assert editors_ready(page) == 1
    assert [address for address in asked if "ckeditor.js" in address] != []


def test_sections_are_added_and_moved_with_buttons(cast: Cast, desk: Callable[[Any], Page]) -> None:
    essay = make_essay(parts=[Part("甲。", "一"), Part("乙。", "二")])
    page = desk(cast.editor)
    page.goto(f"/admin/essays/essay/{essay.pk}/change/")
    open_section(page, 1).fill("乙，改过的。")
    page.locator("details.section").nth(1).locator("button[data-act=up]").click()
    page.click("button.add-section")
    new = page.locator("details.section[open]").last
    new.locator("input[name$=-heading]").fill("三")
    new.frame_locator("iframe").locator("body[contenteditable=true]").fill("丙。")

    save(page)

    rows = Section.objects.working().filter(essay=essay).order_by("position")
    assert [(row.heading, row.body) for row in rows] == [
        ("二", "<p>乙，改过的。</p>"),
        ("一", "<p>甲。</p>"),
        ("三", "<p>丙。</p>"),
    ]


def test_the_form_works_without_scripts(cast: Cast, desk: Callable[..., Page]) -> None:
    essay = make_essay(parts=[Part("甲。", "一")])
    page = desk(cast.editor, java_script_enabled=False)
    page.goto(f"/admin/essays/essay/{essay.pk}/change/")
    page.locator("details.section summary").first.click()
    page.fill("#id_sections-0-body", "<p>没有脚本也能写。</p>")

    save(page)

    assert bodies(essay) == [("<p>没有脚本也能写。</p>", False)]


def test_what_is_pasted_can_run_nothing(cast: Cast, desk: Callable[[Any], Page], complaints: list[str]) -> None:
    hostile = '<p>话<img src=x onerror="document.title=1"><svg onload="document.title=1"></svg></p>'
    essay = make_essay(parts=[Part(html=hostile)])
    page = desk(cast.editor)
    page.goto(f"/admin/essays/essay/{essay.pk}/change/")

    open_section(page, 0)

    assert page.title() != "1"
    assert complaints == []


def test_no_page_of_the_desk_breaks_its_policy(cast: Cast, desk: Callable[[Any], Page], complaints: list[str]) -> None:
    essay = make_essay(make_collection())
    quote = make_quote(essay, "谁都可以说的话。", "甲", confirmed=True)
    publish(essay)
    source = Source.objects.create(key="a.txt", name="a.txt", sha256="0" * 64, data=b"")
    rows = {"essay": essay, "collection": essay.collection, "quote": quote, "revision": essay.revisions.get()}
    rows |= {"source": source, "attribution": quote.attribution, "speaker": quote.attribution.speaker}
    page = desk(cast.superuser)
    forms = [f"essays/{model}/{row.pk}/{view}/" for model, row in rows.items() for view in ("change", "history")]
    lists = [f"essays/{model}/" for model in (*rows, "section", "transition")]
    others = ["", "essays/essay/add/", "essays/collection/add/", "essays/quote/add/", "essays/speaker/add/?_popup=1"]
    accounts = ["auth/user/", "auth/user/add/", f"auth/user/{cast.editor.pk}/change/", "auth/group/1/change/"]
    ends = [f"essays/essay/{essay.pk}/delete/", f"essays/speaker/{rows['speaker'].pk}/delete/", "password_change/"]

    for path in (*forms, *lists, *others, *accounts, *ends):
        answer = page.goto(f"/admin/{path}")
        assert answer is not None
        assert answer.status == 200, path

    assert complaints == []


def test_pickers_popups_and_choosers_work_under_the_strict_policy(
    cast: Cast, desk: Callable[[Any], Page], complaints: list[str]
) -> None:
    essay = make_essay()
    quote = make_quote(essay, "谁都可以说的话。", "甲")
    page = desk(cast.manager)
    page.goto(f"/admin/essays/collection/{essay.collection_id}/change/")
    page.locator(".date-icon").first.click()
    expect(page.locator(".calendarbox").first).to_be_visible()
    page.goto(f"/admin/essays/quote/{quote.pk}/change/")
    page.locator(".select2-selection").first.click()
    expect(page.locator(".select2-results")).to_be_visible()
    page.goto(f"/admin/essays/essay/{essay.pk}/change/")
    with page.expect_popup() as opened:
        page.locator("#change_id_collection").click()
    opened.value.locator("#id_title").fill("换过的题目")
    opened.value.locator("input[name=_save]").click()
    expect(page.locator(".select2-selection__rendered")).to_have_text("换过的题目")

    assert complaints == []


def test_a_cut_half_takes_a_heading_of_its_own_once_it_shall_begin_anew(
    cast: Cast, desk: Callable[[Any], Page]
) -> None:
    essay = make_essay(parts=[Part("前半句，", "一、缘起"), Part("后半句。", "一、缘起", True, "paragraph")])
    page = desk(cast.editor)
    page.goto(f"/admin/essays/essay/{essay.pk}/change/")
    half = page.locator("details.section").nth(1)
    heading = half.locator("input[name$=-heading]")
    half.locator("summary").click()
    expect(heading).not_to_be_editable()

    half.locator("select[name$=-continues]").select_option("")
    heading.fill("二、经过")
    save(page)

    assert list(Section.objects.working().order_by("position").values_list("heading", "continues")) == [
        ("一、缘起", ""),
        ("二、经过", ""),
    ]
