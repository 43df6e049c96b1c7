"""What is found follows what is public: with every publication, withdrawal, move, name and verdict."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from essays.access import STRANGER, Paid, Reader
from essays.documents.tree import SpeechKind
from essays.models import Collection, Essay, Quote, SearchRow, Section, Speaker, Verdict
from essays.models.public_fields import settle_public_change
from essays.models.search_row import COLLECTION_MASK, Kind, row_id
from essays.models.searching import index_essays
from essays.models.settlement import undo
from essays.search.finding import Filters, Finding
from essays.search.query import read_query
from essays.workflow import COMMAND_LINE
from tests.factories import Part, make_collection, make_essay, make_quote, publish

pytestmark = pytest.mark.django_db

READER = Reader(user=object(), paid=Paid.ALL)


def kinds(words: str, reader: Reader = STRANGER) -> dict[Kind, int]:
    return Finding(read_query(words), Filters(), reader, timezone.now()).counts


@pytest.fixture
def essay() -> Essay:
    parts = [Part("桥下的青苔。", "水边"), Part("夜里的灯火。", "岸上", paid=True)]
    return make_essay(make_collection("河流文集"), title="随笔", subtitle="记一座桥", parts=parts)


def test_nothing_is_found_before_it_is_published(essay: Essay) -> None:
    assert kinds("青苔", READER) == {}


def test_it_is_found_with_its_publication_and_no_longer_after_it_is_withdrawn(essay: Essay) -> None:
    publish(essay)
    assert kinds("青苔") == {Kind.BODY: 1}
    assert kinds("灯火") == {}
    assert kinds("灯火", READER) == {Kind.BODY: 1}

    essay.withdraw(by=COMMAND_LINE)

    assert kinds("青苔", READER) == kinds("水边") == kinds("河流") == {}


def test_a_new_revision_takes_the_place_of_the_old(essay: Essay) -> None:
    publish(essay)
    Section.objects.working().filter(essay=essay, heading="水边").update(body="<p>桥下的卵石。</p>")
    assert kinds("青苔") == {Kind.BODY: 1}

    publish(essay)

    assert kinds("青苔") == {}
    assert kinds("卵石") == {Kind.BODY: 1}


def test_the_clock_alone_makes_it_found_and_lost(essay: Essay) -> None:
    now = timezone.now()
    essay.publish(by=COMMAND_LINE, at=now + timedelta(hours=1), until=now + timedelta(hours=2))
    for hours, found in ((0, {}), (1, {Kind.BODY: 1}), (2, {})):
        with time_machine.travel(now + timedelta(hours=hours, seconds=1), tick=False):
            assert kinds("青苔") == found


@pytest.mark.parametrize("what", ["essay", "collection"])
def test_what_lies_in_the_bin_is_not_found(essay: Essay, what: str) -> None:
    publish(essay)
    item: Any = essay if what == "essay" else essay.collection
    item.discard()
    assert kinds("青苔", READER) == kinds("河流") == {}

    item.restore()

    assert kinds("青苔") == {Kind.BODY: 1}
    assert kinds("河流")[Kind.COLLECTION] == 1


def test_a_word_cut_by_the_paid_boundary_is_found_by_readers_alone() -> None:
    parts = [Part("以饱满的奋力"), Part("展现新的气象。", paid=True, continues="paragraph")]
    publish(make_essay(parts=parts))

    assert kinds("奋力展现", READER) == {Kind.BODY: 1}
    assert kinds("奋力展现") == {}
    assert kinds("奋力") == {Kind.BODY: 1}


def test_another_title_or_outline_of_the_collection_is_followed(essay: Essay) -> None:
    publish(essay)
    collection: Collection = essay.collection
    assert kinds("岸上") == {Kind.HEADING: 1}
    collection.title, collection.outline_public = "湖泊文集", False
    collection.save()

    settle_public_change(collection, ["title", "outline_public"], COMMAND_LINE)

    assert kinds("岸上") == kinds("河流") == {}
    assert kinds("湖泊") == {Kind.COLLECTION: 1}
    assert kinds("岸上", READER) == {Kind.HEADING: 1}


def test_a_quote_is_found_once_it_is_confirmed_and_no_longer_when_that_is_undone(essay: Essay) -> None:
    make_quote(essay, "桥下的青苔", "曹军")
    publish(essay)
    quote = Quote.objects.live().get()
    assert kinds("青苔") == {Kind.BODY: 1}
    assert kinds("曹军") == {}

    speaker = Speaker.objects.create(name="曹军")
    batch = quote.attribution.settle(Verdict.CONFIRMED, by=COMMAND_LINE, speaker=speaker)

    assert kinds("青苔") == {Kind.QUOTE: 1, Kind.BODY: 1}
    assert kinds("曹军") == {Kind.SPEAKER: 1}
    undo(batch, by=COMMAND_LINE)
    assert kinds("青苔") == {Kind.BODY: 1}
    assert kinds("曹军") == {}


def test_a_speaker_is_found_by_every_name_it_bears(essay: Essay) -> None:
    make_quote(essay, "桥下的青苔", "老曹", confirmed=True, title="船长")
    publish(essay)
    speaker = Speaker.objects.get(name="老曹")
    speaker.name = "曹军"
    speaker.save()
    assert kinds("老曹") == kinds("曹军") == kinds("船长") == {Kind.SPEAKER: 1}

    head = Speaker.objects.create(name="曹大军")
    batch = speaker.merge(head, by=COMMAND_LINE)

    assert kinds("大军") == {Kind.SPEAKER: 1}
    undo(batch, by=COMMAND_LINE)
    assert kinds("大军") == {}


def test_a_locked_speaker_is_found_where_the_outline_is_public(essay: Essay) -> None:
    paid = Section.objects.working().get(essay=essay, is_paid=True)
    make_quote(essay, "夜里的灯火", "曹军", section=paid, confirmed=True)
    make_quote(essay, "灯火", "何舟", section=paid, confirmed=True, kind="statement")
    publish(essay)

    assert kinds("曹军") == {Kind.SPEAKER: 1}
    assert kinds("何舟") == kinds("灯火") == {}
    assert kinds("何舟", READER) == {Kind.SPEAKER: 1}


def test_what_is_free_for_a_time_is_found_by_all_for_that_time(essay: Essay) -> None:
    now = timezone.now()
    Collection.objects.update(free_until=now + timedelta(days=1))
    publish(essay)

    assert kinds("灯火") == {Kind.BODY: 1}
    with time_machine.travel(now + timedelta(days=2), tick=False):
        assert kinds("灯火") == {}


def test_an_essay_keeps_to_its_own_rows(essay: Essay) -> None:
    publish(essay)
    before = set(SearchRow.objects.values_list("pk", flat=True))

    publish(make_essay(essay.collection, 2, parts=[Part("另一篇。")]))

    assert before < set(SearchRow.objects.values_list("pk", flat=True))


def rows() -> list[dict[str, Any]]:
    fields = [field.attname for field in SearchRow._meta.concrete_fields if field.attname != "id"]
    return sorted(SearchRow.objects.values(*fields), key=str)


def test_a_verdict_makes_the_rows_that_publication_would(essay: Essay) -> None:
    quotes = [make_quote(essay, text, "曹军", organisation="石桥村") for text in ("桥下的青苔", "青苔。", "下的青")]
    statement = make_quote(essay, "桥下有青苔", "曹军", kind=SpeechKind.STATEMENT.value)
    publish(essay)
    assert not SearchRow.objects.filter(attribution__isnull=False)
    bare, speaker = rows(), Speaker.objects.create(name="曹军")

    quotes[1].attribution.settle(Verdict.CONFIRMED, by=COMMAND_LINE)
    assert [row.kind for row in SearchRow.objects.filter(uid=quotes[1].uid)] == [Kind.QUOTE]
    batches = [quote.attribution.settle(Verdict.CONFIRMED, by=COMMAND_LINE, speaker=speaker) for quote in quotes[::-1]]
    statement.attribution.settle(Verdict.CONFIRMED, by=COMMAND_LINE, speaker=speaker)

    made = rows()
    assert len(made) == len(bare) + 7
    index_essays([essay.pk])
    assert rows() == made
    for batch in batches[::-1]:
        undo(batch, by=COMMAND_LINE)
    statement.attribution.settle(Verdict.REJECTED, by=COMMAND_LINE)
    quotes[1].attribution.settle(Verdict.REJECTED, by=COMMAND_LINE)
    assert rows() == bare
    assert kinds("曹军") == {}


def test_what_is_not_indexed_yet_gets_no_row_before_the_rest(essay: Essay) -> None:
    quote = make_quote(essay, "桥下的青苔", "曹军")
    publish(essay)
    SearchRow.objects.all().delete()

    quote.attribution.settle(Verdict.CONFIRMED, by=COMMAND_LINE)

    assert rows() == []


def test_a_collection_too_many_is_refused() -> None:
    with pytest.raises(OverflowError):
        row_id(Kind.BODY, COLLECTION_MASK + 1, 1, 0)
