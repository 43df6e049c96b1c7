"""The canary crawl: a stranger finds nothing that is locked, by any address, method, header or disguise (U2.2)."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Sequence
from typing import Any

import pytest
from django.core import mail
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from essays.access import free_to_all, reader_by_link
from essays.models import Essay, Grant, Quote, ReviewLink, Section, Verdict
from essays.workflow import COMMAND_LINE
from tests.conftest import Cast

from .crawl import answers, whole
from .site import CanarySite, build, disguises

pytestmark = pytest.mark.django_db

# What is made for one browser or one reader, by its address.
OF_ONE_BROWSER = {
    re.compile(r"/settings/reading/"): "private, no-store",
    re.compile(r"/reading\.css"): "private, no-cache",
    re.compile(r"/essays/\d+\.(?:docx|epub|txt)"): "private, no-store",
    re.compile(r"/collections/\d+\.(?:docx|epub|md|txt)"): "private, no-store",
}


def pattern(words: list[str]) -> re.Pattern[bytes]:
    return re.compile(b"|".join(re.escape(form) for word in words for form in disguises(word)))


def test_a_strangers_crawl(
    stranger: Client, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One crawl, of which everything is asked: it takes long, so every page in every way on one database only."""
    site = build()
    ways = None if connection.vendor == "sqlite" else 1
    monkeypatch.setattr(
        connections[DEFAULT_DB_ALIAS], "queries_log", deque()
    )  # Django's own forgets all but the last 9000
    with CaptureQueriesContext(connection) as queries:
        found = [(asked, response, whole(response)) for asked, response in answers(stranger, ways=ways)]
    _finds_no_canary(site, found, caplog.text)
    everything = b"".join(content for _asked, _response, content in found).decode(errors="replace")
    assert [word for word in site.open if word not in everything] == []
    for asked, response, _content in found:
        _sets_no_cookie_and_may_be_cached(asked, response)
    _no_locked_text_left_the_database(site, queries)


def _finds_no_canary(site: CanarySite, found: Sequence[tuple[str, HttpResponse, bytes]], log: str) -> None:
    forbidden = pattern(site.locked + site.hidden)
    assert [asked for asked, _response, content in found if forbidden.search(content)] == []
    assert not forbidden.search(log.encode())
    assert mail.outbox == []


def _sets_no_cookie_and_may_be_cached(asked: str, response: HttpResponse) -> None:
    if "/accounts/" in asked or "next=" in asked:
        return
    private = next((rule for address, rule in OF_ONE_BROWSER.items() if address.search(asked)), None)
    if "forged" in asked:  # Django takes back a session cookie that it never gave
        assert response["Cache-Control"] == (private or "private, no-store"), asked
        return
    assert not response.cookies, asked
    assert "Cookie" in response["Vary"], asked
    if asked.startswith(("GET", "HEAD")) and response.status_code == 200:
        assert response["Cache-Control"] == (private or "public, max-age=0, s-maxage=60"), asked
    assert response.status_code < 500, asked


def _no_locked_text_left_the_database(site: CanarySite, queries: CaptureQueriesContext) -> None:
    """Every SELECT of the stranger's requests is run again, and its rows are searched."""
    forbidden = pattern(site.locked)
    selects = {query["sql"] for query in queries if query["sql"].lstrip().upper().startswith("SELECT")}
    assert len(selects) > 5
    with connection.cursor() as cursor:
        for sql in selects:
            cursor.execute(sql)
            assert not forbidden.search(repr(cursor.fetchall()).encode()), sql


def test_a_reader_finds_all_that_is_live_and_nothing_else(reader: Client) -> None:
    site = build()
    everything = b"".join(whole(response) for _asked, response in answers(reader, ways=1)).decode(errors="replace")
    kept = {word for word in site.locked if word not in everything}
    assert kept <= words_of_unconfirmed_quotes(), "locked text that no page gives to readers"
    assert [word for word in site.quoted if word not in everything] == []
    assert not pattern(site.hidden).search(everything.encode())


def test_who_is_logged_in_without_a_grant_finds_what_a_stranger_finds(reader: Client, settings: Any) -> None:
    settings.PAID_ACCESS = "members"
    site = build()
    forbidden = pattern(site.locked + site.hidden)

    assert [asked for asked, response in answers(reader, ways=0) if forbidden.search(whole(response))] == []


