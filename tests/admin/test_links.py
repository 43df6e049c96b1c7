"""Links for people without an account: who may make them, who sees their addresses, and how they end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext

from essays.models import ReviewLink, Revision, Transition
from essays.workflow import Move, TransitionNotAllowed
from tests.conftest import Cast, client_of
from tests.factories import make_essay

pytestmark = pytest.mark.django_db


def links_of(revision: Revision) -> str:
    return f"/admin/essays/revision/{revision.pk}/links/"


def make(client: Client, revision: Revision, **changes: Any) -> Any:
    data = {"name": "周主任", "days": "7", "may_decide": "on"} | changes
    return client.post(links_of(revision), {key: value for key, value in data.items() if value is not None})


def test_a_reviewer_makes_a_link_and_sees_its_address(cast: Cast) -> None:
    revision = make_essay().submit(by=cast.editor)
    client = client_of(cast.reviewer)

    make(client, revision)

    link = ReviewLink.objects.get()
    assert (link.name, link.may_decide, link.level, link.created_by) == ("周主任", True, 1, cast.reviewer)
    assert timedelta(days=6) < link.expires_at - timezone.now() <= timedelta(days=7)
    assert f"http://testserver{link.get_absolute_url()}" in client.get(links_of(revision)).content.decode()
    move = Transition.objects.get(move=Move.INVITE)
    assert (move.by, move.to_state, move.effective_at) == (cast.reviewer, "周主任", link.expires_at)


def test_the_history_says_until_when_a_link_is_valid(cast: Cast) -> None:
    revision = make_essay().submit(by=cast.editor)
    client = client_of(cast.reviewer)
    make(client, revision)

    history = client.get(f"/admin/essays/essay/{revision.essay_id}/versions/").content.decode()

    with translation.override("zh-hans"):
        moment = date_format(timezone.localtime(ReviewLink.objects.get().expires_at), "SHORT_DATETIME_FORMAT")
        takes_effect = gettext("takes effect %(moment)s") % {"moment": moment}
    assert moment in history
    assert takes_effect not in history


def test_what_may_not_decide_is_offered_for_reading(cast: Cast) -> None:
    revision = make_essay().submit(by=cast.manager)

    form = client_of(cast.manager).get(links_of(revision)).context["form"]

    assert form["may_decide"].initial is False
    assert "disabled" in str(form["may_decide"])


@pytest.mark.parametrize(
    "changes", [{"days": "0"}, {"days": "31"}, {"days": "x"}, {"name": " "}, {"name": "周" * 101}]
)
def test_what_makes_no_sense_is_refused_and_kept(cast: Cast, changes: dict[str, str]) -> None:
    revision = make_essay().submit(by=cast.editor)

    response = make(client_of(cast.reviewer), revision, **changes)

    assert not ReviewLink.objects.exists()
    assert response.context["form"].errors


def test_nobody_makes_a_deciding_link_to_what_they_submitted(cast: Cast) -> None:
    revision = make_essay().submit(by=cast.manager)

    refused = make(client_of(cast.manager), revision)
    assert refused.context["form"].non_field_errors()
    assert not ReviewLink.objects.exists()

    make(client_of(cast.manager), revision, may_decide=None)
    assert not ReviewLink.objects.get().may_decide


def test_who_submitted_never_sees_the_address_of_a_deciding_link(cast: Cast) -> None:
    revision = make_essay().submit(by=cast.manager)
    link = ReviewLink.objects.invite(revision, name="周主任", days=7, may_decide=True, by=cast.reviewer)

    page = client_of(cast.manager).get(links_of(revision)).content.decode()

    assert "周主任" in page
    assert link.key not in page


@pytest.mark.parametrize("role", ["editor", "publisher"])
def test_who_may_only_look_makes_none_and_sees_no_address(cast: Cast, role: str) -> None:
    revision = make_essay().submit(by=cast.manager)
    link = ReviewLink.objects.invite(revision, name="周主任", days=7, may_decide=False, by=cast.reviewer)
    client = client_of(getattr(cast, role))

    page = client.get(links_of(revision)).content.decode()

    assert "周主任" in page
    assert link.key not in page
    assert make(client, revision).status_code == 403
    assert client.post(f"{links_of(revision)}{link.pk}/revoke/").status_code == 403
    link.refresh_from_db()
    assert link.revoked_at is None


def test_entry_readers_and_strangers_see_no_links(cast: Cast, reader: Client, stranger: Client) -> None:
    revision = make_essay().submit(by=cast.editor)

    assert client_of(cast.entry).get(links_of(revision)).status_code == 403
    assert [client.get(links_of(revision)).status_code for client in (reader, stranger)] == [302, 302]


def test_a_link_is_taken_back_once(cast: Cast) -> None:
    revision = make_essay().submit(by=cast.editor)
    link = ReviewLink.objects.invite(revision, name="周主任", days=7, may_decide=True, by=cast.reviewer)
    client = client_of(cast.reviewer)
    address = f"{links_of(revision)}{link.pk}/revoke/"

    assert client.get(address).status_code == 405
    client.post(address)

    link.refresh_from_db()
    assert link.revoked_at is not None
    assert Transition.objects.filter(move=Move.REVOKE, by=cast.reviewer, from_state="周主任").count() == 1
    with pytest.raises(TransitionNotAllowed):
        link.revoke(by=cast.reviewer)


def test_a_link_of_another_revision_is_not_found(cast: Cast) -> None:
    revision, other = make_essay().submit(by=cast.editor), make_essay().submit(by=cast.editor)
    link = ReviewLink.objects.invite(revision, name="周主任", days=7, may_decide=True, by=cast.reviewer)

    assert client_of(cast.reviewer).post(f"{links_of(other)}{link.pk}/revoke/").status_code == 404


def test_markup_in_a_name_is_inert(cast: Cast) -> None:
    revision = make_essay().submit(by=cast.editor)
    client = client_of(cast.reviewer)

    make(client, revision, name="<script>x</script>")

    assert "<script>x" not in client.get(links_of(revision)).content.decode()
