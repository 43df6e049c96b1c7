"""Files come in by the desk: uploaded or pasted, looked at, confirmed."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document as WordDocument

from essays.admin.importing import reading
from essays.admin.importing.uploads import label_of
from essays.documents.readers import MAX_SIZE
from essays.models import Collection, Essay, Revision, Source, Upload
from essays.workflow import Review
from tests.conftest import Cast, client_of
from tests.importing.texts import RIVER, changed, counts, imported, state, text_of
from tests.shared import REAL_DOCUMENT, needs_shared

from .pages import CONFIRM, IMPORT, confirm, import_now, preview, tokens, upload


@pytest.fixture
def desk(cast: Cast) -> Client:
    return client_of(cast.editor)


def words_on(page: Any) -> str:
    return str(page.content.decode())


def test_a_preview_writes_nothing_but_the_upload(desk: Client) -> None:
    before = counts()

    page = upload(desk, ("qingshui.txt", text_of()))

    assert page.redirect_chain[-1][0] == f"{IMPORT}{Upload.objects.get().pk}/"
    assert counts() == before
    assert RIVER[:20] in words_on(page)


def test_confirming_leaves_what_the_command_leaves(desk: Client) -> None:
    import_now(desk, "qingshui.txt", text_of())
    by_desk, rows = state(), counts()
    Source.objects.all().delete()
    Collection.objects.all().delete()

    imported()

    assert (by_desk, rows) == (state(), counts())


def test_the_upload_is_gone_once_it_is_imported(desk: Client) -> None:
    page = import_now(desk, "qingshui.txt", text_of())

    assert not Upload.objects.exists()
    assert page.redirect_chain[-1][0] == f"{IMPORT}done/?import=created%3A{Source.objects.get().pk}"
    assert f"/admin/essays/essay/{Essay.objects.get(number=1).pk}/change/" in words_on(page)


def test_the_import_is_known_as_the_users(desk: Client, cast: Cast) -> None:
    import_now(desk, "qingshui.txt", text_of())

    assert Source.objects.get().imported_by == cast.editor


def test_the_same_file_again_changes_nothing_and_says_so(desk: Client) -> None:
    import_now(desk, "qingshui.txt", text_of())

    page = upload(desk, ("qingshui.txt", text_of()))
    before = counts()
    done = confirm(desk, page)

    assert page.context["one"].status.value == "unchanged"
    assert counts() == before
    assert [one.outcome.status.value for one in done.context["results"]] == ["unchanged"]


def test_a_file_of_the_same_name_updates_its_collection(desk: Client) -> None:
    import_now(desk, "qingshui.txt", text_of())

    done = import_now(desk, "qingshui.txt", changed("洗衣做饭", "淘米做饭"))

    assert [one.outcome.status.value for one in done.context["results"]] == ["updated"]
    assert Collection.objects.count() == 1


def test_a_file_can_be_put_into_a_collection(desk: Client) -> None:
    import_now(desk, "qingshui.txt", text_of())
    collection = Collection.objects.get()

    upload(desk, ("more.txt", "又一篇\n篇9：又一篇\n小桥\n桥上的人看桥下的水。\n"), into=collection.pk)
    confirm(desk, preview(desk, "more.txt"))

    assert sorted(collection.essays.values_list("number", flat=True)) == [1, 2, 3, 9]


def test_into_one_collection_goes_one_file(desk: Client) -> None:
    import_now(desk, "qingshui.txt", text_of())
    page = upload(desk, ("a.txt", text_of()), ("b.txt", text_of()), into=Collection.objects.get().pk)

    assert "into" in page.context["form"].errors
    assert not Upload.objects.exists()


def test_nothing_is_imported_into_the_recycle_bin_by_choice(desk: Client) -> None:
    import_now(desk, "qingshui.txt", text_of())
    Collection.objects.get().discard()

    page = upload(desk, ("a.txt", text_of()), into=Collection.objects.get().pk)

    assert "into" in page.context["form"].errors


def test_a_text_in_another_encoding_is_found(desk: Client) -> None:
    import_now(desk, "qingshui.txt", text_of().encode("gb18030"))

    assert (Source.objects.get().encoding, Essay.objects.count()) == ("gb18030", 3)


def test_another_encoding_can_be_chosen_on_the_preview(desk: Client) -> None:
    upload(desk, ("x.txt", text_of().encode("gb18030")))
    pk = Upload.objects.get().pk

    page = desk.post(f"{IMPORT}{pk}/", {"encoding": "big5"}, follow=True)

    assert Upload.objects.get(pk=pk).encoding == "big5"
    assert page.status_code == 200


def test_a_word_file_is_read(desk: Client) -> None:
    word, data = WordDocument(), BytesIO()
    for line in text_of().splitlines():
        word.add_paragraph(line)
    word.save(data)

    import_now(desk, "qingshui.docx", data.getvalue())

    assert Essay.objects.count() == 3


def test_a_pasted_text_is_a_file_with_a_name(desk: Client) -> None:
    page = desk.post(
        IMPORT, {"text": text_of().replace("\n", "\r\n"), "name": "qingshui", "encoding": ""}, follow=True
    )
    confirm(desk, page)

    assert Source.objects.get().name == "qingshui.txt"
    assert bytes(Source.objects.get().data).decode() == text_of()


def test_a_pasted_text_that_cannot_be_read_stays_in_the_form(desk: Client) -> None:
    text = f"{RIVER}\n" * 2

    page = desk.post(IMPORT, {"text": text, "name": "x", "encoding": ""})

    assert page.context["form"]["text"].value() == text
    assert page.context["form"].errors["text"]
    assert not Upload.objects.exists()


def test_a_pasted_text_needs_a_name_and_is_not_lost(desk: Client) -> None:
    page = desk.post(IMPORT, {"text": text_of(), "name": "", "encoding": ""})

    assert "name" in page.context["form"].errors
    assert RIVER in words_on(page)


def test_of_several_files_the_bad_ones_say_why_and_the_good_ones_go_on(desk: Client) -> None:
    page = upload(
        desk,
        ("good.txt", text_of()),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + b"\0" * 64),
        ("empty.txt", b" "),
        ("other.txt", text_of(title="另一份心得体会")),
    )
    assert {one.upload.name: one.status.value for one, _outcome in page.context["rows"]} == {
        "good.txt": "created",
        "picture.txt": "failed",
        "empty.txt": "failed",
        "other.txt": "created",
    }

    confirm(desk, page)

    assert sorted(Source.objects.values_list("name", flat=True)) == ["good.txt", "other.txt"]
    assert sorted(Upload.objects.values_list("name", flat=True)) == ["empty.txt", "picture.txt"]


def test_of_two_files_of_one_name_the_second_is_refused(desk: Client) -> None:
    page = upload(desk, ("a.txt", text_of()), ("a.txt", text_of(title="另一份心得体会")), ("b.txt", text_of()))

    assert sorted(Upload.objects.values_list("name", flat=True)) == ["a.txt", "b.txt"]
    assert len(list(page.context["messages"])) == 1
    assert bytes(Upload.objects.get(name="a.txt").data).decode() == text_of()


def test_a_file_over_the_limit_is_refused_and_said_so(desk: Client) -> None:
    page = upload(desk, ("large.txt", b"a" * (MAX_SIZE + 1)))

    assert page.status_code == 413
    assert page.context["form"].errors["documents"]
    assert not Upload.objects.exists()


def test_a_file_at_the_limit_is_kept(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("essays.admin.importing.desk.preview_uploads", lambda *_args, **_more: [])
    desk.raise_request_exception = False

    upload(desk, ("large.txt", b"a" * MAX_SIZE))

    assert len(Upload.objects.get().data) == MAX_SIZE


def test_a_pasted_text_beyond_what_is_taken_is_refused_with_a_page(desk: Client) -> None:
    page = desk.post(IMPORT, {"text": "a" * (MAX_SIZE + 2 * 1024 * 1024), "name": "x", "encoding": ""})

    assert page.status_code == 413
    assert b"20 MB" in page.content


@pytest.mark.parametrize(
    ("name", "label"),
    [("../../etc/a.txt", "a.txt"), ("C:\\docs\\b.txt", "b.txt"), ("c\u202etxt.\x07md", "ctxt.md")],
)
def test_a_file_name_is_only_a_label(name: str, label: str) -> None:
    assert label_of(name) == label


def test_script_in_a_file_is_text_on_every_page(desk: Client) -> None:
    evil = "<script>alert(1)</script>"
    text = f"{evil}心得体会\n篇1：{evil}\n{evil}小河\n{RIVER}\n"
    page = upload(desk, (f"{evil.replace('/', '')}.txt", text))
    waiting = desk.get(IMPORT)
    done = confirm(desk, page)
    source = Source.objects.get()

    pages = [
        page,
        waiting,
        done,
        *(desk.get(f"/admin/essays/source/{source.pk}/{name}/") for name in ("text", "change")),
    ]
    assert [b"<script>alert" in one.content for one in pages] == [False] * 5
    assert "&lt;script&gt;" in words_on(page)


def test_essays_can_be_submitted_at_once(desk: Client) -> None:
    import_now(desk, "qingshui.txt", text_of(), submit="on")

    assert set(Revision.objects.values_list("review", flat=True)) == {Review.IN_REVIEW.value}


def test_a_waiting_file_can_be_removed(desk: Client) -> None:
    upload(desk, ("qingshui.txt", text_of()))
    desk.post(f"{IMPORT}{Upload.objects.get().pk}/drop/")

    assert not Upload.objects.exists()


def test_a_file_that_hangs_its_reader_does_not_hang_the_server(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "JOBS", 2)
    monkeypatch.setattr(reading, "SECONDS", 0.0)
    monkeypatch.setattr(reading, "SHORTEST", 0.0)

    page = upload(desk, ("slow.txt", text_of()))

    assert page.context["one"].status.value == "failed"
    assert [one.message.code for one in page.context["grave"]] == ["E182"]


def test_files_are_read_by_processes_of_their_own(desk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "JOBS", 2)

    page = upload(desk, ("a.txt", text_of()), ("b.txt", text_of(title="另一份心得体会")))

    assert [one.status.value for one, _outcome in page.context["rows"]] == ["created", "created"]


@pytest.mark.parametrize(
    ("role", "status"),
    [("entry", 200), ("editor", 200), ("reviewer", 403), ("publisher", 403), ("manager", 200), ("reader", 302)],
)
def test_only_who_may_add_a_file_may_import(cast: Cast, role: str, status: int) -> None:
    client = client_of(getattr(cast, role))

    assert client.get(IMPORT).status_code == status
    assert client.post(CONFIRM, {}).status_code == (302 if status == 200 else status)


def test_a_file_costs_the_same_queries_however_large_it_is(desk: Client) -> None:
    essays = {f"第{number}次见闻": ("小河两岸", RIVER) for number in range(30)}
    upload(desk, ("small.txt", text_of()))
    with CaptureQueriesContext(connection) as few:
        preview(desk, "small.txt")
    upload(desk, ("large.txt", text_of(essays, "更多的心得体会")))
    with CaptureQueriesContext(connection) as many:
        preview(desk, "large.txt")

    assert len(many) == len(few)
    assert len(many) <= 10


def test_confirming_a_new_file_costs_what_its_import_costs(desk: Client) -> None:
    page = upload(desk, ("small.txt", text_of()))
    with CaptureQueriesContext(connection) as queries:
        desk.post(CONFIRM, {"token": tokens(page)})

    assert len(queries) <= 28 + 10


@needs_shared
def test_the_real_document_is_imported_as_by_the_command(desk: Client) -> None:
    data = REAL_DOCUMENT.read_bytes()
    page = upload(desk, ("000.txt", data))
    assert page.context["one"].coverage == "100 %"
    assert sum(essay.quotes for essay in page.context["essays"]) == 44
    confirm(desk, page)
    by_desk, rows = state(), counts()
    Source.objects.all().delete()
    Collection.objects.all().delete()

    imported(data, "000.txt")

    assert (by_desk, rows) == (state(), counts())
