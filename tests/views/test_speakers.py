"""Who is quoted: merged by editors only, with every post met, and nobody a reader may not know of (U4.3, U4.7)."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from essays.models import Essay, Quote, Section, Speaker, Verdict
from essays.workflow import COMMAND_LINE
from tests.factories import Part, make_collection, make_essay, make_quote, publish

from .pages import fetch

pytestmark = pytest.mark.django_db

FIRST = "公平有序的市场环境，对民营企业来说非常重要。"
SECOND = "今年我们的两项技术成为国际标准，大家信心满满。"
REPORTED = "明年还要再建两条生产线"


def essay_saying(words: str, name: str, title: str, *, paid: bool = False, **fields: Any) -> Essay:
    collection = make_collection(f"{title}的文集", **fields.pop("collection", {}))
    essay = make_essay(collection, parts=[Part("一条小路。"), Part(f"“{words}”他说。", paid=paid)])
    section = Section.objects.working().filter(essay=essay).order_by("position")[1]
    make_quote(essay, words, name, section=section, confirmed=True, organisation="某公司", title=title, **fields)
    return publish(essay)


def speaker(name: str) -> Speaker:
    return Speaker.objects.get(name=name)


def test_the_index_lists_everybody_with_how_much_they_say(stranger: Client) -> None:
    essay_saying(FIRST, "曹军", "董事长")
    essay_saying(SECOND, "曹军", "总经理", paid=True)
    essay_saying("大家一起把路修好。", "林长河", "书记")

    rows = [" ".join(text.split()) for text in fetch(stranger, "/speakers/").texts("//ol[@class='speaker-rows']/li")]

    assert rows[0].startswith("曹军")
    assert "2 则引语，1 则需登录" in rows[0]
    assert rows[1].startswith("林长河")


def test_a_speakers_page_has_each_post_with_its_source_and_counts_what_is_locked(stranger: Client) -> None:
    first = essay_saying(FIRST, "曹军", "董事长")
    essay_saying(SECOND, "曹军", "总经理", paid=True)

    page = fetch(stranger, f"/speakers/{speaker('曹军').pk}/")

    posts = page.texts("//dl[@class='posts']/dd")
    assert [post.split()[0] for post in posts] == ["某公司董事长", "某公司总经理"]
    assert page.all(f"//dl[@class='posts']//a[@href='/essays/{first.pk}/']")
    assert "共 2 则引语，1 则需登录" in page.text("//main")
    assert FIRST in page.source
    assert SECOND[:6] not in page.source
    assert page.things[0]["@type"] == "Person"


def test_what_is_reported_of_a_speaker_stands_apart(stranger: Client, reader: Client) -> None:
    essay_saying(FIRST, "曹军", "董事长")
    essay_saying(REPORTED, "曹军", "董事长", kind="statement")
    essay_saying("后年还要再建三条生产线", "曹军", "董事长", kind="statement", paid=True)
    address = f"/speakers/{speaker('曹军').pk}/"

    page = fetch(stranger, address)

    assert page.texts("//section[@class='reports']//li/p") == [REPORTED]
    assert len(fetch(reader, address).texts("//section[@class='reports']//li/p")) == 2


def test_who_is_known_from_locked_statements_alone_is_not_public(stranger: Client, reader: Client) -> None:
    essay_saying(REPORTED, "曹军", "董事长", kind="statement", paid=True)
    address = f"/speakers/{speaker('曹军').pk}/"
    assert fetch(stranger, address).status == 404
    assert "曹军" not in fetch(stranger, "/speakers/").source
    assert fetch(reader, address).status == 200


def test_a_collection_that_hides_its_outline_hides_its_speakers(stranger: Client) -> None:
    essay_saying(FIRST, "曹军", "董事长", paid=True, collection={"outline_public": False})
    assert fetch(stranger, f"/speakers/{speaker('曹军').pk}/").status == 404
    assert "曹军" not in fetch(stranger, "/speakers/").source


def test_a_merged_speaker_leads_to_the_one_that_stands_for_it(stranger: Client) -> None:
    """U4.7"""
    essay_saying(FIRST, "曹军", "董事长")
    essay_saying(SECOND, "曹总", "总经理")
    merged, stands = speaker("曹总"), speaker("曹军")
    merged.merge(stands, by=COMMAND_LINE)

    response = stranger.get(f"/speakers/{merged.pk}/")

    assert (response.status_code, response["Location"]) == (302, f"/speakers/{stands.pk}/")
    page = fetch(stranger, f"/speakers/{stands.pk}/")
    assert len(page.all("//figure")) == 2
    assert "曹总" in page.source, "the name stays as that text prints it"
    assert len(fetch(stranger, "/speakers/").all("//ol[@class='speaker-rows']/li")) == 1
    merged.part(by=COMMAND_LINE)
    assert len(fetch(stranger, f"/speakers/{stands.pk}/").all("//figure")) == 1


def test_two_of_one_name_are_told_apart_and_named_to_each_other(stranger: Client) -> None:
    """U4.7"""
    essay_saying(FIRST, "张伟", "书记")
    essay = essay_saying(SECOND, "张伟", "镇长")
    other = Speaker.objects.create(name="张伟", note="清水镇镇长")
    Quote.objects.live().get(essay=essay).attribution.settle(Verdict.CONFIRMED, by=COMMAND_LINE, speaker=other)

    page = fetch(stranger, f"/speakers/{other.pk}/")

    assert "（清水镇镇长）" in page.text("//h1")
    assert "同名不同人" in page.text("//dl[@class='others']")


def test_a_body_is_marked_as_one(stranger: Client) -> None:
    essay = essay_saying(FIRST, "闵行区人社局", "发言人")
    Speaker.objects.update(kind=Speaker.Kind.BODY)
    page = fetch(stranger, f"/speakers/{speaker('闵行区人社局').pk}/")
    assert "机构" in page.text("//header[@class='masthead']")
    assert page.things[0]["@type"] == "Organization"
    essay.withdraw(by=COMMAND_LINE)
    assert fetch(stranger, f"/speakers/{speaker('闵行区人社局').pk}/").status == 404


def test_who_speaks_in_the_same_essay_is_named(stranger: Client) -> None:
    essay = make_essay(parts=[Part("大家都在说。")])
    for name in ("曹军", "林长河"):
        make_quote(essay, f"我是{name}，我来说两句。", name, confirmed=True)
    publish(essay)
    page = fetch(stranger, f"/speakers/{speaker('曹军').pk}/")
    assert page.texts("//dl[@class='others']//dd//a") == ["林长河"]
