"""The preview: the public page of a revision that need not be live, for staff who may see it, by the same gate."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from essays.models import Revision, Section
from tests.conftest import Cast, client_of
from tests.factories import FREE, PAID, Part, make_collection, make_essay, make_user, publish
from tests.views.pages import Page, fetch

pytestmark = pytest.mark.django_db


def preview(client: Any, revision: Revision, seen_as: str = "stranger") -> Page:
    return fetch(client, f"/admin/essays/revision/{revision.pk}/preview/?as={seen_as}")


def test_a_draft_is_shown_as_a_stranger_and_as_a_reader_would_have_it(cast: Cast) -> None:
    revision = make_essay().freeze()
    client = client_of(cast.editor)

    stranger, reader = preview(client, revision), preview(client, revision, "reader")

    assert FREE in stranger.prose
    assert PAID not in stranger.source
    assert PAID in reader.prose
    assert stranger.all('//section[@id="gate"]')
    assert not reader.all('//section[@id="gate"]')


def test_paid_text_does_not_leave_the_database_for_the_strangers_preview(cast: Cast) -> None:
    revision = make_essay().freeze()
    client = client_of(cast.editor)

    with CaptureQueriesContext(connection) as queries:
        preview(client, revision)

    selects = [
        query["sql"] for query in queries if query["sql"].startswith("SELECT") and "essays_section" in query["sql"]
    ]
    assert selects
    with connection.cursor() as cursor:
        for sql in selects:
            cursor.execute(sql)
            assert PAID not in repr(cursor.fetchall())


def test_it_is_the_page_readers_will_have(cast: Cast) -> None:
    essay = publish(make_essay(subtitle="小路的故事"))
    client = client_of(cast.editor)

    shown = preview(client, essay.revisions.get(), "reader")
    public = fetch(client, f"/essays/{essay.pk}/")

    assert shown.prose == public.prose
    assert shown.text("//h1") == public.text("//h1")


def test_a_text_of_strangers_is_the_same_as_the_public_page(cast: Cast, stranger: Any) -> None:
    essay = publish(make_essay())

    shown = preview(client_of(cast.editor), essay.revisions.get())
    public = fetch(stranger, f"/essays/{essay.pk}/")

    assert shown.prose == public.prose
    assert shown.texts('//p[@class="remainder"]') == public.texts('//p[@class="remainder"]')


def test_it_stands_among_its_neighbours(cast: Cast) -> None:
    collection = publish(make_collection(essays=2))
    revision = make_essay(collection, 3, "第三篇的题目").freeze()

    page = preview(client_of(cast.editor), revision)

    assert len(page.all('//section[@class="around"]//li')) == 3
    assert page.all('//a[@rel="prev"]')


def test_a_banner_says_what_is_shown_and_leads_back(cast: Cast) -> None:
    revision = make_essay().freeze()

    page = preview(client_of(cast.editor), revision, "reader")

    banner = page.one('//*[contains(@class,"preview-banner")]')
    assert "r1" in banner.text_content()
    assert banner.xpath('.//a[@aria-current="page"]/@href') == ["?as=reader"]
    assert f"/admin/essays/revision/{revision.pk}/change/" in banner.xpath(".//a/@href")


def test_it_is_kept_nowhere_and_indexed_nowhere(cast: Cast) -> None:
    page = preview(client_of(cast.editor), make_essay().freeze())

    assert page.response["Cache-Control"] == "private, no-store"
    assert "noindex" in page.response["X-Robots-Tag"]
    assert page.all('//meta[@name="robots"][@content="noindex"]')
    assert not page.all('//link[@rel="canonical"]')


def test_only_staff_who_may_see_revisions_have_it(cast: Cast, reader: Any, stranger: Any) -> None:
    revision = make_essay().freeze()
    outsider = make_user("outsider", staff=True)
    outsider.user_permissions.add(Permission.objects.get(codename="view_essay"))

    for role in cast.staff.values():
        assert preview(client_of(role), revision).status == 200
    for client in (reader, stranger):
        assert preview(client, revision).status == 302
    refused = preview(client_of(outsider), revision)
    assert refused.status == 403
    assert FREE not in refused.source


@pytest.mark.parametrize("whole", [True, False])
def test_what_lies_in_the_bin_has_no_preview(cast: Cast, whole: bool) -> None:
    essay = make_essay()
    revision = essay.freeze()
    (essay.collection if whole else essay).discard()

    assert preview(client_of(cast.editor), revision).status == 404


def test_what_does_not_exist_is_not_found(cast: Cast) -> None:
    for name in ("999999", "x", "1/2"):
        assert client_of(cast.editor).get(f"/admin/essays/revision/{name}/preview/").status_code == 404


def test_markup_in_a_text_is_inert(cast: Cast) -> None:
    essay = make_essay(
        title="<script>alert(1)</script>", parts=(Part(html='<p onclick="x">字<script>y</script></p>'),)
    )
    revision = essay.freeze()
    assert Section.objects.of(revision).exists()

    page = preview(client_of(cast.editor), revision)

    assert "<script>alert(1)" not in page.source
    assert "onclick" not in page.source
