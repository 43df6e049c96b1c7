"""The moves of the workflow as actions of the lists and buttons of the forms: they call the doors, nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from essays.admin.buttons import open_moves
from essays.models import Revision, Section, Transition
from essays.workflow import COMMAND_LINE, Move, Publication, Review, TransitionNotAllowed, actor
from tests.conftest import Cast, client_of
from tests.factories import Part, make_collection, make_essay, publish

from .forms import action, words_of

LIST = "/admin/essays/{}/"
MOVES = {
    "entry": set(),
    "editor": {"submit_for_review", "recall"},
    "reviewer": {"approve", "return_to_editor", "claim"},
    "publisher": {"publish", "withdraw"},
    "manager": {"submit_for_review", "recall", "approve", "return_to_editor", "claim", "publish", "withdraw"},
}
ALL_MOVES = MOVES["manager"]
SAID = {"confirmed": "yes", "warned": "on"}
ASKING = "admin/essays/door.html"


def act(client: Client, model: str, name: str, *rows: Any, **more: Any) -> Any:
    return client.post(LIST.format(model), action(name, *rows, **more), follow=True)


@pytest.mark.parametrize("model", ["essay", "collection", "revision"])
@pytest.mark.parametrize("role", MOVES)
def test_a_role_is_offered_the_moves_it_may_make(cast: Cast, role: str, model: str) -> None:
    make_essay().freeze()

    page = client_of(getattr(cast, role)).get(LIST.format(model))

    form = page.context["action_form"]
    offered = {value for value, _words in form.fields["action"].choices} if form else set()
    assert offered & ALL_MOVES == MOVES[role] - ({"claim"} if model == "collection" else set())


@pytest.mark.parametrize("role", MOVES)
def test_a_move_one_may_not_make_changes_nothing(cast: Cast, role: str) -> None:
    essay = make_essay()
    essay.submit(by=cast.editor)

    for name in ALL_MOVES - MOVES[role]:
        act(client_of(getattr(cast, role)), "essay", name, essay, **SAID, why="没有理由的理由")

    assert essay.revisions.get().review == Review.IN_REVIEW


def test_an_essay_goes_all_the_way_and_four_eyes_see_it(cast: Cast) -> None:
    essay = make_essay()
    act(client_of(cast.editor), "essay", "submit_for_review", essay, **SAID)
    act(client_of(cast.reviewer), "essay", "approve", essay)

    act(client_of(cast.publisher), "essay", "publish", essay, **SAID)

    assert essay.revisions.get().publication is Publication.LIVE
    assert [move.by for move in Transition.objects.order_by("id")] == [cast.editor, cast.reviewer, cast.publisher]


def test_nobody_approves_what_they_submitted(cast: Cast) -> None:
    essay = make_essay()
    essay.submit(by=cast.manager)

    response = act(client_of(cast.manager), "essay", "approve", essay)

    assert essay.revisions.get().review == Review.IN_REVIEW
    assert str(essay) in words_of(response)


@pytest.mark.parametrize("name", ["withdraw", "return_to_editor"])
def test_a_page_that_names_the_rows_asks_first(cast: Cast, name: str) -> None:
    essay = publish(make_essay(title="路边的石头"))
    Section.objects.working().filter(essay=essay).update(body="<p>改过的。</p>")
    essay.submit(by=cast.editor)
    before = list(Revision.objects.values())

    response = act(client_of(cast.manager), "essay", name, essay)

    assert response.templates[0].name == ASKING
    assert "路边的石头" in response.content.decode()
    assert list(Revision.objects.values()) == before


def test_returning_needs_a_reason_of_some_length(cast: Cast) -> None:
    essay = make_essay()
    essay.submit(by=cast.editor)
    client = client_of(cast.reviewer)

    refused = act(client, "essay", "return_to_editor", essay, **SAID, why="不好")
    act(client, "essay", "return_to_editor", essay, **SAID, why="第二段没有出处")

    assert refused.templates[0].name == ASKING
    assert "不好" in refused.content.decode()
    assert Transition.objects.order_by("-id")[0].why == "第二段没有出处"


def test_each_row_is_told_what_became_of_it(cast: Cast) -> None:
    approved, draft = make_essay(title="已过的"), make_essay(title="未过的")
    approved.submit(by=cast.editor).approve(by=cast.reviewer)
    draft.freeze()

    response = act(client_of(cast.publisher), "essay", "publish", approved, draft, **SAID)

    assert len(response.context["messages"]) == 1
    assert "未过的" in words_of(response)
    assert "已过的" not in words_of(response)
    assert approved.revisions.get().publication is Publication.LIVE
    assert draft.revisions.get().publication is Publication.UNPUBLISHED


def test_a_collection_moves_as_a_whole_or_not_at_all(cast: Cast) -> None:
    collection = make_collection(essays=3)
    for essay in collection.essays.filter(number__lt=3):
        essay.submit(by=cast.editor).approve(by=cast.reviewer)

    act(client_of(cast.publisher), "collection", "publish", collection, **SAID)

    assert not Revision.objects.live().exists()


def test_a_collection_goes_all_the_way(cast: Cast) -> None:
    collection = make_collection(essays=3)
    act(client_of(cast.editor), "collection", "submit_for_review", collection, **SAID)
    act(client_of(cast.reviewer), "collection", "approve", collection, **SAID)
    act(client_of(cast.publisher), "collection", "publish", collection, **SAID)
    assert Revision.objects.live().count() == 3

    act(client_of(cast.publisher), "collection", "withdraw", collection, **SAID, why="需要修改")

    assert not Revision.objects.live().exists()


def test_a_single_revision_can_be_moved(cast: Cast) -> None:
    revision = make_essay().submit(by=cast.editor)

    act(client_of(cast.reviewer), "revision", "approve", revision)

    revision.refresh_from_db()
    assert revision.review == Review.APPROVED


def test_too_many_rows_at_once_are_refused(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("essays.admin.moves.AT_ONCE", 2)
    essays = [make_essay() for _number in range(3)]

    act(client_of(cast.editor), "essay", "submit_for_review", *essays)

    assert not Revision.objects.in_review().exists()


def test_buttons_show_the_moves_that_are_legal_now(cast: Cast) -> None:
    essay = make_essay()
    essay.submit(by=cast.editor)

    doors = {role: _buttons(client_of(user), essay) for role, user in cast.staff.items()}

    assert doors == {
        "entry": set(),
        "editor": {"recall"},
        "reviewer": {"approve", "return_to_editor", "claim"},
        "publisher": set(),
        "manager": {"approve", "return_to_editor", "claim", "recall"},
    }


def test_a_button_leads_back_to_its_form(cast: Cast) -> None:
    essay = make_essay()
    essay.freeze()

    response = client_of(cast.editor).post(
        LIST.format("essay"), action("submit_for_review", essay, from_form="yes", **SAID)
    )

    assert response.headers["Location"] == f"/admin/essays/essay/{essay.pk}/change/"


def _buttons(client: Client, essay: Any) -> set[str]:
    return {door.action for door in client.get(f"/admin/essays/essay/{essay.pk}/change/").context["doors"]}


# -- What the page asks ----------------------------------------------------------------------------------------


def test_the_page_names_the_revision_that_moves_and_what_readers_will_find(cast: Cast) -> None:
    essay = publish(make_essay(title="路边的石头"))
    approved(cast, essay, "改过的。")

    page = act(client_of(cast.publisher), "essay", "publish", essay).content.decode()

    assert "r2" in page
    assert "r1" in page
    assert "badge-approved" in page


def test_publication_is_planned_from_a_time_until_a_time(cast: Cast) -> None:
    essay = make_essay()
    approved(cast, essay)
    times = {"at": "2099-03-01T08:00", "until": "2099-04-01T08:00"}

    act(client_of(cast.publisher), "essay", "publish", essay, **SAID, **times)

    revision = essay.revisions.get()
    assert revision.publication is Publication.SCHEDULED
    assert [timezone.localtime(moment).isoformat() for moment in (revision.live_from, revision.live_until)] == [
        "2099-03-01T08:00:00+08:00",
        "2099-04-01T08:00:00+08:00",
    ]


@pytest.mark.parametrize(
    "times", [{"at": "morgen"}, {"until": "2001-01-01T08:00"}, {"at": "2099-03-01T08:00", "until": "2099-03-01T08:00"}]
)
def test_times_that_make_no_sense_are_refused_and_kept(cast: Cast, times: dict[str, str]) -> None:
    essay = make_essay()
    approved(cast, essay)

    response = act(client_of(cast.publisher), "essay", "publish", essay, **SAID, **times)

    assert response.templates[0].name == ASKING
    assert response.context["door_form"].errors
    assert all(value in response.content.decode() for value in times.values())
    assert essay.revisions.get().live_from is None


def test_a_time_that_has_passed_means_now(cast: Cast) -> None:
    essay = make_essay()
    approved(cast, essay)
    before = timezone.now()

    act(client_of(cast.publisher), "essay", "publish", essay, **SAID, at="2001-01-01T08:00")

    revision = essay.revisions.get()
    assert revision.publication is Publication.LIVE
    assert revision.live_from >= before


def test_withdrawal_is_planned_for_a_time(cast: Cast) -> None:
    essay = publish(make_essay())

    act(client_of(cast.publisher), "essay", "withdraw", essay, **SAID, at="2099-04-01T08:00", why="到期")

    revision = essay.revisions.get()
    assert revision.publication is Publication.LIVE
    assert timezone.localtime(revision.live_until).isoformat() == "2099-04-01T08:00:00+08:00"
    assert Transition.objects.order_by("-id")[0].why == "到期"


def test_warnings_need_a_tick(cast: Cast) -> None:
    essay = make_essay(parts=(Part("这一段的标点。。重了，后面还有字。"),))
    client = client_of(cast.editor)

    first = act(client, "essay", "submit_for_review", essay)
    again = act(client, "essay", "submit_for_review", essay, confirmed="yes")

    assert first.context["has_warnings"]
    assert again.context["is_unseen"]
    assert not Revision.objects.in_review().exists()
    act(client, "essay", "submit_for_review", essay, **SAID)
    assert Revision.objects.in_review().count() == 1


def test_what_has_moved_since_the_page_was_shown_is_looked_at_again(cast: Cast) -> None:
    essay = make_essay()
    approved(cast, essay)
    client = client_of(cast.publisher)
    seen = act(client, "essay", "publish", essay).context["seen"]
    approved(cast, essay, "又改了一稿。")

    response = act(client, "essay", "publish", essay, **SAID, seen=seen)

    assert response.context["has_changed"]
    assert not Revision.objects.live().exists()


def test_the_button_of_one_level_does_not_approve_the_next(cast: Cast, settings: Any) -> None:
    settings.REVIEW_LEVELS = 2
    essay = make_essay()
    essay.submit(by=cast.editor)
    client = client_of(cast.reviewer)
    [button] = [one for one in _doors(client, essay) if one.action == "approve"]
    essay.approve(by=cast.manager)

    act(client, "essay", "approve", essay, from_form="yes", seen=button.seen)

    revision = essay.revisions.get()
    assert (revision.review, revision.level) == (Review.IN_REVIEW, 2)


def test_recalling_and_claiming(cast: Cast) -> None:
    essay = make_essay()
    essay.submit(by=cast.editor)

    act(client_of(cast.reviewer), "essay", "claim", essay)
    assert essay.revisions.get().assignee == cast.reviewer

    act(client_of(cast.editor), "essay", "recall", essay)
    assert essay.revisions.get().review == Review.DRAFT


def test_a_refused_collection_names_its_essay(cast: Cast) -> None:
    collection = make_collection(essays=1)
    make_essay(collection, 2, "还没有送审的那一篇")
    collection.essays.get(number=1).submit(by=cast.editor).approve(by=cast.reviewer)

    response = act(client_of(cast.publisher), "collection", "publish", collection, **SAID)

    assert "还没有送审的那一篇" in words_of(response)


# -- Which buttons are there -----------------------------------------------------------------------------------


def test_what_a_newer_revision_has_overtaken_has_no_door(cast: Cast) -> None:
    essay = make_essay()
    older = essay.freeze()
    assert open_moves(older, actor(cast.editor)) == {Move.SUBMIT}

    Section.objects.working().filter(essay=essay).update(body="<p>新的一稿。</p>")
    essay.freeze()

    assert open_moves(older, actor(cast.editor)) == set()


def test_who_approved_one_level_is_offered_no_second(cast: Cast, settings: Any) -> None:
    settings.REVIEW_LEVELS = 2
    essay = make_essay()
    essay.submit(by=cast.editor).approve(by=cast.reviewer)

    assert Move.APPROVE not in open_moves(essay, actor(cast.reviewer))
    assert Move.APPROVE in open_moves(essay, actor(cast.manager))


def test_what_lies_in_the_bin_has_no_doors(cast: Cast) -> None:
    essay = make_essay()
    essay.freeze()
    essay.discard()

    assert open_moves(essay, actor(cast.manager)) == set()


# -- The clock, and two at once --------------------------------------------------------------------------------


def test_two_publishers_at_once_publish_once(cast: Cast) -> None:
    essay = make_essay()
    revision = approved(cast, essay)
    stale = Revision.objects.get(pk=revision.pk)
    revision.publish(by=cast.publisher)
    since = revision.live_from

    for at in (None, timezone.now() + timedelta(days=1)):
        with pytest.raises(TransitionNotAllowed):
            stale.publish(by=cast.publisher, at=at)

    revision.refresh_from_db()
    assert revision.live_from == since
    assert Transition.objects.filter(move=Move.PUBLISH).count() == 1


def test_an_end_is_set_without_changing_since_when(cast: Cast) -> None:
    revision = approved(cast, make_essay()).publish(by=cast.publisher)
    since, end = revision.live_from, timezone.now() + timedelta(days=1)

    revision.publish(by=cast.publisher, until=end)

    assert (revision.live_from, revision.live_until) == (since, end)


def test_after_the_clock_went_back_a_new_text_is_published_at_once(cast: Cast) -> None:
    essay = publish(make_essay())
    with time_machine.travel(timezone.now() - timedelta(days=1)):
        newer = approved(cast, essay, "新的一稿。").publish(by=cast.publisher)
        assert newer.publication is Publication.LIVE
        assert Revision.objects.live().get() == newer


def test_after_the_clock_went_back_each_level_still_needs_another_person(cast: Cast, settings: Any) -> None:
    settings.REVIEW_LEVELS = 2
    revision = make_essay().submit(by=cast.editor)
    with time_machine.travel(timezone.now() - timedelta(days=1)):
        revision.approve(by=cast.reviewer)
        offered = open_moves(revision, actor(cast.reviewer))
        with pytest.raises(TransitionNotAllowed):
            revision.approve(by=cast.reviewer)

    assert Move.APPROVE not in offered


def test_what_was_scheduled_goes_live_by_the_clock_alone() -> None:
    essay = make_essay()
    essay.publish(by=COMMAND_LINE, at=timezone.now() + timedelta(hours=1))
    assert not Revision.objects.live().exists()

    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert Revision.objects.live().exists()


def approved(cast: Cast, essay: Any, text: str = "") -> Revision:
    if text:
        Section.objects.working().filter(essay=essay).update(body=f"<p>{text}</p>")
    return essay.submit(by=cast.editor).approve(by=cast.reviewer)


def _doors(client: Client, essay: Any) -> Any:
    return client.get(f"/admin/essays/essay/{essay.pk}/change/").context["doors"]
