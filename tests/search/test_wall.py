"""What a stranger's search says of paid text: nothing, not even that there is some."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from essays.models import Collection, Essay, Section
from essays.workflow import COMMAND_LINE
from tests.factories import Part, make_collection, make_essay, make_quote

pytestmark = pytest.mark.django_db

HIDDEN, NOWHERE = "河底青苔", "山顶白云"
WORDS = (
    "河底青苔",
    "底青",
    "青",
    "河底 青苔",
    "“河底青苔”",
    "桥下 河底青苔",
    "-桥下 河底青苔",
    "讲话人:青苔客",
    "文集:小路 青苔",
)


@pytest.fixture
def collection() -> Collection:
    collection = make_collection("小路文集")
    parts = [Part("桥下的路。", "路上"), Part("水从桥下过，带着河底青苔。", "水下", paid=True)]
    essay = make_essay(collection, 1, subtitle="记一条路", parts=parts)
    make_quote(essay, "河底青苔最知水", "青苔客", section=_paid(essay), confirmed=False)
    make_essay(collection, 2, parts=[Part("桥下的路。")])
    collection.publish(by=COMMAND_LINE)
    return collection


def _paid(essay: Essay) -> Section:
    return Section.objects.working().get(essay=essay, is_paid=True)


@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize("address", ["/search/", "/search/suggest/", "/en/search/", "/hant/search/"])
def test_a_word_of_paid_text_is_answered_as_one_that_stands_nowhere(
    stranger: Client, collection: Collection, words: str, address: str
) -> None:
    other = words.translate(dict(zip(map(ord, HIDDEN), NOWHERE, strict=True)))
    answers, asked = [], []
    with time_machine.travel(timezone.now(), tick=False):  # a page is kept for the minute of the clock
        stranger.get(address, {"q": "山外青山"})  # the names of public people are kept as well
        for typed in (words, other) * 2:
            with CaptureQueriesContext(connection) as queries:
                answers.append(_without(stranger.get(address, {"q": typed}).content.decode()))
            asked.append(len(queries))

    assert len(set(answers)) == 1
    assert asked[0] == asked[1]
    assert asked[2] == asked[3]


def _without(page: str) -> str:
    """The page without the words that were typed and pieces of them, whatever form they have there."""
    page = unquote(unquote(page))
    parts = re.sub(r"(?s)(?:试试|試試|Try)[：:].*?</p>", "", page)  # words taken from what was typed, by jieba
    return re.sub(rf"[{re.escape(HIDDEN + NOWHERE)}雲頂]+", "·", parts)


def test_a_reader_finds_it(reader: Client, collection: Collection) -> None:
    page = reader.get("/search/", {"q": HIDDEN}).content.decode()

    assert f"带着<mark>{HIDDEN}</mark>" in page
    assert f"/essays/{collection.essays.get(number=1).pk}/?hl=" in page
