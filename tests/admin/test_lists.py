"""The lists: few queries however much there is, counted filters, search, badges."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import gettext

from essays.admin import searching
from essays.documents.catalogue import TEMPLATES
from essays.models import Attribution, Collection, Essay, Quote, Revision, Source, Speaker, Transition, Verdict
from essays.workflow import Move, Review
from tests.conftest import Cast, client_of
from tests.factories import Part, make_collection, make_essay, make_quote, publish

MOST_QUERIES = 12
LISTS = ("collection", "essay", "quote", "speaker", "source", "transition", "revision", "section", "attribution")
ESSAYS = 3000
REVIEWS = list(Review)


@pytest.fixture
def archive(db: None) -> None:
    """3,000 essays in 300 collections, each with a revision, a section, a quote, a log entry."""
    now = timezone.now()
    collections = Collection.objects.bulk_create(Collection(title=f"第{n}册") for n in range(ESSAYS // 10))
    essays = Essay.objects.bulk_create(
        Essay(collection=collections[n // 10], number=n % 10, title=f"第{n}篇") for n in range(ESSAYS)
    )
    revisions = Revision.objects.bulk_create(
        Revision(
            essay=essay,
            number=1,
            title=essay.title,
            digest=str(n),
            review=REVIEWS[n % 4],
            publish_at=now if n % 4 == 3 else None,
            live_from=now if n % 4 == 3 else None,
            paid_words=n % 2,
        )
        for n, essay in enumerate(essays)
    )
    speakers = Speaker.objects.bulk_create(Speaker(name=f"讲话人{n}") for n in range(300))
    attributions = Attribution.objects.bulk_create(
        Attribution(essay=essay, speaker=speakers[n % 300], verdict=Verdict.CONFIRMED, settled_at=now)
        for n, essay in enumerate(essays)
    )
    Quote.objects.bulk_create(
        Quote(essay=essay, text="说过的话。", attribution=attribution)
        for essay, attribution in zip(essays, attributions, strict=True)
    )
    Source.objects.bulk_create(Source(key=f"{n}.txt", name=f"{n}.txt", sha256="0", data=b"") for n in range(300))
    Transition.objects.bulk_create(
        Transition(move=Move.SUBMIT, essay_id=revision.essay_id, revision=revision, label=str(revision))
        for revision in revisions
    )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # as its own worker would soon: plans follow the rows that are there
            cursor.execute("ANALYZE")


@pytest.mark.usefixtures("archive")
def test_no_list_asks_more_than_twelve_queries_of_3000_essays(cast: Cast) -> None:
    client = client_of(cast.editor)
    counts = {}
    for name in LISTS:
        with CaptureQueriesContext(connection) as queries:
            response = client.get(f"/admin/essays/{name}/")
        assert response.status_code == 200
        counts[name] = len(queries)

    assert {name: count for name, count in counts.items() if count > MOST_QUERIES} == {}


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    "query",
    [
        "?review=approved",
        "?publication=live&paid=yes",
        "?q=第7",
        "?collection=5&unsettled=no",
        "?warnings=yes",
        "?p=3",
    ],
)
def test_filters_and_search_cost_no_more(cast: Cast, query: str) -> None:
    client = client_of(cast.editor)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(f"/admin/essays/essay/{query}")

    assert response.status_code == 200
    assert len(queries) <= MOST_QUERIES


@pytest.mark.parametrize("name", LISTS)
def test_a_list_has_at_most_seven_columns_and_25_rows_and_counts_its_filters(name: str) -> None:
    [desk] = [desk for model, desk in admin.site._registry.items() if model._meta.label_lower == f"essays.{name}"]

    assert len(desk.list_display) <= 7
    assert desk.list_per_page == 25
    assert desk.list_filter
    assert desk.search_fields
    assert desk.show_facets is admin.ShowFacets.ALWAYS


def shown(client: Client, query: str, name: str = "essay") -> set[Any]:
    return set(client.get(f"/admin/essays/{name}/?{query}").context["cl"].result_list)


def counts(client: Client, title: str, name: str = "essay", query: str = "") -> dict[str, str]:
    """The choices of the filter `title` with their counts, by their query string's last value."""
    changelist = client.get(f"/admin/essays/{name}/?{query}").context["cl"]
    [spec] = [spec for spec in changelist.filter_specs if getattr(spec, "parameter_name", "") == title]
    return {str(choice["query_string"]): str(choice["display"]) for choice in spec.choices(changelist)}


