"""The page 关于, the imprint in the footer, and the picture of a shared link."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from essays.models import About
from tests.conftest import Cast, client_of
from tests.factories import make_collection, publish

from .pages import fetch

pytestmark = pytest.mark.django_db


def test_the_page_says_what_the_editors_wrote_and_nothing_wild(cast: Cast, stranger: Client) -> None:
    body = '<p>我们是<strong>编辑部</strong>。</p><script>alert(1)</script><p onclick="x">第二段。</p>'
    response = client_of(cast.publisher).post("/admin/essays/about/add/", {"body": body})
    assert response.status_code == 302, response.content.decode()
    page = fetch(stranger, "/about/")

    assert page.texts('//div[@class="prose"]/p') == ["我们是编辑部。", "第二段。"]
    assert "alert" not in page.source
    assert "onclick" not in page.source
    assert "我们是编辑部。" in page.one('//meta[@name="description"]').get("content")
    assert About.objects.get().updated_by == cast.publisher


def test_there_is_one_page_and_only_who_publishes_writes_it(cast: Cast) -> None:
    publisher = client_of(cast.publisher)
    assert publisher.get("/admin/essays/about/").headers["Location"] == "/admin/essays/about/add/"
    About.objects.create(body="<p>一。</p>")
    assert publisher.get("/admin/essays/about/").headers["Location"] == "/admin/essays/about/1/change/"
    assert publisher.get("/admin/essays/about/add/").headers["Location"] == "/admin/essays/about/1/change/"
    assert client_of(cast.editor).post("/admin/essays/about/1/change/", {"body": "<p>改</p>"}).status_code == 403
    About(body="<p>二。</p>").save()
    assert About.text() == "<p>二。</p>"


def test_a_page_nobody_has_written_yet_still_says_something(stranger: Client) -> None:
    assert fetch(stranger, "/about/").text("//main/p")


def test_a_leftover_marker_is_not_sent(stranger: Client) -> None:
    About.objects.create(body="<p>##paidbegin##没有围好</p>")

    assert stranger.get("/about/").status_code == 500


def test_the_footer_bears_the_registrations_with_their_links(stranger: Client, settings: Any) -> None:
    settings.ICP_NUMBER, settings.PSB_NUMBER, settings.CONTACT = "沪ICP备12345678号", "沪公网安备1号", "编辑部"
    footer = fetch(stranger, "/").one('//footer//p[@class="imprint"]')

    assert [link.get("href") for link in footer.findall("a")] == [
        "https://beian.miit.gov.cn/",
        "https://beian.mps.gov.cn/",
    ]
    assert "沪ICP备12345678号" in footer.text_content()
    assert "编辑部" in footer.text_content()
    settings.ICP_NUMBER = settings.PSB_NUMBER = ""
    assert fetch(stranger, "/").all('//footer//a[starts-with(@href,"http")]') == []


def test_a_shared_link_shows_a_picture_of_the_usual_size(stranger: Client, settings: Any) -> None:
    collection = publish(make_collection(essays=1))
    address = fetch(stranger, f"/collections/{collection.pk}/").one('//meta[@property="og:image"]').get("content")
    assert address == "http://testserver/static/essays/share.png"
    found = finders.find("essays/share.png")
    assert isinstance(found, str)
    head = Path(found).read_bytes()[:24]
    assert (head[:8], struct.unpack(">II", head[16:])) == (b"\x89PNG\r\n\x1a\n", (1200, 630))

    settings.SHARE_IMAGE = "https://cdn.example/x.png"
    assert "https://cdn.example/x.png" in fetch(stranger, "/").source
