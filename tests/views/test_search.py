from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache, caches
from django.test import Client
from django.utils import timezone

from essays.models import Collection, Essay, SearchState, Section, Speaker
from essays.models.grams import gram_index
from essays.workflow import COMMAND_LINE
from tests.factories import Part, make_collection, make_essay, make_quote, publish

from .pages import fetch

pytestmark = pytest.mark.django_db


@pytest.fixture
def collection() -> Collection:
    collection = make_collection("河流文集")
    parts = [Part("桥下的青苔，一年一年地长。\n桥上的人。", "水边"), Part("夜里的灯火。", "岸上的桥", paid=True)]
    essay = make_essay(collection, 1, "随笔", subtitle="记一座石桥", parts=parts)
    make_quote(essay, "桥下的青苔", "曹军", confirmed=True, title="船长")
    make_essay(collection, 2, "随笔", parts=[Part("路上没有桥。")])
    collection.publish(by=COMMAND_LINE)
    return collection


def titles(page: Any) -> list[str]:
    return [" ".join(title.text_content().split()) for title in page.all('//article[@class="result"]/h2')]


def test_headings_come_before_titles_quotes_and_text(stranger: Client, collection: Collection) -> None:
    page = fetch(stranger, "/search/?q=桥")

    assert page.one("//h1").text_content() == "“桥” 共 5 条"
    assert titles(page) == ["岸上的桥 需登录", "记一座石桥", "曹军", "随笔", "记一座石桥"]


def test_a_hit_leads_to_its_paragraph_with_the_words_marked(stranger: Client, collection: Collection) -> None:
    page = fetch(stranger, "/search/?q=桥上的人&kind=text")
    address = page.one('//article[@class="result"]/h2/a').get("href")
    essay: Essay = collection.essays.get(number=1)

    assert address.startswith(f"/essays/{essay.pk}/?hl=")
    opened = fetch(stranger, address.split("#")[0])
    anchor = address.split("#")[1]
    assert opened.one(f'//p[@id="{anchor}"]/mark').text_content() == "桥上的人"
    assert opened.one('//a[@class="clear"]').get("href") == f"/essays/{essay.pk}/"
    assert opened.one('//link[@rel="canonical"]').get("href") == f"http://testserver/essays/{essay.pk}/"


def test_facets_count_and_chips_take_back(stranger: Client, collection: Collection) -> None:
    page = fetch(stranger, "/search/?q=桥")
    links = {link.text_content(): link.get("href") for link in page.all('//nav[@class="facet"]//a')}
    assert {name: links[name] for name in links if "正文" in name} == {"正文 2": "?q=%E6%A1%A5&kind=text"}

    narrowed = fetch(stranger, "/search/" + links["正文 2"])

    assert len(titles(narrowed)) == 2
    chip = narrowed.one('//ul[@class="chips"]//a[@aria-label="移除筛选：正文"]')
    assert chip.get("href") == "?q=%E6%A1%A5"


def test_nothing_found_is_no_dead_end(stranger: Client, collection: Collection) -> None:
    page = fetch(stranger, "/search/?q=石桥青苔&kind=text")

    assert page.one("//h1").text_content() == "没有找到“石桥青苔”"
    assert [link.text_content() for link in page.all('//p[starts-with(.,"试试")]//a')] == ["石桥", "青苔"]
    assert page.one('//a[contains(@class,"quiet")]').get("href").endswith("q=%E7%9F%B3%E6%A1%A5%E9%9D%92%E8%8B%94")


