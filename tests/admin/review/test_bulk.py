"""Decisions on many rows: asked first, each row told what became of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from essays.models import Revision
from essays.workflow import Review
from tests.admin.forms import words_of
from tests.conftest import Cast, client_of
from tests.factories import make_essay

from .desk import QUEUE, bulk, state

REASON = "第二段没有出处"


@pytest.fixture
def waiting(cast: Cast) -> dict[str, Revision]:
    found = {name: make_essay(title=name).submit(by=cast.editor) for name in ("plain", "other", "blocked")}
    found["own"] = make_essay(title="own").submit(by=cast.manager)
    Revision.objects.filter(pk=found["blocked"].pk).update(blocks=1)
    return found


def test_approving_many_asks_and_leaves_out_what_is_blocked_or_ones_own(
    cast: Cast, waiting: dict[str, Revision]
) -> None:
    client = client_of(cast.manager)

    asked = bulk(client, "approve", *waiting.values())
    assert [one.revision.title for one in asked.context["going"]] == ["plain", "other"]
    assert [one.revision.title for one in asked.context["staying"]] == ["blocked", "own"]
    assert {state(one) for one in waiting.values()} == {Review.IN_REVIEW}

    done = bulk(client, "approve", *waiting.values(), confirmed="yes")
    assert {name: state(one) for name, one in waiting.items()} == {
        "plain": Review.APPROVED,
        "other": Review.APPROVED,
        "blocked": Review.IN_REVIEW,
        "own": Review.IN_REVIEW,
    }
    assert len(words_of(done).splitlines()) == 4
    assert [message.level_tag for message in done.context["messages"]] == ["success", "success", "error", "error"]


def test_many_are_returned_with_one_reason(cast: Cast, waiting: dict[str, Revision]) -> None:
    client = client_of(cast.reviewer)
    rows = [waiting["plain"], waiting["blocked"]]

    short = bulk(client, "return", *rows, confirmed="yes", why="不好")
    assert short.context["form"].errors
    assert "不好" in short.content.decode()

    bulk(client, "return", *rows, confirmed="yes", why=REASON)
    assert {state(one) for one in rows} == {Review.RETURNED}
    assert state(waiting["other"]) == Review.IN_REVIEW


def test_many_are_claimed_at_once(cast: Cast, waiting: dict[str, Revision]) -> None:
    waiting["plain"].claim(by=cast.manager)

    bulk(client_of(cast.reviewer), "claim", *waiting.values())

    assert {one.title: one.assignee for one in Revision.objects.waiting()} == {
        "plain": cast.manager,
        "other": cast.reviewer,
        "blocked": cast.reviewer,
        "own": cast.reviewer,
    }


def test_many_are_assigned_until_a_time(cast: Cast, waiting: dict[str, Revision]) -> None:
    due = timezone.localtime() + timedelta(days=1)
    client, rows = client_of(cast.reviewer), [waiting["plain"], waiting["own"]]
    data: dict[str, Any] = {"to": cast.manager.pk, "due_at": due.strftime("%Y-%m-%dT%H:%M"), "confirmed": "yes"}

    asked = bulk(client, "assign", *rows)
    done = bulk(client, "assign", *rows, **data)

    assert asked.context["form"] is not None
    assert {one.title: one.assignee for one in Revision.objects.waiting() if one.assignee} == {"plain": cast.manager}
    assert len(words_of(done).splitlines()) == 2


@pytest.mark.parametrize("role", ["entry", "editor", "publisher"])
@pytest.mark.parametrize("move", ["approve", "return", "claim", "assign"])
def test_who_does_not_review_is_refused(cast: Cast, waiting: dict[str, Revision], role: str, move: str) -> None:
    before = list(Revision.objects.values())

    answer = bulk(client_of(getattr(cast, role)), move, *waiting.values(), confirmed="yes", why=REASON, to="")

    assert answer.status_code == 403
    assert list(Revision.objects.values()) == before


@pytest.mark.parametrize("data", [{"do": "publish"}, {}, {"do": "approve!"}])
def test_unknown_decisions_are_refused(cast: Cast, data: dict[str, str]) -> None:
    assert client_of(cast.reviewer).post(QUEUE, data).status_code == 400


@pytest.mark.parametrize("chosen", [[], ["x"], ["1"], ["99999.1"], ["9" * 30 + ".1"], ["1.x"], ["٣.١"]])
def test_rows_that_are_none_are_passed_over(cast: Cast, chosen: list[str]) -> None:
    answer = client_of(cast.reviewer).post(QUEUE, {"do": "approve", "chosen": chosen}, follow=True)

    assert answer.status_code == 200
    assert [message.level_tag for message in answer.context["messages"]] == ["warning"]


def test_a_row_that_rose_a_level_meanwhile_stays_where_it_is(cast: Cast, settings: Any) -> None:
    settings.REVIEW_LEVELS = 2
    revision = make_essay().submit(by=cast.editor)
    seen = Revision.objects.get(pk=revision.pk)
    revision.approve(by=cast.manager)

    bulk(client_of(cast.reviewer), "approve", seen, confirmed="yes")

    assert (state(revision), Revision.objects.get(pk=revision.pk).level) == (Review.IN_REVIEW, 2)


def test_strangers_are_sent_to_log_in(cast: Cast, waiting: dict[str, Revision], stranger: Client) -> None:
    answer = stranger.post(QUEUE, {"do": "approve", "chosen": [f"{waiting['plain'].pk}.1"], "confirmed": "yes"})

    assert answer.headers["Location"].startswith("/admin/login/")
    assert state(waiting["plain"]) == Review.IN_REVIEW
