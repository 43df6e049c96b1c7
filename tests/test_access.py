"""The paywall's truth table: state × paid × reader, for every model that readers meet."""

from __future__ import annotations

from datetime import timedelta
from itertools import product
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from essays.access import STRANGER, Paid, Reader, reader_of
from essays.models import Attribution, Collection, Essay, Quote, Revision, Section, Verdict
from essays.workflow import COMMAND_LINE

FREE, SECRET = "人人可读的话", "登录后才可读的话"
STATES = ("unpublished", "scheduled", "live", "withdrawn", "ended", "essay discarded", "collection discarded")
READERS = ("stranger", "reader", "of this collection", "of another")

pytestmark = pytest.mark.django_db


def build(state: str, outline_public: bool = True) -> Essay:
    """One essay with a free and a paid section and a confirmed and an unsettled quote in each."""
    collection = Collection.objects.create(title="文集", outline_public=outline_public)
    essay = Essay.objects.create(collection=collection, number=1, title="篇名")
    for position, (is_paid, words) in enumerate([(False, FREE), (True, SECRET)]):
        section = Section.objects.create(
            essay=essay, position=position, heading=f"小标题{position}", is_paid=is_paid, body=f"<p>{words}</p>"
        )
        for verdict in (Verdict.CONFIRMED, Verdict.UNSETTLED):
            attribution = Attribution.objects.create(essay=essay)
            attribution.settle(verdict, by=COMMAND_LINE)
            Quote.objects.create(
                essay=essay, section=section, text=words, speaker=f"讲话人{verdict}", is_paid=is_paid,
                attribution=attribution, words=6,
            )  # fmt: skip
    move_to(essay, state)
    return essay


def move_to(essay: Essay, state: str) -> None:
    now = timezone.now()
    if state == "scheduled":
        essay.publish(by=COMMAND_LINE, at=now + timedelta(hours=1))
    elif state == "ended":
        essay.publish(by=COMMAND_LINE, at=now - timedelta(hours=2), until=now - timedelta(hours=1))
    elif state != "unpublished":
        essay.publish(by=COMMAND_LINE, at=now - timedelta(hours=1))
    if state == "withdrawn":
        essay.withdraw(by=COMMAND_LINE)
    elif state == "essay discarded":
        essay.discard()
    elif state == "collection discarded":
        essay.collection.discard()


def reader_named(name: str, essay: Essay) -> Reader:
    user = User(pk=1, username="reader")
    collections = {"of this collection": {essay.collection_id}, "of another": {essay.collection_id + 1}}
    if name in collections:
        return Reader(user=user, paid=Paid.SOME, collections=frozenset(collections[name]))
    return Reader(user=user, paid=Paid.ALL) if name == "reader" else STRANGER


def may_read_paid(name: str) -> bool:
    return name in ("reader", "of this collection")


@pytest.mark.parametrize(("state", "name"), list(product(STATES, READERS)))
def test_what_is_listed_and_read_follows_from_state_and_reader(state: str, name: str) -> None:
    essay = build(state)
    reader = reader_named(name, essay)
    sections = list(Section.objects.live().for_reader(reader))
    quotes = list(Quote.objects.live().for_reader(reader))
    is_public = state == "live"

    assert Collection.objects.visible_to(reader).exists() is is_public
    assert Essay.objects.visible_to(reader).exists() is is_public
    assert Revision.objects.live().visible_to(reader).exists() is is_public
    assert [section.body for section in sections] == (
        [f"<p>{FREE}</p>", f"<p>{SECRET}</p>" if may_read_paid(name) else ""] if is_public else []
    )
    assert [section.is_locked for section in sections] == ([False, not may_read_paid(name)] if is_public else [])
    assert {quote.text for quote in quotes} == (
        ({FREE, SECRET} if may_read_paid(name) else {FREE, ""}) if is_public else set()
    )


@pytest.mark.parametrize("outline_public", [True, False])
@pytest.mark.parametrize("name", READERS)
def test_locked_headings_and_confirmed_speakers_follow_the_outline_policy(name: str, outline_public: bool) -> None:
    essay = build("live", outline_public)
    reader = reader_named(name, essay)
    _free, paid = Section.objects.live().for_reader(reader)
    speakers = {
        quote.speaker for quote in Quote.objects.live().filter(is_paid=True).for_reader(reader) if quote.speaker
    }

    assert bool(paid.heading) is (may_read_paid(name) or outline_public)
    if may_read_paid(name):
        assert speakers == {"讲话人confirmed", "讲话人unsettled"}
    else:
        assert speakers == ({"讲话人confirmed"} if outline_public else set())


@pytest.mark.parametrize(
    "user",
    [None, "anybody", object(), AnonymousUser(), User(is_active=False), SimpleNamespace(is_authenticated=1)],
    ids=["none", "text", "object", "anonymous", "inactive", "look-alike"],
)
def test_unknown_means_stranger(user: object) -> None:
    assert reader_of(user) is STRANGER


def test_every_active_user_reads_paid_text() -> None:
    assert reader_of(User(pk=7)).may_read_paid(Collection(pk=1))


def test_a_strangers_query_never_brings_paid_text_out_of_the_database() -> None:
    build("live")
    with CaptureQueriesContext(connection) as queries, connection.cursor() as cursor:
        list(Section.objects.live().for_reader(STRANGER))
        list(Quote.objects.live().for_reader(STRANGER))
        for query in list(queries.captured_queries):
            cursor.execute(query["sql"])
            assert SECRET not in repr(cursor.fetchall())
    assert len(queries.captured_queries) >= 2


def test_the_chain_ends_in_values_that_cannot_fetch_more() -> None:
    build("live")
    section = next(iter(Section.objects.live().for_reader(STRANGER)))
    assert not hasattr(section, "_meta")
    with pytest.raises(AttributeError):
        section.body = "changed"  # type: ignore[misc]