def test_a_name_typed_by_its_sound_is_offered(stranger: Client, collection: Collection) -> None:
    page = fetch(stranger, "/search/?q=草军")

    assert page.one('//p[starts-with(.,"是不是要找")]/a').text_content() == "曹军"


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("钱小海", ["钱小河", "钱小湖"]), ("钱大河", ["钱小河"]), ("钱晓海", ["钱小河"])],
)
def test_a_name_with_one_other_character_is_offered_under_who_stands_for_it(
    stranger: Client, typed: str, offered: list[str]
) -> None:
    parts = [Part("桥下的青苔。"), Part("夜里的灯火。", paid=True)]
    essay = make_essay(make_collection("河流文集"), parts=parts)
    paid = Section.objects.working().get(essay=essay, is_paid=True)
    make_quote(essay, "桥下的青苔", "钱小河", confirmed=True)
    make_quote(essay, "桥下", "钱晓河", confirmed=True)
    make_quote(essay, "青苔", "钱小山", confirmed=False)
    make_quote(essay, "夜里的灯火", "钱小湖", confirmed=True, section=paid)  # whose name the outline says
    closed = make_essay(make_collection("内部文集", outline_public=False), parts=parts)
    paid = Section.objects.working().get(essay=closed, is_paid=True)
    make_quote(closed, "夜里的灯火", "钱小江", confirmed=True, section=paid)
    Speaker.objects.get(name="钱晓河").merge(Speaker.objects.get(name="钱小河"), by=COMMAND_LINE)
    for one in (essay, closed):
        one.collection.publish(by=COMMAND_LINE)

    page = fetch(stranger, f"/search/?q={typed}")

    assert [link.text_content() for link in page.all('//p[starts-with(.,"是不是要找")]/a')] == offered


@pytest.mark.parametrize("typed", ["caojun", "cj", "CaoJ", "cao jun", "曹"])
def test_speakers_are_suggested_by_name_sound_and_initials(
    stranger: Client, collection: Collection, typed: str
) -> None:
    response = stranger.get("/search/suggest/", {"q": typed})

    assert "曹" in response.content.decode().replace("<mark>", "").replace("</mark>", "")
    assert response.content.count(b'role="option"') <= 8


def test_of_very_many_it_is_said_that_there_are_more(
    stranger: Client, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type(gram_index()), "most_read", 1)
    monkeypatch.setattr(type(gram_index()), "most_counted", 2)
    page = fetch(stranger, "/search/?q=桥")

    assert page.one("//h1").text_content() == "“桥” 共 5 条以上"
    assert "正文 2+" in [link.text_content() for link in page.all('//nav[@class="facet"]//a')]


