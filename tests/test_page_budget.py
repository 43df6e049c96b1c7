"""What a page costs to fetch, compressed as a server sends it (U6.1), and what the stylesheet may hold (V4.2)."""

from __future__ import annotations

import gzip
import random
import re
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from essays.models import Collection, Quote, Section
from tests.factories import Part, make_collection, make_essay, make_quote, publish

from .stylesheet import source

HTML_MOST, CSS_MOST, SCRIPT_MOST, TOTAL_MOST = 20_000, 10_000, 6_000, 40_000  # bytes
LAYERS = "reset, tokens, base, prose, components, utilities, print"
HAN = [chr(0x4E00 + place * 7) for place in range(1500)]
CHANCE = random.Random(7)  # text without rhyme or reason packs worse than any prose


def long_text(paragraphs: int, characters: int = 140) -> str:
    return "\n".join("".join(CHANCE.choices(HAN, k=characters)) + "。" for _ in range(paragraphs))


@pytest.fixture
def collection(db: None) -> Collection:
    """Six essays of about 5,000 字, the length of the longest real one, half of it paid."""
    collection = make_collection("小路建设学习心得体会文集")
    for number in range(1, 7):
        parts = [
            Part(long_text(7), f"第{section}节的小标题有二十来个字长短不一", paid=section > 2) for section in range(5)
        ]
        deck = f"路通人和第{number}——记村口的一条小路三年以来的事"
        essay = make_essay(collection, number, subtitle=deck, parts=parts)
        for turn in range(8):
            words, name = long_text(1, 90), "".join(CHANCE.choices(HAN, k=3))
            section = Section.objects.working().filter(essay=essay).order_by("position")[turn % 5]
            make_quote(
                essay, words, name, section=section, confirmed=True, organisation=long_text(1, 18), title="主任"
            )
    return publish(collection)


def packed(content: bytes) -> int:
    return len(gzip.compress(content, 6))


def static(address: str) -> bytes:
    found = finders.find(address.removeprefix("/static/"))
    assert isinstance(found, str), address
    with open(found, "rb") as file:
        return file.read()


def sheet(client: Client, address: str) -> bytes:
    return static(address) if address.startswith("/static/") else client.get(address).content


def test_every_page_keeps_to_its_budget(collection: Collection, stranger: Client, reader: Client) -> None:
    essay = collection.essays.first()
    quote = Quote.objects.live().filter(is_paid=False)[0]
    pages = (
        "/",
        f"/collections/{collection.pk}/",
        f"/essays/{essay.pk}/",
        "/quotes/",
        f"/quotes/{quote.uid}/",
        "/speakers/",
        "/search/",
        "/search/?q=的",
        "/topics/",
        f"/speakers/{quote.attribution.speaker_id}/",
        "/about/",
        "/settings/reading/",
        "/shelf/",
        "/accounts/login/",
        "/nothing/",
    )
    for client in (stranger, reader):
        for address in pages:
            response: Any = client.get(address, follow=True)
            page = response.content.decode()
            styles = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page)
            scripts = re.findall(r'<script src="([^"]+)" defer>', page)
            sizes = {
                "html": packed(response.content),
                "css": sum(packed(sheet(client, name)) for name in styles),
                "js": sum(packed(static(name)) for name in scripts),
            }
            assert sizes["html"] <= HTML_MOST, (address, sizes)
            assert sizes["css"] <= CSS_MOST, (address, sizes)
            assert sizes["js"] <= SCRIPT_MOST, (address, sizes)
            assert sum(sizes.values()) <= TOTAL_MOST, (address, sizes)
            assert styles[1:] == ["/reading.css"]
            assert 1 + len(styles) + len(scripts) <= 5
            assert "<img" not in page


def test_no_font_is_fetched_and_chinese_families_come_first() -> None:
    stacks = re.findall(r"--(?:hei|song|kai):\s*(\"[^\"]+\")", source())

    assert "@font-face" not in source()
    assert "url(" not in source()
    assert set(stacks) == {'"PingFang SC"', '"Songti SC"', '"Kaiti SC"'}


def test_the_stylesheet_is_written_in_its_layers() -> None:
    blocks = re.findall(r"^@layer (\w+) \{", source(), flags=re.MULTILINE)

    assert f"@layer {LAYERS};" in source()
    assert blocks == LAYERS.split(", ")


def test_nothing_of_a_framework_is_borrowed(collection: Collection, stranger: Client) -> None:
    page = stranger.get(f"/essays/{collection.essays.first().pk}/").content.decode()
    names = {name for names in re.findall(r'class="([^"]*)"', page) for name in names.split()}

    assert not {name for name in names if re.match(r"(col|row|btn|navbar|container|mt|px|fa|icon)(-|$)", name)}
