"""The index against the truth: everything that is there is found, by whoever may find it, and nothing else."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import count

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from essays.access import STRANGER, Paid, Reader
from essays.models import Collection, SearchRow, Section
from essays.models.grams import Face, Wanted, gram_index
from essays.models.grams.asked import COLLECTION_MASK, COLLECTION_SHIFT
from essays.models.grams.zones import parted
from essays.models.search_row import Kind, row_id
from essays.search.conditions import in_kind
from essays.search.finding import A_PAGE, Filters, Finding, Hit
from essays.search.query import read_query
from essays.workflow import COMMAND_LINE
from tests.factories import Part, make_collection, make_essay, make_quote, publish

from .truth import Thing, found, things, truth

pytestmark = pytest.mark.django_db

SIGNS = "甲乙丙丁发展ab1，“”"
EVERYTHING = Reader(user=object(), paid=Paid.ALL)


def words(dice: random.Random, most: int = 12) -> str:
    return "".join(dice.choices(SIGNS, k=dice.randint(1, most)))


def make_site(seed: int) -> list[Collection]:
    """Collections of all kinds: closed outlines, free for a time, put away; essays scheduled, withdrawn, replaced."""
    dice, now = random.Random(seed), timezone.now()
    made = []
    for number in range(4):
        times = {"free_until": now + timedelta(days=1)} if number == 2 else {}
        collection = make_collection(words(dice), outline_public=number != 1, **times)
        for essay in range(1, 4):
            _essay(dice, collection, essay)
        made.append(collection)
    made[3].discard()
    return made


def _essay(dice: random.Random, collection: Collection, number: int) -> None:
    parts = []
    for _part in range(dice.randint(2, 5)):
        paid, continues = dice.random() < 0.5, dice.choice(["", "section", "paragraph"]) if parts else ""
        heading = words(dice, 5) if not continues else parts[-1].heading
        text = "\n".join(words(dice, 30) for _line in range(dice.randint(1, 3)))
        parts.append(Part(text, heading, paid=paid, continues=continues))
    essay = make_essay(
        collection, number, words(dice), subtitle=words(dice) if dice.random() < 0.5 else "", parts=parts
    )
    for _quote in range(3):
        section = dice.choice(Section.objects.working().filter(essay=essay))
        make_quote(
            essay, words(dice), words(dice, 3), section=section, confirmed=dice.random() < 0.6, title=words(dice, 4)
        )
    when = dice.choice([None, None, timedelta(days=1)])
    essay.publish(by=COMMAND_LINE, at=timezone.now() + when if when else None)
    if dice.random() < 0.2:
        essay.withdraw(by=COMMAND_LINE)


def readers(collections: list[Collection]) -> list[Reader]:
    some = Reader(user=object(), paid=Paid.SOME, collections=frozenset({collections[0].pk}))
    return [STRANGER, EVERYTHING, some]


def queries(dice: random.Random, known: list[Thing]) -> list[str]:
    lines = [line for thing in known for line in thing.lines if line]
    asked = [words(dice, 3) for _query in range(15)]
    for _query in range(25):
        line = dice.choice(lines)
        start = dice.randrange(len(line))
        asked.append(line[start : start + dice.randint(1, 8)])
    return [*asked, f"{words(dice, 2)} {words(dice, 2)}", f"{words(dice, 2)} -{words(dice, 1)}", "发展 甲"]


@pytest.mark.parametrize("seed", range(4))
def test_all_that_stands_there_is_found_and_nothing_else(seed: int) -> None:
    collections, dice = make_site(seed), random.Random(seed)
    for later in (timedelta(), timedelta(days=2)):
        with time_machine.travel(timezone.now() + later, tick=False):
            _compare(collections, dice)


def _compare(collections: list[Collection], dice: random.Random) -> None:
    now = timezone.now()
    everything = things(EVERYTHING, now)
    for reader in readers(collections):
        known = things(reader, now)
        for typed in queries(dice, everything):
            query = read_query(typed)
            if query.words:
                hits = found(query, reader, now)
                assert set(hits) == truth(query, known), (typed, reader.paid, now)
                finding = Finding(query, Filters(), reader, now)
                assert len(hits) == len(set(hits)) == finding.total
                paged = list(pages(finding))
                assert [hit.kind for hit in paged] == [kind for kind, _key in hits]
                assert len(set(paged)) == len(paged)
                one = dice.choice(collections).pk
                within = Finding(query, Filters(collection=one), reader, now)
                of_one = {hit for hit in of_rows(paged) if hit.id >> COLLECTION_SHIFT & COLLECTION_MASK == one}
                assert set(of_rows(pages(within))) == of_one


def of_rows(hits: Iterable[Hit]) -> list[Hit]:
    """Those that are not put together from several rows."""
    return [hit for hit in hits if hit.kind >= Kind.HEADING]


def pages(finding: Finding) -> Iterator[Hit]:
    for number in range(1, finding.total // 10 + 2):
        yield from finding.page(number)


@pytest.fixture(params=[None, (0, 6)], ids=["one part", "parts of a collection"])
def parts(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first part, that of the newest collections, has 16 at the least."""
    if request.param:
        monkeypatch.setattr(type(gram_index()), "runs", request.param)


@pytest.mark.usefixtures("parts")
def test_more_than_is_read_at_once_is_counted_and_paged_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(gram_index()), "most_read", 3)
    collections, dice = make_site(5), random.Random(5)

    _compare(collections, dice)


