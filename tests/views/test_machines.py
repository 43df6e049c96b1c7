"""What machines ask for: robots.txt, sitemaps, llms.txt, Atom feeds and Markdown, of what a stranger may read."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt

from essays.models import Collection, Quote, Section
from essays.reading.markdown import escape
from tests.factories import FREE_AND_PAID, Part, make_collection, make_essay, make_quote, publish

ATOM = "{http://www.w3.org/2005/Atom}"
LOCATION = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
PARTS = [
    Part("免费的一段。“路修好了，人也就来了。”田向阳说。", "小节一"),
    Part("付费的一段，外人读不到。“这句话只有读者知道。”纪小满说。", "小节二", paid=True),
]


@pytest.fixture
def shelf(db: None) -> Collection:
    collection = make_collection("小路<建设>心得 & 体会", essays=0)
    essay = make_essay(collection, 1, subtitle="路通*人和*——记[村口]", parts=PARTS)
    for name, words, place in (("田向阳", "路修好了，人也就来了。", 0), ("纪小满", "这句话只有读者知道。", 1)):
        section = Section.objects.working().filter(essay=essay).order_by("position")[place]
        make_quote(essay, words, name, section=section, confirmed=True)
    return publish(collection)


def locations(client: Client, address: str) -> list[str]:
    root = etree.fromstring(client.get(address).content)
    return [str(one.text).removeprefix("http://testserver") for one in root.iter(LOCATION)]


def entries(client: Client, address: str) -> list[Any]:
    response = client.get(address)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return list(etree.fromstring(response.content).iter(f"{ATOM}entry"))


def test_robots_are_kept_from_the_doors_and_told_of_the_map(stranger: Client) -> None:
    lines = stranger.get("/robots.txt").content.decode().split("\n")
    assert {"Disallow: /admin/", "Disallow: /accounts/", "Disallow: /en/accounts/"} <= set(lines)
    assert "Sitemap: http://testserver/sitemap.xml" in lines
    assert "Disallow: /" not in lines


def test_the_map_has_every_page_a_stranger_may_open_and_no_other(stranger: Client, shelf: Collection) -> None:
    make_essay(shelf, 2, parts=PARTS)  # not published
    pages = [page for part in locations(stranger, "/sitemap.xml") for page in locations(stranger, part)]
    assert len(pages) == len(set(pages))
    assert all(stranger.get(page).status_code == 200 for page in pages)
    free, locked = (Quote.objects.live().get(is_paid=paid) for paid in (False, True))
    essay = shelf.essays.get(number=1)
    assert {"/", "/quotes/", "/speakers/", shelf.get_absolute_url(), essay.get_absolute_url()} <= set(pages)
    assert f"/quotes/{free.uid}/" in pages
    assert f"/quotes/{locked.uid}/" not in pages
    assert f"/essays/{shelf.essays.get(number=2).pk}/" not in pages


def test_a_part_of_the_map_that_is_not_there_is_not_found(db: None, stranger: Client) -> None:
    assert stranger.get("/sitemap-nothing.xml").status_code == 404


def test_feeds_give_what_is_free_whoever_asks(stranger: Client, reader: Client, shelf: Collection) -> None:
    for client in (stranger, reader):
        [entry] = entries(client, "/feeds/collections/")
        assert entry.findtext(f"{ATOM}title") == "小路&lt;建设&gt;心得 &amp; 体会"
        assert "第一篇 路通*人和*——记[村口]" in entry.findtext(f"{ATOM}summary")
        [entry] = entries(client, "/feeds/quotes/")
        assert entry.findtext(f"{ATOM}title") == "田向阳：“路修好了，人也就来了。”"
        assert "只有读者知道" not in client.get("/feeds/quotes/").content.decode()


def test_a_speaker_has_a_feed_when_something_of_theirs_is_free(stranger: Client, shelf: Collection) -> None:
    free, locked = (Quote.objects.live().get(is_paid=paid).attribution.speaker_id for paid in (False, True))
    assert len(entries(stranger, f"/feeds/speakers/{free}/")) == 1
    assert stranger.get(f"/feeds/speakers/{locked}/").status_code == 404
    assert stranger.get("/feeds/speakers/99999/").status_code == 404


def test_the_markdown_twin_is_of_what_this_reader_may_read(
    stranger: Client, reader: Client, shelf: Collection
) -> None:
    essay = shelf.essays.get(number=1)
    free, whole = (client.get(f"/essays/{essay.pk}.md") for client in (stranger, reader))
    assert free["Content-Type"] == "text/markdown; charset=utf-8"
    assert (free["Cache-Control"], whole["Cache-Control"]) == ("public, max-age=0, s-maxage=60", "private, no-store")
    assert free.content.decode().startswith("# 路通\\*人和\\*——记\\[村口\\]\n\n> ")
    assert "外人读不到" not in free.content.decode()
    assert re.search(r"\*以下 \d+ 字登录后可读。\*", free.content.decode())
    assert "付费的一段，外人读不到。" in whole.content.decode()
    assert "登录后可读" not in whole.content.decode()
    page = stranger.get(essay.get_absolute_url()).content.decode()
    assert f'<link rel="alternate" type="text/markdown" href="/essays/{essay.pk}.md">' in page


def test_a_page_for_language_models_lists_the_twins(stranger: Client, shelf: Collection) -> None:
    page = stranger.get("/llms.txt").content.decode()
    essay = shelf.essays.get(number=1)
    assert f"](http://testserver/essays/{essay.pk}.md): 第一篇, 全文 " in page
    assert "## 小路\\<建设\\>心得 & 体会" in page


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp", "Zs")), min_size=1))
@example("&amp;&#20;& 1. - 甲")
def test_what_is_escaped_shows_the_same_characters(text: str) -> None:
    html = MarkdownIt("commonmark").render(escape(text))
    assert etree.fromstring(f"<div>{html}</div>").xpath("string(/div/p)") == text


def test_gaps_and_passages_stand_in_their_order(stranger: Client, db: None) -> None:
    essay = publish(make_essay(parts=[*FREE_AND_PAID, Part("最后又免费的一段。", "尾声")]))
    twin = stranger.get(f"/essays/{essay.pk}.md").content.decode()
    assert twin.index("登录后可读") < twin.index("## 尾声") < twin.index("最后又免费的一段。")
