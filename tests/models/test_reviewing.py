"""The doors of the review: levels, four eyes, claims, and what no sequence of moves can do."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from essays.models import Revision, Transition
from essays.workflow import (
    COMMAND_LINE,
    REVIEW_TABLE,
    Actor,
    Move,
    Permission,
    Publication,
    Review,
    TransitionNotAllowed,
)
from tests.conftest import Cast
from tests.factories import make_essay, make_user

pytestmark = pytest.mark.django_db

WHY = "第二段没有出处"
ROLES = ("entry", "editor", "reviewer", "publisher", "manager")


@pytest.fixture
def second(db: None) -> Any:
    return make_user("second", "审核", staff=True)


@pytest.fixture
def waiting(cast: Cast) -> Any:
    return make_essay().submit(by=cast.editor)


def again(revision: Any) -> Any:
    """The same row, as somebody else's page holds it."""
    return Revision.objects.get(pk=revision.pk)


@pytest.mark.parametrize("levels", [1, 2, 3])
def test_each_level_needs_another_person(cast: Cast, second: Any, settings: Any, levels: int) -> None:
    settings.REVIEW_LEVELS = levels
    revision = make_essay().submit(by=cast.editor)

    for level, reviewer in enumerate((cast.reviewer, second, cast.manager)[:levels], start=1):
        assert (revision.review, revision.level) == (Review.IN_REVIEW, level)
        revision.approve(by=reviewer)

    assert revision.review == Review.APPROVED
    assert [move.level for move in revision.approvals().order_by("id")] == list(range(1, levels + 1))


def test_nobody_approves_two_levels(cast: Cast, settings: Any) -> None:
    settings.REVIEW_LEVELS = 2
    revision = make_essay().submit(by=cast.editor).approve(by=cast.reviewer)

    with pytest.raises(TransitionNotAllowed):
        revision.approve(by=cast.reviewer)

    assert again(revision).level == 2


def test_a_person_who_approved_an_earlier_submission_may_approve_the_next(cast: Cast, settings: Any) -> None:
    settings.REVIEW_LEVELS = 2
    revision = make_essay().submit(by=cast.editor).approve(by=cast.reviewer)
    revision.return_to_editor(by=cast.manager, why=WHY).submit(by=cast.editor)

    revision.approve(by=cast.manager).approve(by=cast.reviewer)

    assert revision.review == Review.APPROVED


def test_the_command_line_walks_through_all_levels(settings: Any) -> None:
    settings.REVIEW_LEVELS = 3

    revision = make_essay().publish(by=COMMAND_LINE)

    moves = list(revision.transitions.order_by("id").values_list("move", flat=True))
    assert revision.publication is Publication.LIVE
    assert moves == [Move.SUBMIT, Move.APPROVE, Move.APPROVE, Move.APPROVE, Move.PUBLISH]


def test_who_looked_at_the_first_level_does_not_approve_the_second_by_it(
    cast: Cast, second: Any, settings: Any
) -> None:
    settings.REVIEW_LEVELS = 2
    revision = make_essay().submit(by=cast.editor)
    page = again(revision)
    revision.approve(by=cast.reviewer)

    with pytest.raises(TransitionNotAllowed):
        page.approve(by=second, level=1)
    with pytest.raises(TransitionNotAllowed):
        again(revision).approve(by=second, level=1)

    assert again(revision).level == 2


def test_an_older_revision_in_review_is_recalled_by_the_next_submission(cast: Cast, waiting: Any) -> None:
    essay = waiting.essay
    type(essay).objects.filter(pk=essay.pk).update(title="新的题目")
    essay.refresh_from_db()

    newer = essay.submit(by=cast.editor)

    assert (again(waiting).review, newer.review) == (Review.DRAFT, Review.IN_REVIEW)
    assert waiting.transitions.filter(move=Move.RECALL).count() == 1


def test_one_of_two_claims_wins_and_the_other_is_told(cast: Cast, second: Any, waiting: Any) -> None:
    page = again(waiting)
    waiting.claim(by=cast.reviewer)

    with pytest.raises(TransitionNotAllowed):
        page.claim(by=second)

    assert again(waiting).assignee == cast.reviewer