def test_essays_are_filtered_by_the_review_of_their_newest_revision(cast: Cast) -> None:
    waiting, draft = make_essay(), make_essay()
    waiting.submit(by=cast.editor)
    draft.freeze()
    client = client_of(cast.editor)

    assert shown(client, "review=in_review") == {waiting}
    assert shown(client, "review=draft") == {draft}
    assert counts(client, "review")["?review=in_review"].endswith("(1)")


def test_essays_are_filtered_by_publication(cast: Cast) -> None:
    live, over, never = publish(make_essay()), publish(make_essay()), make_essay()
    over.withdraw(by=cast.publisher)
    client = client_of(cast.editor)

    assert shown(client, "publication=live") == {live}
    assert shown(client, "publication=withdrawn") == {over}
    assert shown(client, "publication=unpublished") == {never}
    assert counts(client, "publication")["?publication=live"].endswith("(1)")


def test_essays_are_filtered_by_collection_paid_text_and_unsettled_quotes(cast: Cast) -> None:
    one, other = make_essay(), make_essay(parts=[Part("都可以读。")])
    for essay in (one, other):
        essay.freeze()
    make_quote(one, "还没有人看过的话。", "甲")
    make_quote(other, "已经看过的话。", "乙", confirmed=True)
    client = client_of(cast.editor)

    assert shown(client, f"collection={one.collection_id}") == {one}
    assert shown(client, "paid=no") == {other}
    assert shown(client, "unsettled=yes") == {one}
    assert counts(client, "collection", query="paid=no") != counts(client, "collection")


@pytest.mark.parametrize("query", ["collection=x", "collection=99999999999999999999", "review=x", "p=9999", "o=9.9"])
def test_nonsense_in_the_address_is_no_error_of_the_server(cast: Cast, query: str) -> None:
    make_essay()

    assert client_of(cast.editor).get(f"/admin/essays/essay/?{query}").status_code in (200, 302)


def test_essays_are_searched_by_title_subtitle_and_collection(cast: Cast) -> None:
    essay = make_essay(make_collection("江边札记"), title="第一天", subtitle="雨里的码头")
    make_essay()
    client = client_of(cast.editor)

    assert [shown(client, f"q={words}") for words in ("江边", "第一天", "码头")] == [{essay}] * 3


def test_texts_are_searched_by_who_speaks_in_them(cast: Cast) -> None:
    essay, other = make_essay(), make_essay()
    make_quote(essay, "说过的话。", "顾捷", confirmed=True)
    make_quote(other, "早就没有的话。", "顾捷", is_lost=True)
    Speaker.objects.update(name="顾捷明")
    client = client_of(cast.editor)

    assert [shown(client, f"q={name}") for name in ("顾捷", "顾捷明", "顾捷山")] == [{essay}, {essay}, set()]
    assert shown(client, "q=顾捷", "collection") == {essay.collection}


def test_essays_with_lost_quotes_or_empty_sections_are_warned_of(cast: Cast) -> None:
    sound, empty, losing = make_essay(), make_essay(parts=[Part("", "有题无文")]), make_essay()
    make_quote(losing, "早就没有的话。", "甲", is_lost=True)
    client = client_of(cast.editor)

    assert shown(client, "warnings=yes") == {empty, losing}
    assert shown(client, "warnings=no") == {sound}
    assert counts(client, "warnings")["?warnings=yes"].endswith("(2)")
    assert client.get("/admin/essays/essay/").content.decode().count("badge-warning") == 2
    assert shown(client, "warnings=yes", "collection") == {empty.collection, losing.collection}


def test_a_heading_whose_text_is_all_paid_or_a_rejected_quote_is_no_warning(cast: Cast) -> None:
    essay = make_essay(parts=[Part("", "全部付费"), Part("都在这里。", "全部付费", paid=True, continues="section")])
    quote = make_quote(essay, "不算引语的话。", is_lost=True)
    quote.attribution.settle(Verdict.REJECTED, by=cast.editor)

    assert shown(client_of(cast.editor), "warnings=yes") == set()


