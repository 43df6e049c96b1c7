"""Which drafts go, and every reason for one to stay."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from essays.models import Comment, Essay, Quote, ReviewLink, Revision, Section
from essays.models.pruning import LAST
from essays.workflow import COMMAND_LINE
from tests.factories import make_essay

pytestmark = pytest.mark.django_db


def save(essay: Essay, times: int) -> None:
    """Another title each time, and freeze it."""
    for _time in range(times):
        essay.title = f"题{essay.revisions.count()}·{timezone.now().timestamp()}"
        essay.save()
        essay.freeze(COMMAND_LINE)


def numbers(essay: Essay) -> list[int]:
    return list(essay.revisions.order_by("number").values_list("number", flat=True))


def test_the_last_ones_stay_and_older_drafts_go_with_their_rows() -> None:
    essay = make_essay()

    save(essay, LAST + 3)

    assert numbers(essay) == list(range(4, LAST + 4))
    assert not Section.objects.filter(essay=essay, revision__number__lt=4).exists()
    assert not Quote.objects.filter(essay=essay, revision__number__lt=4).exists()
    assert Section.objects.working().filter(essay=essay).exists()


def comment(revision: Revision) -> None:
    Comment.objects.create(essay=revision.essay, revision=revision, text="这里要改")


def link(revision: Revision) -> None:
    ReviewLink.objects.create(revision=revision, name="王老师", expires_at=timezone.now() + timedelta(days=1))


def submit_and_recall(revision: Revision) -> None:
    revision.submit(by=COMMAND_LINE).recall(by=COMMAND_LINE)


def publish_and_withdraw(revision: Revision) -> None:
    revision.publish(by=COMMAND_LINE).withdraw(by=COMMAND_LINE)


def import_it(revision: Revision) -> None:
    Revision.objects.filter(pk=revision.pk).update(note="从文件导入")


@pytest.mark.parametrize("reason", [comment, link, submit_and_recall, publish_and_withdraw, import_it])
def test_a_draft_somebody_did_something_with_stays(reason: Callable[[Revision], Any]) -> None:
    essay = make_essay()
    save(essay, 2)
    reason(essay.revisions.get(number=1))

    save(essay, LAST)

    assert 1 in numbers(essay)
    assert 2 not in numbers(essay)


def test_what_was_restored_stays() -> None:
    essay = make_essay()
    save(essay, 2)
    essay.revert(essay.revisions.get(number=1), by=COMMAND_LINE)

    save(essay, LAST + 1)

    assert numbers(essay)[0] == 3


def test_pruning_asks_nothing_while_there_are_few() -> None:
    essay = make_essay()
    save(essay, 3)
    with CaptureQueriesContext(connection) as alone:
        Revision.objects.freeze([essay], by=COMMAND_LINE)

    with CaptureQueriesContext(connection) as pruning:
        essay.freeze(COMMAND_LINE)

    assert len(pruning) == len(alone)


def test_another_essays_revisions_are_none_of_its_business() -> None:
    essay, other = make_essay(), make_essay(number=2)
    save(other, 2)

    save(essay, LAST + 2)

    assert numbers(other) == [1, 2]
