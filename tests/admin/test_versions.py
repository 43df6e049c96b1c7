"""Revisions listed, compared and restored at the desk."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from essays.models import Essay, Section
from essays.workflow import COMMAND_LINE
from tests.conftest import Cast, client_of
from tests.factories import Part, make_essay

SCRIPT = "<script>alert(1)</script>"


def two_revisions() -> Essay:
    essay = make_essay(parts=[Part("我们加快建设。", SCRIPT)], title=SCRIPT, subtitle=SCRIPT)
    essay.freeze(COMMAND_LINE, note=SCRIPT)
    Section.objects.working().filter(essay=essay).update(body="<p>我们加快建成。</p>")
    essay.freeze(COMMAND_LINE)
    return essay


def page(client: Any, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("other", ["previous", "1", ""])
def test_one_character_is_deleted_and_one_inserted(cast: Cast, other: str) -> None:
    newest = two_revisions().revisions.get(number=2)

    shown = page(client_of(cast.editor), f"/admin/essays/revision/{newest.pk}/compare/?with={other}")

    assert "加快建<del>设</del><ins>成</ins>" in shown
    assert SCRIPT not in shown


@pytest.mark.parametrize("other", ["live", "source", "working"])
def test_each_other_side_answers(cast: Cast, other: str) -> None:
    newest = two_revisions().revisions.get(number=2)

    assert page(client_of(cast.editor), f"/admin/essays/revision/{newest.pk}/compare/?with={other}")


@pytest.mark.parametrize("other", ["7", "nothing", "9" * 30, "²"])
def test_what_is_not_there_is_not_found(cast: Cast, other: str) -> None:
    newest = two_revisions().revisions.get(number=2)

    assert client_of(cast.editor).get(f"/admin/essays/revision/{newest.pk}/compare/?with={other}").status_code == 404


def test_the_list_leads_to_the_comparison_of_any_two(cast: Cast) -> None:
    essay = two_revisions()
    newest = essay.revisions.get(number=2)
    client = client_of(cast.editor)

    shown = page(client, f"/admin/essays/essay/{essay.pk}/versions/")
    response = client.get(f"/admin/essays/essay/{essay.pk}/versions/?old=2&new=1")

    assert SCRIPT not in shown
    assert response["Location"] == f"/admin/essays/revision/{newest.pk}/compare/?with=1"


def test_restoring_asks_with_the_difference_and_then_restores(cast: Cast) -> None:
    essay = two_revisions()
    client, address = client_of(cast.editor), f"/admin/essays/essay/{essay.pk}/versions/1/restore/"

    asked = page(client, address)
    client.post(address, {"version": essay.version, "why": "改错了"})

    assert "<del>成</del><ins>设</ins>" in asked
    assert Section.objects.working().get(essay=essay).body == "<p>我们加快建设。</p>"
    assert essay.revisions.count() == 3


def test_what_was_saved_meanwhile_is_shown_before_anything_is_restored(cast: Cast) -> None:
    essay = two_revisions()
    opened = essay.version
    essay.claim_version()

    response = client_of(cast.editor).post(f"/admin/essays/essay/{essay.pk}/versions/1/restore/", {"version": opened})

    assert response.status_code == 200
    assert essay.revisions.count() == 2


def test_who_may_not_change_the_essay_cannot_restore(cast: Cast) -> None:
    essay = two_revisions()
    address = f"/admin/essays/essay/{essay.pk}/versions/1/restore/"

    assert client_of(cast.reviewer).post(address, {"version": essay.version}).status_code == 403
    assert essay.revisions.count() == 2


def test_only_who_may_delete_sees_the_history_of_what_lies_in_the_bin(cast: Cast) -> None:
    essay = two_revisions()
    newest = essay.revisions.get(number=2)
    essay.discard()

    for address in (
        f"/admin/essays/essay/{essay.pk}/versions/",
        f"/admin/essays/essay/{essay.pk}/versions/1/restore/",
        f"/admin/essays/revision/{newest.pk}/compare/",
    ):
        assert client_of(cast.editor).get(address).status_code == 404


def test_queries_do_not_grow_with_revisions_or_sections(cast: Cast) -> None:
    small, large = two_revisions(), make_essay(parts=[Part("一段话。", f"节{n}") for n in range(500)])
    for number in range(12):
        large.title = f"题{number}"
        large.save()
        large.freeze(COMMAND_LINE)
    client, counts = client_of(cast.editor), []
    for essay in (small, large):
        newest = essay.revisions.order_by("-number")[0]
        for address in (
            f"/admin/essays/essay/{essay.pk}/versions/",
            f"/admin/essays/revision/{newest.pk}/compare/?with=previous",
        ):
            with CaptureQueriesContext(connection) as queries:
                page(client, address)
            counts.append(len(queries))

    assert counts[:2] == counts[2:]


def test_the_history_of_an_essay_is_its_revisions_and_its_moves(cast: Cast) -> None:
    essay = two_revisions()
    essay.submit(by=cast.editor, why="请过目")

    response = client_of(cast.editor).get(f"/admin/essays/essay/{essay.pk}/history/", follow=True)

    assert response.redirect_chain[-1][0] == f"/admin/essays/essay/{essay.pk}/versions/"
    assert "请过目" in response.content.decode()
