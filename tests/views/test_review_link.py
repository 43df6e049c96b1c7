"""Approve by link: a signed link reads one revision and decides on it once; all that is wrong answers alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.signing import Signer
from django.test import Client
from django.utils import timezone

from essays.models import ReviewLink, Section, Transition
from essays.workflow import COMMAND_LINE, Move, Review, TransitionNotAllowed
from tests.conftest import Cast
from tests.factories import FREE, PAID, Part, make_collection, make_essay, publish

from .pages import fetch

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(cast: Cast) -> ReviewLink:
    return invite(cast)


def invite(cast: Cast, essay: Any = None, **changes: Any) -> ReviewLink:
    revision = (essay or make_essay()).submit(by=cast.editor)
    values = {"name": "周主任", "days": 7, "may_decide": True} | changes
    return ReviewLink.objects.invite(revision, by=cast.reviewer, **values)


def decide(link: ReviewLink, decision: str = "approve", remark: str = "") -> Any:
    return Client().post(link.get_absolute_url(), {"decision": decision, "remark": remark})


def test_the_whole_revision_is_read_paid_text_included(link: ReviewLink, stranger: Client) -> None:
    page = fetch(stranger, link.get_absolute_url())

    assert FREE in page.prose
    assert PAID in page.prose
    assert "周主任" in page.source


def test_such_a_page_is_kept_indexed_and_referred_to_nowhere(link: ReviewLink, stranger: Client) -> None:
    page = fetch(stranger, link.get_absolute_url())

    assert page.response["Cache-Control"] == "private, no-store"
    assert "noindex" in page.response["X-Robots-Tag"]
    assert page.response["Referrer-Policy"] == "strict-origin"
    assert page.all('//meta[@name="robots"][@content="noindex"]')
    assert "sessionid" not in page.response.cookies


def test_approving_is_logged_in_the_persons_name_and_uses_the_link_up(link: ReviewLink, stranger: Client) -> None:
    response = decide(link, remark="同意发布")

    assert (response.status_code, response["Location"]) == (302, "/review/thanks/")
    link.refresh_from_db()
    assert link.decided_at is not None
    assert link.revision.review == Review.APPROVED
    move = Transition.objects.get(move=Move.APPROVE)
    assert (move.by, move.by_name, move.why) == (None, "周主任", "同意发布")
    assert decide(link).status_code == stranger.get(link.get_absolute_url()).status_code == 404
    assert Transition.objects.filter(move=Move.APPROVE).count() == 1


def test_the_page_of_thanks_holds_no_text(link: ReviewLink, stranger: Client) -> None:
    decide(link)

    page = stranger.get("/review/thanks/").content.decode()

    assert FREE not in page
    assert str(link.revision.title) not in page


def test_returning_needs_a_reason_and_keeps_what_was_typed(link: ReviewLink) -> None:
    refused = decide(link, "return", "不好")
    assert refused.status_code == 400
    assert "不好" in refused.content.decode()
    assert not Transition.objects.filter(move=Move.RETURN).exists()

    decide(link, "return", "第二段##paidbegin##没有出处")

    link.revision.refresh_from_db()
    assert link.revision.review == Review.RETURNED
    assert Transition.objects.get(move=Move.RETURN).why == "第二段##paidbegin##没有出处"


def test_a_remark_about_a_marker_is_shown_again(link: ReviewLink) -> None:
    response = decide(link, "", "##paidbegin##")

    assert response.status_code == 400
    assert "##paidbegin##" in response.content.decode()


@pytest.mark.parametrize("decision", ["", "publish", "submit", "recall"])
def test_only_the_two_decisions_are_known(link: ReviewLink, decision: str) -> None:
    assert decide(link, decision).status_code == 400
    link.revision.refresh_from_db()
    assert link.revision.review == Review.IN_REVIEW


def test_looking_never_decides(link: ReviewLink, stranger: Client) -> None:
    address = link.get_absolute_url()

    assert stranger.get(f"{address}?decision=approve").status_code == 200
    link.refresh_from_db()
    assert link.opened_at is not None
    ReviewLink.objects.update(opened_at=None)
    assert stranger.head(f"{address}?decision=approve").status_code == 200

    link.refresh_from_db()
    assert (link.opened_at, link.decided_at) == (None, None)
    link.revision.refresh_from_db()
    assert link.revision.review == Review.IN_REVIEW


def test_a_forged_form_is_refused(link: ReviewLink) -> None:
    client = Client(enforce_csrf_checks=True)

    assert client.post(link.get_absolute_url(), {"decision": "approve"}).status_code == 403
    link.revision.refresh_from_db()
    assert link.revision.review == Review.IN_REVIEW


WRONG: dict[str, Callable[[ReviewLink, Cast], object]] = {
    "revoked": lambda link, cast: link.revoke(by=cast.reviewer),
    "approved by another": lambda link, cast: link.revision.approve(by=cast.reviewer),
    "returned by another": lambda link, cast: link.revision.return_to_editor(by=cast.reviewer, why="没有写出处"),
    "recalled": lambda link, cast: link.revision.recall(by=cast.editor),
    "essay in the bin": lambda link, cast: link.revision.essay.discard(),
    "collection in the bin": lambda link, cast: link.revision.essay.collection.discard(),
    "expired": lambda link, cast: ReviewLink.objects.update(expires_at=timezone.now()),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_what_does_not_hold_any_more_is_not_found_alike(
    link: ReviewLink, cast: Cast, stranger: Client, wrong: str
) -> None:
    assert stranger.get(link.get_absolute_url()).status_code == 200
    WRONG[wrong](link, cast)
    link.revision.refresh_from_db()
    before = link.revision.review

    seen, decided = stranger.get(link.get_absolute_url()), decide(link)

    nowhere = stranger.get("/review/nothing/")
    assert (seen.status_code, decided.status_code, nowhere.status_code) == (404, 404, 404)
    assert seen.content.replace(link.token.encode(), b"nothing") == nowhere.content
    link.revision.refresh_from_db()
    assert link.revision.review == before


def test_an_altered_or_guessed_token_is_not_found(link: ReviewLink, stranger: Client) -> None:
    key, _dot, signature = link.token.rpartition(".")
    other_salt = Signer(salt="another", sep=".").sign(key)
    for token in (key, f"{key}x.{signature}", f"{key}.{signature[:-1]}x", other_salt, "x", "字", "a.b.c"):
        assert stranger.get(f"/review/{token}/").status_code == 404, token


def test_a_key_that_was_never_given_out_is_not_found(link: ReviewLink, stranger: Client) -> None:
    forged = Signer(salt="essays.review-link", sep=".").sign("unknown")
    assert stranger.get(f"/review/{forged}/").status_code == 404


def test_it_lasts_for_its_days_and_no_longer(link: ReviewLink, stranger: Client) -> None:
    for days, status in ((6.9, 200), (7.1, 404)):
        with time_machine.travel(timezone.now() + timedelta(days=days)):
            assert stranger.get(link.get_absolute_url()).status_code == status


def test_of_two_decisions_at_once_one_is_made(link: ReviewLink) -> None:
    stale = ReviewLink.objects.get(pk=link.pk)
    link.decide(Move.APPROVE)

    with pytest.raises(TransitionNotAllowed):
        stale.decide(Move.RETURN, why="第二段没有出处")

    assert Transition.objects.filter(move__in=(Move.APPROVE, Move.RETURN)).count() == 1


def test_a_refused_decision_leaves_the_link_unused(link: ReviewLink) -> None:
    with pytest.raises(TransitionNotAllowed):
        link.decide(Move.RETURN, why="")

    link.refresh_from_db()
    assert link.decided_at is None


def test_a_link_to_one_level_does_not_decide_at_the_next(cast: Cast, stranger: Client, settings: Any) -> None:
    settings.REVIEW_LEVELS = 2
    link = invite(cast)
    link.revision.approve(by=cast.manager)

    assert stranger.get(link.get_absolute_url()).status_code == 404
    assert decide(link).status_code == 404
    link.revision.refresh_from_db()
    assert (link.revision.review, link.revision.level) == (Review.IN_REVIEW, 2)


def test_a_link_for_reading_reads_and_decides_nothing(cast: Cast, stranger: Client) -> None:
    link = invite(cast, may_decide=False)

    page = fetch(stranger, link.get_absolute_url())

    assert PAID in page.prose
    assert not page.all("//textarea")
    assert decide(link).status_code == 404
    link.revision.approve(by=cast.reviewer)
    assert stranger.get(link.get_absolute_url()).status_code == 200


def test_nothing_else_is_reached_with_it(cast: Cast, stranger: Client) -> None:
    collection = make_collection()
    link = invite(cast, make_essay(collection, 1))
    other = make_essay(
        collection, 2, "第二篇的题目", parts=(Part("别篇的文字。"), Part("别篇的付费文字。", paid=True))
    )
    publish(other)

    page = stranger.get(link.get_absolute_url()).content.decode()

    assert "第二篇的题目" not in page
    assert "别篇" not in page
    assert "别篇的付费文字" not in stranger.get(f"/essays/{other.pk}/").content.decode()
    assert stranger.get(f"/admin/essays/revision/{link.revision_id}/preview/").status_code == 302


def test_what_changes_against_the_live_text_is_shown(cast: Cast, stranger: Client) -> None:
    essay = publish(make_essay(parts=(Part("我们要加快建设。"),)))
    Section.objects.working().filter(essay=essay).update(body="<p>我们要加快建成。</p>")
    link = invite(cast, essay)

    page = fetch(stranger, link.get_absolute_url())

    assert page.texts('//*[@id="changes"]//del') == ["设"]
    assert page.texts('//*[@id="changes"]//ins') == ["成"]


def test_a_text_without_a_live_one_shows_no_changes(link: ReviewLink, stranger: Client) -> None:
    assert not fetch(stranger, link.get_absolute_url()).all('//*[@id="changes"]')


def test_the_doors_alone_make_links(cast: Cast) -> None:
    draft = make_essay().freeze()
    for by, may_decide, days in (
        (cast.editor, False, 7),
        (cast.reviewer, True, 7),
        (cast.reviewer, False, 0),
        (COMMAND_LINE, False, 31),
    ):
        with pytest.raises(TransitionNotAllowed):
            ReviewLink.objects.invite(draft, name="周主任", days=days, may_decide=may_decide, by=by)
    assert not ReviewLink.objects.exists()
