"""Deciding on the screen: only what one may, only what one saw, and on to the next."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client, override_settings
from django.utils import timezone

from essays.models import Revision, Section, Transition
from essays.workflow import Move, Review
from tests.admin.forms import words_of
from tests.conftest import Cast, client_of
from tests.factories import make_essay, make_user

from .desk import decide, page, screen, state

REASON = "第二段没有出处"
MOVES: dict[str, dict[str, Any]] = {
    "approve": {},
    "return": {"why": REASON},
    "claim": {},
    "assign": {"to": "", "due_at": ""},
}


@pytest.fixture
def revision(cast: Cast) -> Revision:
    return make_essay(title="江边").submit(by=cast.editor)


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("role", ["entry", "editor", "publisher"])
def test_who_does_not_review_is_refused_and_nothing_changes(
    cast: Cast, revision: Revision, role: str, move: str
) -> None:
    before = Revision.objects.values().get(pk=revision.pk)

    answer = decide(client_of(getattr(cast, role)), revision, move, **MOVES[move])

    assert answer.status_code == 403
    assert Revision.objects.values().get(pk=revision.pk) == before


@pytest.mark.parametrize("move", MOVES)
def test_readers_and_strangers_decide_nothing(revision: Revision, reader: Client, stranger: Client, move: str) -> None:
    assert decide(stranger, revision, move).headers["Location"].startswith("/admin/login/")
    assert reader.post(screen(revision), {"do": move, "level": 1}, follow=True).status_code == 403
    assert state(revision) == Review.IN_REVIEW


def test_approving_opens_the_next_of_the_queue(cast: Cast, revision: Revision) -> None:
    following, last = make_essay().submit(by=cast.editor), make_essay().submit(by=cast.editor)
    client = client_of(cast.reviewer)

    first = decide(client, revision, "approve", tab="free")
    second = decide(client, last, "approve", tab="free")
    third = decide(client, following, "approve", tab="free")

    assert first.headers["Location"] == f"{screen(following)}?tab=free"
    assert second.headers["Location"] == f"{screen(following)}?tab=free"
    assert third.headers["Location"] == "/admin/essays/revision/queue/?tab=free"
    assert {state(one) for one in (revision, following, last)} == {Review.APPROVED}
    assert "江边" in words_of(client.get("/admin/"))


def test_returning_takes_a_reason_and_keeps_what_was_typed(cast: Cast, revision: Revision) -> None:
    client = client_of(cast.reviewer)

    refused = decide(client, revision, "return", why="不好啊")
    kept = refused.content.decode()
    assert (refused.status_code, state(revision)) == (200, Review.IN_REVIEW)
    assert ">\n不好啊</textarea>" in kept
    assert 'id="return" open' in kept

    decide(client, revision, "return", why=REASON)
    assert state(revision) == Review.RETURNED
    assert Transition.objects.get(move=Move.RETURN).why == REASON


def test_what_has_moved_meanwhile_is_told_and_the_reason_is_kept(cast: Cast, revision: Revision) -> None:
    client = client_of(cast.reviewer)
    revision.recall(by=cast.editor)

    approved = client.post(screen(revision), {"do": "approve", "level": 1}, follow=True)
    returned = decide(client, revision, "return", why=REASON)

    assert approved.status_code == 200
    assert str(Move.APPROVE.label) in words_of(approved)
    assert state(revision) == Review.DRAFT
    assert REASON in returned.content.decode()


def test_the_second_of_two_approvals_is_told(cast: Cast, revision: Revision) -> None:
    decide(client_of(cast.manager), revision, "approve")

    response = client_of(cast.reviewer).post(screen(revision), {"do": "approve", "level": 1}, follow=True)

    assert Transition.objects.filter(move=Move.APPROVE).count() == 1
    assert [message.level_tag for message in response.context["messages"]] == ["error"]


@override_settings(REVIEW_LEVELS=2)
def test_a_page_of_the_first_level_approves_nothing_at_the_second(cast: Cast, revision: Revision) -> None:
    other = make_user("another", "审核", staff=True)
    revision.approve(by=cast.reviewer)

    for move in ("approve", "return"):
        client_of(other).post(screen(revision), {"do": move, "level": 1, "why": REASON})

    assert (state(revision), Revision.objects.get(pk=revision.pk).level) == (Review.IN_REVIEW, 2)
    decide(client_of(other), Revision.objects.get(pk=revision.pk), "approve")
    assert state(revision) == Review.APPROVED


@override_settings(REVIEW_LEVELS=2)
def test_nobody_approves_two_levels(cast: Cast, revision: Revision) -> None:
    client = client_of(cast.reviewer)
    decide(client, revision, "approve")
    revision.refresh_from_db()

    decide(client, revision, "approve")

    assert (state(revision), revision.level) == (Review.IN_REVIEW, 2)
    assert page(client, revision).context["objection"]
    assert 'value="approve"' not in page(client, revision).content.decode()


def test_nobody_approves_their_own(cast: Cast) -> None:
    own = make_essay().submit(by=cast.manager)
    client = client_of(cast.manager)

    shown = page(client, own)
    decide(client, own, "approve")
    decide(client, own, "claim")

    assert shown.context["objection"] in shown.content.decode()
    assert 'value="approve"' not in shown.content.decode()
    assert 'value="claim"' not in shown.content.decode()
    assert (state(own), Revision.objects.get(pk=own.pk).assignee) == (Review.IN_REVIEW, None)


@pytest.mark.parametrize(
    "data", [{}, {"do": "approve"}, {"do": "publish", "level": 1}, {"do": "approve", "level": "x"}, {"level": "1"}]
)
def test_what_no_form_posts_is_refused(cast: Cast, revision: Revision, data: dict[str, Any]) -> None:
    assert client_of(cast.reviewer).post(screen(revision), data).status_code == 400
    assert state(revision) == Review.IN_REVIEW


def test_a_forged_post_from_elsewhere_is_refused(cast: Cast, revision: Revision) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.reviewer)

    assert decide(client, revision, "approve").status_code == 403
    assert state(revision) == Review.IN_REVIEW


def test_claiming_and_assigning_stay_with_the_revision(cast: Cast, revision: Revision) -> None:
    client, due = client_of(cast.reviewer), timezone.localtime() + timedelta(days=2)

    claimed = decide(client, revision, "claim")
    revision.refresh_from_db()
    assert (claimed.headers["Location"].partition("?")[0], revision.assignee) == (screen(revision), cast.reviewer)

    decide(client, revision, "assign", to=cast.manager.pk, due_at=due.strftime("%Y-%m-%dT%H:%M"))
    revision.refresh_from_db()
    assert (revision.assignee, revision.due_at) == (cast.manager, due.replace(second=0, microsecond=0))

    decide(client, revision, "assign", to="", due_at="")
    revision.refresh_from_db()
    assert (revision.assignee, revision.due_at) == (None, None)


@pytest.mark.parametrize("due", ["2020-01-01T08:00", "0001-01-01T00:00", "9999-12-31T23:59:61", "morgen", "-"])
def test_a_due_time_that_is_none_is_refused_and_kept(cast: Cast, revision: Revision, due: str) -> None:
    response = decide(client_of(cast.reviewer), revision, "assign", to=cast.reviewer.pk, due_at=due)

    assert response.status_code == 200
    assert response.context["assign_form"].errors["due_at"]
    assert due in response.content.decode()
    assert Revision.objects.get(pk=revision.pk).assignee is None


def test_only_who_reviews_is_offered_and_taken_as_assignee(cast: Cast, revision: Revision) -> None:
    client = client_of(cast.reviewer)
    gone = make_user("gone", "审核", staff=True)
    type(gone).objects.filter(pk=gone.pk).update(is_active=False)

    form = page(client, revision).context["assign_form"]
    refused = decide(client, revision, "assign", to=cast.editor.pk)

    assert set(form.fields["to"].queryset) == {cast.manager, cast.reviewer, cast.superuser}
    assert refused.context["assign_form"].errors["to"]
    assert Revision.objects.get(pk=revision.pk).assignee is None


def test_from_a_row_of_the_queue_one_goes_back_to_it(cast: Cast, revision: Revision) -> None:
    make_essay().submit(by=cast.editor)
    client = client_of(cast.reviewer)

    back = {"back": "queue", "p": "2"}
    answer = client.post(f"{screen(revision)}?tab=open&q=x", {"do": "approve", "level": 1, **back})

    assert answer.headers["Location"] == "/admin/essays/revision/queue/?tab=open&q=x&p=2"
    assert state(revision) == Review.APPROVED


def test_the_bin_hides_a_revision_from_its_reviewers(cast: Cast, revision: Revision) -> None:
    revision.essay.discard()
    client = client_of(cast.reviewer)

    assert page(client, revision).status_code == 404
    assert decide(client, revision, "approve").status_code == 404
    assert state(revision) == Review.IN_REVIEW


def test_the_screen_says_that_the_essay_has_gone_on(cast: Cast, revision: Revision) -> None:
    client = client_of(cast.reviewer)
    assert (page(client, revision).context["later"], page(client, revision).context["goes_on"]) == (None, False)

    Section.objects.working().filter(essay=revision.essay).update(body="<p>改过的。</p>")
    assert page(client, revision).context["goes_on"]
    draft = revision.essay.freeze(by=cast.editor)
    assert page(client, revision).context["later"] == draft
    assert "warned" in page(client, revision).content.decode()

    draft.submit(by=cast.editor)
    assert "warned" in page(client, revision).content.decode()
    decide(client, revision, "approve")
    assert (state(revision), state(draft)) == (Review.DRAFT, Review.IN_REVIEW)