def test_one_of_two_approvals_wins_and_the_other_is_told(cast: Cast, second: Any, waiting: Any) -> None:
    page = again(waiting)
    waiting.approve(by=cast.reviewer)

    with pytest.raises(TransitionNotAllowed):
        page.approve(by=second)

    assert waiting.approvals().count() == 1


def test_nothing_is_assigned_to_who_may_not_approve_it(cast: Cast, waiting: Any) -> None:
    for nobody in (cast.entry, cast.editor, cast.publisher):
        with pytest.raises(TransitionNotAllowed):
            waiting.assign(by=cast.manager, to=nobody)

    assert again(waiting).assignee is None


def test_what_was_returned_is_submitted_again_from_the_first_level(cast: Cast, settings: Any) -> None:
    settings.REVIEW_LEVELS = 2
    revision = make_essay().submit(by=cast.editor).approve(by=cast.reviewer)

    revision.return_to_editor(by=cast.manager, why=WHY).submit(by=cast.editor)

    assert (revision.review, revision.level) == (Review.IN_REVIEW, 1)


def test_nothing_goes_on_with_what_lies_in_the_bin(cast: Cast, waiting: Any) -> None:
    waiting.essay.discard(by=cast.manager)

    for move in (
        lambda: again(waiting).approve(by=cast.reviewer),
        lambda: again(waiting).return_to_editor(by=cast.reviewer, why=WHY),
        lambda: again(waiting).publish(by=COMMAND_LINE),
        lambda: again(waiting).claim(by=cast.reviewer),
        lambda: again(waiting).assign(by=cast.manager, to=cast.reviewer),
    ):
        with pytest.raises(TransitionNotAllowed):
            move()

    assert again(waiting).review == Review.IN_REVIEW


def test_without_four_eyes_one_person_does_it_all(cast: Cast, settings: Any) -> None:
    settings.FOUR_EYES, settings.REVIEW_LEVELS = False, 3

    revision = make_essay().publish(by=cast.manager)

    assert revision.publication is Publication.LIVE
    assert set(revision.transitions.values_list("by", flat=True)) == {cast.manager.pk}


def test_who_comes_by_link_may_do_what_the_link_grants_and_no_more(cast: Cast, waiting: Any) -> None:
    outside = Actor(name="赵老师", grants=frozenset({Permission.REVIEW}))

    waiting.approve(by=outside)
    with pytest.raises(TransitionNotAllowed):
        waiting.publish(by=outside)

    assert waiting.approvals().get().by_name == "赵老师"


DOORS: dict[str, Any] = {
    "submit": lambda revision, by: revision.submit(by=by),
    "recall": lambda revision, by: revision.recall(by=by),
    "approve": lambda revision, by: revision.approve(by=by),
    "return": lambda revision, by: revision.return_to_editor(by=by, why=WHY),
    "claim": lambda revision, by: revision.claim(by=by),
    "assign": lambda revision, by: revision.assign(by=by, to=None),
    "publish": lambda revision, by: revision.publish(by=by),
    "withdraw": lambda revision, by: revision.withdraw(by=by),
}
STEPS = st.lists(st.tuples(st.sampled_from(sorted(DOORS)), st.sampled_from(ROLES)), max_size=12)


@given(steps=STEPS, levels=st.integers(1, 3))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_sequence_of_moves_leaves_the_table_or_the_log(
    cast: Cast, steps: list[tuple[str, str]], levels: int, settings: Any
) -> None:
    settings.REVIEW_LEVELS = levels
    revision = make_essay().freeze()
    for door, role in steps:
        before, logged = again(revision), Transition.objects.count()
        try:
            DOORS[door](revision, getattr(cast, role))
            moved = 1
        except TransitionNotAllowed:
            moved = 0
        after = again(revision)
        allowed = {before.review, *REVIEW_TABLE[Review(before.review)]} if moved else {before.review}
        assert after.review in allowed
        assert Transition.objects.count() - logged == moved
        assert moved or (after.level, after.assignee_id, after.live_from) == (
            before.level, before.assignee_id, before.live_from
        )  # fmt: skip
        assert after.live_from is None or after.review == Review.APPROVED
        assert after.level <= levels
