"""The page of a collection."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client

from essays.models import Collection
from tests.factories import FREE, FREE_AND_PAID, PAID, Part, make_collection, make_essay, make_quote, publish

from .pages import Page, fetch

pytestmark = pytest.mark.django_db


def shown(client: Client, collection: Collection, language: str = "/en") -> Page:
    return fetch(client, f"{language}/collections/{collection.pk}/")


def test_essays_stand_in_order_with_the_preface_first(stranger: Client) -> None:
    collection = make_collection()
    for number in (2, 0, 1):
        make_essay(collection, number, subtitle=f"题{number}")
    publish(collection)

    assert shown(stranger, collection).texts('//ol[@class="essays"]/li//h2') == [
        "Preface 题0",
        "Essay 1 题1",
        "Essay 2 题2",
    ]


def test_a_row_gives_size_time_quotations_and_access_in_words(stranger: Client) -> None:
    collection = make_collection()
    essay = make_essay(collection, parts=[Part(FREE * 60), Part(PAID, "小河", paid=True)])
    make_quote(essay, "路通了。")
    publish(collection)

    assert shown(stranger, collection).text('//ol[@class="essays"]//p[@class="meta"]') == (
        "1,222 characters about 4 min 1 quotation Free sample: 1,200 characters"
    )


def test_minutes_follow_the_reading_speed_of_the_site(stranger: Client, settings: Any) -> None:
    settings.READING_SPEED = 100
    collection = make_collection()
    make_essay(collection, parts=[Part(FREE * 60)])
    publish(collection)

    assert "about 12 min" in shown(stranger, collection).text('//ol[@class="essays"]//p[@class="meta"]')


def test_sections_are_listed_the_first_essay_s_open(stranger: Client) -> None:
    collection = make_collection(essays=2)
    make_essay(collection, 0, "前言", parts=[Part(FREE)])
    page = shown(stranger, publish(collection))

    assert [details.get("open") is not None for details in page.all("//details")] == [True, False]
    assert page.texts("(//details)[1]/summary") == ["2 sections (1 behind log-in)"]
    assert page.texts("(//details)[1]//li") == [
        "Introduction",
        "小路的来历",
        "小河的去处 Log-in needed · 22 characters",
    ]


def test_section_links_lead_into_the_essay(stranger: Client) -> None:
    collection = publish(make_collection(essays=1))
    essay = collection.essays.get()
    names = set(fetch(stranger, f"/essays/{essay.pk}/").ids)
    links = [str(link) for link in shown(stranger, collection, "").all("//details//a/@href")]

    assert len(links) == 3
    assert {link.partition("#")[0] for link in links} == {f"/essays/{essay.pk}/"}
    assert {link.partition("#")[2] for link in links} <= names


def test_the_masthead_gives_the_whole_and_where_it_comes_from(stranger: Client) -> None:
    collection = make_collection(
        "小路文集", essays=2, issued_by="某县", issued_on=date(2023, 12, 5), source_url="https://a.example/x"
    )
    page = shown(stranger, publish(collection))

    assert page.text("//h1") == "小路文集"
    assert page.texts('//header[@class="masthead"]/p') == [
        "2 essays 124 characters about 1 min Partly behind log-in",
        "某县 5 Dec 2023 Source",
    ]
    assert page.one('//header[@class="masthead"]//time').get("datetime") == "2023-12-05"


def test_a_reader_is_told_that_all_is_open(reader: Client) -> None:
    page = shown(reader, publish(make_collection(essays=1)))

    assert "Full text open" in page.text('//ol[@class="essays"]//p[@class="meta"]')
    assert "Log-in needed" not in page.text("//main")


def test_a_hidden_outline_keeps_its_headings(stranger: Client) -> None:
    collection = publish(make_collection(essays=1, outline_public=False))
    page = shown(stranger, collection)

    assert "小河的去处" not in page.source
    assert "小路的来历" in page.source


def test_no_words_of_any_section_are_on_the_page(stranger: Client, reader: Client) -> None:
    collection = publish(make_collection(essays=1))

    for client in (stranger, reader):
        assert FREE not in shown(client, collection).source
        assert PAID not in shown(client, collection).source


def test_a_collection_nothing_of_which_is_public_is_not_found(stranger: Client, reader: Client) -> None:
    collection = make_collection(essays=1)

    assert shown(stranger, collection).status == 404
    assert shown(reader, collection).status == 404


def test_an_essay_that_is_not_published_is_not_listed(stranger: Client) -> None:
    collection = publish(make_collection(essays=1))
    make_essay(collection, 2, subtitle="还没有发布")

    assert len(shown(stranger, collection).all('//ol[@class="essays"]/li')) == 1


def test_machines_learn_what_the_collection_is(stranger: Client) -> None:
    collection = publish(make_collection("小路文集", essays=1))
    this, trail = shown(stranger, collection).things

    assert (this["@type"], this["name"], this["isAccessibleForFree"]) == ("Collection", "小路文集", False)
    assert trail["itemListElement"][-1]["item"] == f"http://testserver/collections/{collection.pk}/"


def test_a_collection_takes_three_queries_however_many_essays_it_has(
    stranger: Client, django_assert_num_queries: Any
) -> None:
    for essays in (1, 15):
        collection = publish(make_collection(essays=essays, parts=FREE_AND_PAID))
        with django_assert_num_queries(3):
            shown(stranger, collection)
