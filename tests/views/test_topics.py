"""Topic pages, and what stands under an essay of its topics and of essays like it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from essays.models import Essay
from tests.factories import Part, make_collection, make_essay, publish

pytestmark = pytest.mark.django_db

BRIDGE = "石桥横在河上，石桥边住着渔民，渔民天天从石桥上走过，说这座石桥是祖上一块一块垒起来的。"
SECRET = "灯塔守夜人记下灯塔的每一次熄灭，灯塔的灯油从来没有缺过，守夜人说灯塔就是他的家。"


@pytest.fixture
def essays() -> list[Essay]:
    parts = [Part(BRIDGE), Part(SECRET, "付费", paid=True)]
    made = [make_essay(make_collection(title), title="随笔", parts=parts) for title in ("河流文集", "石桥文集")]
    return [publish(essay) for essay in made]


def test_an_essay_leads_to_its_topics_and_to_essays_like_it(stranger: Client, essays: list[Essay]) -> None:
    page = stranger.get(essays[0].get_absolute_url()).content.decode()

    assert f'href="{reverse("topic", args=["石桥"])}"' in page
    assert f'href="{essays[1].get_absolute_url()}#s-' in page
    assert "有1段相同" in page


def test_a_topic_lists_its_essays(stranger: Client, essays: list[Essay]) -> None:
    page = stranger.get(reverse("topic", args=["石桥"])).content.decode()

    assert "共2篇" in page
    assert all(essay.get_absolute_url() in page for essay in essays)
    assert "/search/?q=%E7%9F%B3%E6%A1%A5" in page


def test_the_index_leads_to_every_topic(stranger: Client, essays: list[Essay]) -> None:
    page = stranger.get(reverse("topics")).content.decode()

    assert "石桥" in page
    assert "渔民" in page
    assert "灯塔" not in page


@pytest.mark.parametrize("word", ["灯塔", "守夜人", "没有这个词", "石", "%", "石桥'--"])
def test_a_word_that_is_no_topic_is_not_found(stranger: Client, essays: list[Essay], word: str) -> None:
    assert stranger.get(reverse("topic", args=[word])).status_code == 404


def test_readers_of_paid_text_get_the_same_topics(stranger: Client, reader: Client, essays: list[Essay]) -> None:
    for client in (stranger, reader):
        assert client.get(reverse("topic", args=["灯塔"])).status_code == 404


def test_where_no_two_essays_are_about_the_same_the_index_says_so(stranger: Client) -> None:
    response = stranger.get("/en/topics/")

    assert response.status_code == 200
    assert "No two essays are about the same yet." in response.content.decode()


def test_topics_are_offered_while_one_types(stranger: Client, essays: list[Essay]) -> None:
    page = stranger.get(reverse("suggest"), {"q": "石桥"}).content.decode()

    assert f'data-href="{reverse("topic", args=["石桥"])}"' in page
    assert page.count("data-said") == 1


def test_a_page_that_is_kept_names_no_other_host(stranger: Client, essays: list[Essay], settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    for host in ("one.example", "two.example"):
        for secure in (False, True):
            page = stranger.get(reverse("topics"), secure=secure, headers={"host": host}).content.decode()
            assert f'rel="canonical" href="http{"s" * secure}://{host}/topics/"' in page
