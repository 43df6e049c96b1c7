"""Merging says who stands for whom, moves nothing, and can be taken back link by link."""

from __future__ import annotations

import pytest

from essays.models import Speaker
from essays.models.settlement import undo
from essays.models.speaker import CircularMergeError
from essays.workflow import COMMAND_LINE

pytestmark = pytest.mark.django_db


def heads(*speakers: Speaker) -> list[int | None]:
    return [Speaker.objects.get(pk=speaker.pk).head_id for speaker in speakers]


@pytest.fixture
def three() -> list[Speaker]:
    return [Speaker.objects.create(name=name) for name in ("张伟", "张伟书记", "张书记")]


def test_a_chain_of_merges_has_one_head(three: list[Speaker]) -> None:
    first, second, third = three
    first.merge(second, by=COMMAND_LINE)
    second.merge(third, by=COMMAND_LINE)
    assert heads(first, second, third) == [third.pk, third.pk, None]
    first.refresh_from_db()
    assert first.merged_into == second, "nothing is moved"


def test_taking_the_middle_out_leaves_it_standing_for_what_it_took_in(three: list[Speaker]) -> None:
    first, second, third = three
    first.merge(second, by=COMMAND_LINE)
    second.merge(third, by=COMMAND_LINE)
    second.part(by=COMMAND_LINE)
    assert heads(first, second, third) == [second.pk, None, None]


def test_a_merge_is_undone_by_its_batch(three: list[Speaker]) -> None:
    first, second, third = three
    first.merge(second, by=COMMAND_LINE)
    batch = second.merge(third, by=COMMAND_LINE)
    undo(batch, by=COMMAND_LINE)
    assert heads(first, second, third) == [second.pk, None, None]


def test_a_merge_never_ends_where_it_began(three: list[Speaker]) -> None:
    first, second, _third = three
    first.merge(second, by=COMMAND_LINE)
    with pytest.raises(CircularMergeError):
        second.merge(first, by=COMMAND_LINE)
