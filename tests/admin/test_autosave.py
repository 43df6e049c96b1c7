"""What is typed and not saved: kept beside the working copy, offered again, restored or dropped."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client

from essays.admin import autosave as autosaving
from essays.models import Autosave, Essay, Revision, Section
from essays.models.autosave import PAGE
from tests.conftest import Cast, client_of
from tests.factories import Part, make_essay

from .forms import essay_data, new_section

FORM = "/admin/essays/essay/{}/change/"
AUTOSAVE = "/admin/essays/essay/{}/autosave/"
DISCARD = "/admin/essays/essay/{}/autosave/discard/"


@pytest.fixture
def essay(cast: Cast) -> Essay:
    return make_essay(parts=[Part("甲。", "一"), Part("乙。", "二"), Part("丙。", "三")])


def keep(client: Client, essay: Essay, seen: str = "", **changes: Any) -> Any:
    return client.post(AUTOSAVE.format(essay.pk), {**essay_data(essay), "autosave-seen": seen, **changes})


def shown(client: Client, essay: Essay) -> Any:
    response = client.get(FORM.format(essay.pk), {"restore": "autosave"})
    assert response.status_code == 200
    return response


def rows_shown(response: Any) -> list[tuple[Any, Any]]:
    formset = response.context["inline_admin_formsets"][0].formset
    return [(form["heading"].value(), form["DELETE"].value()) for form in formset.forms]


def test_typing_is_kept_beside_the_working_copy_and_logged_nowhere(cast: Cast, essay: Essay) -> None:
    answer = keep(client_of(cast.editor), essay, title="打到一半")

    row = Autosave.objects.get()
    assert answer.status_code == 204
    assert answer.headers["ETag"] == f'"{row.token}"'
    assert (row.user, row.essay, row.version, row.fields["title"]) == (cast.editor, essay, 1, "打到一半")
    assert not {"csrfmiddlewaretoken", "autosave-seen"} & row.fields.keys()
    assert Essay.objects.get(pk=essay.pk).title != "打到一半"
    assert not Revision.objects.exists()
    assert not LogEntry.objects.exists()


def test_one_row_is_kept_a_user_and_essay(cast: Cast, essay: Essay) -> None:
    editor = client_of(cast.editor)
    first = keep(editor, essay, title="一").headers["ETag"].strip('"')

    keep(editor, essay, seen=first, title="二")
    keep(client_of(cast.entry), essay, title="别人的")

    assert {row.user.username: row.fields["title"] for row in Autosave.objects.all()} == {
        "editor": "二",
        "entry": "别人的",
    }


def test_what_this_page_has_not_seen_is_not_written_over(cast: Cast, essay: Essay) -> None:
    editor = client_of(cast.editor)
    keep(editor, essay, title="另一个窗口里的话")

    answer = keep(editor, essay, title="新窗口里的话")

    assert answer.status_code == 409
    assert Autosave.objects.get().fields["title"] == "另一个窗口里的话"


def test_a_page_that_never_heard_the_answer_goes_on_writing(cast: Cast, essay: Essay) -> None:
    editor = client_of(cast.editor)
    for title in ("一", "二"):
        assert keep(editor, essay, title=title, **{"autosave-page": "p1"}).status_code == 204
    another = keep(editor, essay, title="三", **{"autosave-page": "p2"})

    editor.post(FORM.format(essay.pk), essay_data(essay, **{"autosave-seen": "", "autosave-page": "p1"}))

    assert another.status_code == 409
    assert not Autosave.objects.exists()


def test_a_closing_page_may_send_only_what_has_changed(cast: Cast, essay: Essay) -> None:
    editor = client_of(cast.editor)
    token = keep(editor, essay, title="一", subtitle="副题").headers["ETag"].strip('"')
    changes = {"title": "二", "autosave-seen": token, "autosave-partial": "yes", "autosave-removed": "sections-2-body"}

    answer = editor.post(AUTOSAVE.format(essay.pk), changes)

    fields = Autosave.objects.get().fields
    assert answer.status_code == 204
    assert (fields["title"], fields["subtitle"]) == ("二", "副题")
    assert "sections-2-body" not in fields


def test_a_part_without_its_whole_is_refused(cast: Cast, essay: Essay) -> None:
    answer = client_of(cast.editor).post(AUTOSAVE.format(essay.pk), {"title": "二", "autosave-partial": "yes"})

    assert answer.status_code == 409
    assert not Autosave.objects.exists()


def test_the_form_offers_what_is_kept_and_fills_itself_from_it(cast: Cast, essay: Essay) -> None:
    editor = client_of(cast.editor)
    keep(editor, essay, **{"title": "打到一半", "sections-0-body": "<p>没有保存的话。</p>"})

    offered = editor.get(FORM.format(essay.pk))
    restored = shown(editor, essay)

    assert offered.context["autosaved"] == Autosave.objects.get()
    assert "?restore=autosave" in offered.content.decode()
    assert "没有保存的话" not in offered.content.decode()
    assert 'value="打到一半"' in restored.content.decode()
    assert "没有保存的话" in restored.content.decode()


def test_added_removed_and_moved_sections_come_back(cast: Cast, essay: Essay) -> None:
    editor = client_of(cast.editor)
    added = new_section(3, "<p>丁。</p>", "四")
    moved = {"sections-0-position": 2, "sections-1-position": 0, "sections-2-position": 1, "sections-3-position": 3}
    keep(editor, essay, **added | moved | {"sections-2-DELETE": "on"})

    assert rows_shown(shown(editor, essay)) == [("二", False), ("三", True), ("一", False), ("四", False)]


def test_a_restored_form_finds_no_fault_before_it_is_saved(cast: Cast, essay: Essay) -> None:
    editor = client_of(cast.editor)
    keep(editor, essay, **{"title": "", "number": "abc", "sections-0-position": "-1"})

    response = shown(editor, essay)

    assert not response.context["errors"]
    assert "errorlist" not in response.content.decode()
    assert editor.post(FORM.format(essay.pk), essay_data(essay, number="abc")).status_code == 200


def test_saving_the_form_ends_what_is_kept(cast: Cast, essay: Essay) -> None:
    editor = client_of(cast.editor)
    token = keep(editor, essay, title="打完了").headers["ETag"].strip('"')

    response = editor.post(FORM.format(essay.pk), essay_data(essay, title="打完了", **{"autosave-seen": token}))

    assert response.status_code == 302
    assert not Autosave.objects.exists()


def test_a_save_that_is_refused_keeps_what_is_kept(cast: Cast, essay: Essay) -> None:
    editor = client_of(cast.editor)
    keep(editor, essay, title="打到一半")

    editor.post(FORM.format(essay.pk), essay_data(essay, title=""))

    assert Autosave.objects.get().fields["title"] == "打到一半"


def test_saving_one_window_keeps_what_was_typed_in_another(cast: Cast, essay: Essay) -> None:
    editor = client_of(cast.editor)
    keep(editor, essay, title="另一个窗口里的话")

    editor.post(FORM.format(essay.pk), essay_data(essay, subtitle="这个窗口", **{"autosave-seen": ""}))

    assert Autosave.objects.get().fields["title"] == "另一个窗口里的话"


def test_what_came_in_after_it_was_saved_is_not_offered(cast: Cast, essay: Essay) -> None:
    editor = client_of(cast.editor)
    opened = essay_data(essay, title="存好的题目")
    editor.post(FORM.format(essay.pk), opened)
    editor.post(AUTOSAVE.format(essay.pk), opened)

    response = editor.get(FORM.format(essay.pk))

    assert "autosaved" not in response.context
    assert response.context["autosave_seen"] == Autosave.objects.get().token


def test_what_is_kept_can_be_dropped(cast: Cast, essay: Essay) -> None:
    editor = client_of(cast.editor)
    token = keep(editor, essay, title="打到一半").headers["ETag"].strip('"')

    assert editor.get(DISCARD.format(essay.pk)).status_code == 405
    response = editor.post(DISCARD.format(essay.pk), {"autosave-seen": token})

    assert response.headers["Location"] == FORM.format(essay.pk)
    assert not Autosave.objects.exists()
    assert editor.get(FORM.format(essay.pk), {"restore": "autosave"}).headers["Location"] == FORM.format(essay.pk)


def test_a_restored_text_older_than_the_essay_leads_to_both_texts(cast: Cast, essay: Essay) -> None:
    editor = client_of(cast.editor)
    keep(editor, essay, **{"sections-0-body": "<p>我没有保存的话。</p>"})
    opened = essay_data(essay)
    client_of(cast.entry).post(FORM.format(essay.pk), {**opened, "sections-0-body": "<p>别人存的话。</p>"})

    response = editor.get(FORM.format(essay.pk), {"restore": "autosave"}, follow=True)

    text = response.content.decode()
    assert response.redirect_chain[0][0] == f"/admin/essays/essay/{essay.pk}/conflict/"
    assert "我没有保存的话" in text
    assert "<p>别人存的话。</p>" in text


def test_too_much_is_refused_and_nothing_is_lost(cast: Cast, essay: Essay, monkeypatch: pytest.MonkeyPatch) -> None:
    editor = client_of(cast.editor)
    token = keep(editor, essay, title="一").headers["ETag"].strip('"')
    fields = {name: text for name, text in Autosave.objects.get().fields.items() if name != PAGE}
    monkeypatch.setattr(autosaving, "LARGEST", len(json.dumps(fields, ensure_ascii=False)))

    answer = keep(editor, essay, seen=token, title="一一")

    assert answer.status_code == 413
    assert Autosave.objects.get().fields["title"] == "一"


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 10, "１"])
def test_a_version_that_is_none_is_refused(cast: Cast, essay: Essay, version: str) -> None:
    answer = keep(client_of(cast.editor), essay, version=version)

    assert answer.status_code == (204 if version == "１" else 400)


def test_only_who_may_change_the_essay_keeps_anything(cast: Cast, essay: Essay) -> None:
    answers = {
        name: keep(client_of(user), essay).status_code for name, user in {**cast.staff, "reader": cast.reader}.items()
    }

    assert answers == {
        "entry": 204,
        "editor": 204,
        "reviewer": 403,
        "publisher": 403,
        "manager": 204,
        "reader": 302,
    }
    assert Client().post(AUTOSAVE.format(essay.pk)).status_code == 302
    assert client_of(cast.editor).get(AUTOSAVE.format(essay.pk)).status_code == 405


def test_what_is_in_the_bin_or_not_there_is_not_found(cast: Cast, essay: Essay) -> None:
    data = essay_data(essay)
    essay.discard(by=cast.manager)

    for user in (cast.editor, cast.manager):
        assert client_of(user).post(AUTOSAVE.format(essay.pk), data).status_code == 404
    assert client_of(cast.editor).post(AUTOSAVE.format(999_999), data).status_code == 404
    assert not Autosave.objects.exists()


def test_another_users_text_cannot_be_reached(cast: Cast, essay: Essay) -> None:
    keep(client_of(cast.editor), essay, title="只给自己看的话")
    entry = client_of(cast.entry)

    form = entry.get(FORM.format(essay.pk))
    restored = entry.get(FORM.format(essay.pk), {"restore": "autosave"})
    entry.post(DISCARD.format(essay.pk), {"autosave-seen": Autosave.objects.get().token})

    assert form.context["autosaved"] is None
    assert restored.status_code == 302
    assert Autosave.objects.get().user == cast.editor


def test_markup_that_is_not_allowed_does_not_come_back(cast: Cast, essay: Essay) -> None:
    editor = client_of(cast.editor)
    keep(editor, essay, **{"sections-0-body": "<p>话</p><script>alert(1)</script>", "title": "</title><script>x"})

    text = shown(editor, essay).content.decode()

    assert "alert(1)" not in text
    assert "<script>x" not in text


def test_a_request_forged_elsewhere_keeps_nothing(cast: Cast, essay: Essay) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.editor)

    assert keep(client, essay).status_code == 403
    assert not Section.objects.working().exclude(essay=essay).exists()
    assert not Autosave.objects.exists()
