"""The form of an essay: its sections, markers, quotes, versions."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from essays.documents.tree import SpeechKind
from essays.models import Essay, Quote, Revision, Section
from tests.conftest import Cast, client_of
from tests.factories import PAID, Part, make_essay, make_quote, publish

from .forms import essay_data, new_section, words_of

FORM = "/admin/essays/essay/{}/change/"


def post(client: Client, essay: Essay, data: dict[str, Any]) -> Any:
    return client.post(FORM.format(essay.pk), data, follow=True)


def bodies(essay: Essay) -> list[tuple[str, bool]]:
    rows = Section.objects.working().filter(essay=essay).order_by("position", "id")
    return [(section.body, section.is_paid) for section in rows]


def test_saving_freezes_a_revision_and_counts_the_version_up(cast: Cast) -> None:
    essay = make_essay()

    post(client_of(cast.editor), essay, essay_data(essay, **{"sections-0-body": "<p>新的一段。</p>"}))

    essay.refresh_from_db()
    revision = essay.revisions.get()
    assert essay.version == 2
    assert revision.created_by == cast.editor
    assert Section.objects.filter(revision=revision).order_by("position")[0].body == "<p>新的一段。</p>"


def test_saving_the_same_again_freezes_nothing_new(cast: Cast) -> None:
    essay = make_essay()
    client = client_of(cast.editor)
    post(client, essay, essay_data(essay))

    post(client, essay, essay_data(essay))

    assert essay.revisions.count() == 1


def test_a_marker_typed_into_a_section_splits_it(cast: Cast) -> None:
    essay = make_essay(parts=[Part("原来的一句话。")])
    typed = "<p>谁都能读，##paid<strong>begin##只有登录</strong>才能读##paidend##，又是公开的。</p>"

    post(client_of(cast.editor), essay, essay_data(essay, **{"sections-0-body": typed}))

    assert [is_paid for _body, is_paid in bodies(essay)] == [False, True, False]
    assert "paid" not in "".join(body for body, _is_paid in bodies(essay)).lower()
    assert "只有登录" in bodies(essay)[1][0]


def test_a_marker_that_is_never_closed_is_paid_to_the_end_and_warned_about(cast: Cast) -> None:
    essay = make_essay(parts=[Part("一句话。"), Part("后面一节。", "小标题")])

    response = post(
        client_of(cast.editor), essay, essay_data(essay, **{"sections-0-body": "<p>公开。##paidbegin##不公开。</p>"})
    )

    assert [is_paid for _body, is_paid in bodies(essay)] == [False, True, True]
    assert len(words_of(response).splitlines()) > 1


def test_what_is_pasted_is_cleaned_before_it_reaches_the_database(cast: Cast) -> None:
    essay = make_essay(parts=[Part("一句话。")])
    hostile = (
        '<p onclick="x()">一<script>alert(1)</script>句<img src=x onerror=y()><a href="javascript:z()">话</a></p>'
    )

    post(client_of(cast.editor), essay, essay_data(essay, **{"sections-0-body": hostile}))

    [(body, _is_paid)] = bodies(essay)
    assert [word for word in ("onclick", "script", "img", "onerror", "alert") if word in body] == []
    assert "话" in body


def test_rows_older_than_the_allow_list_are_cleaned_before_they_are_shown(cast: Cast) -> None:
    essay = make_essay(parts=[Part(html="<p>旧的<img src=x onerror=y()></p>")])

    page = client_of(cast.editor).get(FORM.format(essay.pk)).content.decode()

    assert "onerror" not in page


def test_sections_are_added_deleted_and_put_in_order(cast: Cast) -> None:
    essay = make_essay(parts=[Part("甲。", "一"), Part("乙。", "二"), Part("丙。", "三")])
    data = essay_data(essay, **{"sections-0-position": 2, "sections-2-position": 0, "sections-1-DELETE": "on"})

    post(client_of(cast.editor), essay, data | new_section(3, "<p>丁。</p>", "四", paid=True))

    rows = Section.objects.working().filter(essay=essay).order_by("position")
    assert [(row.heading, row.position, row.is_paid) for row in rows] == [
        ("三", 0, False),
        ("一", 1, False),
        ("四", 2, True),
    ]


def test_an_empty_new_row_makes_no_section(cast: Cast) -> None:
    essay = make_essay(parts=[Part("甲。")])

    post(client_of(cast.editor), essay, essay_data(essay) | new_section(1, ""))

    assert len(bodies(essay)) == 1


def test_quotes_are_found_on_saving_and_listed_on_the_form(cast: Cast) -> None:
    essay = make_essay(parts=[Part("一句话。")])
    said = "“我们将锚定创新，继续潜心攻关，为高质量发展作出新的贡献。”星河机器人公司董事长顾捷说。"
    client = client_of(cast.editor)

    post(client, essay, essay_data(essay, **{"sections-0-body": f"<p>{said}</p>"}))

    quote = Quote.objects.working().get(essay=essay)
    page = client.get(FORM.format(essay.pk)).content.decode()
    assert quote.speaker == "顾捷"
    assert f"/admin/essays/quote/{quote.pk}/change/" in page


def test_the_working_copy_alone_stands_on_the_form(cast: Cast) -> None:
    essay = publish(make_essay())
    Section.objects.working().filter(essay=essay).update(body="<p>正在写的新稿。</p>")

    formset = client_of(cast.editor).get(FORM.format(essay.pk)).context["inline_admin_formsets"][0].formset

    assert {form.instance.body for form in formset.initial_forms} == {"<p>正在写的新稿。</p>"}


def test_readers_keep_the_published_text_while_the_working_copy_is_edited(cast: Cast) -> None:
    essay = publish(make_essay())

    post(client_of(cast.editor), essay, essay_data(essay, **{"sections-0-body": "<p>还没有发布的话。</p>"}))

    assert "还没有发布的话" not in "".join(Section.objects.live().filter(essay=essay).values_list("body", flat=True))


def test_who_may_only_look_reads_the_words_and_can_post_nothing(cast: Cast) -> None:
    essay = make_essay()
    client = client_of(cast.reviewer)

    page = client.get(FORM.format(essay.pk)).content.decode()
    refused = client.post(FORM.format(essay.pk), essay_data(essay, title="换掉的题目"))

    essay.refresh_from_db()
    assert PAID in page
    assert "<textarea" not in page
    assert refused.status_code == 403
    assert essay.title != "换掉的题目"


def test_the_form_says_what_the_public_sees_and_why_it_came_back(cast: Cast) -> None:
    essay = make_essay()
    publish(essay)
    Section.objects.working().filter(essay=essay, position=0).update(body="<p>改过的。</p>")
    essay.submit(by=cast.editor).return_to_editor(by=cast.reviewer, why="第二段没有出处")

    page = client_of(cast.editor).get(FORM.format(essay.pk)).content.decode()

    assert "第二段没有出处" in page
    assert f'href="/essays/{essay.pk}/"' in page


def test_the_next_number_is_proposed_for_a_new_essay(cast: Cast) -> None:
    essay = make_essay(number=4)

    form = (
        client_of(cast.editor).get(f"/admin/essays/essay/add/?collection={essay.collection_id}").context["adminform"]
    )

    assert form.form.initial["number"] == 5


@pytest.mark.parametrize("name", ["uid", "revision", "review", "live_from", "words"])
def test_fields_the_form_does_not_have_change_nothing(cast: Cast, name: str) -> None:
    essay = publish(make_essay())
    revision = essay.revisions.get()
    section = Section.objects.working().filter(essay=essay).order_by("position")[0]
    before = Section.objects.filter(pk=section.pk).values().get()
    frozen = Revision.objects.filter(pk=revision.pk).values().get()
    crafted = {name: "1", f"sections-0-{name}": "1", f"revisions-0-{name}": "1"}

    post(client_of(cast.editor), essay, essay_data(essay, **crafted))

    assert Section.objects.filter(pk=section.pk).values().get() == before
    assert Revision.objects.filter(essay=essay).values().get() == frozen


def test_a_frozen_row_named_in_the_form_is_refused(cast: Cast) -> None:
    essay = publish(make_essay())
    frozen = Section.objects.live().filter(essay=essay, is_paid=True).get()
    crafted = {"sections-0-id": frozen.pk, "sections-0-body": "<p>偷换的话。</p>", "sections-0-is_paid": ""}

    response = post(client_of(cast.editor), essay, essay_data(essay, **crafted))

    frozen.refresh_from_db()
    assert response.context["errors"]
    assert frozen.is_paid
    assert "偷换" not in frozen.body


def test_an_essay_of_several_hundred_sections_can_be_saved(cast: Cast) -> None:
    essay = make_essay(parts=[Part(f"第{n}段。", f"第{n}节") for n in range(300)])

    response = post(client_of(cast.editor), essay, essay_data(essay, **{"sections-299-body": "<p>最后的话。</p>"}))

    assert response.status_code == 200
    assert bodies(essay)[-1] == ("<p>最后的话。</p>", False)


def test_a_preface_may_stand_without_a_title_and_an_essay_may_not(cast: Cast) -> None:
    preface, essay = make_essay(number=0), make_essay()
    Essay.objects.filter(pk=preface.pk).update(title="")
    client = client_of(cast.editor)

    saved = post(client, preface, essay_data(preface, **{"sections-0-body": "<p>写在前面。</p>"}))
    refused = post(client, essay, essay_data(essay, title=""))

    assert ("写在前面" in bodies(preface)[0][0], essay.revisions.exists()) == (True, False)
    assert "title" in refused.context["adminform"].form.errors
    assert "前言" in client.get("/admin/essays/essay/").content.decode()
    assert saved.status_code == 200


def test_the_bar_counts_quotations_as_readers_do(cast: Cast) -> None:
    """Statements are listed for the editor and counted for nobody."""
    essay = make_essay()
    make_quote(essay, "桥下的水慢慢地流。", "林长河")
    make_quote(essay, "这条路还要修下去", "沈望", kind=SpeechKind.STATEMENT.value)

    page = client_of(cast.editor).get(f"/admin/essays/essay/{essay.pk}/change/")

    assert page.context["quotations"] == 1
    assert len(page.context["quotes"]) == 2
