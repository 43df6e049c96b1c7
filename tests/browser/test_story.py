"""The whole story of one text, played by five accounts, an outsider and a stranger, in Chromium."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from essays.models import Attribution, Essay, Revision, Section, Transition, Verdict
from essays.workflow import Move, Publication, Review
from tests.conftest import Cast, client_of

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

DOCUMENT = """石桥村修路心得体会（1篇）

篇1：石桥村修路心得体会
一条路的三个春天
　　石桥村的路修了三年。“路通了，人心就近了。”村支部书记何长青说。
修路先修心
　　起初有人不愿让地，##paidbegin##后来他第一个拆了院墙。
　　大家说，扫黑险恶是大事，修路也是大事。##paidend##
"""
OPEN, WRONG, RIGHT, LATER = "石桥村的路修了三年。", "扫黑险恶", "扫黑除恶", "如今路边种满了桂花。"


class Story:
    """Who acts, each in a browser of their own, and the one essay it is about."""

    def __init__(self, new_context: Callable[..., BrowserContext], address: str, cast: Cast) -> None:
        self._new_context, self._address = new_context, address
        self.pages = {role: self._page_of(user) for role, user in cast.staff.items()}
        self.reader, self.stranger = self._page_of(cast.reader), new_context().new_page()

    def _page_of(self, user: Any) -> Page:
        context = self._new_context()
        session = client_of(user).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": self._address}])
        return context.new_page()

    @property
    def essay(self) -> Essay:
        return Essay.objects.get()

    @property
    def newest(self) -> Revision:
        return Revision.objects.order_by("-number")[0]

    def opens(self, role: str) -> Page:
        page = self.pages[role]
        page.goto(f"/admin/essays/essay/{self.essay.pk}/change/")
        return page

    def presses(self, role: str, door: str) -> Page:
        """A door's button on the essay's form; where the desk asks first, the answer is yes."""
        page = self.opens(role)
        with page.expect_navigation():
            page.click(f"button.door-{door}")
        return page

    def published(self, page: Page) -> str:
        """The essay's public page as this one sees it: its text, "" where there is none."""
        response = page.goto(f"/essays/{self.essay.pk}/")
        assert response is not None
        return page.inner_text("main") if response.status == 200 else ""


@pytest.fixture
def story(new_context: Callable[..., BrowserContext], live_server: Any, cast: Cast) -> Story:
    return Story(new_context, live_server.url, cast)


def test_a_document_becomes_a_page_and_stays_one(story: Story, tmp_path: Path, complaints: list[str]) -> None:
    _is_imported(story, tmp_path)
    _is_put_right_and_submitted(story)
    _is_returned_and_mended(story)
    _is_approved_by_link(story)
    evening = _is_planned(story)

    assert story.published(story.stranger) == story.published(story.reader) == ""
    with time_machine.travel(evening + timedelta(minutes=1), tick=True):
        _is_public(story)
        _is_edited_while_readers_keep_the_old(story)
        _is_published_anew(story)
        _is_restored(story)
    assert [one for one in complaints if "404" not in one] == []


def _is_imported(story: Story, folder: Path) -> None:
    page = story.pages["entry"]
    path = folder / "石桥.txt"
    path.write_text(DOCUMENT, encoding="utf-8")
    page.goto("/admin/essays/source/import/")
    page.set_input_files("input[type=file]", path)
    page.locator("#intake .main-button").click()
    expect(page.locator(".file-facts")).to_contain_text("100")
    assert not Essay.objects.exists()

    page.locator("#confirm .main-button").click()
    page.wait_for_load_state()
    assert [section.is_paid for section in Section.objects.working().order_by("position")] == [False, False, True]


def _is_put_right_and_submitted(story: Story) -> None:
    page = story.opens("editor")
    with page.expect_response("**/verdict/**"):
        page.locator("tr[id^=quote-] button[value=confirmed]").first.click()
    assert Attribution.objects.filter(verdict=Verdict.CONFIRMED).count() == 1

    page = story.presses("editor", "submit")
    expect(page.locator("body")).to_contain_text(WRONG)  # the lexicon blocks it, and says what
    assert not Revision.objects.in_review().exists()

    _replace(story, WRONG, RIGHT)
    story.presses("editor", "submit")
    assert story.newest.review == Review.IN_REVIEW


