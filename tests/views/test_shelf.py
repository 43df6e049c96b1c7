"""A reader's shelf: the place, what is put aside, marks and notes; through the gate each time, and nobody else's."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from essays.models import Bookmark, Essay, Grant, Highlight, Place, Preferences, ReadingList, Section
from essays.workflow import COMMAND_LINE
from tests.conftest import Cast, client_of
from tests.factories import Part, make_collection, make_essay, make_quote, make_user, publish

from .pages import Page, fetch

pytestmark = pytest.mark.django_db

FREE = "人到桥头自然会停，因为路断了。桥那边有人等。"
LOCKED = "河水很慢。讲故事的人坐在石头上，<strong>说起从前</strong>的事。"
SECRET = "讲故事的人坐在石头上，说起从前"


@pytest.fixture
def essay(db: None) -> Essay:
    parts = (
        Part(FREE, "桥头"),
        Part("有人", paid=False, heading="河边"),
        Part(html=f"<p>{LOCKED}</p>", paid=True, continues="paragraph"),
    )
    return publish(make_essay(make_collection("桥的文集"), subtitle="桥与河", parts=parts))


def names(essay: Essay) -> list[str]:
    return [f"s-{uid}-1" for uid in Section.objects.live().filter(essay=essay).values_list("uid", flat=True)]


def mark(client: Client, essay: Essay, *passages: str, note: str = "") -> Any:
    return client.post(f"/shelf/essays/{essay.pk}/", {"passage": passages, "note": note})


def marked(page: Page) -> str:
    return "".join(run.text_content() for run in page.all('//div[@class="prose"]//mark[@class="own"]'))


def mark_secret(client: Client, essay: Essay, note: str = "说得好") -> Highlight:
    joined = names(essay)[1]
    start = len("有人河水很慢。")
    mark(client, essay, f"{joined}:{start}:{start + len(SECRET)}", note=note)
    return Highlight.objects.get()


# -- Marks ---------------------------------------------------------------------------------------------------


def test_a_marked_passage_stands_in_the_text_and_on_the_shelf(reader: Client, essay: Essay) -> None:
    highlight = mark_secret(reader, essay)
    assert (highlight.text, highlight.note) == (SECRET, "说得好")
    page = fetch(reader, f"/essays/{essay.pk}/")

    assert marked(page) == SECRET
    assert page.ids.count(f"h-{highlight.pk}") == 1
    assert page.one('//a[@class="to-note"]').get("href") == f"/shelf/marks/{highlight.pk}/"
    whole = page.one(f'//p[@id="{names(essay)[1]}"]').text_content()
    assert whole == "有人河水很慢。讲故事的人坐在石头上，说起从前的事。", "no character is added or lost"
    shelf = fetch(reader, "/shelf/")
    assert shelf.text("//blockquote") == SECRET
    assert shelf.text('//p[@class="note"]') == "说得好"


def test_sentences_are_marked_without_a_script(reader: Client, essay: Essay) -> None:
    page = fetch(reader, f"/shelf/essays/{essay.pk}/")
    boxes = page.all('//input[@name="passage"]')
    assert [" ".join(label.text_content().split()) for label in page.all("//fieldset/label")] == [
        "人到桥头自然会停，因为路断了。",
        "桥那边有人等。",
        "有人河水很慢。",
        "讲故事的人坐在石头上，说起从前的事。",
    ]

    response = mark(reader, essay, *(box.get("value") for box in boxes[:2]))
    assert Highlight.objects.get().text == FREE, "sentences that touch are one passage"
    assert response.headers["Location"].endswith(f"#h-{Highlight.objects.get().pk}")


def test_a_mark_goes_along_when_the_text_moves(reader: Client, essay: Essay) -> None:
    mark(reader, essay, f"{names(essay)[0]}:15:22")
    assert Highlight.objects.get().text == "桥那边有人等。"
    Section.objects.working().filter(essay=essay, heading="桥头").update(body=f"<p>新的一段。</p><p>又说：{FREE}</p>")
    essay.publish(by=COMMAND_LINE)

    page = fetch(reader, f"/essays/{essay.pk}/")
    assert marked(page) == Highlight.objects.get().text
    assert page.one("//mark").getparent().text_content().startswith("又说：")


def test_words_that_were_changed_are_said_to_be(reader: Client, essay: Essay) -> None:
    mark_secret(reader, essay)
    Section.objects.working().filter(essay=essay, is_paid=True).update(body="<p>全都重写了。</p>")
    essay.publish(by=COMMAND_LINE)

    assert marked(fetch(reader, f"/essays/{essay.pk}/")) == ""
    assert "原文后来有改动" in fetch(reader, "/shelf/").source


def test_a_mark_in_text_that_is_locked_again_shows_nothing(
    cast: Cast, reader: Client, essay: Essay, settings: Any
) -> None:
    highlight = mark_secret(reader, essay)
    settings.PAID_ACCESS = "members"
    doors = ("/shelf/", f"/shelf/marks/{highlight.pk}/", f"/essays/{essay.pk}/", "/shelf/shelf.md")
    for address in (*doors, f"/shelf/essays/{essay.pk}/"):
        answer = reader.get(address)
        assert answer.status_code == 200
        assert "石头上" not in answer.content.decode(), address
    assert "说得好" in fetch(reader, "/shelf/").source, "the note is the reader's own"

    Section.objects.working().filter(essay=essay, is_paid=True).delete()
    essay.publish(by=COMMAND_LINE)
    for address in doors:
        assert "石头上" not in reader.get(address).content.decode(), "nor words that are gone, and may have been paid"

    Grant.objects.create(user=cast.reader)
    assert "石头上" in fetch(reader, "/shelf/").source


def test_a_mark_of_an_essay_that_was_withdrawn_names_nothing(reader: Client, essay: Essay) -> None:
    highlight = mark_secret(reader, essay)
    essay.withdraw(by=COMMAND_LINE)

    for address in ("/shelf/", f"/shelf/marks/{highlight.pk}/", "/shelf/shelf.md"):
        source = reader.get(address).content.decode()
        assert "石头上" not in source
        assert "桥与河" not in source
    assert reader.get(f"/shelf/essays/{essay.pk}/").status_code == 404


def test_what_cannot_be_marked_is_left_out(cast: Cast, reader: Client, essay: Essay, settings: Any) -> None:
    settings.PAID_ACCESS = "members"
    [first, second, third] = names(essay)
    wild = (
        "",
        "x",
        f"{first}:5:2",
        f"{first}:-1:4",
        f"{first}:a:b",
        f"{third}:0:5",
        "s-none-1:0:3",
        f"{first}:999:1000",
    )
    mark(reader, essay, *wild, f"{first}:{10**30}:{10**31}", f"{second}:1:50")

    assert [row.text for row in Highlight.objects.all()] == ["人"], "only what this reader may read, to its end"


def test_notes_are_changed_and_marks_removed(reader: Client, essay: Essay) -> None:
    highlight = mark_secret(reader, essay, note="")
    reader.post(f"/shelf/marks/{highlight.pk}/", {"note": "<b>再想想</b>"})
    page = fetch(reader, f"/essays/{essay.pk}/")
    assert page.all("//mark")[0].get("title") == "<b>再想想</b>"
    assert "&lt;b&gt;再想想" in fetch(reader, "/shelf/").source

    reader.post(f"/shelf/marks/{highlight.pk}/", {"remove": "1"})
    assert Highlight.objects.count() == 0


def test_overlapping_marks_leave_the_text_whole(reader: Client, essay: Essay) -> None:
    first = names(essay)[0]
    for span in ("0:10", "5:15", "7:8", "0:22"):
        mark(reader, essay, f"{first}:{span}")
    page = fetch(reader, f"/essays/{essay.pk}/")

    assert page.one(f'//p[@id="{first}"]').text_content() == FREE
    assert marked(page) == FREE[:22]


def test_nobody_meets_the_shelf_of_another(cast: Cast, reader: Client, essay: Essay) -> None:
    highlight = mark_secret(reader, essay)
    reader.post("/shelf/bookmarks/", {"essay": essay.pk, "on": "1"})
    bookmark = Bookmark.objects.get()
    reader.post(f"/shelf/bookmarks/{bookmark.pk}/", {"new": "秋天读的"})
    other = client_of(make_user("another"))

    assert "说得好" not in other.get("/shelf/").content.decode()
    assert "秋天读的" not in other.get("/shelf/").content.decode()
    assert marked(fetch(other, f"/essays/{essay.pk}/")) == ""
    rows = (f"marks/{highlight.pk}", f"bookmarks/{bookmark.pk}", f"lists/{ReadingList.objects.get().pk}")
    assert [other.post(f"/shelf/{row}/", {"remove": "1"}).status_code for row in rows] == [404, 404, 404]
    assert client_of(cast.superuser).get(f"/shelf/marks/{highlight.pk}/").status_code == 404


# -- Put aside -----------------------------------------------------------------------------------------------


def test_an_essay_is_put_aside_and_taken_off(reader: Client, essay: Essay) -> None:
    here = f"/essays/{essay.pk}/"
    response = reader.post("/shelf/bookmarks/", {"essay": essay.pk, "on": "1", "next": here})
    assert response.headers["Location"] == here
    assert "已收藏" in fetch(reader, here).text('//div[@class="shelf-tools"]')
    assert "桥与河" in fetch(reader, "/shelf/").text('//section[@aria-labelledby="aside"]')

    reader.post("/shelf/bookmarks/", {"essay": essay.pk, "next": "https://evil.example/"})
    assert Bookmark.objects.count() == 0


def test_a_quotation_is_put_aside_as_it_may_be_read(reader: Client, essay: Essay, settings: Any) -> None:
    paid = Section.objects.working().get(essay=essay, is_paid=True)
    quote = make_quote(essay, "说起从前的事", "王大山", section=paid, confirmed=True)
    publish(essay)
    form = fetch(reader, f"/quotes/{quote.uid}/").one('//form[@action="/shelf/bookmarks/"]')
    fields = {field.get("name"): field.get("value") for field in form.findall(".//input")}
    reader.post("/shelf/bookmarks/", fields)
    assert "说起从前的事" in fetch(reader, "/shelf/").source

    settings.PAID_ACCESS = "members"
    shelf = fetch(reader, "/shelf/")
    assert "说起从前的事" not in shelf.source
    assert "王大山" in shelf.source


def test_lists_are_made_renamed_and_removed(reader: Client, essay: Essay) -> None:
    reader.post("/shelf/bookmarks/", {"essay": essay.pk, "on": "1"})
    bookmark = Bookmark.objects.get()
    reader.post(f"/shelf/bookmarks/{bookmark.pk}/", {"new": " 秋天  读的 "})
    assert ReadingList.objects.get().name == "秋天 读的"
    row = ReadingList.objects.get()
    reader.post(f"/shelf/lists/{row.pk}/", {"name": "冬天读的"})
    assert "冬天读的" in fetch(reader, "/shelf/").source
    reader.post(f"/shelf/lists/{row.pk}/", {"remove": "1"})
    bookmark.refresh_from_db()
    assert bookmark.reading_list is None


def test_what_is_not_public_cannot_be_put_aside(reader: Client) -> None:
    draft = make_essay(make_collection())

    for asked in (draft.pk, "x", "", 10**30):
        assert reader.post("/shelf/bookmarks/", {"essay": asked, "on": "1"}).status_code == 404
        assert reader.post("/shelf/place/", {"essay": asked, "anchor": "s-abc-1"}).status_code == 404


# -- The place -----------------------------------------------------------------------------------------------


def test_the_place_is_offered_at_home_on_the_collection_and_the_shelf(
    cast: Cast, reader: Client, essay: Essay
) -> None:
    anchor = names(essay)[2].rpartition("-")[0] + "-1"
    for _turn in range(2):
        assert reader.post("/shelf/place/", {"essay": essay.pk, "anchor": anchor}).status_code == 204
    assert Place.objects.count() == 1

    for address in ("/", f"/collections/{essay.collection_id}/"):
        link = fetch(reader, address).one('//p[@class="resume"]/a')
        assert link.get("href") == f"/essays/{essay.pk}/#{anchor}"
        assert re.sub(r"\s+", "", link.text_content()) == "第一篇·河边", "the heading above the place"
    assert fetch(client_of(cast.editor), "/").all('//p[@class="resume"]') == []


@pytest.mark.parametrize("anchor", ["", "x", "s-", "javascript:alert(1)", 's-abc-1" onclick', "s-" + "a" * 50 + "-1"])
def test_only_a_paragraph_is_a_place(reader: Client, essay: Essay, anchor: str) -> None:
    assert reader.post("/shelf/place/", {"essay": essay.pk, "anchor": anchor}).status_code == 400


def test_places_are_forgotten_and_not_kept_any_more(cast: Cast, reader: Client, essay: Essay) -> None:
    anchor = {"essay": essay.pk, "anchor": names(essay)[0]}
    reader.post("/shelf/place/", anchor)
    reader.post("/shelf/places/")
    reader.post("/shelf/place/", anchor)
    assert Place.objects.count() == 0
    assert Preferences.objects.get(user=cast.reader).shortcuts, "the desk's preferences stay as they were"
    assert "data-place" not in fetch(reader, f"/essays/{essay.pk}/").source

    reader.post("/shelf/places/", {"keep": "1"})
    reader.post("/shelf/place/", anchor)
    assert Place.objects.count() == 1


def test_of_a_stranger_nothing_is_kept(stranger: Client, essay: Essay) -> None:
    stranger.post("/shelf/place/", {"essay": essay.pk, "anchor": names(essay)[0]})

    assert Place.objects.count() == 0
    assert "data-shelf" not in fetch(stranger, f"/essays/{essay.pk}/").source


# -- All of it -----------------------------------------------------------------------------------------------


def test_the_shelf_is_taken_away_as_markdown(reader: Client, essay: Essay) -> None:
    mark_secret(reader, essay, note="*星号*")
    reader.post("/shelf/bookmarks/", {"essay": essay.pk, "on": "1"})
    reader.post("/shelf/place/", {"essay": essay.pk, "anchor": names(essay)[0]})
    response = reader.get("/shelf/shelf.md")
    text = response.content.decode()

    assert response.headers["Cache-Control"] == "private, no-store"
    assert f"> {SECRET}" in text
    assert r"\*星号\*" in text
    assert f"- [桥与河](http://testserver/essays/{essay.pk}/)" in text


def test_everything_goes_with_the_account(cast: Cast, reader: Client, essay: Essay) -> None:
    mark_secret(reader, essay)
    reader.post("/shelf/bookmarks/", {"essay": essay.pk, "on": "1"})
    reader.post(f"/shelf/bookmarks/{Bookmark.objects.get().pk}/", {"new": "书单"})
    reader.post("/shelf/place/", {"essay": essay.pk, "anchor": names(essay)[0]})
    get_user_model().objects.get(pk=cast.reader.pk).delete()

    assert [model.objects.count() for model in (Highlight, Bookmark, ReadingList, Place)] == [0, 0, 0, 0]


def test_a_shelf_costs_the_same_however_much_stands_on_it(
    cast: Cast, reader: Client, essay: Essay, django_assert_max_num_queries: Any
) -> None:
    for number in range(2, 8):
        other = publish(make_essay(essay.collection, number))
        reader.post("/shelf/bookmarks/", {"essay": other.pk, "on": "1"})
        mark(reader, other, f"{names(other)[0]}:0:5")
    with django_assert_max_num_queries(16):
        reader.get("/shelf/")
