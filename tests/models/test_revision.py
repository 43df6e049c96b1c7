from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from essays.models import Attribution, Collection, Essay, Quote, Revision, Section, Transition
from essays.models.identity import FrozenRowError, live_q
from essays.workflow import COMMAND_LINE, Publication, Review, TransitionNotAllowed

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def write(essay: Essay, text: str) -> None:
    """Replace the working copy by one free section with one quote."""
    Quote.objects.working().filter(essay=essay).delete()
    Section.objects.working().filter(essay=essay).delete()
    section = Section.objects.create(essay=essay, body=f"<p>{text}</p>", words=len(text))
    Quote.objects.create(essay=essay, section=section, text=text, attribution=Attribution.objects.create(essay=essay))


@pytest.fixture
def essay() -> Essay:
    essay = Essay.objects.create(collection=Collection.objects.create(title="文集"), number=1, title="篇名")
    write(essay, "第一稿")
    return essay


def member(*groups: str) -> User:
    user = User.objects.create_user("-".join(groups), is_staff=True)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def live_text(essay: Essay, at: datetime | None = None) -> str:
    return "".join(Section.objects.live(at).filter(essay=essay).values_list("body", flat=True))


def test_freezing_an_unchanged_working_copy_makes_no_revision(essay: Essay) -> None:
    first = essay.freeze()
    assert essay.freeze() == first
    assert Section.objects.filter(revision=first).count() == 1


def test_frozen_rows_keep_uids_and_share_the_attribution(essay: Essay) -> None:
    revision = essay.freeze()
    working, frozen = Quote.objects.working().get(), Quote.objects.get(revision=revision)
    assert (frozen.uid, frozen.attribution_id) == (working.uid, working.attribution_id)
    assert frozen.section.revision == revision


def test_frozen_rows_refuse_to_change(essay: Essay) -> None:
    revision = essay.freeze()
    for row in (Section.objects.get(revision=revision), Quote.objects.get(revision=revision)):
        with pytest.raises(FrozenRowError):
            row.save()


def test_freezing_costs_the_same_queries_for_one_and_for_many(essay: Essay) -> None:
    more = [Essay.objects.create(collection=essay.collection, number=n, title="篇") for n in range(2, 12)]
    for other in more:
        write(other, f"第{other.number}篇")
    with CaptureQueriesContext(connection) as one:
        Revision.objects.freeze([essay])
    with CaptureQueriesContext(connection) as many:
        Revision.objects.freeze(more)
    assert len(many) == len(one)


def test_editing_leaves_readers_with_the_published_text_until_the_next_publication(essay: Essay) -> None:
    essay.publish(by=COMMAND_LINE)
    write(essay, "第二稿")
    essay.freeze()
    assert live_text(essay) == "<p>第一稿</p>"
    essay.publish(by=COMMAND_LINE)
    assert live_text(essay) == "<p>第二稿</p>"


def test_a_scheduled_revision_goes_live_by_the_clock_alone(essay: Essay) -> None:
    essay.publish(by=COMMAND_LINE)
    write(essay, "第二稿")
    now = timezone.now()
    essay.publish(by=COMMAND_LINE, at=now + HOUR, until=now + 2 * HOUR)
    assert live_text(essay) == "<p>第一稿</p>"
    with time_machine.travel(now + HOUR):
        assert live_text(essay) == "<p>第二稿</p>"
        assert [revision.publication for revision in essay.revisions.order_by("number")] == [
            Publication.WITHDRAWN,
            Publication.LIVE,
        ]
    with time_machine.travel(now + 2 * HOUR):
        assert live_text(essay) == ""


def test_cancelling_a_schedule_gives_the_predecessor_its_own_end_back(essay: Essay) -> None:
    first = essay.publish(by=COMMAND_LINE)
    write(essay, "第二稿")
    second = essay.publish(by=COMMAND_LINE, at=timezone.now() + HOUR)
    first.refresh_from_db()
    assert first.live_until == second.live_from
    second.withdraw(by=COMMAND_LINE)
    first.refresh_from_db()
    assert (first.live_until, second.live_from) == (None, None)