def test_a_collection_is_warned_of_until_its_file_is_imported_without_a_warning(cast: Cast) -> None:
    collection = make_collection(essays=1)
    file = {"key": "小路.txt", "name": "小路.txt", "collection": collection, "data": b""}
    first = Source.objects.create(warnings=2, **file)
    client = client_of(cast.editor)

    before = shown(client, "warnings=yes", "collection")
    again = Source.objects.create(warnings=0, **file)

    assert before == {collection}
    assert shown(client, "warnings=yes", "collection") == set()
    assert (shown(client, "warnings=yes", "source"), shown(client, "warnings=no", "source")) == ({first}, {again})


def test_what_an_import_said_is_told_in_words(cast: Cast) -> None:
    said = {"level": "warning", "code": "W231", "line": 7001, "column": 3, "end": 5, "params": {}}
    noted = {**said, "level": "note", "code": "N-of-another-version", "line": 2001}
    source = Source.objects.create(key="a.txt", name="a.txt", data=b"", report={"messages": [noted, said]})

    page = client_of(cast.editor).get(f"/admin/essays/source/{source.pk}/change/").content.decode()

    assert 0 < page.index("7001:3") < page.index("2001:3")
    assert str(gettext(TEMPLATES["W231"].summary)) in page


def test_a_filters_counts_are_of_what_the_other_filters_leave(cast: Cast) -> None:
    free, paid = make_essay(parts=[Part("都可以读。")]), publish(make_essay())
    free.freeze()
    client = client_of(cast.editor)

    chosen = counts(client, "review", query="paid=yes&review=draft")

    assert {query: count[-3:] for query, count in chosen.items() if "review=" in query} == {
        "?paid=yes&review=draft": "(0)",
        "?paid=yes&review=in_review": "(0)",
        "?paid=yes&review=returned": "(0)",
        "?paid=yes&review=approved": "(1)",
    }
    assert shown(client, "paid=yes") == {paid}


def test_quotes_are_filtered_by_collection_paid_text_and_loss(cast: Cast) -> None:
    one, other = make_quote(make_essay(), "一句话。"), make_quote(make_essay(), "又一句。", is_paid=True, is_lost=True)
    client = client_of(cast.editor)

    assert shown(client, f"collection={one.essay.collection_id}", "quote") == {one}
    assert shown(client, "paid=yes", "quote") == shown(client, "lost=yes", "quote") == {other}
    assert counts(client, "lost", "quote")["?lost=no"].endswith("(1)")


def test_frozen_quotes_are_listed_only_when_asked_for(cast: Cast) -> None:
    essay = make_essay()
    quote = make_quote(essay, "这是一句话。", "甲")
    publish(essay)
    client = client_of(cast.editor)

    assert shown(client, "", "quote") == {quote}
    assert {row.revision_id for row in shown(client, "copy=frozen", "quote")} == {essay.revisions.get().pk}


def test_badges_have_an_icon_and_a_word(cast: Cast) -> None:
    publish(make_essay())

    page = client_of(cast.editor).get("/admin/essays/essay/").content.decode()

    assert '<span class="badge badge-approved"><span aria-hidden="true">✓</span> ' in page
    assert '<span class="badge badge-live"><span aria-hidden="true">●</span> ' in page


def test_a_collection_counts_the_states_of_its_essays(cast: Cast) -> None:
    collection = make_collection(essays=3)
    publish(collection.essays.get(number=1))

    page = client_of(cast.editor).get("/admin/essays/collection/").content.decode()

    assert page.count("badge-live") == 1
    assert page.count("badge-unpublished") == 1


def bodies_read(client: Client, address: str) -> int:
    """How many queries of the page look through texts."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return sum("body" in query["sql"] and "LIKE" in query["sql"].upper() for query in queries)


@pytest.mark.parametrize("model", ["essay", "collection"])
def test_the_index_is_asked_and_no_text_is_read_through(cast: Cast, model: str) -> None:
    publish(make_collection(essays=3))
    client = client_of(cast.editor)

    for words in ("小路", "小路 小河", "小路%", "road"):
        assert bodies_read(client, f"/admin/essays/{model}/?q={words}") == 0


@pytest.mark.parametrize("most", [1, 100])
def test_a_word_that_stands_everywhere_finds_everything(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    monkeypatch.setattr(searching, "MOST_IDS", most)
    make_collection(essays=3)
    make_essay(parts=(Part("一块石头。"),))
    Revision.objects.freeze(list(Essay.objects.all()))

    page = client_of(cast.editor).get("/admin/essays/essay/?q=小路 小河")

    assert page.context["cl"].result_count == 3
