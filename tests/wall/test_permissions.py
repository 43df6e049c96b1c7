"""The permission matrix: every address of the desk × role, and every move × state × role, equal the table in
`permissions.txt`, which a person has read. `python -m tests.wall.permissions` writes it anew.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from essays.models import Collection, Essay
from tests.conftest import Cast, client_of
from tests.wall import matrix, moves
from tests.wall.permissions import REWRITE

TABLE = Path(__file__).with_name("permissions.txt")
LOW_ROLES = ("entry", "editor", "reviewer", "publisher")
OBJECTS = ("collection", "essay", "revision", "section", "quote", "comment", "attribution", "source")
OFFERED = {
    "submit": {"editor", "manager"},
    "approve": {"reviewer", "manager"},
    "return": {"reviewer", "manager"},
    "publish": {"publisher", "manager"},
    "withdraw": {"publisher", "manager"},
}

pytestmark = pytest.mark.django_db


def test_every_address_and_every_move_is_open_to_exactly_the_roles_of_the_table(cast: Cast) -> None:
    found = f"{matrix.matrix(cast)}\n{moves.table(cast)}"
    if os.environ.get(REWRITE):
        TABLE.write_text(found, encoding="utf-8")

    assert found.splitlines() == TABLE.read_text(encoding="utf-8").splitlines()


def test_a_crafted_action_moves_exactly_what_the_door_would(cast: Cast) -> None:
    differing = [
        (move.value, state, role)
        for move, state, revision in moves.rows(cast)
        for role in moves.ROLES
        if move in moves.ACTIONS
        and moves.by_post(move, revision, getattr(cast, role)) != moves.by_door(move, revision, getattr(cast, role))
    ]

    assert differing == []


@pytest.mark.parametrize("model", [Collection, Essay])
def test_actions_are_offered_to_exactly_those_who_may_make_the_move(cast: Cast, model: type[Any]) -> None:
    matrix.a_row_of_each(cast)
    address = reverse(f"admin:essays_{model._meta.model_name}_changelist")
    for role, user in cast.staff.items():
        page = client_of(user).get(address).content.decode()
        offered = {action for action in OFFERED if f'<option value="{action}' in page}
        assert offered == {action for action, roles in OFFERED.items() if role in roles}, role


@pytest.mark.parametrize("binned", ["essay", "collection"])
@pytest.mark.parametrize("role", LOW_ROLES)
def test_what_lies_in_the_bin_is_out_of_reach_by_every_address(cast: Cast, role: str, binned: str) -> None:
    rows = matrix.a_row_of_each(cast)
    rows[binned].discard()
    client = client_of(cast.staff[role])

    reached = [
        (door.name, method, found)
        for door in matrix.doors(rows)
        if door.name.split("_")[0] in OBJECTS
        and matrix.names_a_row(door)
        and not (binned == "essay" and door.name.startswith(("collection", "source")))
        for method in ("GET", "POST")
        if (found := matrix.answer(client, method, door.address)) == "yes"
    ]

    assert reached == []