@pytest.mark.usefixtures("parts")
def test_of_very_many_only_the_newest_are_paged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("essays.search.finding.MOST_ORDERED", 1)
    monkeypatch.setattr(type(gram_index()), "most_read", 1)
    monkeypatch.setattr(type(gram_index()), "most_counted", 2)
    essays = [make_essay(make_collection(f"渡口{number}"), parts=[Part("渡口。")]) for number in range(3)]
    for essay in essays:
        publish(essay)
    now = timezone.now()
    finding = Finding(read_query("渡口"), Filters(), STRANGER, now)

    assert finding.more == {Kind.COLLECTION, Kind.TITLE, Kind.BODY}
    assert finding.counts[Kind.COLLECTION] == finding.counts[Kind.BODY] == 2
    newest = [row.pk for row in SearchRow.objects.of_kind(Kind.BODY).order_by("-pk")[:2]]
    assert [hit.id for hit in finding.page(1) if hit.kind is Kind.BODY] == newest
    assert [hit.id for hit in finding.page(1) if hit.kind is Kind.COLLECTION] == [
        essay.collection_id for essay in reversed(essays[1:])
    ]
    assert finding.collections == []
    assert not Finding(read_query("渡口1"), Filters(), STRANGER, now).more


@pytest.mark.sqlite
@pytest.mark.parametrize("face", [Face(), Face(is_open=True), Face(opened=frozenset([1]))])
def test_a_character_is_a_token_of_its_own(face: Face) -> None:
    """To put together all pairs that begin with a common one took longer with every essay of the library."""
    statement = gram_index().hits(Wanted(("的", "渡口"), ("一",)), face, [])
    assert set(statement.params) - {1} == {'("的" AND "渡口") NOT ("一")'}


@pytest.mark.sqlite
def test_the_newest_of_very_many_are_all_there() -> None:
    rows = [
        SearchRow(pk=row_id(kind, number, number, 0), text="的", for_strangers=True, for_readers=True)
        for kind in (Kind.HEADING, Kind.BODY)
        for number in range(1, 6001)
    ]
    gram_index().add(rows)
    gram_index().tidy()
    newest = gram_index().best(Wanted(("的",)), Face(), [in_kind(Kind.HEADING)])
    assert not newest.sql.endswith("ORDER BY id DESC")  # FTS5 would go backwards, and lose rows in a large library
    with connection.cursor() as cursor:
        cursor.execute(newest.sql, newest.params)
        assert [pk for (pk,) in cursor.fetchall()] == [row.pk for row in rows[5999::-1]]


@pytest.mark.sqlite
@pytest.mark.parametrize("words", ["的", "渡口"])
def test_the_newest_of_very_many_cost_no_look_at_the_others(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(gram_index()), "most_read", 10)
    monkeypatch.setattr(type(gram_index()), "most_counted", 20)

    def cost_of_a_page(library: range) -> int:
        rows = [
            SearchRow(pk=row_id(Kind.BODY, number, number, 0), text="渡口的", for_strangers=True, for_readers=True)
            for number in library
        ]
        gram_index().add(rows)
        make_collection("末", pk=library[-1])
        steps = count()
        connection.connection.set_progress_handler(lambda: next(steps) and None, 1)
        found = Finding(read_query(words), Filters(), STRANGER, timezone.now()).page(1)
        connection.connection.set_progress_handler(None, 0)
        assert [hit.id for hit in found] == [row.pk for row in rows[: -A_PAGE - 1 : -1]]
        return next(steps)

    small = cost_of_a_page(range(1, 301))
    assert cost_of_a_page(range(301, 3001)) < 1.2 * small


@pytest.mark.postgresql
@pytest.mark.parametrize("pk", [1, 100, 5000])
def test_a_kind_and_the_newest_collections_are_asked_of_the_index_itself(
    monkeypatch: pytest.MonkeyPatch, pk: int
) -> None:
    monkeypatch.setattr(type(gram_index()), "runs", (0, 6))
    monkeypatch.setattr(type(gram_index()), "most_read", 0)
    publish(make_essay(make_collection("渡口", pk=pk), parts=[Part("渡口。")]))
    with gram_index().asking(), CaptureQueriesContext(connection) as asked, connection.cursor() as cursor:
        assert Finding(read_query("渡口"), Filters(kind=Kind.BODY), STRANGER, timezone.now()).total == 1
        searches = [query["sql"] for query in asked if "grams" in query["sql"]]
        parts = list(parted(pk, gram_index().runs))
        for sql in searches:
            cursor.execute(f"EXPLAIN {sql}")
            plan = [line for (line,) in cursor.fetchall()]
            scans = [line for line in plan if " Index Cond: " in line]
            zoned = ["(ARRAY[" in line for line in scans]
            assert zoned[0], plan
            assert zoned.count(False) * len(parts) <= len(scans), plan  # the last part is all the rest
            assert not [line for line in plan if "Seq Scan on essays_search" in line]
    assert len(searches) == 2


@pytest.mark.postgresql
def test_a_search_is_planned_by_the_index_and_nothing_else_is() -> None:
    def setting(name: str) -> str:
        with connection.cursor() as cursor:
            cursor.execute(f"SHOW {name}")
            return str(cursor.fetchone()[0])

    before = [setting(name) for name in ("enable_seqscan", "jit")]
    with gram_index().asking():
        assert [setting(name) for name in ("enable_seqscan", "jit")] == ["off", "off"]
    assert [setting(name) for name in ("enable_seqscan", "jit")] == before