def test_of_very_many_the_newest_are_suggested(
    stranger: Client, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("essays.search.suggesting.FEW", 1)
    for number in range(3):
        publish(make_essay(make_collection(f"文集{number}"), title="随笔", subtitle=f"河堤之{number}"))
    page = fetch(stranger, "/search/suggest/?q=河堤之")

    assert [item.text_content() for item in page.all('//li[@role="option"]/span')] == ["河堤之2", "河堤之1", "河堤之0"]
    assert [item.text_content() for item in page.all('//li[@role="option"]/span/mark')] == ["河堤之"] * 3


def test_what_is_found_is_shown_as_text(stranger: Client) -> None:
    essay = make_essay(
        make_collection("<u>桥</u>"), title="<i>桥</i>", subtitle="<s>桥</s>", parts=[Part("桥&amp;梁", "<b>桥</b>")]
    )
    publish(essay)
    for address in ("/search/?q=桥", "/search/suggest/?q=桥"):
        shown = stranger.get(address).content.decode()
        assert not any(tag in shown for tag in ("<u>", "<i>", "<s>", "<b>桥")), address
        assert "&lt;u&gt;" in shown
        assert "&lt;b&gt;" in shown


@pytest.mark.parametrize("typed", ["", "c", "zzz", "\x00", "-曹军", "%", "_", "*", '"', "()", "曹军:", "的" * 10_000])
def test_anything_may_be_typed(stranger: Client, collection: Collection, typed: str) -> None:
    for address in ("/search/", "/search/suggest/"):
        for more in ({}, {"page": "99999"}, {"kind": "x", "collection": "9" * 40, "speaker": "-1", "heading": "\x00"}):
            assert stranger.get(address, {"q": typed, **more}).status_code == 200


def test_what_is_too_long_is_cut_and_says_so(stranger: Client, collection: Collection) -> None:
    assert "只检索了前 64 个字" in stranger.get("/search/", {"q": "桥" * 65}).content.decode()


def test_a_stranger_is_told_that_more_is_found_after_logging_in(stranger: Client, reader: Client) -> None:
    link = fetch(stranger, "/search/?q=灯火&kind=text").one('//a[contains(.,"登录后可检索全文")]')

    assert link.get("href") == "/accounts/login/?next=/search/%3Fq%3D%25E7%2581%25AF%25E7%2581%25AB%26kind%3Dtext"
    assert "登录后可检索全文" not in reader.get("/search/?q=灯火").content.decode()


def test_results_are_not_for_search_engines(stranger: Client) -> None:
    assert fetch(stranger, "/search/?q=桥").one('//meta[@name="robots"]').get("content") == "noindex"


def test_traditional_characters_find_simplified_ones(stranger: Client, collection: Collection) -> None:
    assert fetch(stranger, "/hant/search/?q=燈火 -橋").one("//h1").text_content().startswith("沒有找到")
    assert len(titles(fetch(stranger, "/hant/search/?q=長"))) == 2


def test_no_search_is_answered_while_the_index_is_incomplete(stranger: Client, collection: Collection) -> None:
    SearchState.objects.update(version=0)
    response = stranger.get("/search/?q=桥")

    assert response.status_code == 503
    assert response["Retry-After"] == "60"
    assert stranger.get("/search/suggest/?q=桥").content.strip() == b""
    assert stranger.get("/").status_code == 200


def test_the_box_stands_on_every_page(stranger: Client, collection: Collection) -> None:
    for address in ("/", f"/collections/{collection.pk}/", "/quotes/", "/nowhere/"):
        assert fetch(stranger, address).one('//form[@role="search"]').get("action") == "/search/"


# -- What is kept for strangers -------------------------------------------------------------------------------


def test_a_strangers_page_is_kept_until_something_changes(stranger: Client, django_assert_num_queries: Any) -> None:
    essay = make_essay(parts=[Part("桥下的青苔。")])
    publish(essay)
    first = stranger.get("/search/", {"q": "青苔"})
    with django_assert_num_queries(1):
        again = stranger.get("/search/", {"q": "青苔"})

    assert again.content == first.content
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
    assert b"<mark>" in again.content
    essay.withdraw(by=COMMAND_LINE)
    assert b"<mark>" not in stranger.get("/search/", {"q": "青苔"}).content


def test_what_is_kept_ends_with_the_minute(stranger: Client) -> None:
    now = timezone.now().replace(second=30, microsecond=0)
    essay = make_essay(parts=[Part("桥下的青苔。")])
    with time_machine.travel(now, tick=False):
        essay.publish(by=COMMAND_LINE, until=now + timedelta(seconds=30))
    for seconds, found in ((0, True), (31, False)):
        with time_machine.travel(now + timedelta(seconds=seconds), tick=False):
            assert (b"<mark>" in stranger.get("/search/", {"q": "青苔"}).content) is found


def test_readers_and_strangers_are_never_given_each_others_page(stranger: Client, reader: Client) -> None:
    publish(make_essay(parts=[Part("桥下的路。"), Part("河底的青苔。", paid=True)]))
    for _ in range(2):
        assert b"<mark>" not in stranger.get("/search/", {"q": "青苔"}).content
        assert b"<mark>" in reader.get("/search/", {"q": "青苔"}).content


@pytest.mark.parametrize("address", ["/en/search/", "/hant/search/", "/search/"])
def test_each_language_and_script_has_its_own(stranger: Client, address: str) -> None:
    publish(make_essay(parts=[Part("桥下的青苔，东边的来历。")]))
    pages = {one: stranger.get(one, {"q": "青苔"}).content for one in ("/en/search/", "/hant/search/", "/search/")}

    assert len(set(pages.values())) == 3
    assert stranger.get(address, {"q": "青苔"}).content == pages[address]


def test_what_counts_log_ins_is_not_what_keeps_pages(stranger: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else whoever asks for many pages could push the counts out."""
    publish(make_essay(parts=[Part("桥下的青苔。")]))
    monkeypatch.setattr(cache, "set", lambda *args, **kwargs: pytest.fail("the pages fill the common cache"))
    stranger.get("/search/", {"q": "青苔"})

    assert caches["pages"] is not caches["default"]
    assert settings.CACHES["pages"]["LOCATION"] != settings.CACHES["default"].get("LOCATION")