def _is_returned_and_mended(story: Story) -> None:
    page = story.pages["reviewer"]
    page.goto("/admin/essays/revision/queue/")
    page.locator("#result_list a, .queue a").filter(has_text="一条路的三个春天").first.click()
    page.locator("#return summary").click()
    page.fill("#return textarea", "题目里的“三个春天”请写明年份。")
    page.locator("#return button[value=return]").click()
    page.wait_for_load_state()
    assert Revision.objects.latest("number").review == Review.RETURNED

    page = story.opens("editor")
    expect(page.locator(".returned").first).to_contain_text("请写明年份")
    page.fill("#id_subtitle", "一条路的三个春天：2023—2025")
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    story.presses("editor", "submit")
    assert (story.newest.review, story.newest.display_title) == (Review.IN_REVIEW, "一条路的三个春天：2023—2025")


def _is_approved_by_link(story: Story) -> None:
    page = story.pages["reviewer"]
    page.goto(f"/admin/essays/revision/{story.newest.pk}/links/")
    page.fill("input[name=name]", "周主任")
    page.locator(".new-link input[type=submit]").click()
    address = page.locator(".address input").input_value()

    outsider = story.stranger.context.browser.new_context(locale="zh-CN").new_page()
    outsider.goto(address)
    expect(outsider.locator("main")).to_contain_text(RIGHT)
    outsider.fill("textarea[name=remark]", "同意。")
    outsider.click("button[value=approve]")
    outsider.wait_for_url("**/review/thanks/")
    assert outsider.goto(address).status == 404
    outsider.context.close()
    assert story.newest.review == Review.APPROVED
    assert Transition.objects.get(move=Move.APPROVE).by_name == "周主任"


def _is_planned(story: Story) -> Any:
    evening = timezone.localtime(timezone.now() + timedelta(days=1)).replace(second=0, microsecond=0)
    page = story.presses("publisher", "publish")
    page.fill("input[name=at]", evening.strftime("%Y-%m-%dT%H:%M"))
    with page.expect_navigation():
        page.locator(".door-form input[type=submit]").click()
    assert story.newest.publication is Publication.SCHEDULED
    return evening


def _is_public(story: Story) -> None:
    """Nobody has done anything: the clock alone."""
    seen, read = story.published(story.stranger), story.published(story.reader)
    assert OPEN in seen
    assert RIGHT not in seen
    assert RIGHT in read


def _is_edited_while_readers_keep_the_old(story: Story) -> None:
    _replace(story, OPEN, OPEN + LATER)
    assert LATER not in story.published(story.stranger)
    assert LATER not in story.published(story.reader)
    story.presses("editor", "submit")
    assert LATER not in story.published(story.stranger)


def _is_published_anew(story: Story) -> None:
    page = story.pages["reviewer"]
    page.goto(f"/admin/essays/revision/{story.newest.pk}/review/")
    expect(page.locator("ins").filter(has_text=LATER).first).to_be_visible()
    page.click("#approve-form button")
    page.wait_for_load_state()
    page = story.presses("publisher", "publish")
    with page.expect_navigation():
        page.locator(".door-form input[type=submit]").click()
    assert LATER in story.published(story.stranger)


def _is_restored(story: Story) -> None:
    first = Revision.objects.filter(live_from__isnull=False).order_by("number")[0]
    before = Revision.objects.count()
    page = story.pages["manager"]
    page.goto(f"/admin/essays/essay/{story.essay.pk}/versions/{first.number}/restore/")
    expect(page.locator("del").filter(has_text=LATER).first).to_be_visible()
    with page.expect_navigation():
        page.locator("#content-main form input[type=submit], #content-main form button[type=submit]").first.click()
    assert LATER not in "".join(Section.objects.working().values_list("body", flat=True))
    assert Revision.objects.count() == before + 1
    assert LATER in story.published(story.stranger)  # readers keep what was published


def _replace(story: Story, old: str, new: str) -> None:
    """Type over words of the text, in the editor of their section, and save."""
    page = story.opens("editor")
    uid = Section.objects.working().get(body__contains=old).uid
    page.locator(f"#s-{uid}").click()
    row = page.locator("details.section", has=page.locator(f"#s-{uid}"))
    body = row.frame_locator("iframe").locator("body[contenteditable=true]")
    expect(body).to_contain_text(old)
    paragraph = body.locator("p").filter(has_text=old)
    paragraph.click()
    paragraph.evaluate(
        """(element, old) => {
            const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const at = node.data.indexOf(old);
                if (at < 0) continue;
                element.ownerDocument.getSelection().setBaseAndExtent(node, at, node, at + old.length);
            }
        }""",
        old,
    )
    page.keyboard.insert_text(new)
    with page.expect_navigation():
        page.keyboard.press("Control+s")
