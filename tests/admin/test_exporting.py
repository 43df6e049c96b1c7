"""Whoever may see a text at the desk may take it away as a file, and nobody else."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from essays.admin.moves import AT_ONCE
from essays.models import Essay
from tests.conftest import Cast, client_of
from tests.factories import PAID, make_collection, make_essay, make_user

from .forms import action

COLLECTIONS, ESSAYS = "/admin/essays/collection/", "/admin/essays/essay/"


def export(client: Client, address: str, *rows: Any) -> Any:
    return client.post(address, action("export_json", *rows))


def documents(response: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(response.content)["documents"]
    return found


def is_file(response: Any) -> bool:
    return response.headers.get("Content-Disposition", "").startswith("attachment")


def test_collections_are_exported_with_their_essays(cast: Cast) -> None:
    first, second = make_collection("江边札记", essays=2), make_collection("山里札记", essays=1)

    response = export(client_of(cast.editor), COLLECTIONS, first, second)

    assert {(one["title"], len(one["essays"])) for one in documents(response)} == {("江边札记", 2), ("山里札记", 1)}


def test_essays_are_exported_under_their_collections(cast: Cast) -> None:
    first, second = make_collection("江边札记", essays=3), make_collection("山里札记", essays=1)
    chosen = [*first.essays.order_by("number")[:2], second.essays.get()]

    response = export(client_of(cast.editor), ESSAYS, *chosen)

    found = {one["title"]: [essay["number"] for essay in one["essays"]] for one in documents(response)}
    assert found == {"江边札记": [1, 2], "山里札记": [1]}


def test_the_file_has_a_name_and_is_kept_nowhere(cast: Cast) -> None:
    collection = make_collection('江边"札记"\r\n<1>', essays=1)

    response = export(client_of(cast.editor), COLLECTIONS, collection)

    assert is_file(response)
    assert response.headers["Content-Type"].startswith("application/json")
    assert "no-store" in response.headers["Cache-Control"]
    assert "%E6%B1%9F%E8%BE%B9_" in response.headers["Content-Disposition"]


def test_the_form_of_a_collection_has_a_button_for_it(cast: Cast) -> None:
    collection = make_collection(essays=1)
    client = client_of(cast.editor)

    page = client.get(f"{COLLECTIONS}{collection.pk}/change/").content.decode()

    assert 'name="action" value="export_json"' in page


@pytest.mark.parametrize("role", ["entry", "editor", "reviewer", "publisher"])
def test_nobody_takes_out_of_the_bin_what_they_may_not_see(cast: Cast, role: str) -> None:
    essay, collection = make_essay(), make_collection(essays=1)
    essay.discard()
    collection.discard()
    client = client_of(cast.staff[role])

    answers = [
        export(client, address + query, row)
        for address, row in ((ESSAYS, essay), (COLLECTIONS, collection), (ESSAYS, collection.essays.get()))
        for query in ("", "?publication=bin")
    ]

    assert not any(map(is_file, answers))


def test_essays_in_the_bin_stay_out_of_their_collections_file(cast: Cast) -> None:
    collection = make_collection(essays=2)
    collection.essays.get(number=2).discard()

    response = export(client_of(cast.manager), COLLECTIONS, collection)

    assert [essay["number"] for essay in documents(response)[0]["essays"]] == [1]


def test_a_collection_in_the_bin_is_exported_by_who_may_see_it(cast: Cast) -> None:
    collection = make_collection(essays=1)
    collection.discard()

    assert is_file(export(client_of(cast.manager), f"{COLLECTIONS}?publication=bin", collection))


def test_who_may_see_collections_but_no_essays_gets_no_text(db: None) -> None:
    collection = make_collection(essays=1)
    user = make_user("narrow", staff=True)
    user.user_permissions.add(_permission("view_collection"))

    response = export(client_of(user), COLLECTIONS, collection)

    assert response.status_code == 403
    assert PAID[:12] not in response.content.decode()


def test_more_rows_than_anybody_chooses_by_hand_are_refused(cast: Cast) -> None:
    collection = make_collection()
    essays = Essay.objects.bulk_create(
        Essay(collection=collection, number=number, title="札记") for number in range(1, AT_ONCE + 2)
    )

    response = client_of(cast.editor).post(ESSAYS, action("export_json", *essays, select_across="1"))

    assert not is_file(response)


def _permission(codename: str) -> Any:
    return Permission.objects.get(codename=codename)
