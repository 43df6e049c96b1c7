"""The makers and the cast do what every other test takes for granted."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group

from essays.access import STRANGER, reader_of
from essays.models import Section

from .factories import FREE, PAID, make_collection, make_essay, make_quote, publish


def test_each_role_of_the_desk_stands_in_its_group(cast: Any) -> None:
    groups = {user.groups.get().name for user in cast.staff.values()}

    assert groups == {"录入", "编辑", "审核", "发布", "管理"}
    assert not cast.reader.groups.exists()


@pytest.mark.django_db
def test_a_made_collection_gives_its_paid_text_to_readers_only(cast: Any) -> None:
    publish(make_collection(essays=2))

    of_stranger = [section.body for section in Section.objects.live().for_reader(STRANGER)]
    of_reader = [section.body for section in Section.objects.live().for_reader(reader_of(cast.reader))]

    assert f"<p>{FREE}</p>" in of_stranger
    assert f"<p>{PAID}</p>" not in of_stranger
    assert f"<p>{PAID}</p>" in of_reader


@pytest.mark.django_db
def test_a_made_quote_stands_in_the_frozen_copy_too() -> None:
    essay = make_essay()
    make_quote(essay, "这一段谁都可以读到", "周小溪", confirmed=True)

    assert publish(essay).revisions.get().free_quotes == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", [1, 2])
def test_groups_are_there_again_after_a_transactional_test(turn: int) -> None:
    assert Group.objects.count() == 5, turn
