"""The wording a reader of the Chinese pages meets, character for character (U2.7, U2.8, U2.12, U5.5, U5.8)."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from essays.models import Collection
from tests.factories import Part, make_collection, make_essay, make_quote, publish

from .pages import fetch

pytestmark = pytest.mark.django_db

SAMPLE = "大家纷纷表示，努力当好改革开放排头兵、创新发展先行者，奋力"
PARTS = (
    Part(SAMPLE),
    Part("展现新气象。", paid=True, continues="paragraph"),
    Part("路" * 1500, "第一个小节", paid=True),
    Part("桥" * 1000, "第二个小节", paid=True),
)

NAMES = re.compile(r"English|404|Word|EPUB|Markdown|http://\S+")


@pytest.fixture
def collection() -> Collection:
    collection = make_collection("乡村小路心得体会")
    make_essay(collection, 1, subtitle="头一篇", parts=[Part("路通人和。")])
    gated = make_essay(collection, 2, subtitle="路——还有桥", parts=PARTS)
    make_quote(gated, "路", is_paid=True)
    make_essay(collection, 3, subtitle="末一篇", parts=[Part("桥", paid=True)])
    return publish(collection)


def address(collection: Collection, number: int) -> str:
    return collection.essays.get(number=number).get_absolute_url()


def test_the_gate(stranger: Client, collection: Collection) -> None:
    page = fetch(stranger, address(collection, 2))
    gate = page.one('//section[@id="gate"]')

    assert [child.text_content() for child in gate] == [
        "登录后继续阅读",
        "本篇余下 2,506 字、2 个小节、1 则引语。",
        "登录，接着读",
        "登录后回到“……创新发展先行者，奋力”这一处",
        "没有账号？ 注册",
    ]
    assert gate.getparent().find("p").text_content() == "试读到此为止，以下内容登录后可读。"


def test_the_top_of_an_essay(stranger: Client, collection: Collection) -> None:
    page = fetch(stranger, address(collection, 2))

    assert page.text('//p[@class="kicker"]') == "第二篇 · 共三篇"
    assert page.texts('//header[@class="masthead"]/p[@class="meta"]') == ["2,535 字 约 7 分钟 试读 29 字"]
    assert page.texts('//ol[@class="contents"]//a') == [
        "导语",
        "第一个小节 需登录 · 1,500 字",
        "第二个小节 需登录 · 1,000 字",
    ]
    assert page.text("//title") == "路——还有桥 – 第二篇 – 乡村小路心得体会 – 研读集"


def test_the_ends_of_a_collection(stranger: Client, collection: Collection) -> None:
    assert "已是第一篇" in fetch(stranger, address(collection, 1)).text('//nav[@class="turn"]')
    assert "回到文集" in fetch(stranger, address(collection, 3)).text('//nav[@class="turn"]')


def test_lists_say_what_is_open(stranger: Client, reader: Client, collection: Collection) -> None:
    labels = '//article//li/span[starts-with(@class,"badge")]'

    assert fetch(stranger, "/").texts(labels) == ["免费", "试读", "需登录"]
    assert fetch(reader, "/").texts(labels) == ["免费", "全文可读", "全文可读"]


def test_no_page_of_a_stranger_speaks_english(stranger: Client, collection: Collection) -> None:
    for page in ("/", collection.get_absolute_url(), address(collection, 2), "/accounts/login/", "/nothing/"):
        words = NAMES.sub("", fetch(stranger, page).text("//body"))
        assert not [letter for letter in words if letter.isascii() and letter.isalpha()], page
