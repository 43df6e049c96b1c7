"""The queue: who sees what waits, in which tabs, with which buttons, and at what price."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from essays.models import Revision
from tests.conftest import Cast, client_of
from tests.factories import make_collection, make_essay

from .desk import many

ADDRESS = "/admin/essays/revision/queue/"


def rows(client: Client, query: str = "") -> list[Revision]:
    return list(client.get(f"{ADDRESS}?{query}").context["page"].object_list)


def tabs(client: Client, query: str = "") -> dict[str, int]:
    return {tab.name: tab.count for tab in client.get(f"{ADDRESS}?{query}").context["tabs"]}


@pytest.fixture
def waiting(cast: Cast) -> dict[str, Revision]:
    """Four that wait: one plain, one assigned and late, one with blocking issues, one of the manager's own; besides
    one in the bin, a draft and one returned.
    """
    found = {name: make_essay(title=name).submit(by=cast.editor) for name in ("plain", "late", "blocked", "binned")}
    found["own"] = make_essay(title="own").submit(by=cast.manager)
    found["late"].assign(by=cast.manager, to=cast.reviewer, due_at=timezone.now() - timedelta(hours=1))
    Revision.objects.filter(pk=found["blocked"].pk).update(blocks=1, warnings=2)
    found["binned"].essay.discard()
    make_essay().freeze()
    make_essay().submit(by=cast.editor).return_to_editor(by=cast.reviewer, why="再改一改吧")
    return found


def test_all_that_waits_is_listed_oldest_first(cast: Cast, waiting: dict[str, Revision]) -> None:
    names = [revision.title for revision in rows(client_of(cast.reviewer))]

    assert names == ["plain", "late", "blocked", "own"]


def test_each_tab_shows_as_many_as_it_says(cast: Cast, waiting: dict[str, Revision]) -> None:
    expected = {
        "reviewer": {"all": 4, "open": 4, "mine": 1, "free": 3, "late": 1, "blocked": 1},
        "manager": {"all": 4, "open": 3, "mine": 0, "free": 2, "sent": 1, "late": 1, "blocked": 1},
        "editor": {"all": 4, "sent": 3, "late": 1, "blocked": 1},
        "publisher": {"all": 4, "late": 1, "blocked": 1},
    }
    for name, counts in expected.items():
        client = client_of(getattr(cast, name))

        assert tabs(client) == counts, name
        assert {tab: len(rows(client, f"tab={tab}")) for tab in counts} == counts, name


@override_settings(REVIEW_LEVELS=2)
def test_levels_are_tabs_where_there_are_several(cast: Cast) -> None:
    make_essay().submit(by=cast.editor)
    make_essay().submit(by=cast.editor).approve(by=cast.reviewer)

    counts = tabs(client_of(cast.reviewer))

    assert (counts["level1"], counts["level2"], counts["open"], counts["free"]) == (1, 1, 1, 1)


def test_search_finds_title_deck_collection_and_submitter(cast: Cast) -> None:
    essay = make_essay(make_collection("江边札记"), title="第一天", subtitle="雨里的码头")
    found = essay.submit(by=cast.manager)
    make_essay().submit(by=cast.editor)
    client = client_of(cast.reviewer)

    for words in ("江边", "第一天", "码头", "manager", "江边 码头"):
        assert rows(client, f"q={words}") == [found], words
    assert rows(client, "q=江边 没有") == []
    assert tabs(client, "q=江边")["all"] == 1


@pytest.mark.parametrize(
    "query", ["tab=x", "p=999", "p=x", "q=%00", "q=%25_%27", "with=x&tab=level9", "q=" + "字" * 999]
)
def test_nonsense_in_the_address_is_no_error(cast: Cast, waiting: dict[str, Revision], query: str) -> None:
    assert client_of(cast.reviewer).get(f"{ADDRESS}?{query}").status_code == 200


def test_the_buttons_of_a_row_are_the_moves_one_may_make(cast: Cast, waiting: dict[str, Revision]) -> None:
    def buttons(user: Any, revision: Revision) -> set[str]:
        page = client_of(user).get(ADDRESS).content.decode()
        row = page[page.index(f'href="/admin/essays/revision/{revision.pk}/review/') :].partition("</tr>")[0]
        return {name for name in ("approve", "claim") if f'value="{name}"' in row} | (
            {"return"} & {"return" * ("#return" in row)}
        )

    assert buttons(cast.reviewer, waiting["plain"]) == {"approve", "claim", "return"}
    assert buttons(cast.reviewer, waiting["late"]) == {"approve", "return"}
    assert buttons(cast.reviewer, waiting["blocked"]) == {"claim", "return"}
    assert buttons(cast.manager, waiting["own"]) == {"return"}
    for name in ("entry", "editor", "publisher"):
        assert buttons(getattr(cast, name), waiting["plain"]) == set()


def test_readers_and_strangers_see_no_queue(cast: Cast, reader: Client, stranger: Client) -> None:
    assert reader.get(ADDRESS, follow=True).status_code == 403
    assert stranger.get(ADDRESS).headers["Location"].startswith("/admin/login/")
    cast.entry.groups.clear()
    assert client_of(cast.entry).get(ADDRESS).status_code == 403


def test_words_of_a_row_are_no_markup(cast: Cast) -> None:
    bad = "<script>alert(1)</script>"
    make_essay(make_collection(bad), title=bad, subtitle=bad).submit(by=cast.editor, why=bad)

    page = client_of(cast.reviewer).get(f"{ADDRESS}?q={bad}").content.decode()

    assert bad not in page
    assert "&lt;script&gt;" in page


def test_the_head_of_every_page_says_how_many_wait(cast: Cast, waiting: dict[str, Revision]) -> None:
    for name, is_told in (("reviewer", True), ("manager", True), ("editor", False), ("publisher", False)):
        page = client_of(getattr(cast, name)).get("/admin/essays/essay/").content.decode()
        assert ("queue-badge" in page) is is_told, name
    page = client_of(cast.reviewer).get("/admin/").content.decode()
    assert "<b>4</b>" in page[page.index("queue-badge") :][:200]


def queries(client: Client, query: str = "") -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"{ADDRESS}?{query}").status_code == 200
    return len(captured)


@override_settings(REVIEW_LEVELS=3)
def test_a_long_queue_costs_no_more_queries_than_a_short_one(cast: Cast) -> None:
    client = client_of(cast.reviewer)
    many(30, cast.editor)
    few = queries(client)
    many(270, cast.editor)

    assert queries(client) == few
    assert queries(client, "tab=open&p=3&q=篇") == few
    assert few <= 8


def test_3000_that_wait_are_paged(cast: Cast) -> None:
    many(3000, cast.editor)
    client = client_of(cast.reviewer)

    assert queries(client) <= 8
    first, last = rows(client), rows(client, "p=120")
    assert (len(first), first[0].title) == (25, "第2999篇")
    assert (len(last), last[-1].title) == (25, "第0篇")
