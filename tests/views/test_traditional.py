"""繁體: the same pages by the same views, converted; names and marks stay as they are (U9.6)."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from essays.models import Essay
from essays.reading.traditional import convert, convert_name, convert_page
from tests.factories import PASSWORD, Part, make_collection, make_essay, make_quote, publish

from .pages import fetch

pytestmark = pytest.mark.django_db

TEXT = "“头发晒干以后，皇后回到里面。”于勇说：这是范里村的发展。"


@pytest.fixture
def essay(db: None) -> Essay:
    collection = make_collection("乡村发展心得体会")
    essay = make_essay(
        collection, subtitle="发展与团结", parts=[Part(TEXT, "关于发展"), Part("后面的话。", "后来", paid=True)]
    )
    make_quote(essay, "头发晒干以后，皇后回到里面。", "于勇", confirmed=True)
    return publish(essay)


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("头发和发展", "頭髮和發展"),
        ("皇后在后面", "皇后在後面"),
        ("干部把衣服晒干", "幹部把衣服曬乾"),
        ("理发店里", "理髮店裡"),
        ("“引号”‘不变’", "“引號”‘不變’"),
    ],
)
def test_words_are_converted_by_what_they_mean(simplified: str, traditional: str) -> None:
    assert convert(simplified) == traditional


def test_a_name_keeps_the_characters_it_is_written_with() -> None:
    assert convert_name("于勇") == "于勇"
    assert convert_name("范后里") == "范后里"
    assert convert_name("钱丽丽") == "錢麗麗"
    assert convert("于勇说，由于下雨", {"于勇"}) == "于勇說，由於下雨"
    assert convert("于勇军说", {"于勇", "于勇军"}) == "于勇軍說"


def test_markup_scripts_and_addresses_are_left_alone() -> None:
    page = '<p class="发" title="发展" lang="zh-Hans">发展<a href="/发展/">发</a></p><script>"发展"</script>'
    kept = '<b translate="no">发展</b><input value="发展"><textarea>发展</textarea><!-- 发展 -->'

    assert convert_page(page + kept, ()) == (
        '<p class="发" title="發展" lang="zh-Hant">發展<a href="/发展/">發</a></p><script>"发展"</script>' + kept
    )


def test_an_essay_is_read_in_traditional_characters(stranger: Client, essay: Essay) -> None:
    page = fetch(stranger, f"/hant/essays/{essay.pk}/")

    assert page.response.headers["Content-Language"] == "zh-Hant"
    assert page.one("/html").get("lang") == "zh-Hant"
    assert page.text("//h1") == "發展與團結"
    text = page.all('//div[contains(@class,"prose")]//p')[0].text_content()
    assert text == "“頭髮曬乾以後，皇后回到裡面。”于勇說：這是范里村的發展。".replace("范里村", convert("范里村"))
    assert "登錄後繼續閱讀" in page.source
    assert page.one('//link[@rel="canonical"]').get("href") == f"http://testserver/essays/{essay.pk}/"


def test_links_stay_in_the_script_and_the_footer_leads_back(stranger: Client, essay: Essay) -> None:
    page = fetch(stranger, f"/hant/essays/{essay.pk}/")

    assert page.one('//nav[@class="breadcrumb"]//a[contains(@href,"collections")]').get("href").startswith("/hant/")
    assert page.one('//a[.="简体中文"]').get("href") == f"/essays/{essay.pk}/"
    assert page.one('//a[.="English"]').get("href") == f"/en/essays/{essay.pk}/"
    assert page.one('//a[.="繁體中文"]').get("aria-current") == "true"
    for address in (f"/essays/{essay.pk}/", f"/en/essays/{essay.pk}/"):
        assert fetch(stranger, address).one('//a[.="繁體中文"]').get("href") == f"/hant/essays/{essay.pk}/"
    styles = [link.get("href") for link in page.all('//link[@rel="stylesheet"]')]
    assert styles[0].startswith("/static/")


def test_the_log_in_leads_back_to_the_same_script(stranger: Client, essay: Essay, cast: Any) -> None:
    door = fetch(stranger, f"/hant/essays/{essay.pk}/").one('//section[@id="gate"]/a').get("href")
    page = fetch(stranger, door)
    assert door.startswith("/hant/accounts/login/")
    assert "發展與團結" in page.text('//p[@class="destination"]')

    target = page.one('//main/form[1]//input[@name="next"]').get("value")
    response = stranger.post("/hant/accounts/login/", {"login": "reader", "password": PASSWORD, "next": target})
    assert response.headers["Location"] == f"/hant/essays/{essay.pk}/#continue"
    assert "後面的話。" in fetch(stranger, target).source


def test_the_gate_is_the_same(stranger: Client, reader: Client, essay: Essay) -> None:
    assert "後面的話" not in fetch(stranger, f"/hant/essays/{essay.pk}/").source
    open_page = fetch(reader, f"/hant/essays/{essay.pk}/")
    assert "後面的話。" in open_page.source
    assert open_page.response.headers["Cache-Control"] == "private, no-store"
    assert fetch(stranger, f"/hant/essays/{essay.pk}/").response.headers["Cache-Control"].startswith("public")


def test_the_same_address_before_and_after_has_its_own_script(stranger: Client, essay: Essay) -> None:
    before = stranger.get(f"/essays/{essay.pk}/").content
    stranger.get(f"/hant/essays/{essay.pk}/")

    assert stranger.get(f"/essays/{essay.pk}/").content == before


@pytest.mark.parametrize("address", ["/hant/admin/", "/hant/en/", "/hant/hant/", "/hant/x/"])
def test_what_has_one_form_has_no_other(stranger: Client, address: str) -> None:
    assert stranger.get(address).status_code == 404


@pytest.mark.parametrize(
    "address", ["/nothing/", "/en/nothing/", "/hant/nothing/", "/hant/en/nothing/", "/hant/hant/x/"]
)
def test_a_page_that_is_not_there_leads_no_deeper(stranger: Client, address: str) -> None:
    link = fetch(stranger, address).one('//a[.="繁體中文"]').get("href")

    assert link in ("/hant/nothing/", "/hant/x/")
    assert fetch(stranger, link).one('//a[.="繁體中文"]').get("href") == link


def test_files_are_offered_as_they_are(stranger: Client, essay: Essay) -> None:
    page = fetch(stranger, f"/hant/essays/{essay.pk}/")

    for name in ("Word", "EPUB", "Markdown"):
        address = page.one(f'//p[@class="take-away"]/a[.="{name}"]').get("href")
        assert stranger.get(address).status_code == 200, address