def test_publishing_cancels_later_schedules_of_older_revisions(essay: Essay) -> None:
    first = essay.publish(by=COMMAND_LINE, at=timezone.now() + HOUR)
    write(essay, "第二稿")
    second = essay.publish(by=COMMAND_LINE)
    first.refresh_from_db()
    assert first.publication is Publication.UNPUBLISHED
    assert second.live_until is None


def test_withdrawal_does_not_revive_an_older_revision(essay: Essay) -> None:
    essay.publish(by=COMMAND_LINE)
    write(essay, "第二稿")
    essay.publish(by=COMMAND_LINE)
    essay.withdraw(by=COMMAND_LINE)
    assert live_text(essay) == ""


def test_a_withdrawn_revision_can_be_published_again(essay: Essay) -> None:
    revision = essay.publish(by=COMMAND_LINE)
    revision.withdraw(by=COMMAND_LINE)
    revision.publish(by=COMMAND_LINE)
    assert revision.publication is Publication.LIVE


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(
    steps=st.lists(
        st.tuples(st.integers(0, 3), st.sampled_from(["publish", "withdraw"]), st.integers(-5, 5), st.integers(0, 4)),
        max_size=8,
    )
)
def test_intervals_never_overlap_whatever_is_asked(essay: Essay, steps: list[tuple[int, str, int, int]]) -> None:
    """Any sequence of doors, schedules and ends leaves disjoint intervals and at most one live revision."""
    with transaction.atomic():
        revisions = []
        for draft in range(4):
            write(essay, f"稿{draft}")
            revisions.append(essay.freeze())
        now = timezone.now()
        for index, verb, start, length in steps:
            at = now + start * HOUR
            dates = {"at": at, "until": at + length * HOUR if length else None} if verb == "publish" else {"at": at}
            try:
                getattr(Revision.objects.get(pk=revisions[index].pk), verb)(by=COMMAND_LINE, **dates)
            except TransitionNotAllowed:
                continue
        spans = list(
            essay.revisions.filter(live_from__isnull=False)
            .order_by("live_from")
            .values_list("live_from", "live_until")
        )
        assert all(before[1] is not None and before[1] <= after[0] for before, after in pairwise(spans))
        for hours in range(-6, 11):
            assert essay.revisions.filter(live_q(at=now + hours * HOUR)).count() <= 1
        transaction.set_rollback(True)


def test_the_database_refuses_a_second_open_interval(essay: Essay) -> None:
    essay.publish(by=COMMAND_LINE)
    write(essay, "第二稿")
    other = essay.freeze()
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.filter(pk=other.pk).update(
            review=Review.APPROVED, publish_at=timezone.now(), live_from=timezone.now()
        )


def test_the_database_refuses_a_live_revision_that_is_not_approved(essay: Essay) -> None:
    revision = essay.freeze()
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.filter(pk=revision.pk).update(publish_at=timezone.now(), live_from=timezone.now())


def test_the_database_refuses_an_interval_that_runs_backwards(essay: Essay) -> None:
    revision = essay.publish(by=COMMAND_LINE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.filter(pk=revision.pk).update(live_until=revision.live_from - HOUR)


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="PostgreSQL only: the exclusion constraint")
def test_postgresql_refuses_intervals_that_overlap(essay: Essay) -> None:
    first = essay.publish(by=COMMAND_LINE, until=timezone.now() + 2 * HOUR)
    write(essay, "第二稿")
    second = essay.freeze()
    with pytest.raises(IntegrityError), transaction.atomic():
        Revision.objects.filter(pk=second.pk).update(
            review=Review.APPROVED, publish_at=first.live_from, live_from=first.live_from + HOUR
        )


def test_the_whole_way_needs_three_roles_and_is_logged(essay: Essay) -> None:
    editor, reviewer, publisher = member("编辑"), member("审核"), member("发布")
    revision = essay.submit(by=editor)
    revision.approve(by=reviewer, why="可以")
    revision.publish(by=publisher)
    log = Transition.objects.order_by("id").values_list("move", "by__username", "from_state", "to_state")
    assert list(log) == [
        ("submit", "编辑", "draft", "in_review"),
        ("approve", "审核", "in_review", "approved"),
        ("publish", "发布", "unpublished", "live"),
    ]


