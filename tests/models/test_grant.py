"""Paid text for members: grants and codes, their beginnings and ends, and the times at which all is free."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from essays.access import STRANGER, Paid, Reader, reader_of
from essays.middleware import who_reads
from essays.models import AccessCode, Collection, Grant, Quote, Section
from essays.models.grant import CodeRefusedError
from tests.conftest import Cast
from tests.factories import PAID, Part, make_collection, make_essay, make_quote, make_user, publish

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def members(settings: Any) -> None:
    settings.PAID_ACCESS = "members"


@pytest.fixture
def collection(db: None) -> Collection:
    collection = make_collection()
    make_quote(make_essay(collection, parts=[Part(PAID, paid=True)]), "桥下有河。", "林长河", confirmed=True)
    return publish(collection)


def reads(reader: Reader, collection: Collection) -> bool:
    """Whether the paid text leaves the database; every way of asking says the same."""
    [section] = Section.objects.live().filter(essay__collection=collection).for_reader(reader)
    [quote] = Quote.objects.live().filter(essay__collection=collection).for_reader(reader)
    found = {bool(section.body), not section.is_locked, not quote.is_locked, reader.may_read_paid(collection)}
    assert len(found) == 1
    return found.pop()


def test_every_account_reads_unless_the_site_says_otherwise(cast: Cast, collection: Collection) -> None:
    assert reads(who_reads(cast.reader), collection)


def test_without_a_grant_an_account_reads_what_a_stranger_reads(
    cast: Cast, collection: Collection, members: None
) -> None:
    reader = who_reads(cast.reader)

    assert (reader.paid, reader.is_stranger) == (Paid.NONE, False)
    assert not reads(reader, collection)


def test_the_desk_reads_everything(cast: Cast, collection: Collection, members: None) -> None:
    assert reads(who_reads(cast.entry), collection)


@pytest.mark.parametrize(
    ("begin", "end", "is_open"),
    [
        (-DAY, None, True),
        (-DAY, DAY, True),
        (DAY, None, False),
        (-2 * DAY, -DAY, False),
    ],
)
def test_a_grant_holds_from_its_beginning_to_its_end(
    cast: Cast, collection: Collection, members: None, begin: timedelta, end: timedelta | None, is_open: bool
) -> None:
    now = timezone.now()
    Grant.objects.create(user=cast.reader, collection=collection, starts_at=now + begin, ends_at=end and now + end)

    assert reads(who_reads(cast.reader), collection) is is_open


def test_a_grant_is_one_readers_and_one_collections(cast: Cast, collection: Collection, members: None) -> None:
    other = publish(make_collection("另一部文集", essays=1))
    Grant.objects.create(user=cast.reader, collection=other)

    assert not reads(who_reads(cast.reader), collection)
    Grant.objects.create(user=make_user("somebody"), collection=collection)
    assert not reads(who_reads(cast.reader), collection)


def test_a_grant_without_a_collection_is_for_all(cast: Cast, collection: Collection, members: None) -> None:
    Grant.objects.create(user=cast.reader)

    assert who_reads(cast.reader).paid is Paid.ALL
    assert reads(who_reads(cast.reader), collection)


def test_a_closed_account_has_no_grants(cast: Cast, collection: Collection, members: None) -> None:
    Grant.objects.create(user=cast.reader)
    cast.reader.is_active = False

    assert who_reads(cast.reader) is STRANGER


def test_grants_are_asked_for_once_a_request_and_only_where_they_count(
    cast: Cast, django_assert_num_queries: Any, settings: Any
) -> None:
    with django_assert_num_queries(0):
        who_reads(cast.reader)
    settings.PAID_ACCESS = "members"
    with django_assert_num_queries(1):
        who_reads(cast.reader)
    with django_assert_num_queries(0):
        who_reads(cast.editor)


@pytest.mark.parametrize(
    ("begin", "end", "is_open"),
    [
        (None, None, False),
        (None, DAY, True),
        (None, -DAY, False),
        (-DAY, None, True),
        (DAY, None, False),
        (-DAY, DAY, True),
        (-2 * DAY, -DAY, False),
        (DAY, 2 * DAY, False),
    ],
)
def test_paid_text_may_be_free_for_everybody_for_a_time(
    collection: Collection, begin: timedelta | None, end: timedelta | None, is_open: bool
) -> None:
    now = timezone.now()
    Collection.objects.filter(pk=collection.pk).update(free_from=begin and now + begin, free_until=end and now + end)
    collection.refresh_from_db()

    assert reads(STRANGER, collection) is is_open
    assert reads(Reader(user=object(), paid=Paid.SOME), collection) is is_open
    assert reads(reader_of(make_user("somebody")), collection) is True


def test_a_free_time_that_ends_before_it_begins_is_refused(collection: Collection) -> None:
    collection.free_from, collection.free_until = timezone.now(), timezone.now() - DAY

    with pytest.raises(ValidationError, match="早于"):
        collection.full_clean()


# -- Codes ---------------------------------------------------------------------------------------------------


def test_a_code_is_drawn_and_read_aloud_in_any_spelling(cast: Cast, collection: Collection, members: None) -> None:
    code = AccessCode.objects.create(collection=collection, days=30)
    assert str(code)[5] == "-"
    grant = AccessCode.redeem(f" {str(code).lower()} ", cast.reader)

    assert grant.ends_at is not None
    assert timedelta(days=29) < grant.ends_at - timezone.now() <= timedelta(days=30)
    assert reads(who_reads(cast.reader), collection)


def test_what_ends_first_ends_the_grant(cast: Cast) -> None:
    end = timezone.now() + DAY
    code = AccessCode.objects.create(days=30, ends_at=end)

    assert AccessCode.redeem(str(code), cast.reader).ends_at == end
    assert AccessCode.redeem(str(AccessCode.objects.create()), cast.reader).ends_at is None


@pytest.mark.parametrize(
    "fields",
    [
        {"usable_until": timezone.now() - DAY},
        {"ends_at": timezone.now() - DAY},
        {"most_uses": 0},
    ],
)
def test_a_code_that_is_over_opens_nothing(cast: Cast, fields: dict[str, Any]) -> None:
    code = AccessCode.objects.create(**fields)

    with pytest.raises(CodeRefusedError):
        AccessCode.redeem(str(code), cast.reader)
    assert Grant.objects.count() == 0


def test_a_code_is_used_once_by_each_and_so_often_in_all(cast: Cast) -> None:
    code = AccessCode.objects.create(most_uses=2)
    AccessCode.redeem(str(code), cast.reader)
    with pytest.raises(CodeRefusedError, match="已经用过"):
        AccessCode.redeem(str(code), cast.reader)
    AccessCode.redeem(str(code), make_user("second"))
    with pytest.raises(CodeRefusedError, match="失效"):
        AccessCode.redeem(str(code), make_user("third"))


def test_a_code_nobody_made_opens_nothing(cast: Cast) -> None:
    for typed in ("", "----", "不存在", "x" * 500, "\x00"):
        with pytest.raises(CodeRefusedError, match="没有这个开通码"):
            AccessCode.redeem(typed, cast.reader)


def test_a_code_of_a_discarded_collection_opens_nothing(cast: Cast, collection: Collection) -> None:
    code = AccessCode.objects.create(collection=collection)
    collection.discard()

    with pytest.raises(CodeRefusedError):
        AccessCode.redeem(str(code), cast.reader)
