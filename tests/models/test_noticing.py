"""Whom each move and comment concerns: they are told, nobody else is, and never who made it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from essays.models import Comment, Essay, Notice, Revision
from essays.models.noticing import tell_of_comment
from essays.workflow import COMMAND_LINE, Actor, Move, Permission, TransitionNotAllowed
from tests.conftest import Cast
from tests.factories import make_collection, make_essay, make_user

WHY = "第二段没有出处"


@pytest.fixture
def waiting(cast: Cast) -> Any:
    """A revision in review, of which everybody has read what they were told."""
    revision = make_essay().submit(by=cast.editor)
    forget()
    return revision


def forget() -> None:
    Notice.objects.all().delete()


def told(move: Move | None = None) -> set[str]:
    notices = Notice.objects.filter(transition__move=move) if move else Notice.objects.all()
    return set(notices.values_list("user__username", flat=True))


def test_who_may_review_is_told_of_what_was_submitted(cast: Cast) -> None:
    make_essay().submit(by=cast.editor)

    assert told() == {"reviewer", "manager", "superuser"}


def test_an_assignee_alone_is_told_of_a_text_that_comes_back(cast: Cast, waiting: Any) -> None:
    waiting.assign(by=cast.manager, to=cast.reviewer)
    waiting.return_to_editor(by=cast.reviewer, why=WHY)
    forget()

    waiting.submit(by=cast.editor)

    assert told() == {"reviewer"}


def test_a_role_is_told_of_a_collection_once_an_hour_while_nobody_reads_it(cast: Cast) -> None:
    collection = make_collection(essays=3)
    first, second, third = collection.essays.order_by("number")

    first.submit(by=cast.editor)
    second.submit(by=cast.editor)
    before = Notice.objects.filter(user=cast.reviewer).count()
    Notice.objects.filter(user=cast.reviewer).update(read_at=timezone.now())
    third.submit(by=cast.editor)

    assert (before, Notice.objects.filter(user=cast.reviewer).count()) == (1, 2)
    assert Notice.objects.filter(user=cast.manager).count() == 1


def test_after_an_hour_a_role_is_told_again(cast: Cast) -> None:
    first, second = make_collection(essays=2).essays.all()
    first.submit(by=cast.editor)

    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        second.submit(by=cast.editor)

    assert Notice.objects.filter(user=cast.reviewer).count() == 2


def test_who_is_given_a_text_is_told_and_who_claims_one_is_not(cast: Cast, waiting: Any) -> None:
    waiting.claim(by=cast.reviewer)
    by_claiming = told()
    waiting.assign(by=cast.reviewer, to=cast.manager)

    assert (by_claiming, told()) == (set(), {"manager"})


def test_an_assignee_is_told_that_a_text_was_taken_back(cast: Cast, waiting: Any) -> None:
    waiting.claim(by=cast.reviewer)

    waiting.recall(by=cast.editor)

    assert told() == {"reviewer"}


def test_who_wrote_and_who_submitted_is_told_why_a_text_is_returned(cast: Cast) -> None:
    revision = make_essay().freeze(by=cast.entry).submit(by=cast.editor)
    forget()

    revision.return_to_editor(by=cast.reviewer, why=WHY)

    assert told() == {"entry", "editor"}


def test_an_approval_is_told_to_the_submitter_and_to_who_publishes(cast: Cast, waiting: Any) -> None:
    waiting.approve(by=cast.reviewer)

    assert told() == {"editor", "publisher", "manager", "superuser"}


def test_a_first_approval_is_told_to_the_reviewers_of_the_next_level(cast: Cast, settings: Any) -> None:
    settings.REVIEW_LEVELS = 2
    revision = make_essay().submit(by=cast.editor)
    forget()

    revision.approve(by=cast.manager)

    assert told() == {"editor", "reviewer", "superuser"}


def test_a_publication_is_told_to_who_wrote_submitted_and_approved(cast: Cast) -> None:
    revision = make_essay().freeze(by=cast.entry).submit(by=cast.editor).approve(by=cast.reviewer)
    forget()

    revision.publish(by=cast.publisher)
    published = told(Move.PUBLISH)
    revision.withdraw(by=cast.manager)

    assert published == told(Move.WITHDRAW) == {"entry", "editor", "reviewer"}


def test_who_approves_by_link_tells_like_anybody(cast: Cast, waiting: Any) -> None:
    waiting.approve(by=Actor(name="赵老师", grants=frozenset({Permission.REVIEW})))

    assert told() >= {"editor", "publisher"}


def test_the_command_line_tells_nobody_of_what_nobody_submitted(cast: Cast) -> None:
    make_essay().publish(by=COMMAND_LINE)
    make_essay().submit(by=COMMAND_LINE)

    assert told() == set()


def test_the_command_line_tells_who_submitted_what_it_publishes(cast: Cast, waiting: Any) -> None:
    waiting.publish(by=COMMAND_LINE)

    assert told(Move.PUBLISH) == {"editor"}


def test_who_was_switched_off_or_is_no_staff_is_told_nothing(cast: Cast) -> None:
    gone = make_user("gone", "审核", staff=True)
    gone.is_active = False
    gone.save()
    make_user("outside", "审核")

    make_essay().submit(by=cast.editor)

    assert told() == {"reviewer", "manager", "superuser"}


def test_a_refused_move_tells_nobody(cast: Cast, waiting: Any) -> None:
    with pytest.raises(TransitionNotAllowed):
        waiting.approve(by=cast.editor)

    assert told() == set()


def test_a_move_that_is_taken_back_with_its_transaction_tells_nobody(cast: Cast) -> None:
    essay = make_essay()
    try:
        with transaction.atomic():
            essay.submit(by=cast.editor)
            raise InterruptedError
    except InterruptedError:
        pass

    assert not Notice.objects.exists()


def say(revision: Revision, by: Any, parent: Comment | None = None) -> Comment:
    fields = {"essay_id": revision.essay_id, "revision": revision, "parent": parent, "by": by}
    comment = Comment.objects.create(text="这里是谁说的？", **fields)
    tell_of_comment(comment)
    return comment


def test_a_comment_is_told_to_who_wrote_submitted_and_reviews(cast: Cast) -> None:
    revision = make_essay().freeze(by=cast.entry).submit(by=cast.editor).claim(by=cast.reviewer)
    forget()

    say(revision, cast.manager)

    assert told() == {"entry", "editor", "reviewer"}


def test_an_answer_is_told_to_everybody_who_talks(cast: Cast, waiting: Any) -> None:
    head = say(waiting, cast.reviewer)
    say(waiting, cast.entry, head)
    forget()

    say(waiting, cast.publisher, head)

    assert told() == {"editor", "reviewer", "entry"}


def queries_of_submitting(essay: Essay, by: Any) -> int:
    revision = essay.freeze(by=by)
    by.get_all_permissions()
    with CaptureQueriesContext(connection) as queries:
        revision.submit(by=by)
    return len(queries)


def test_telling_costs_the_same_however_many_are_told(cast: Cast) -> None:
    few = queries_of_submitting(make_essay(), cast.editor)
    reviewers = Group.objects.get(name="审核")
    for number in range(30):
        make_user(f"r{number}", staff=True).groups.add(reviewers)

    assert queries_of_submitting(make_essay(), cast.editor) == few
    assert Notice.objects.count() == 3 + 33


def test_the_command_line_pays_nothing_for_telling_nobody(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as queries:
        make_essay().publish(by=COMMAND_LINE)

    assert not [query["sql"] for query in queries if "notice" in query["sql"] or "auth_" in query["sql"]]
