"""Deleting is the recycle bin, and what is published must be withdrawn first."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from essays.models import Collection, Essay, Section
from essays.models.recycling import KEPT_DAYS, days_left
from tests.conftest import Cast, client_of
from tests.factories import make_collection, make_essay, publish

from .forms import action, words_of

LISTS = {"essay": "/admin/essays/essay/", "collection": "/admin/essays/collection/"}


def named(*collections: Collection, title: str = "") -> dict[str, str]:
    """The titles as they are typed to say yes."""
    return {f"title-{collection.pk}": title or collection.title for collection in collections}


def in_bin(collection: Collection) -> bool:
    return Collection.objects.in_bin().filter(pk=collection.pk).exists()


def test_deleting_an_essay_keeps_every_row(cast: Cast) -> None:
    essay = make_essay()
    sections = Section.objects.count()
    client = client_of(cast.manager)

    asked = client.get(f"/admin/essays/essay/{essay.pk}/delete/")
    client.post(f"/admin/essays/essay/{essay.pk}/delete/", {"post": "yes"})

    essay.refresh_from_db()
    assert str(essay) in asked.content.decode()
    assert essay.deleted_at is not None
    assert Section.objects.count() == sections


@pytest.mark.parametrize("model", ["essay", "collection"])
def test_what_is_published_is_not_deleted(cast: Cast, model: str) -> None:
    collection = publish(make_collection(essays=1))
    row = collection if model == "collection" else collection.essays.get()
    client = client_of(cast.manager)

    response = client.post(f"/admin/essays/{model}/{row.pk}/delete/", {"post": "yes"}, follow=True)
    client.post(f"/admin/essays/{model}/", action("discard", row, confirmed="yes"))

    row.refresh_from_db()
    assert row.deleted_at is None
    assert str(row) in words_of(response)


def test_the_bin_is_a_filter_and_gives_back_what_lies_in_it(cast: Cast) -> None:
    collection = make_collection(essays=2)
    client = client_of(cast.manager)
    client.post("/admin/essays/collection/", action("discard", collection, confirmed="yes", **named(collection)))
    assert collection not in client.get("/admin/essays/collection/").context["cl"].result_list
    assert collection in client.get("/admin/essays/collection/?publication=bin").context["cl"].result_list

    client.post("/admin/essays/collection/?publication=bin", action("restore", collection))

    assert Collection.objects.standing().filter(pk=collection.pk).exists()


def test_the_bin_is_asked_for_by_a_page_that_names_the_rows(cast: Cast) -> None:
    essay = make_essay(title="路边的石头")

    response = client_of(cast.manager).post("/admin/essays/essay/", action("discard", essay))

    assert "路边的石头" in response.content.decode()
    assert Essay.objects.standing().filter(pk=essay.pk).exists()


@pytest.mark.parametrize("role", ["entry", "editor", "reviewer", "publisher"])
def test_only_management_deletes_and_sees_the_bin(cast: Cast, role: str) -> None:
    standing, discarded = make_essay(), make_essay()
    discarded.discard()
    client = client_of(getattr(cast, role))

    refused = client.post(f"/admin/essays/essay/{standing.pk}/delete/", {"post": "yes"})
    client.post("/admin/essays/essay/", action("discard", standing, confirmed="yes"))
    listed = client.get("/admin/essays/essay/?publication=bin").context["cl"].result_list
    opened = client.get(f"/admin/essays/essay/{discarded.pk}/change/")
    history = client.get(f"/admin/essays/essay/{discarded.pk}/history/")

    standing.refresh_from_db()
    assert (refused.status_code, standing.deleted_at) == (403, None)
    assert discarded not in listed
    assert {opened.status_code, history.status_code} == {302}


def test_what_lies_in_the_bin_cannot_be_edited_or_chosen(cast: Cast) -> None:
    collection = make_collection(essays=1)
    essay = collection.essays.get()
    collection.discard()
    client = client_of(cast.manager)

    form = client.get(f"/admin/essays/essay/{essay.pk}/change/")
    names = {"app_label": "essays", "model_name": "essay", "field_name": "collection"}
    offered = client.get("/admin/autocomplete/", names).json()["results"]

    assert not form.context["has_change_permission"]
    assert offered == []


def test_the_log_says_who_deleted_and_who_restored(cast: Cast) -> None:
    essay = make_essay()
    client = client_of(cast.manager)

    client.post("/admin/essays/essay/", action("discard", essay, confirmed="yes"))
    client.post("/admin/essays/essay/?publication=bin", action("restore", essay))

    assert [(step.move, step.by) for step in essay.transitions.order_by("id")] == [
        ("delete", cast.manager),
        ("restore", cast.manager),
    ]


def test_a_collection_goes_only_when_its_title_is_typed(cast: Cast) -> None:
    collection = make_collection(essays=1)
    client, address = client_of(cast.manager), f"/admin/essays/collection/{collection.pk}/delete/"

    asked = client.post(address, named(collection, title="别的标题"))
    collection.refresh_from_db()
    stood = collection.deleted_at is None
    client.post(address, named(collection))
    collection.refresh_from_db()

    assert (asked.status_code, stood, collection.deleted_at is None) == (200, True, False)


def test_withdrawing_is_offered_where_deleting_is_refused(cast: Cast) -> None:
    essay = publish(make_essay())

    asked = client_of(cast.manager).get(f"/admin/essays/essay/{essay.pk}/delete/").content.decode()

    assert 'value="withdraw"' in asked


def test_of_several_collections_go_those_whose_titles_are_typed_all_or_none(cast: Cast) -> None:
    first, second = make_collection("江边札记"), make_collection("山里札记")
    client = client_of(cast.manager)

    half = client.post(LISTS["collection"], action("discard", first, second, confirmed="yes", **named(first)))
    stood = not in_bin(first) and not in_bin(second)
    client.post(LISTS["collection"], action("discard", first, second, confirmed="yes", **named(first, second)))

    assert [(row.title, typed, wrong) for row, typed, wrong in half.context["going"]] == [
        ("山里札记", "", True),
        ("江边札记", "江边札记", False),
    ]
    assert (stood, in_bin(first), in_bin(second)) == (True, True, True)


def test_among_several_the_published_ones_are_named_and_stay(cast: Cast) -> None:
    public, other = publish(make_collection("江边札记", essays=1)), make_collection("山里札记")
    client = client_of(cast.manager)

    asked = client.post(LISTS["collection"], action("discard", public, other))
    client.post(LISTS["collection"], action("discard", public, other, confirmed="yes", **named(public, other)))

    assert (asked.context["staying"], [row for row, *_more in asked.context["going"]]) == ([public], [other])
    assert (in_bin(public), in_bin(other)) == (False, True)


@pytest.mark.parametrize("model", ["essay", "collection"])
def test_the_form_of_what_lies_in_the_bin_says_how_long_and_gives_it_back(cast: Cast, model: str) -> None:
    collection = make_collection(essays=1)
    row = collection if model == "collection" else collection.essays.get()
    row.discard()
    client, form = client_of(cast.manager), f"{LISTS[model]}{row.pk}/change/"

    page = client.get(form)
    restored = client.post(f"{LISTS[model]}?publication=bin", action("restore", row, from_form="yes"))

    row.refresh_from_db()
    assert (page.context["days_left"], page.context["may_restore"]) == (KEPT_DAYS, True)
    assert 'name="action" value="restore"' in page.content.decode()
    assert (restored.status_code, restored.url, row.deleted_at) == (302, form, None)
    assert 'name="action" value="restore"' not in client.get(form).content.decode()


def test_an_essay_that_lies_there_with_its_collection_leads_to_it(cast: Cast) -> None:
    collection = make_collection(essays=1)
    collection.discard()

    page = client_of(cast.manager).get(f"{LISTS['essay']}{collection.essays.get().pk}/change/")

    assert not page.context["may_restore"]
    assert f"{LISTS['collection']}{collection.pk}/change/" in page.content.decode()


@pytest.mark.parametrize(("model", "count"), [("essay", 2), ("collection", 1)])
def test_the_lists_lead_into_the_bin_with_its_count(cast: Cast, model: str, count: int) -> None:
    make_collection(essays=2).discard()

    listed = {name: client_of(user).get(LISTS[model]) for name, user in cast.staff.items()}

    assert {name for name, page in listed.items() if 'href="?publication=bin"' in page.content.decode()} == {"manager"}
    assert listed["manager"].context["in_bin"] == count


def test_the_first_page_leads_into_the_bin_who_may_restore(cast: Cast) -> None:
    make_collection(essays=2).discard()
    address = f"{LISTS['essay']}?publication=bin"

    tiles = {name: client_of(user).get("/admin/").context["desk"] for name, user in cast.staff.items()}

    found = {name: [tile.count for tile in desk if tile.address == address] for name, desk in tiles.items()}
    assert found == {name: [2] if name == "manager" else [] for name in cast.staff}
    assert client_of(cast.manager).get(address).context["cl"].result_count == 2


def test_an_empty_bin_is_nowhere_spoken_of(cast: Cast) -> None:
    make_collection(essays=1)
    client = client_of(cast.manager)

    assert "bin-way" not in client.get(LISTS["collection"]).content.decode()
    assert not [tile for tile in client.get("/admin/").context["desk"] if "bin" in tile.address]


@pytest.mark.parametrize(
    ("lain", "left"),
    [
        (timedelta(), KEPT_DAYS),
        (timedelta(hours=1), KEPT_DAYS),
        (timedelta(days=KEPT_DAYS - 1, seconds=1), 1),
        (timedelta(days=KEPT_DAYS), 0),
        (timedelta(days=400), 0),
    ],
)
def test_a_begun_day_is_a_day_left(lain: timedelta, left: int) -> None:
    now: datetime = timezone.now()

    assert days_left(now - lain, now) == left


def test_the_list_says_how_many_days_are_left(cast: Cast) -> None:
    essay = make_essay()
    essay.discard()
    Essay.objects.filter(pk=essay.pk).update(deleted_at=timezone.now() - timedelta(days=13))

    page = client_of(cast.manager).get(f"{LISTS['essay']}?publication=bin").content.decode()

    assert "17" in page[page.index("badge-bin") :].split("</span>", 2)[1]
