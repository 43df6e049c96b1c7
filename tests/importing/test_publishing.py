"""Carried through the doors: submitted, approved, published, and the quotes that are certain confirmed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from essays.documents.tree import Confidence
from essays.importing import Options, Report, Status, Step, import_file, missing_permissions
from essays.models import Collection, Essay, Quote, Revision, Section, Speaker, Transition, Verdict
from essays.workflow import COMMAND_LINE, Actor, Review
from tests.factories import make_user

from .texts import changed, codes, imported, read, text_of

pytestmark = pytest.mark.django_db


def published(text: str | None = None, confidence: Confidence = Confidence.CERTAIN, key: str = "a.txt") -> Report:
    """Publish a document whose quotes are all of one confidence."""
    outcome = read(text or text_of(), key)
    assert outcome.parsed is not None
    tree = outcome.parsed.document
    essays = tuple(
        replace(one, quotes=tuple(replace(said, confidence=confidence) for said in one.quotes)) for one in tree.essays
    )
    outcome = replace(outcome, parsed=replace(outcome.parsed, document=replace(tree, essays=essays)))
    return import_file(outcome, Options(step=Step.PUBLISH))


def test_publishing_walks_every_essay_through_the_review() -> None:
    report = published()

    assert report.published == 3
    assert Revision.objects.live().count() == 3
    assert set(Transition.objects.values_list("move", flat=True)) == {"submit", "approve", "publish"}
    assert set(Transition.objects.values_list("by_name", flat=True)) == {"command line"}


def test_publishing_again_changes_nothing() -> None:
    published()
    moves = Transition.objects.count()

    assert published().published == 0
    assert (Revision.objects.count(), Transition.objects.count()) == (3, moves)


def test_a_file_imported_before_can_be_published_later_though_it_has_not_changed() -> None:
    imported()

    report = imported(step=Step.PUBLISH)

    assert (report.status, report.published) == (Status.UNCHANGED, 3)


def test_only_what_changed_is_published_anew() -> None:
    published()

    report = published(changed("一百年", "三百年"))

    assert report.published == 1
    assert Section.objects.live().filter(body__contains="三百年").count() == 1


def test_submitting_goes_no_further() -> None:
    report = imported(step=Step.SUBMIT)

    assert report.published == 3
    assert set(Revision.objects.values_list("review", flat=True)) == {Review.IN_REVIEW}
    assert imported(step=Step.SUBMIT).published == 0


def test_an_essay_with_a_conflict_is_not_published() -> None:
    published()
    row = Section.objects.working().filter(essay__number=1).order_by("position")[0]
    row.body = row.body.replace("一百年", "百余年")
    row.save()

    report = published(changed("一百年", "三百年"))

    assert codes(report).count("W294") == 1
    assert Section.objects.live().filter(body__contains="一百年").count() == 1


def test_quotes_that_are_certain_are_confirmed_with_their_speakers() -> None:
    published()

    said = Quote.objects.working().get(text__contains="养活了我们三代人")
    assert said.attribution.verdict == Verdict.CONFIRMED
    assert said.attribution.settled_by_name == "command line"
    assert said.attribution.speaker is not None
    assert (said.attribution.speaker.name, said.attribution.speaker.kind) == ("周明山", Speaker.Kind.PERSON)


@pytest.mark.parametrize("confidence", [Confidence.LIKELY, Confidence.UNSURE])
def test_quotes_that_are_not_certain_wait_for_an_editor(confidence: Confidence) -> None:
    published(confidence=confidence)

    assert not Quote.objects.quotations().confirmed().exists()


def test_the_same_name_in_the_same_organisation_is_the_same_speaker() -> None:
    published(key="a.txt")
    published(text_of(title="另一个题目"), key="b.txt")

    assert Speaker.objects.filter(name="周明山").count() == 1


def test_the_same_name_elsewhere_is_somebody_else() -> None:
    published(key="a.txt")
    published(changed("清水镇镇长周明山", "白石镇镇长周明山"), key="b.txt")

    assert sorted(Speaker.objects.filter(name="周明山").values_list("note", flat=True)) == ["", "白石镇"]


def test_a_speaker_merged_into_another_stands_for_the_other() -> None:
    published(key="a.txt")
    first = Speaker.objects.get(name="周明山")
    other = Speaker.objects.create(name="周明山镇长")
    first.merge(other, by=COMMAND_LINE)

    published(text_of(title="另一个题目"), key="b.txt")

    later = Quote.objects.working().filter(text__contains="养活了我们三代人").latest("id")
    assert later.attribution.speaker == other


def test_a_body_that_speaks_is_a_speaker_of_its_own_kind() -> None:
    text = text_of().replace("清水镇镇长周明山说", "清水镇水务局表示")
    published(text)

    said = Quote.objects.working().get(text__contains="养活了我们三代人")
    assert said.attribution.speaker is not None
    assert (said.attribution.speaker.name, said.attribution.speaker.kind) == ("清水镇水务局", Speaker.Kind.BODY)


def test_a_verdict_an_editor_gave_is_left_alone() -> None:
    imported()
    said = Quote.objects.working().get(text__contains="养活了我们三代人")
    said.attribution.settle(Verdict.REJECTED, by=COMMAND_LINE)

    published()

    said.attribution.refresh_from_db()
    assert said.attribution.verdict == Verdict.REJECTED


def test_nobody_publishes_alone_what_they_submitted() -> None:
    editor = make_user("li", superuser=True)

    report = imported(step=Step.PUBLISH, by=Actor(user=editor))

    assert "E185" in codes(report)
    assert Collection.objects.count() == 1
    assert not Revision.objects.live().exists()
    assert not Transition.objects.exists()


def test_one_submits_and_another_publishes() -> None:
    imported(step=Step.SUBMIT, by=Actor(user=make_user("li", superuser=True)))

    report = imported(step=Step.PUBLISH, by=Actor(user=make_user("wang", superuser=True)))

    assert (codes(report), report.published) == ([], 3)
    assert Essay.objects.get(number=1).revisions.get().submitted_by.username == "li"


@pytest.mark.parametrize(
    ("group", "step", "may"),
    [
        ("录入", Step.IMPORT, True),
        ("审核", Step.IMPORT, False),
        ("录入", Step.SUBMIT, False),
        ("编辑", Step.SUBMIT, True),
        ("编辑", Step.PUBLISH, False),
        ("管理", Step.PUBLISH, True),
    ],
)
def test_who_may_carry_an_import_how_far(group: str, step: Step, may: bool) -> None:
    assert (missing_permissions(step, Actor(user=make_user("li", group))) == ()) is may
