"""What readers see of a collection is changed only by somebody who may publish, and logged with its fields."""

from __future__ import annotations

from typing import Any

import pytest

from essays.models import Collection, Essay, Transition
from essays.workflow import Move
from tests.admin.forms import essay_data
from tests.conftest import Cast, client_of
from tests.factories import make_collection, publish

FIELDS = ("title", "declared_count", "position", "issued_by", "source_url")


@pytest.fixture
def public(db: None) -> Collection:
    return publish(make_collection("江边札记", essays=1))


def collection_data(**changes: Any) -> dict[str, Any]:
    inline = {"essays-TOTAL_FORMS": 0, "essays-INITIAL_FORMS": 0}
    plain = {"title": "江边札记", "position": 0, "outline_public": "on", **inline}
    return plain | changes


def save(user: Any, collection: Collection, **changes: Any) -> Any:
    return client_of(user).post(f"/admin/essays/collection/{collection.pk}/change/", collection_data(**changes))


CRAFTED = {
    "title": "别的名字",
    "declared_count": 9,
    "position": 7,
    "issued_by": "某某",
    "source_url": "https://x.example/",
    "outline_public": "",
}


@pytest.mark.parametrize("role", ["entry", "editor"])
def test_a_crafted_post_changes_nothing_of_a_public_collection(cast: Cast, public: Collection, role: str) -> None:
    before = Collection.objects.filter(pk=public.pk).values("title", "outline_public", *FIELDS).get()

    save(getattr(cast, role), public, **CRAFTED)

    assert Collection.objects.filter(pk=public.pk).values("title", "outline_public", *FIELDS).get() == before
    assert not Transition.objects.filter(move=Move.CHANGE).exists()


def test_the_form_says_why_its_fields_are_fixed(cast: Cast, public: Collection) -> None:
    address = f"/admin/essays/collection/{public.pk}/change/"

    forms = {
        name: client_of(cast.staff[name]).get(address).context["adminform"].form for name in ("editor", "manager")
    }

    assert forms["editor"].fields == {}
    assert set(forms["manager"].fields) == {*FIELDS, "issued_on", "outline_public", "free_from", "free_until"}
    assert "field-why_fixed" in client_of(cast.editor).get(address).content.decode()


@pytest.mark.parametrize("role", ["publisher", "manager"])
def test_who_may_publish_changes_it_and_is_logged(cast: Cast, public: Collection, role: str) -> None:
    save(getattr(cast, role), public, title="江边新札记", position=3)

    change = Transition.objects.get(move=Move.CHANGE)
    public.refresh_from_db()
    assert (public.title, public.position) == ("江边新札记", 3)
    assert (change.collection, change.by, len(change.why.split(", "))) == (public, getattr(cast, role), 2)


def test_a_collection_nobody_sees_is_anybodys_who_edits_and_needs_no_log(cast: Cast) -> None:
    collection = make_collection("江边札记", essays=1)

    save(cast.editor, collection, title="江边新札记")

    collection.refresh_from_db()
    assert collection.title == "江边新札记"
    assert not Transition.objects.filter(move=Move.CHANGE).exists()


def test_a_public_essay_keeps_its_place_unless_a_publisher_moves_it(cast: Cast, public: Collection) -> None:
    essay, other = public.essays.get(), make_collection("别处")
    address = f"/admin/essays/essay/{essay.pk}/change/"

    client_of(cast.editor).post(address, essay_data(essay, number=9, collection=other.pk, title="新题目"))
    kept = Essay.objects.get(pk=essay.pk)
    client_of(cast.manager).post(address, essay_data(essay, number=9))
    moved = Essay.objects.get(pk=essay.pk)

    assert (kept.number, kept.collection, kept.title) == (1, public, "新题目")
    assert (moved.number, moved.collection) == (9, public)
    assert Transition.objects.get(move=Move.CHANGE).collection == public


def numbers(collection: Collection) -> list[int]:
    return list(collection.essays.order_by("id").values_list("number", flat=True))


def typed(collection: Collection, *places: Any) -> dict[str, Any]:
    return {
        f"number-of-{essay.pk}": place for essay, place in zip(collection.essays.order_by("id"), places, strict=True)
    }


def test_essays_change_places_on_the_form_of_their_collection(cast: Cast) -> None:
    collection = make_collection("江边札记", essays=3)
    before = collection.essays.order_by("id").first()

    save(cast.editor, collection, **typed(collection, 3, 1, 2))

    after = collection.essays.order_by("id").first()
    assert numbers(collection) == [3, 1, 2]
    assert before is not None
    assert after is not None
    assert after.version == before.version + 1


def test_public_essays_change_places_only_by_a_publisher_and_it_is_logged(cast: Cast) -> None:
    collection = publish(make_collection("江边札记", essays=2))

    save(cast.editor, collection, **typed(collection, 2, 1))
    kept = numbers(collection)
    save(cast.manager, collection, **typed(collection, 2, 1))

    assert (kept, numbers(collection)) == ([1, 2], [2, 1])
    assert Transition.objects.filter(move=Move.CHANGE).count() == 1


@pytest.mark.parametrize("place", ["-1", "x", "10000", "1.5", "٣", "9" * 40])
def test_what_is_no_number_moves_nothing(cast: Cast, place: str) -> None:
    collection = make_collection("江边札记", essays=1)

    save(cast.editor, collection, **typed(collection, place))

    assert numbers(collection) == [1]


def test_the_essays_of_other_collections_cannot_be_named(cast: Cast) -> None:
    collection, other = make_collection("江边札记", essays=1), make_collection("别处", essays=1)

    save(cast.editor, collection, **typed(other, 7))

    assert numbers(other) == [1]
