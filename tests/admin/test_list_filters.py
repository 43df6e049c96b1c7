"""What a list finds and what it is cut by: words of the text, whose it is, where it waits."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from essays.models import Revision, Section, Source, Speaker
from tests.conftest import Cast, client_of
from tests.factories import Part, make_essay, make_quote, publish


def shown(client: Client, query: dict[str, str], name: str = "essay") -> set[Any]:
    return set(client.get(f"/admin/essays/{name}/", query).context["cl"].result_list)


@pytest.mark.parametrize("name", ["essay", "collection"])
@pytest.mark.parametrize("words", ["石板桥", "石板桥 渡口", "渡口 甲乙丙", "100%_A", "a & b", "A <b"])
def test_texts_are_found_by_the_words_of_their_working_copy(cast: Cast, name: str, words: str) -> None:
    wanted = make_essay(parts=[Part("走过石板桥就是渡口，100%_A，a & b，A <b。", "甲乙丙")])
    other = make_essay(parts=[Part("走过木板桥就是渡头，100xxA。")])
    Revision.objects.freeze([wanted, other])

    assert shown(client_of(cast.editor), {"q": words}, name) == {wanted if name == "essay" else wanted.collection}


def test_a_wildcard_finds_itself_alone(cast: Cast) -> None:
    make_essay(parts=[Part("都是字。")]).freeze()

    for words in ("%", "_", "\\", "'", "石%桥"):
        assert shown(client_of(cast.editor), {"q": words}) == set()


def test_what_stands_only_in_an_old_revision_is_not_found(cast: Cast) -> None:
    essay = publish(make_essay(parts=[Part("从前的话。")]))
    Section.objects.working().filter(essay=essay).update(body="<p>现在的话。</p>")
    essay.freeze()

    assert shown(client_of(cast.editor), {"q": "从前的话"}) == set()
    assert shown(client_of(cast.editor), {"q": "现在的话"}) == {essay}


def test_searching_the_text_costs_the_same_for_few_and_for_many(cast: Cast) -> None:
    client = client_of(cast.editor)
    counts = []
    for _ in range(2):
        for _number in range(5):
            make_essay()
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/admin/essays/essay/", {"q": "小路 谁都"}).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_essays_are_mine_whose_newest_revision_i_wrote_or_submitted(cast: Cast) -> None:
    written, sent, others = make_essay(), make_essay(), make_essay()
    written.freeze(by=cast.editor)
    sent.freeze(by=cast.entry).submit(by=cast.editor)
    others.freeze(by=cast.entry)

    assert shown(client_of(cast.editor), {"mine": "yes"}) == {written, sent}


def test_revisions_are_filtered_by_level_assignee_and_lateness(cast: Cast, settings: Any) -> None:
    settings.REVIEW_LEVELS = 2
    free, mine = make_essay().submit(by=cast.editor), make_essay().submit(by=cast.editor)
    mine.assign(by=cast.manager, to=cast.reviewer, due_at=timezone.now() - timedelta(hours=1))
    second = make_essay().submit(by=cast.editor).approve(by=cast.manager)
    done = (
        make_essay()
        .submit(by=cast.editor)
        .claim(by=cast.reviewer)
        .return_to_editor(by=cast.reviewer, why="请补上出处。")
    )
    client = client_of(cast.reviewer)

    found = {query: shown(client, dict([query.split("=")]), "revision") for query in (
        "assignee=me", "assignee=nobody", "assignee=late", "level=1", "level=2", "review=returned"
    )}  # fmt: skip

    assert found == {
        "assignee=me": {mine},
        "assignee=nobody": {free, second},
        "assignee=late": {mine},
        "level=1": {free, mine},
        "level=2": {second},
        "review=returned": {done},
    }


def test_collections_sources_and_speakers_have_filters_of_their_own(cast: Cast) -> None:
    paid, free = make_essay(), make_essay(parts=[Part("都可以读。")])
    make_quote(free, "一句话。", "甲", confirmed=True)
    silent = Speaker.objects.create(name="乙")
    imported = Source.objects.create(key="a", name="a", data=b"", imported_by=cast.editor)
    Source.objects.create(key="b", name="b", data=b"", imported_by=cast.entry)
    client = client_of(cast.editor)

    assert shown(client, {"paid": "yes"}, "collection") == {paid.collection}
    assert shown(client, {"mine": "yes"}, "source") == {imported}
    assert shown(client, {"quoted": "no"}, "speaker") == {silent}
