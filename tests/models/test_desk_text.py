"""The desk finds every essay by its newest words, published or not; readers never by these."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from essays.access import Paid, Reader
from essays.models import DeskText, Essay, Section
from essays.models.desk_text import essays_with
from essays.search.finding import Filters, Finding
from essays.search.query import read_query
from essays.search.rebuilding import rebuild
from essays.workflow import COMMAND_LINE
from tests.conftest import Cast, client_of
from tests.factories import CUT_IN_A_SENTENCE, Part, make_collection, make_essay, make_quote, publish

pytestmark = pytest.mark.django_db

READER = Reader(user=object(), paid=Paid.ALL)


def found(word: str) -> set[int]:
    having = essays_with(word)
    assert having is not None
    return set(Essay.objects.filter(pk__in=having).values_list("pk", flat=True))


@pytest.fixture
def essay() -> Essay:
    essay = make_essay(
        title="随笔", subtitle="记一座桥", parts=[Part("桥下的青苔。", "水边"), Part("灯火。", paid=True)]
    )
    make_quote(essay, "桥下的青苔", "曹军", organisation="石桥村")
    essay.freeze()
    return essay


@pytest.mark.parametrize("word", ["青苔", "灯火", "一座桥", "随笔", "水边", "曹军", "石桥村", "的", "橋下", "青苔。"])
def test_whatever_is_written_there_is_found(essay: Essay, word: str) -> None:
    assert found(word) == {essay.pk}


@pytest.mark.parametrize("word", ["苔青", "石头", "%", "p", "青苔 灯火"])
def test_nothing_else_is(essay: Essay, word: str) -> None:
    assert found(word) == set()


def test_what_stands_in_the_text_is_kept_once(essay: Essay) -> None:
    assert DeskText.objects.get(pk=essay.pk).text.split("\n") == [
        "随笔", "记一座桥", "水边", "桥下的青苔。", "灯火。", "曹军", "石桥村",
    ]  # fmt: skip


def test_a_sentence_cut_by_the_paid_boundary_is_found_as_it_is_read() -> None:
    essay = make_essay(parts=CUT_IN_A_SENTENCE)
    essay.freeze()

    assert found("自然会停，因为桥那边") == {essay.pk}


def test_new_words_take_the_place_of_old_ones(essay: Essay) -> None:
    Section.objects.working().filter(essay=essay, heading="水边").update(body="<p>桥下的卵石。</p>")
    essay.freeze()

    assert found("卵石") == {essay.pk}


def test_no_reader_finds_what_only_the_desk_has(essay: Essay, stranger: Client, reader: Client) -> None:
    for words in ("青苔", "灯火", "随笔"):
        assert Finding(read_query(words), Filters(), READER, timezone.now()).total == 0
        assert "青苔。" not in reader.get("/search/", {"q": words}).content.decode()


@pytest.mark.parametrize("from_nothing", [False, True])
def test_it_is_made_anew_with_the_index(essay: Essay, from_nothing: bool) -> None:
    publish(make_essay(make_collection(), parts=[Part("一块石头。")]))
    list(rebuild(from_nothing=from_nothing))

    assert found("灯火") == {essay.pk}
    assert len(found("石头")) == 1
    assert DeskText.objects.count() == 2


def test_what_is_purged_is_forgotten(essay: Essay) -> None:
    essay.discard(by=COMMAND_LINE)
    assert found("灯火") == {essay.pk}
    call_command("purge", days=0, verbosity=0)

    assert not DeskText.objects.exists()
    assert found("灯火") == set()


@pytest.mark.parametrize(
    ("model", "word", "count"),
    [
        ("essay", "灯火", 1),
        ("collection", "灯火", 1),
        ("section", "青苔", 1),
        ("quote", "青苔", 1),
        ("quote", "灯火", 0),
    ],
)
def test_the_boxes_of_the_desk_use_it(cast: Cast, essay: Essay, model: str, word: str, count: int) -> None:
    make_essay(make_collection("别处"), parts=[Part("一块石头。")]).freeze()
    page = client_of(cast.editor).get(f"/admin/essays/{model}/", {"q": word})

    assert page.context["cl"].result_count == count
