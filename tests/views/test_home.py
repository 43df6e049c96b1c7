"""The home page with nothing, something and a great deal to show."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from essays.models import Quote
from tests.conftest import Cast, client_of
from tests.factories import FREE, Part, make_collection, make_essay, make_quote, publish

from .pages import fetch

pytestmark = pytest.mark.django_db

QUOTE = "路修好了，来往的人自然就多了。"
COMMAND = "import_documents"


def test_an_empty_site_says_so_and_names_the_command_to_staff_only(
    stranger: Client, reader: Client, cast: Cast
) -> None:
    for client in (stranger, reader):
        page = fetch(client, "/en/")
        assert "No collection has been published yet." in page.text("//main")
        assert COMMAND not in page.source
    assert COMMAND in fetch(client_of(cast.editor), "/en/").text("//main")


def test_the_latest_collection_comes_first_with_its_essays_and_their_access_in_words(stranger: Client) -> None:
    publish(make_collection("旧文集", essays=1))
    new = make_collection("新文集")
    make_essay(new, 1, subtitle="全开的", parts=[Part(FREE)])
    make_essay(new, 2, subtitle="半开的")
    make_essay(new, 3, subtitle="全锁的", parts=[Part(FREE, paid=True)])
    publish(new)
    page = fetch(stranger, "/en/")

    assert page.texts("//article/h2") == ["新文集", "旧文集"]
    assert page.texts("(//article)[1]//li") == ["1全开的Free", "2半开的Free sample", "3全锁的 Log-in needed"]
    assert page.texts('(//article)[1]/p[@class="meta"]') == [
        "3 essays 102 characters about 1 min Partly behind log-in"
    ]


def test_a_reader_is_told_that_all_is_open(reader: Client) -> None:
    publish(make_collection(essays=1))

    assert fetch(reader, "/en/").texts("//article//li") == ["1乡村小路心得体会Full text open"]


def test_nothing_unpublished_is_listed(stranger: Client) -> None:
    make_collection("没有发布", essays=1)
    publish(make_collection("进了回收站", essays=1)).discard()

    assert fetch(stranger, "/").all("//article") == []


def test_a_long_collection_shows_its_first_essays_and_leads_to_the_rest(stranger: Client) -> None:
    collection = publish(make_collection(essays=9))
    page = fetch(stranger, "/en/")

    assert len(page.all("//article//li")) == 6
    more = page.one('//p[@class="more"]/a')
    assert more.text_content() == "All 9 essays"
    assert more.get("href") == f"/en{collection.get_absolute_url()}"


def test_a_preface_is_no_essay_but_stands_where_there_is_nothing_else(stranger: Client) -> None:
    collection = make_collection()
    make_essay(collection, 0, "前言", parts=[Part(FREE)])
    publish(collection)

    assert fetch(stranger, "/").texts("//article//li/a") == ["前言"]


def test_one_confirmed_free_quotation_is_shown_with_its_place(stranger: Client) -> None:
    essay = make_essay(parts=[Part(QUOTE, "小路")])
    make_quote(essay, QUOTE, "王小路", confirmed=True, organisation="村委会", title="主任")
    publish(essay)
    page = fetch(stranger, "/en/")

    assert page.text("//figure/blockquote") == f"“{QUOTE}”"
    assert page.text("//figcaption").startswith("王小路 村委会主任")
    speaker, link = page.all("//figcaption/a")
    quote = Quote.objects.live().get()
    assert speaker.get("href") == f"/en/speakers/{quote.attribution.speaker_id}/"
    assert link.get("href") == f"/en/essays/{essay.pk}/#q-{quote.uid}"
    assert link.text_content() == "《乡村小路心得体会》Essay 1 · 小路"


@pytest.mark.parametrize("why", ["unsettled", "paid", "statement", "unpublished", "too long"])
def test_no_other_quotation_is_shown(stranger: Client, reader: Client, why: str) -> None:
    essay = make_essay(parts=[Part(QUOTE, paid=why == "paid")])
    publish(make_essay(essay.collection, 2))
    text = QUOTE * 9 if why == "too long" else QUOTE
    fields = {"kind": "statement"} if why == "statement" else {}
    make_quote(essay, text, "王小路", confirmed=why != "unsettled", **fields)
    if why != "unpublished":
        publish(essay)

    for client in (stranger, reader):
        assert fetch(client, "/").all("//figure") == []


def test_collections_come_ten_a_page(stranger: Client) -> None:
    for number in range(23):
        publish(make_collection(f"文集{number:02}", essays=1))
    second = fetch(stranger, "/en/?page=2")

    assert second.texts("//article/h2") == [f"文集{number:02}" for number in range(12, 2, -1)]
    assert second.one('//a[@rel="prev"]').get("href") == "?page=1"
    assert second.one('//a[@rel="next"]').get("href") == "?page=3"
    assert second.text('//*[@aria-current="page"][ancestor::nav[@class="pagination"]]') == "2"
    assert second.one('//link[@rel="canonical"]').get("href") == "http://testserver/?page=2"
    assert second.text("//title") == "Page 2 – 研读集"


@pytest.mark.parametrize("page", ["0", "99", "x", "-1", "1" * 400])
def test_a_page_that_does_not_exist_is_the_nearest_that_does(stranger: Client, page: str) -> None:
    publish(make_collection("文集", essays=1))

    assert fetch(stranger, f"/?page={page}").texts("//article/h2") == ["文集"]


def test_the_home_page_takes_four_queries_however_much_there_is(
    stranger: Client, django_assert_num_queries: Any
) -> None:
    for number in (1, 12):
        for _ in range(number):
            essay = make_essay(make_collection(), parts=[Part(QUOTE)])
            make_quote(essay, QUOTE, "王小路", confirmed=True)
            publish(essay)
        with django_assert_num_queries(4):
            fetch(stranger, "/")
