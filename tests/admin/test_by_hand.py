"""A collection with essays, sections, paid text and quotes, made on the desk alone."""

from __future__ import annotations

from essays.access import STRANGER, reader_of
from essays.models import Collection, Quote, Section
from tests.conftest import Cast, client_of

from .forms import action, essay_data, new_section

SAID = "“只要肯登攀，再高的山也有路可走，再远的地方也能走到。”青松公司董事长王大山说。"


def test_everything_can_be_made_by_hand(cast: Cast) -> None:
    editor = client_of(cast.editor)
    essays = {"essays-TOTAL_FORMS": 2, "essays-INITIAL_FORMS": 0}
    rows = {"essays-0-subtitle": "从山脚出发", "essays-1-title": "另一个题目", "essays-1-number": 5}
    editor.post("/admin/essays/collection/add/", {"title": "登山心得体会", "position": 0, **essays, **rows})
    collection = Collection.objects.get()
    first, second = collection.essays.order_by("number")
    assert [(first.number, first.title), (second.number, second.title)] == [(1, "登山心得体会"), (5, "另一个题目")]

    form = f"/admin/essays/essay/{first.pk}/change/"
    text = f"<p>{SAID}</p><p>走到一半##paidbegin##的时候</p><p>下起了雨。##paidend##后来晴了。</p>"
    editor.post(form, essay_data(first) | new_section(0, text, "上山"))
    editor.post("/admin/essays/essay/", action("submit_for_review", first))
    client_of(cast.reviewer).post("/admin/essays/essay/", action("approve", first))
    client_of(cast.publisher).post("/admin/essays/essay/", action("publish", first, confirmed="yes"))

    shown = [section.body for section in Section.objects.live().for_reader(STRANGER)]
    read = "".join(section.body for section in Section.objects.live().for_reader(reader_of(cast.reader)))
    assert "走到一半" in shown[0]
    assert "下起了雨" not in "".join(shown)
    assert "下起了雨" in read
    assert Quote.objects.live().get().speaker == "王大山"


def test_the_collections_form_lists_its_essays_with_their_states(cast: Cast) -> None:
    editor = client_of(cast.editor)
    none = {"essays-TOTAL_FORMS": 1, "essays-INITIAL_FORMS": 0, "essays-0-title": "一篇"}
    editor.post("/admin/essays/collection/add/", {"title": "登山", "position": 0, **none})
    essay = Collection.objects.get().essays.get()

    page = editor.get(f"/admin/essays/collection/{essay.collection_id}/change/").content.decode()

    assert f"/admin/essays/essay/{essay.pk}/change/" in page
    assert "badge-draft" in page
    assert "badge-unpublished" in page
