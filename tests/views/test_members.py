"""The gate's third face, and the way from a code to the place where the text broke off."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from essays.models import AccessCode, Collection, Grant
from tests.conftest import Cast, client_of
from tests.factories import CUT_IN_A_SENTENCE, make_collection, make_essay, publish

from .pages import fetch

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _members(settings: Any) -> None:
    settings.PAID_ACCESS = "members"
    settings.CONTACT = "编辑部 021-12345678"


@pytest.fixture
def collection(db: None) -> Collection:
    collection = make_collection("桥的文集")
    make_essay(collection, parts=CUT_IN_A_SENTENCE)
    return publish(collection)


def test_a_code_leads_from_the_gate_to_the_place(reader: Client, collection: Collection) -> None:
    essay = collection.essays.get()
    gate = fetch(reader, f"/essays/{essay.pk}/").one('//section[@id="gate"]')
    texts = [" ".join(child.text_content().split()) for child in gate]
    assert texts[0] == "余下部分未向此账号开放"
    assert texts[2:] == ["填写开通码", "开通请联系编辑部：编辑部 021-12345678"]

    page = fetch(reader, gate.find("a").get("href"))
    assert page.one('//main/form//input[@name="next"]').get("value") == f"/essays/{essay.pk}/#continue"
    code = AccessCode.objects.create(collection=collection)
    response = reader.post("/accounts/access/", {"code": str(code), "next": f"/essays/{essay.pk}/#continue"})
    assert response.headers["Location"] == f"/essays/{essay.pk}/#continue"
    shown = fetch(reader, f"/essays/{essay.pk}/")
    assert shown.all('//section[@id="gate"]') == []
    assert "因为桥那边才是讲故事的地方。" in shown.source


def test_a_stranger_is_told_that_an_account_alone_is_not_enough(stranger: Client, collection: Collection) -> None:
    page = fetch(stranger, f"/essays/{collection.essays.get().pk}/")

    assert page.text('//section[@id="gate"]/h2') == "开通后继续阅读"
    assert "需登录" not in page.text("//main")
    assert "需开通" in fetch(stranger, "/").text("//main")


def test_a_wrong_code_is_said_beside_the_box_and_the_place_is_kept(reader: Client) -> None:
    response = reader.post("/accounts/access/", {"code": "ABCDE-FGHJK", "next": "/essays/1/#continue"})

    assert response.status_code == 200
    assert "没有这个开通码，请逐字核对。" in response.content.decode()
    assert 'value="/essays/1/#continue"' in response.content.decode()
    assert 'value="ABCDE-FGHJK"' in response.content.decode()


def test_codes_cannot_be_guessed_for_long(reader: Client) -> None:
    code = AccessCode.objects.create()
    for _turn in range(10):
        reader.post("/accounts/access/", {"code": "wrong"})

    assert "尝试太频繁" in reader.post("/accounts/access/", {"code": str(code)}).content.decode()
    assert Grant.objects.count() == 0


def test_another_host_is_never_a_target(reader: Client) -> None:
    code = AccessCode.objects.create()

    response = reader.post("/accounts/access/", {"code": str(code), "next": "https://evil.example/"})
    assert response.headers["Location"] == "/accounts/access/"


def test_the_account_lists_what_is_open_and_names_nothing_hidden(cast: Cast, collection: Collection) -> None:
    hidden = make_collection("还没有发布的文集", essays=1)
    for one in (collection, hidden):
        Grant.objects.create(user=cast.reader, collection=one, ends_at=timezone.now() + timedelta(days=3))
    page = fetch(client_of(cast.reader), "/accounts/access/")

    assert "桥的文集" in page.source
    assert "还没有发布的文集" not in page.source
    assert "部分文集" in fetch(client_of(cast.reader), "/accounts/").source


def test_where_every_account_reads_no_code_is_asked_for(reader: Client, settings: Any) -> None:
    settings.PAID_ACCESS = "accounts"

    page = fetch(reader, "/accounts/access/")
    assert page.all('//input[@name="code"]') == []
    assert "无须开通" in page.source


def test_a_manager_gives_a_gift_and_ends_it(cast: Cast, collection: Collection) -> None:
    manager = client_of(cast.manager)
    fields = {"user": cast.reader.pk, "collection": collection.pk, "kind": "gift", "note": "征文获奖"}
    when = {"starts_at": "2026-01-01T00:00", "ends_at": ""}
    response = manager.post("/admin/essays/grant/add/", {**fields, **when})
    assert response.status_code == 302, response.content.decode()
    grant = Grant.objects.get()
    assert grant.created_by == cast.manager

    chosen = {"action": "end_now", "_selected_action": [grant.pk]}
    assert "结束开通？" in manager.post("/admin/essays/grant/", chosen).content.decode()
    manager.post("/admin/essays/grant/", {**chosen, "confirmed": "yes"})
    assert not Grant.objects.in_force().exists()


def test_a_manager_makes_a_code_without_thinking_of_one(cast: Cast) -> None:
    manager = client_of(cast.manager)
    names = ("code", "collection", "days", "most_uses", "note", "ends_at", "usable_until")
    response = manager.post("/admin/essays/accesscode/add/", {**dict.fromkeys(names, ""), "kind": "class"})

    assert response.status_code == 302, response.content.decode()
    assert str(AccessCode.objects.get()) in fetch(manager, "/admin/essays/accesscode/").source
    assert client_of(cast.editor).get("/admin/essays/accesscode/").status_code == 403


def test_a_code_that_is_there_already_in_another_spelling_is_refused_by_the_form(cast: Cast) -> None:
    AccessCode.objects.create(code="秋天-ABC-23")
    fields = dict.fromkeys(("collection", "days", "most_uses", "note", "ends_at", "usable_until"), "")
    response = client_of(cast.manager).post(
        "/admin/essays/accesscode/add/", {**fields, "code": "秋天abc23", "kind": "class"}
    )

    assert response.status_code == 200
    assert AccessCode.objects.count() == 1


def test_a_free_time_is_said(stranger: Client, collection: Collection) -> None:
    collection.free_until = timezone.now() + timedelta(days=3)
    collection.save()
    page = fetch(stranger, f"/essays/{collection.essays.get().pk}/")

    assert "限时免费至" in page.text('//header[@class="masthead"]')
    assert page.all('//section[@id="gate"]') == []
    assert '"isAccessibleForFree": true' in page.source.replace('":true', '": true')
