"""An earlier revision comes back into the working copy, and nothing is lost by it."""

from __future__ import annotations

import pytest

from essays.models import Essay, Quote, Section, StaleVersionError, Transition, Verdict
from essays.models.versions import version_of_revision, working_version
from essays.workflow import COMMAND_LINE, Move, TransitionNotAllowed
from tests.conftest import Cast
from tests.factories import CUT_IN_A_SENTENCE, FREE, Part, make_essay, make_quote


def changed(essay: Essay) -> Essay:
    """Another title, one section rewritten, one gone, one new; frozen as r2."""
    sections = list(Section.objects.working().filter(essay=essay).order_by("position"))
    sections[0].body = "<p>另一段话，讲的是山。</p>"
    sections[0].save()
    sections[-1].delete()
    Section.objects.create(essay=essay, position=9, heading="新的一节", body="<p>新的话。</p>")
    essay.title = "新的标题"
    essay.save()
    essay.tidy()
    essay.freeze(COMMAND_LINE)
    return essay


@pytest.mark.parametrize("parts", [CUT_IN_A_SENTENCE, (Part(FREE), Part(FREE, "路"), Part(FREE, "河", paid=True))])
def test_the_working_copy_says_what_the_revision_says_by_the_same_names(cast: Cast, parts: tuple[Part, ...]) -> None:
    essay = make_essay(parts=parts)
    first = essay.freeze(cast.editor)

    restored = changed(essay).revert(first, by=cast.editor, why="改错了")

    assert working_version(essay) == version_of_revision(first)
    assert (restored.number, restored.digest) == (3, first.digest)
    assert restored.created_by == cast.editor
    assert "r1" in restored.note


def test_what_stood_before_is_frozen_first(cast: Cast) -> None:
    essay = make_essay()
    first = essay.freeze(cast.editor)
    changed(essay)
    essay.title = "没有冻结的标题"
    essay.save()

    essay.revert(first, by=cast.editor)

    assert list(essay.revisions.order_by("number").values_list("number", "title"))[2:] == [
        (3, "没有冻结的标题"),
        (4, first.title),
    ]


def test_every_open_form_is_stale_afterwards(cast: Cast) -> None:
    essay = make_essay()
    first = essay.freeze(cast.editor)
    opened = changed(essay).version

    essay.revert(first, by=cast.editor)

    with pytest.raises(StaleVersionError):
        essay.check_version(opened)


def test_it_is_written_into_the_log(cast: Cast) -> None:
    essay = make_essay()
    first = essay.freeze(cast.editor)

    restored = changed(essay).revert(first, by=cast.editor, why="改错了")

    step = Transition.objects.get(move=Move.REVERT)
    assert (step.revision, step.from_state, step.to_state, step.why) == (restored, "r2", "r1", "改错了")
    assert step.by == cast.editor


def test_quotes_come_back_with_their_verdicts_and_newer_ones_are_flagged(cast: Cast) -> None:
    essay = make_essay(parts=[Part("老人说：“这条路通到很远的地方去。”")])
    quote = make_quote(essay, "这条路通到很远的地方去。", "老人", confirmed=True)
    essay.tidy()
    first = essay.freeze(cast.editor)
    Section.objects.working().filter(essay=essay).update(body="<p>孩子说：“我们明天要到河的那一边去。”</p>")
    essay.tidy()
    essay.freeze(cast.editor)
    assert Quote.objects.working().get(uid=quote.uid).is_lost

    essay.revert(first, by=cast.editor)

    back = Quote.objects.working().get(uid=quote.uid)
    newer = Quote.objects.working().filter(essay=essay).exclude(uid=quote.uid)
    assert (back.is_lost, back.attribution.verdict, back.speaker) == (False, Verdict.CONFIRMED, "老人")
    assert back.section == Section.objects.working().get(essay=essay)
    assert [one.is_lost for one in newer] == [True]


def test_who_may_not_change_the_essay_may_not_restore(cast: Cast) -> None:
    essay = make_essay()
    first = essay.freeze(cast.editor)
    changed(essay)

    for user in (cast.reviewer, cast.reader):
        with pytest.raises(TransitionNotAllowed):
            essay.revert(first, by=user)

    assert essay.revisions.count() == 2


def test_nothing_is_restored_where_it_makes_no_difference(cast: Cast) -> None:
    essay = make_essay()
    first = essay.freeze(cast.editor)
    version = essay.version

    with pytest.raises(TransitionNotAllowed):
        essay.revert(first, by=cast.editor)

    essay.refresh_from_db()
    assert (essay.version, essay.revisions.count()) == (version, 1)


def test_a_revision_of_another_essay_is_refused(cast: Cast) -> None:
    essay, other = make_essay(), make_essay(number=2)

    with pytest.raises(TransitionNotAllowed):
        essay.revert(other.freeze(cast.editor), by=cast.editor)


def test_nothing_goes_on_with_what_lies_in_the_bin(cast: Cast) -> None:
    essay = make_essay()
    first = essay.freeze(cast.editor)
    changed(essay).discard()

    with pytest.raises(TransitionNotAllowed):
        essay.revert(first, by=cast.editor)


def test_somebody_who_looked_at_an_older_version_is_told(cast: Cast) -> None:
    essay = make_essay()
    first = essay.freeze(cast.editor)
    opened = changed(essay).version
    essay.claim_version()

    with pytest.raises(StaleVersionError):
        essay.revert(first, by=cast.editor, version=opened)


def test_a_submitted_revision_goes_no_further_once_its_essay_is_deleted(cast: Cast) -> None:
    essay = make_essay()
    waiting = essay.freeze(cast.editor).submit(by=cast.editor)
    essay.discard(by=cast.manager)

    for door in (
        lambda: waiting.approve(by=cast.reviewer),
        lambda: waiting.return_to_editor(by=cast.reviewer, why="不能再动了吧"),
        lambda: waiting.recall(by=cast.editor),
    ):
        with pytest.raises(TransitionNotAllowed):
            door()

    waiting.refresh_from_db()
    assert waiting.review == "in_review"
