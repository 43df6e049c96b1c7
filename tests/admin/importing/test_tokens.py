"""The yes to a preview counts once, for its user, its file, its plan, and half an hour."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.core import signing
from django.test import Client
from django.utils import timezone

from essays.admin.importing.tokens import SALT
from essays.models import Section, Source, Upload
from tests.conftest import Cast, client_of
from tests.importing.texts import changed, counts, text_of

from .pages import CONFIRM, IMPORT, confirm, import_now, tokens, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(cast: Cast) -> Client:
    return client_of(cast.editor)


@pytest.fixture
def token(desk: Client) -> str:
    [found] = tokens(upload(desk, ("qingshui.txt", text_of())))
    return found


def is_refused(client: Client, token: str) -> bool:
    before = counts()
    page = client.post(CONFIRM, {"token": token}, follow=True)
    return counts() == before and len(list(page.context["messages"])) == 1


def altered(token: str, **fields: object) -> str:
    """What somebody who knew the key of another signature would send."""
    return signing.dumps({**signing.loads(token, salt=SALT), **fields}, salt="essays.other")


def test_the_yes_of_the_user_who_was_shown_the_file_counts(desk: Client, token: str) -> None:
    desk.post(CONFIRM, {"token": token})

    assert Source.objects.count() == 1


def test_another_users_yes_does_not_count(cast: Cast, token: str) -> None:
    assert is_refused(client_of(cast.manager), token)
    assert Upload.objects.exists()


def test_an_altered_yes_does_not_count(desk: Client, token: str) -> None:
    assert is_refused(desk, altered(token, sha256="0" * 64))
    assert is_refused(desk, token[:-1] + ("a" if token[-1] != "a" else "b"))
    assert is_refused(desk, "")


def test_a_yes_counts_once(desk: Client, token: str) -> None:
    desk.post(CONFIRM, {"token": token})

    assert is_refused(desk, token)


def test_the_same_yes_twice_in_one_post_counts_once(desk: Client, token: str) -> None:
    desk.post(CONFIRM, {"token": [token, token]})

    assert Source.objects.count() == 1


def test_a_yes_is_for_the_bytes_that_were_shown(desk: Client, token: str) -> None:
    Upload.objects.update(data=changed("洗衣做饭", "淘米做饭").encode())

    assert is_refused(desk, token)


def test_after_half_an_hour_a_file_is_shown_again_first(desk: Client, cast: Cast, token: str) -> None:
    with time_machine.travel(timezone.now() + timedelta(minutes=31)):
        again = client_of(cast.editor)
        assert is_refused(again, token)
        again.get(IMPORT)

    assert not Upload.objects.exists()


def test_a_fresh_yes_does_not_revive_an_old_upload(cast: Cast, token: str) -> None:
    Upload.objects.update(uploaded_at=timezone.now() - timedelta(minutes=31))

    assert is_refused(client_of(cast.editor), token)


def test_a_collection_that_changed_meanwhile_is_shown_again(desk: Client) -> None:
    import_now(desk, "qingshui.txt", text_of())
    page = upload(desk, ("qingshui.txt", changed("洗衣做饭", "淘米做饭")))
    row = Section.objects.working().get(body__contains="洗衣做饭")
    row.body = row.body.replace("一百年", "三百年")
    row.save()
    before = counts()

    again = desk.post(CONFIRM, {"token": tokens(page)})

    assert counts() == before
    assert again.context["error"]
    assert len(again.context["choices"]) == 1
    confirm(desk, again)
    assert Source.objects.count() == 2


def test_of_several_files_one_that_is_refused_leaves_the_others(desk: Client) -> None:
    page = upload(desk, ("a.txt", text_of()), ("b.txt", text_of(title="另一份心得体会")))
    first, second = tokens(page)
    Upload.objects.get(name="a.txt").delete()

    desk.post(CONFIRM, {"token": [first, second]})

    assert [source.name for source in Source.objects.all()] == ["b.txt"]


@pytest.mark.parametrize("verb", ["get", "post"])
def test_nobody_elses_upload_is_shown_or_removed(cast: Cast, token: str, verb: str) -> None:
    pk = Upload.objects.get().pk
    other = client_of(cast.manager)

    assert getattr(other, verb)(f"{IMPORT}{pk}/").status_code == 404
    assert getattr(other, verb)(f"{IMPORT}{pk}/drop/").status_code == 404
    assert Upload.objects.exists()


def test_a_post_from_another_site_is_refused(cast: Cast, token: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.editor)

    assert client.post(CONFIRM, {"token": token}).status_code == 403
    assert not Source.objects.exists()


def test_who_may_not_submit_cannot_by_a_crafted_post(cast: Cast, desk: Client, token: str) -> None:
    cast.editor.groups.clear()
    cast.editor.user_permissions.set([_permission("add_source"), _permission("view_source")])

    assert client_of(cast.editor).post(CONFIRM, {"token": token, "submit": "on"}).status_code == 403
    assert not Source.objects.exists()


def _permission(name: str) -> object:
    return Permission.objects.get(codename=name)
