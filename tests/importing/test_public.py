"""What readers see beside the texts is changed by an import only for somebody who may publish."""

from __future__ import annotations

from typing import Any

import pytest

from essays.importing import Report, Status, Step
from essays.models import Collection, Essay, Revision, Section, Source, Transition
from essays.workflow import COMMAND_LINE, Actor, Move
from tests.conftest import Cast

from .texts import ESSAYS, ROAD, changed, codes, imported, text_of

pytestmark = pytest.mark.django_db
TITLED = text_of(title="清水镇走访心得体会")
COUNTED = changed("（3篇）", "（4篇）")
TURNED = text_of(dict(reversed(ESSAYS.items())))


@pytest.fixture
def public() -> Collection:
    imported()
    collection = Collection.objects.get()
    collection.publish(by=COMMAND_LINE)
    return collection


def seen(collection: Collection) -> tuple[Any, ...]:
    collection.refresh_from_db()
    numbers = collection.essays.order_by("id").values_list("subtitle", "number")
    return collection.title, collection.declared_count, dict(numbers)


def imported_by(user: Any, text: str, **options: Any) -> Report:
    return imported(text, by=Actor(user=user), **options)


def changes() -> list[Transition]:
    return list(Transition.objects.filter(move=Move.CHANGE))


@pytest.mark.parametrize(("text", "code"), [(TITLED, "W295"), (COUNTED, "W295"), (TURNED, "W296")])
def test_who_may_not_publish_changes_nothing_of_it_and_is_told(
    cast: Cast, public: Collection, text: str, code: str
) -> None:
    before = seen(public)

    report = imported_by(cast.editor, text)

    assert seen(public) == before
    assert code in codes(report)
    assert not changes()


@pytest.mark.parametrize("text", [TITLED, COUNTED, TURNED])
@pytest.mark.parametrize("by", ["manager", "command line"])
def test_who_may_publish_changes_it_and_the_log_says_so(cast: Cast, public: Collection, text: str, by: str) -> None:
    before = seen(public)

    report = imported(text) if by == "command line" else imported_by(cast.manager, text)

    assert seen(public) != before
    assert {"W295", "W296"} & set(codes(report)) == set()
    assert [(one.collection, one.by_name) for one in changes()] == [(public, by)]
    assert changes()[0].why


def test_the_texts_of_the_file_are_imported_all_the_same(cast: Cast, public: Collection) -> None:
    report = imported_by(cast.editor, TITLED.replace(ROAD, ROAD.replace("挑着担子", "推着小车")))

    assert report.status is Status.UPDATED
    assert Section.objects.working().filter(body__contains="推着小车").exists()


def test_a_collection_nobody_sees_is_changed_by_whoever_imports(cast: Cast) -> None:
    imported()

    report = imported_by(cast.editor, TITLED.replace("（3篇）", "（4篇）"))

    assert seen(Collection.objects.get())[:2] == ("清水镇走访心得体会", 4)
    assert "W295" not in codes(report)
    assert not changes()


def test_essays_nobody_sees_change_places_in_a_public_collection(cast: Cast) -> None:
    imported()
    Essay.objects.get(subtitle="夏天的见闻").publish(by=COMMAND_LINE)

    imported_by(cast.editor, TURNED)

    assert seen(Collection.objects.get())[2] == {"春天的见闻": 3, "夏天的见闻": 2, "秋天的见闻": 1}
    assert not changes()


def test_a_choice_by_who_may_not_publish_decides_nothing(cast: Cast, public: Collection) -> None:
    before = seen(public)
    choices = {"title.c": "theirs", "declared_count.c": "theirs"}

    report = imported_by(cast.editor, TITLED, choices=choices)

    assert seen(public) == before
    assert "W295" in codes(report)
    assert "side" not in Source.objects.latest("id").report["conflicts"][0]


def test_both_sides_changed_is_a_publishers_to_decide_too(cast: Cast, public: Collection) -> None:
    Collection.objects.update(title="清水镇见闻")

    report = imported_by(cast.editor, TITLED)

    assert {"W285", "W295"} & set(codes(report)) == {"W295"}


def test_a_number_that_stays_keeps_no_text_from_review(cast: Cast, public: Collection) -> None:
    report = imported_by(cast.editor, TURNED.replace("三间瓦房", "两间瓦房"), step=Step.SUBMIT)

    assert "W294" not in codes(report)
    assert Revision.objects.filter(review="in_review", essay__subtitle="夏天的见闻").exists()
