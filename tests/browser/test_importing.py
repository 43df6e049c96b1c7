"""Importing in Chromium: many files at once, one that needs an eye, a conflict, and the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from essays.models import Section, Source
from tests.conftest import Cast, client_of
from tests.importing.texts import changed, imported, text_of

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
IMPORT = "/admin/essays/source/import/"
FILES = 40


@pytest.fixture
def desk(new_context: Callable[..., BrowserContext], live_server: Any, cast: Cast) -> Callable[..., Page]:
    def opened(**options: Any) -> Page:
        context = new_context(**options)
        session = client_of(cast.editor).cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        return context.new_page()

    return opened


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{page.url} · {one['id']}: {[node['target'] for node in one['nodes']][:3]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


def test_forty_files_are_seen_through_and_imported_together(
    desk: Callable[..., Page], tmp_path: Path, complaints: list[str]
) -> None:
    page = desk()
    page.goto(IMPORT)
    names = [f"{number:02}.txt" for number in range(FILES)]
    files = [written(tmp_path, name, text_of(title=f"第{name[:2]}份心得体会")) for name in names]
    files.append(written(tmp_path, "unclosed.txt", changed("##paidend##", "")))

    page.set_input_files("input[type=file]", files)
    expect(page.locator(".chosen-files li")).to_have_count(FILES + 1)
    page.get_by_role("button").and_(page.locator("#intake .main-button")).click()
    expect(page.locator("#confirm .tally")).to_have_text(str(FILES))
    expect(page.locator("tr.needs-an-eye")).to_have_count(1)
    page.locator("#confirm .main-button").click()

    expect(page.locator(".import-result")).to_have_count(FILES)
    assert Source.objects.count() == FILES
    assert complaints == []


def test_a_file_too_large_is_named_before_it_is_sent(desk: Callable[..., Page], tmp_path: Path) -> None:
    page = desk()
    page.goto(IMPORT)
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(21 * 1024 * 1024)

    page.set_input_files("input[type=file]", large)

    expect(page.locator(".chosen-files .is-too-large")).to_have_count(1)


def test_a_conflict_is_decided_by_the_keyboard(desk: Callable[..., Page], tmp_path: Path) -> None:
    imported()
    row = Section.objects.working().get(body__contains="一百年")
    row.body = row.body.replace("一百年", "三百年")
    row.save()
    page = desk()
    page.goto(IMPORT)
    page.set_input_files("input[type=file]", written(tmp_path, "qingshui.txt", changed("洗衣", "淘米")))
    page.locator("#intake .main-button").press("Enter")

    page.locator(".conflict input[value=ours]").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".conflict input[value=theirs]")).to_be_checked()
    page.locator("#confirm .main-button").press("Enter")

    expect(page.locator(".import-result")).to_have_count(1)
    assert "淘米" in Section.objects.working().get(uid=row.uid).body


@pytest.mark.sqlite
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 768])
def test_no_import_page_has_a_serious_violation(
    desk: Callable[..., Page], tmp_path: Path, width: int, scheme: str
) -> None:
    imported()
    row = Section.objects.working().get(body__contains="一百年")
    row.body = row.body.replace("一百年", "三百年")
    row.save()
    imported(changed("洗衣", "淘米"))
    source = Source.objects.order_by("-id")[0]
    page = desk(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(IMPORT)
    page.set_input_files(
        "input[type=file]",
        [
            written(tmp_path, "qingshui.txt", changed("洗衣", "种菜")),
            written(tmp_path, "empty.txt", " "),
        ],
    )
    page.locator("#intake .main-button").click()
    expect(page.locator(".uploads tbody tr")).to_have_count(2)
    found = violations(page)
    addresses = [str(link.get_attribute("href")) for link in page.locator(".row-actions a").all()]
    base = f"/admin/essays/source/{source.pk}"
    addresses += [f"{base}/settle/", f"{base}/text/", f"{base}/change/", f"{IMPORT}done/?import=updated:{source.pk}"]
    for address in addresses:
        page.goto(address)
        found += violations(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
    assert found == []