def test_a_grant_opens_its_collection_and_no_other(cast: Cast, reader: Client, settings: Any) -> None:
    settings.PAID_ACCESS = "members"
    site = build()
    Grant.objects.create(user=cast.reader, collection=site.collection)
    own = "".join(Section.objects.live().filter(essay__collection=site.collection).values_list("body", flat=True))
    for quote in Quote.objects.live().filter(essay__collection=site.collection):
        own += quote.text + quote.speaker + quote.organisation
    foreign = pattern([word for word in site.locked if word not in own] + site.hidden)
    opened = [word for word in site.locked if word in own]
    pages = [f"/essays/{essay.pk}/" for essay in site.essays]
    pages += ["/", "/quotes/", "/speakers/", "/feeds/quotes/", "/llms.txt", f"/collections/{site.collection.pk}/"]
    everything = b"".join(whole(reader.get(address)) for address in pages)

    assert len(opened) > 5
    assert not foreign.search(everything)
    assert pattern(opened).search(everything)


def words_of_unconfirmed_quotes() -> set[str]:
    """Quotes and speakers here stand beside the text, not in it: the unconfirmed ones are shown nowhere."""
    unconfirmed = Quote.objects.live().exclude(attribution__verdict=Verdict.CONFIRMED)
    rows = unconfirmed.values_list("text", "speaker", "organisation")
    return {word for row in rows for cell in row for word in cell.split("，")}


def test_drafts_answer_like_addresses_that_do_not_exist(stranger: Client) -> None:
    site = build()
    nowhere = masked(stranger.get("/essays/99999/").content, 99999)
    hidden = [essay for essay in site.essays if essay.number >= 4]
    assert len(hidden) == 4
    for essay in hidden:
        response = stranger.get(f"/essays/{essay.pk}/")
        assert (response.status_code, masked(response.content, essay.pk)) == (404, nowhere)


def masked(page: bytes, pk: int) -> bytes:
    """A page without its own address, which it repeats in the link to its other language."""
    return page.replace(f"/essays/{pk}/".encode(), b"")


def test_a_stranger_after_a_reader_gets_a_strangers_page(stranger: Client, reader: Client) -> None:
    site = build()
    forbidden = pattern(site.locked)
    for address in [f"/essays/{essay.pk}/" for essay in site.essays if essay.number < 4]:
        before = whole(stranger.get(address))
        member = reader.get(address)
        assert member["Cache-Control"] == "private, no-store"
        after = stranger.get(address, headers={"If-None-Match": member.get("ETag", "*")})
        assert whole(after) == before
        assert not forbidden.search(before)


def test_a_deactivated_reader_is_a_stranger_at_once(cast, reader: Client) -> None:
    site = build()
    assert pattern(site.locked).search(whole(reader.get(f"/essays/{site.essays[2].pk}/")))
    cast.reader.is_active = False
    cast.reader.save()
    assert not pattern(site.locked).search(whole(reader.get(f"/essays/{site.essays[2].pk}/")))


def test_a_signed_link_finds_its_revision_and_nothing_else(stranger: Client) -> None:
    site = build()
    [draft] = [essay for essay in site.essays if essay.number == 4]
    link = invite(draft)
    own = draft.subtitle + "".join(row.body + row.heading for row in Section.objects.of(link.revision))
    everything = site.locked + site.hidden + site.open + site.quoted
    foreign = pattern([word for word in everything if word not in own])

    page = stranger.get(link.get_absolute_url())

    assert [word for word in site.hidden if word in own and word not in page.content.decode()] == []
    assert not foreign.search(whole(page))
    assert page["Cache-Control"] == "private, no-store"
    forbidden = pattern(site.locked + site.hidden)
    for address in (f"/essays/{draft.pk}/", f"/collections/{site.collection.pk}/", "/review/thanks/"):
        assert not forbidden.search(whole(stranger.get(address))), address


def test_paid_text_of_other_revisions_stays_locked_for_who_holds_a_link() -> None:
    site = build()
    link = invite(next(essay for essay in site.essays if essay.number == 4))
    reader = reader_by_link(link.revision_id)

    read = [
        row.body
        for row in Section.objects.exclude(revision=link.revision)
        .filter(is_paid=True)
        .exclude(free_to_all())
        .for_reader(reader)
    ]

    assert len(read) > 3
    assert set(read) == {""}


def invite(essay: Essay) -> ReviewLink:
    return ReviewLink.objects.invite(essay.freeze(), name="周主任", days=1, may_decide=False, by=COMMAND_LINE)
