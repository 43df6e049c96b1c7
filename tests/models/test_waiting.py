"""What waits for review, and for whom: the same answer as the door's."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.test import override_settings

from essays.models import Revision
from essays.workflow import COMMAND_LINE, TransitionNotAllowed
from tests.conftest import Cast
from tests.factories import make_essay, make_user


def test_what_waits_is_in_review_and_stands_oldest_first(cast: Cast) -> None:
    first, second, binned, _draft = (make_essay() for _number in range(4))
    waiting = [essay.submit(by=cast.editor) for essay in (first, second, binned)]
    make_essay().freeze()
    binned.discard()

    assert list(Revision.objects.waiting().in_turn()) == waiting[:2]


@override_settings(REVIEW_LEVELS=2)
def test_who_may_approve_is_asked_of_the_database_as_the_door_answers(cast: Cast) -> None:
    other = make_user("another", "审核", staff=True)
    cast.editor.user_permissions.add(Permission.objects.get(codename="review_revision"))
    editor = type(cast.editor).objects.get(pk=cast.editor.pk)
    fresh = make_essay().submit(by=editor)
    risen = make_essay().submit(by=cast.manager).approve(by=cast.reviewer)
    again = make_essay().submit(by=editor).approve(by=cast.reviewer)
    again.return_to_editor(by=other, why="再改一改吧")
    again.submit(by=editor)

    for who in (editor, cast.reviewer, other, cast.manager, cast.publisher, cast.entry, COMMAND_LINE):
        found = {row.pk: row.is_open for row in Revision.objects.waiting().for_reviewer(who)}
        assert found == {one.pk: not one.objection(by=who) for one in (fresh, risen, again)}, who

    assert fresh.objection(by=editor)
    assert risen.objection(by=cast.reviewer)
    assert not again.objection(by=cast.reviewer)


@override_settings(FOUR_EYES=False)
def test_one_pair_of_eyes_is_enough_where_the_desk_says_so(cast: Cast) -> None:
    revision = make_essay().submit(by=cast.manager)

    assert Revision.objects.waiting().for_reviewer(cast.manager).get().is_open
    assert revision.objection(by=cast.manager) == ""


def test_the_objection_says_why(cast: Cast) -> None:
    revision = make_essay().submit(by=cast.manager)

    with pytest.raises(TransitionNotAllowed, match=revision.objection(by=cast.manager)):
        revision.approve(by=cast.manager)
    revision.essay.discard()
    assert revision.objection(by=cast.reviewer)


@pytest.mark.parametrize("move", ["approve", "return_to_editor", "recall"])
def test_what_was_decided_is_not_decided_again(cast: Cast, move: str) -> None:
    revision = make_essay().submit(by=cast.editor)
    by = cast.editor if move == "recall" else cast.reviewer
    why = {"why": "再改一改吧"} if move == "return_to_editor" else {}
    getattr(revision, move)(by=by, **why)
    logged = revision.transitions.count()

    for who in (by, cast.reader):
        with pytest.raises(TransitionNotAllowed):
            getattr(revision, move)(by=who, **why)

    assert revision.transitions.count() == logged
