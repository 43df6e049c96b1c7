"""What the file and the editors both changed is shown with both texts; the editor decides, then or later."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from essays.admin.importing.conflicts import near_changes
from essays.documents.diff import compare_texts
from essays.models import Collection, Essay, Revision, Section, Source
from essays.workflow import COMMAND_LINE
from tests.conftest import Cast, client_of
from tests.importing.texts import changed, counts, imported, text_of
from tests.shared import REAL_DOCUMENT, needs_shared

from .pages import CONFIRM, confirm, import_now, tokens, upload

pytestmark = pytest.mark.django_db
FILE = changed("洗衣做饭", "淘米做饭")


@pytest.fixture
def desk(cast: Cast) -> Client:
    return client_of(cast.editor)


def river() -> Section:
    return Section.objects.working().get(body__contains="桥下的小河")


def retype(old: str = "一百年", new: str = "三百年") -> None:
    """What an editor does: type into a section and save the essay."""
    row = Section.objects.working().get(body__contains=old)
    row.body = row.body.replace(old, new)
    row.save()
    row.essay.freeze()


def field(page: Any) -> str:
    [choice] = page.context["choices"]
    return str(choice.field)


def settle_address() -> str:
    return f"/admin/essays/source/{Source.objects.first().pk}/settle/"  # type: ignore[union-attr]


@pytest.fixture
def conflict(desk: Client) -> Any:
    """The preview of a file that says 淘米 where an editor has written 三百年."""
    import_now(desk, "qingshui.txt", text_of())
    retype()
    return upload(desk, ("qingshui.txt", FILE))


def test_a_conflict_is_shown_with_both_texts_and_what_differs(conflict: Any) -> None:
    [choice] = conflict.context["choices"]

    assert ("三百年" in choice.conflict.ours, "淘米" in choice.conflict.theirs) == (True, True)
    assert ("一百年" in choice.conflict.base, "洗衣" in choice.conflict.base) == (True, True)
    assert [run.text for run in choice.runs if run.is_deleted] == ["三", "洗衣"]
    assert [run.text for run in choice.runs if run.is_inserted] == ["一", "淘米"]


def test_of_a_long_text_only_what_stands_near_a_change_is_shown() -> None:
    long = "甲" * 500
    runs = near_changes(compare_texts(f"{long}旧{long}旧{long}", f"{long}新{long}新{long}"))

    assert [run.text for run in runs if not run.is_kept] == ["旧", "新", "旧", "新"]
    near = "甲" * 40
    assert [run.text for run in runs if run.is_kept] == [f"…{near}", f"{near}…{near}", f"{near}…"]
    assert near_changes(compare_texts(long, long)) == compare_texts(long, long)


def test_the_text_here_stays_unless_the_file_is_chosen(desk: Client, conflict: Any) -> None:
    confirm(desk, conflict, **{field(conflict): "ours"})

    assert "三百年" in river().body


def test_the_files_text_is_taken_when_it_is_chosen(desk: Client, conflict: Any) -> None:
    confirm(desk, conflict, **{field(conflict): "theirs"})

    assert ("一百年" in river().body, "淘米" in river().body) == (True, True)
    assert upload(desk, ("qingshui.txt", FILE)).context["one"].status.value == "unchanged"


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_what_was_decided_waits_for_nobody(desk: Client, conflict: Any, side: str) -> None:
    confirm(desk, conflict, **{field(conflict): side})

    assert desk.get(settle_address()).context["choices"] == []


def test_an_essay_with_a_decided_conflict_is_submitted_too(desk: Client, conflict: Any) -> None:
    confirm(desk, conflict, submit="on", **{field(conflict): "theirs"})

    assert Revision.objects.filter(review="in_review").count() == 3


def test_a_side_that_is_none_decides_nothing(desk: Client, conflict: Any) -> None:
    confirm(desk, conflict, **{field(conflict): "both"})

    assert "三百年" in river().body
    assert len(desk.get(settle_address()).context["choices"]) == 1


TEA = {"茶山见闻": ("茶山", "茶园在半山腰，采茶的人清早上山，露水还没有干，歌声已经响起来了。")}


def test_a_file_with_a_conflict_is_not_ticked_in_the_list(desk: Client, conflict: Any) -> None:
    page = upload(desk, ("other.txt", text_of(TEA, title="另一份心得体会")))

    assert [(one.upload.name, one.needs_an_eye) for one, _outcome in page.context["rows"]] == [
        ("qingshui.txt", True),
        ("other.txt", False),
    ]


def test_readers_see_what_they_saw_until_a_revision_is_published(desk: Client, stranger: Client) -> None:
    import_now(desk, "qingshui.txt", text_of())
    essay = Essay.objects.get(number=1)
    essay.publish(by=COMMAND_LINE)
    retype()
    before = stranger.get(essay.get_absolute_url()).content

    page = upload(desk, ("qingshui.txt", FILE))
    assert page.context["one"].published == 1
    confirm(desk, page, **{field(page): "theirs"})

    assert stranger.get(essay.get_absolute_url()).content == before
    essay.freeze().submit(by=COMMAND_LINE).approve(by=COMMAND_LINE).publish(by=COMMAND_LINE)
    assert "淘米" in stranger.get(essay.get_absolute_url()).content.decode()


# -- Afterwards ----------------------------------------------------------------------------------------------


@pytest.fixture
def left(desk: Client) -> Any:
    """The page of a conflict that the command line has left."""
    imported()
    retype()
    imported(FILE)
    return desk.get(settle_address())


def test_what_the_command_left_is_settled_afterwards(desk: Client, left: Any) -> None:
    desk.post(settle_address(), {field(left): "theirs", "plan": left.context["plan"]})

    assert "淘米" in river().body
    assert desk.get(settle_address()).context["choices"] == []
    assert upload(desk, ("qingshui.txt", FILE)).context["one"].status.value == "unchanged"


def test_keeping_the_text_here_settles_it_too(desk: Client, left: Any) -> None:
    rows = counts()
    desk.post(settle_address(), {field(left): "ours", "plan": left.context["plan"]})

    assert "三百年" in river().body
    assert counts() == rows
    assert desk.get(settle_address()).context["choices"] == []


def test_settling_changes_nothing_else(desk: Client, left: Any) -> None:
    retype("三间瓦房", "两间瓦房")
    page = desk.get(settle_address())
    desk.post(settle_address(), {field(page): "theirs", "plan": page.context["plan"]})

    assert Section.objects.working().filter(body__contains="两间瓦房").exists()


def test_a_text_that_changed_since_the_page_is_looked_at_again(desk: Client, left: Any) -> None:
    retype("三百年", "五百年")
    answer = desk.post(settle_address(), {field(left): "theirs", "plan": left.context["plan"]})

    assert answer.context["error"]
    assert "五百年" in river().body
    assert "五百年" in answer.content.decode()


def test_an_import_since_leaves_nothing_to_settle_here(desk: Client, left: Any) -> None:
    address = settle_address()
    imported(FILE.replace("老人们", "大家"))

    page = desk.get(address)
    desk.post(address, {field(left): "theirs", "plan": left.context["plan"]})

    assert page.context["is_over"]
    assert "三百年" in river().body


def test_who_may_not_import_may_not_settle(cast: Cast, left: Any) -> None:
    client = client_of(cast.reviewer)

    assert client.get(settle_address()).status_code == 403
    assert client.post(settle_address(), {field(left): "theirs"}).status_code == 403


def test_the_source_says_how_many_conflicts_wait(desk: Client, left: Any) -> None:
    page = desk.get(settle_address().replace("settle", "change")).content.decode()

    assert settle_address() in page


def test_the_collections_form_leads_to_its_conflicts(desk: Client, left: Any) -> None:
    address = f"/admin/essays/collection/{Collection.objects.get().pk}/change/"
    assert settle_address() in desk.get(address).content.decode()

    desk.post(settle_address(), {field(left): "ours", "plan": left.context["plan"]})

    assert settle_address() not in desk.get(address).content.decode()


def test_settling_costs_the_same_queries_for_any_number_of_conflicts(desk: Client) -> None:
    imported()
    retype()
    imported(FILE)
    with CaptureQueriesContext(connection) as one:
        desk.get(settle_address())
    retype("赶集的日子", "赶集的早上")
    imported(FILE.replace("赶集的日子", "赶集的时候").replace("淘米做饭", "淘米洗菜"))
    with CaptureQueriesContext(connection) as two:
        page = desk.get(settle_address())

    assert len(page.context["choices"]) >= 1
    assert len(two) == len(one)


# -- The file itself -----------------------------------------------------------------------------------------


def test_the_stored_bytes_are_imported_again_with_the_same_preview(desk: Client) -> None:
    imported()
    page = desk.post(f"/admin/essays/source/{Source.objects.get().pk}/again/", follow=True)

    assert page.context["one"].status.value == "unchanged"
    assert page.context["one"].prepared.existing.collection == Collection.objects.get()


def test_what_a_better_reading_changes_is_imported_again(desk: Client) -> None:
    """An earlier program read a heading as text: the tree it left says so."""
    imported()
    source = Source.objects.get()
    for section in source.tree["essays"][0][3]:
        section[0] = section[0].replace("小河两岸", "小河")
    source.save()
    Section.objects.working().filter(heading="小河两岸").update(heading="小河")

    page = desk.post(f"/admin/essays/source/{source.pk}/again/", follow=True)
    confirm(desk, page)

    assert page.context["one"].status.value in ("updated", "unchanged")
    assert Source.objects.count() >= 1


def test_the_text_of_a_file_leads_to_where_it_is_edited(desk: Client) -> None:
    imported(text_of().replace("##paidend##", ""))
    source = Source.objects.get()

    page = desk.get(f"/admin/essays/source/{source.pk}/text/")

    [finding] = [one for one in page.context["grave"] if one.message.code == "W231"]
    essay = Essay.objects.get(number=3)
    assert finding.editing.startswith(f"/admin/essays/essay/{essay.pk}/change/#sections-")
    assert [line.number for line in page.context["lines"] if line.levels]


@pytest.mark.parametrize("name", ["text", "settle", "change", "download"])
def test_the_file_of_a_collection_in_the_bin_is_for_who_may_see_the_bin(cast: Cast, name: str) -> None:
    imported()
    Collection.objects.get().discard()
    address = f"/admin/essays/source/{Source.objects.get().pk}/{name}/"

    assert client_of(cast.entry).get(address).status_code == 403
    assert client_of(cast.manager).get(address).status_code == 200


@pytest.mark.parametrize("name", ["text", "settle"])
def test_there_is_no_page_for_what_is_not_there(desk: Client, name: str) -> None:
    assert desk.get(f"/admin/essays/source/99/{name}/").status_code == 404


@needs_shared
def test_a_conflict_in_the_real_document_is_settled_by_the_editor(desk: Client, stranger: Client) -> None:
    text = REAL_DOCUMENT.read_bytes().decode("utf-8-sig")
    import_now(desk, "000.txt", text)
    essay = Essay.objects.get(number=1)
    essay.publish(by=COMMAND_LINE)
    row = Section.objects.working().filter(essay=essay).order_by("position")[1]
    words = row.body[3:13]
    assert text.count(words) == 1
    row.body = row.body.replace(words, "编辑写的话", 1)
    row.save()
    essay.freeze()
    seen = stranger.get(essay.get_absolute_url()).content

    page = upload(desk, ("000.txt", text.replace(words, "文件里的话")))
    [choice] = page.context["choices"]
    confirm(desk, page, **{choice.field: "theirs"})

    assert "文件里的话" in Section.objects.working().get(uid=row.uid).body
    assert stranger.get(essay.get_absolute_url()).content == seen


def test_tokens_are_for_one_file_when_sides_are_chosen(desk: Client, conflict: Any) -> None:
    """Sides travel with one file alone: in a list of several none is decided by accident."""
    name = field(conflict)
    page = upload(desk, ("other.txt", text_of(title="另一份心得体会")))

    desk.post(CONFIRM, {"token": tokens(page), name: "theirs"})

    assert Source.objects.count() == 3
    assert Section.objects.working().filter(body__contains="三百年").exists()