@pytest.mark.parametrize("group", ["录入", "审核", "发布"])
def test_only_editors_submit(essay: Essay, group: str) -> None:
    with pytest.raises(TransitionNotAllowed):
        essay.submit(by=member(group))
    assert essay.revisions.get().review == Review.DRAFT


def test_nobody_approves_what_they_submitted(essay: Essay) -> None:
    both = member("编辑", "审核")
    revision = essay.submit(by=both)
    with pytest.raises(TransitionNotAllowed):
        revision.approve(by=both)
    revision.approve(by=member("审核"))
    assert revision.review == Review.APPROVED


def test_one_person_may_do_it_all_where_four_eyes_are_switched_off(essay: Essay, settings) -> None:
    settings.FOUR_EYES = False
    essay.publish(by=member("编辑", "审核", "发布"))
    assert live_text(essay) == "<p>第一稿</p>"


def test_with_four_eyes_publishing_takes_what_was_approved_not_what_was_typed_since(essay: Essay) -> None:
    essay.submit(by=member("编辑")).approve(by=member("审核"))
    write(essay, "没人审过的稿")
    essay.publish(by=member("发布"))
    assert live_text(essay) == "<p>第一稿</p>"


def test_an_unapproved_revision_is_not_published(essay: Essay) -> None:
    revision = essay.freeze()
    with pytest.raises(TransitionNotAllowed):
        revision.publish(by=member("管理"))
    assert live_text(essay) == ""


def test_returning_needs_a_reason(essay: Essay) -> None:
    revision = essay.submit(by=member("编辑"))
    reviewer = member("审核")
    with pytest.raises(TransitionNotAllowed):
        revision.return_to_editor(by=reviewer, why=" 不行 ")
    revision.return_to_editor(by=reviewer, why="第二段引文没有出处")
    assert revision.review == Review.RETURNED


def test_of_two_approvals_at_once_one_wins_and_the_other_is_told(essay: Essay) -> None:
    revision = essay.submit(by=COMMAND_LINE)
    stale = Revision.objects.get(pk=revision.pk)
    revision.approve(by=COMMAND_LINE)
    with pytest.raises(TransitionNotAllowed):
        stale.approve(by=COMMAND_LINE)
    assert Transition.objects.filter(move="approve").count() == 1


def test_a_refused_move_leaves_no_trace(essay: Essay) -> None:
    revision = essay.freeze()
    for door in (revision.approve, revision.withdraw, revision.publish):
        with pytest.raises(TransitionNotAllowed):
            door(by=member("录入") if not User.objects.exists() else User.objects.get())
    assert not Transition.objects.exists()


def test_the_audit_log_outlives_the_essay(essay: Essay) -> None:
    essay.publish(by=COMMAND_LINE)
    essay.delete()
    entry = Transition.objects.filter(move="publish").get()
    assert (entry.essay, entry.revision, entry.label) == (None, None, "篇名 r1")


def test_a_collection_is_published_whole_or_not_at_all(essay: Essay) -> None:
    other = Essay.objects.create(collection=essay.collection, number=2, title="另一篇")
    write(other, "另一稿")
    essay.submit(by=member("编辑")).approve(by=member("审核"))
    with pytest.raises(TransitionNotAllowed):
        essay.collection.publish(by=member("发布"))
    assert live_text(essay) == ""
    other.submit(by=User.objects.get(username="编辑")).approve(by=User.objects.get(username="审核"))
    essay.collection.publish(by=User.objects.get(username="发布"))
    assert (live_text(essay), live_text(other)) == ("<p>第一稿</p>", "<p>另一稿</p>")


def test_publishing_a_collection_again_takes_only_what_is_new(essay: Essay) -> None:
    other = Essay.objects.create(collection=essay.collection, number=2, title="另一篇")
    write(other, "另一稿")
    essay.collection.publish(by=COMMAND_LINE)
    with pytest.raises(TransitionNotAllowed):
        essay.collection.publish(by=COMMAND_LINE)
    write(other, "另一稿，改过")
    assert [str(revision) for revision in essay.collection.publish(by=COMMAND_LINE)] == ["另一篇 r2"]


def test_withdrawing_what_is_not_published_is_refused(essay: Essay) -> None:
    for door in (essay.withdraw, essay.collection.withdraw):
        with pytest.raises(TransitionNotAllowed):
            door(by=COMMAND_LINE)
