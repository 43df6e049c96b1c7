"""Sections rearranged from the form: what the script is told, and what the button without a script does."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.utils.translation import gettext

from essays.documents.caret import END, START
from essays.models import Essay, Quote, Section, Verdict
from tests.conftest import Cast, client_of
from tests.factories import Part, make_essay, make_quote

from .forms import essay_data, words_of

ADDRESS = "/admin/essays/essay/rearrange/"
FORM = "/admin/essays/essay/{}/change/"
PARTS = (Part("甲。乙。\n丙。", "一"), Part("丁。", "二"), Part("戊。", "三", paid=True))


def row(body: str, heading: str = "", *, paid: bool = False, continues: str = "") -> dict[str, Any]:
    return {"heading": heading, "body": body, "is_paid": paid, "continues": continues}


def ask(client: Client, verb: str, number: int, *rows: dict[str, Any]) -> Any:
    return client.post(ADDRESS, json.dumps({"verb": verb, "row": number, "rows": rows}), "application/json")


def rows(essay: Essay) -> list[tuple[str, str, bool, str]]:
    stored = Section.objects.working().filter(essay=essay).order_by("position", "id")
    return [(row.heading, row.body, row.is_paid, row.continues) for row in stored]


def rearranged(client: Client, essay: Essay, verb: str, section: int, paragraph: int | str = "", **more: Any) -> Any:
    """Post the form with its button that does without the script."""
    asked = {"rearrange-verb": verb, "rearrange-section": section, "rearrange-paragraph": paragraph}
    return client.post(FORM.format(essay.pk), essay_data(essay) | asked | {"_rearrange": "yes"} | more, follow=True)


# -- What the script is told -----------------------------------------------------------------------------------


def test_rows_are_split_where_the_caret_stands_and_nothing_is_stored(cast: Cast) -> None:
    answer = ask(client_of(cast.entry), "split", 0, row(f"<p>甲<strong>乙{START}丙</strong></p>", "一")).json()

    assert [(made["origin"], made["heading"], made["body"]) for made in answer["rows"]] == [
        (0, "一", "<p>甲<strong>乙</strong></p>"),
        (0, "", "<p><strong>丙</strong></p>"),
    ]
    assert answer["focus"] == 1
    assert not Section.objects.exists()


def test_a_text_that_stays_is_not_sent_back(cast: Cast) -> None:
    sent = (row("<p>甲</p>", "一"), row("<p>乙</p>", "二"), row("<p>丙</p>", "三"))

    answer = ask(client_of(cast.editor), "merge", 1, *sent).json()

    assert [made["body"] for made in answer["rows"]] == [None, "<p>乙</p>\n<p>丙</p>"]


def test_what_comes_back_is_clean(cast: Cast) -> None:
    hostile = f'<p onclick="x()">甲{START}<script>y()</script><img src=x onerror=z()>乙</p>'

    answer = ask(client_of(cast.editor), "split", 0, row(hostile, "<b>一")).content.decode()

    assert [word for word in ("onclick", "script", "onerror") if word in answer] == []


def test_paid_words_that_become_a_heading_are_warned_about(cast: Cast) -> None:
    sent = row(f"<p>{START}只有登录才能读{END}的话。</p>", "一", paid=True)

    answer = ask(client_of(cast.editor), "promote", 0, sent).json()

    expected = gettext("%(what)s: section %(number)s. A heading can be read by everybody, paid or not.")
    assert answer["said"].endswith(expected.rpartition("%(number)s")[2])


@pytest.mark.parametrize(
    ("verb", "number", "body"),
    [("split", 0, "<p>没有光标。</p>"), ("merge", 0, "<p>只有一节。</p>"), ("split", 7, f"<p>甲{START}乙</p>")],
)
def test_what_makes_no_sense_is_answered_with_a_reason(cast: Cast, verb: str, number: int, body: str) -> None:
    response = ask(client_of(cast.editor), verb, number, row(body, "一"))

    assert response.status_code == 422
    assert response.json()["error"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"[]",
        b"3",
        b"{}",
        b'{"verb": "burn", "row": 0, "rows": []}',
        b'{"verb": "split", "row": 0, "rows": [1]}',
    ],
)
def test_a_crafted_question_is_refused(cast: Cast, data: bytes) -> None:
    assert client_of(cast.editor).post(ADDRESS, data, "application/json").status_code == 400


def test_only_who_may_write_may_ask(cast: Cast) -> None:
    sent = row(f"<p>甲{START}乙</p>")

    assert ask(client_of(cast.reviewer), "split", 0, sent).status_code == 403
    assert ask(client_of(cast.reader), "split", 0, sent).status_code == 302
    assert ask(Client(), "split", 0, sent).status_code == 302
    assert client_of(cast.editor).get(ADDRESS).status_code == 405
    assert ask(_checked(cast.editor), "split", 0, sent).status_code == 403


def _checked(user: Any) -> Client:
    """A client whose posts lack the token of the page."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    return client


# -- The button that does without the script ----------------------------------------------------------------------

SAVED = [
    ("split", 1, 1, [("一", "<p>甲。乙。</p>"), ("", "<p>丙。</p>"), ("二", "<p>丁。</p>"), ("三", "<p>戊。</p>")]),
    ("promote", 1, 2, [("一", "<p>甲。乙。</p>"), ("丙。", ""), ("二", "<p>丁。</p>"), ("三", "<p>戊。</p>")]),
    ("merge", 1, "", [("一", "<p>甲。乙。</p>\n<p>丙。</p>\n<p>丁。</p>"), ("三", "<p>戊。</p>")]),
    ("demote", 2, "", [("一", "<p>甲。乙。</p>\n<p>丙。</p>\n<p>二</p>\n<p>丁。</p>"), ("三", "<p>戊。</p>")]),
]


@pytest.mark.parametrize(("verb", "section", "paragraph", "expected"), SAVED, ids=[case[0] for case in SAVED])
def test_the_saved_text_is_rearranged(
    cast: Cast, verb: str, section: int, paragraph: int | str, expected: list[tuple[str, str]]
) -> None:
    essay = make_essay(parts=PARTS)
    first = Section.objects.working().order_by("position")[0].uid

    rearranged(client_of(cast.editor), essay, verb, section, paragraph)

    assert [(heading, body) for heading, body, _paid, _continues in rows(essay)] == expected
    assert Section.objects.working().order_by("position")[0].uid == first
    assert essay.revisions.get().words > 0


def test_the_boundary_is_moved_in_the_saved_text(cast: Cast) -> None:
    essay = make_essay(parts=PARTS)

    rearranged(client_of(cast.editor), essay, "paragraph-back", 3)

    assert [(heading, paid) for heading, _body, paid, _continues in rows(essay)] == [
        ("一", False),
        ("二", True),
        ("三", True),
    ]


def test_what_was_typed_is_saved_before_it_is_rearranged(cast: Cast) -> None:
    essay = make_essay(parts=PARTS)

    rearranged(client_of(cast.editor), essay, "merge", 2, **{"sections-1-body": "<p>新写的。</p>"})

    assert [(heading, body) for heading, body, _paid, _continues in rows(essay)][1] == ("二", "<p>新写的。</p>")
    assert rows(essay)[2] == ("二", "<p>戊。</p>", True, "section")


@pytest.mark.parametrize(
    ("verb", "section", "paragraph"),
    [
        ("merge", 3, ""),
        ("split", 9, 1),
        ("split", 1, ""),
        ("split", 1, 8),
        ("promote", 1, 8),
        ("", 1, 1),
        ("split", "", 1),
        ("x", 1, 1),
    ],
)
def test_what_cannot_be_rearranged_is_saved_as_it_is_and_said(
    cast: Cast, verb: str, section: Any, paragraph: Any
) -> None:
    essay = make_essay(parts=PARTS)
    essay.tidy()
    before = rows(essay)

    response = rearranged(client_of(cast.editor), essay, verb, section, paragraph, title="新的题目")

    essay.refresh_from_db()
    assert essay.title == "新的题目"
    assert rows(essay) == before
    assert {message.level_tag for message in response.context["messages"]} == {"error"}


def test_an_essay_somebody_saved_meanwhile_is_not_rearranged(cast: Cast) -> None:
    essay = make_essay(parts=PARTS)
    data = essay_data(essay)
    Section.objects.working().filter(heading="二").update(body="<p>别人写的。</p>")
    Essay.objects.filter(pk=essay.pk).update(version=essay.version + 1)
    asked = {"rearrange-verb": "merge", "rearrange-section": 1, "_rearrange": "yes"}

    client_of(cast.editor).post(FORM.format(essay.pk), data | asked)

    assert len(rows(essay)) == 3
    assert rows(essay)[1][1] == "<p>别人写的。</p>"


def test_who_may_only_look_can_rearrange_nothing(cast: Cast) -> None:
    essay = make_essay(parts=PARTS)
    client = client_of(cast.reviewer)

    assert "_rearrange" not in client.get(FORM.format(essay.pk)).content.decode()
    assert rearranged(client, essay, "merge", 1).status_code == 403
    assert len(rows(essay)) == 3


def test_quotes_follow_the_words_they_quote(cast: Cast) -> None:
    said = "“我们将锚定创新，继续潜心攻关，为高质量发展作出新的贡献。”星河机器人公司董事长顾捷说。"
    essay = make_essay(parts=(Part("前面的话。", "一"), Part(said, "二")))
    essay.tidy()
    before = Quote.objects.get()

    rearranged(client_of(cast.editor), essay, "demote", 2)

    after = Quote.objects.working().get()
    assert (after.uid, after.text, after.is_lost) == (before.uid, before.text, False)
    assert after.section is not None
    assert after.section.heading == "一"


# -- The form --------------------------------------------------------------------------------------------------


def test_the_form_costs_as_many_queries_for_many_sections_as_for_one(
    cast: Cast, django_assert_max_num_queries: Any
) -> None:
    client = client_of(cast.editor)
    essays = [
        make_essay(number=size, parts=[Part(f"第{n}段。", f"节{n}", paid=bool(n % 2)) for n in range(size)])
        for size in (2, 60)
    ]
    used = []
    for essay in essays:
        data = essay_data(essay)
        data |= {f"sections-{n}-body": f"<p>改过的第{n}段。</p>" for n in range(essay.number)}
        with django_assert_max_num_queries(120) as opened:
            client.get(FORM.format(essay.pk))
        with django_assert_max_num_queries(120) as saved:
            assert client.post(FORM.format(essay.pk), data).status_code == 302
        used.append((len(opened), len(saved)))

    assert used[0] == used[1]


def test_500_sections_are_saved(cast: Cast) -> None:
    essay = make_essay(parts=[Part(f"第{n}段。", f"节{n}") for n in range(500)])
    data = essay_data(essay, **{f"sections-{n}-position": 499 - n for n in range(500)})

    assert client_of(cast.editor).post(FORM.format(essay.pk), data).status_code == 302

    assert [heading for heading, *_rest in rows(essay)] == [f"节{n}" for n in range(499, -1, -1)]


def test_a_row_of_another_essay_or_a_frozen_one_cannot_be_named(cast: Cast) -> None:
    essay, other = make_essay(parts=PARTS), make_essay(number=2, parts=PARTS)
    essay.freeze()
    foreign = Section.objects.working().filter(essay=other)[0]
    frozen = Section.objects.filter(revision__essay=essay)[0]

    for pk in (foreign.pk, frozen.pk, "x", -1):
        data = essay_data(essay, **{"sections-0-id": pk, "sections-0-body": "<p>冒名的。</p>"})
        assert client_of(cast.editor).post(FORM.format(essay.pk), data).status_code == 200

    assert not Section.objects.filter(body="<p>冒名的。</p>").exists()


def test_why_an_essay_was_returned_stands_on_its_form(cast: Cast) -> None:
    essay = make_essay(parts=PARTS)
    essay.submit(by=cast.editor)
    essay.return_to_editor(by=cast.reviewer, why="第二节的小标题要改一改。")

    page = client_of(cast.editor).get(FORM.format(essay.pk)).content.decode()

    assert page.index("第二节的小标题要改一改。") < page.index('id="sections"')


def test_a_doubtful_marker_is_named_with_its_place(cast: Cast) -> None:
    essay = make_essay(parts=PARTS)
    data = essay_data(essay, **{"sections-0-body": "<p>不该在这里结束##paidend##的一句话。</p>"})

    response = client_of(cast.editor).post(FORM.format(essay.pk), data, follow=True)

    assert "不该在这里结束##paidend##的一句话。" in words_of(response)


# -- Verdicts beside the text --------------------------------------------------------------------------------------


def test_a_quote_is_settled_from_the_form(cast: Cast) -> None:
    essay = make_essay(parts=PARTS)
    quote = make_quote(essay, "甲。", "张三")

    answer = client_of(cast.editor).post(_verdict(essay, quote), {"verdict": "rejected"})

    quote.attribution.refresh_from_db()
    assert answer.json()["said"]
    assert quote.attribution.verdict == Verdict.REJECTED
    assert quote.attribution.settled_by == cast.editor


def test_verdicts_are_for_who_may_give_them_on_quotes_that_are_there(cast: Cast) -> None:
    essay, other = make_essay(parts=PARTS), make_essay(number=2, parts=PARTS)
    quote, foreign = make_quote(essay, "甲。"), make_quote(other, "甲。")
    frozen = Quote.objects.filter(revision=essay.freeze()).get(text="甲。")
    confirm = {"verdict": "confirmed"}
    editor = client_of(cast.editor)

    assert client_of(cast.entry).post(_verdict(essay, quote), confirm).status_code == 403
    assert client_of(cast.reader).post(_verdict(essay, quote), confirm).status_code == 302
    assert editor.get(_verdict(essay, quote)).status_code == 405
    assert editor.post(_verdict(essay, foreign), confirm).status_code == 404
    assert editor.post(_verdict(essay, frozen), confirm).status_code == 404
    assert editor.post(_verdict(essay, quote), {"verdict": "burnt"}).status_code == 404
    essay.discard()
    assert editor.post(_verdict(essay, quote), confirm).status_code == 403
    assert {quote.attribution.verdict for quote in Quote.objects.all()} == {Verdict.UNSETTLED}


def _verdict(essay: Essay, quote: Quote) -> str:
    return f"/admin/essays/essay/{essay.pk}/quotes/{quote.pk}/verdict/"


def test_a_looker_on_sees_the_boundary_and_no_tools(cast: Cast) -> None:
    essay = make_essay(parts=PARTS)

    page = client_of(cast.reviewer).get(FORM.format(essay.pk)).content.decode()

    assert page.count('class="boundary"') == 1
    assert "desk/sections.css" in page
    assert "data-verb" not in page


def test_merging_tells_which_heading_goes(cast: Cast) -> None:
    answer = ask(client_of(cast.editor), "merge", 0, row("<p>甲</p>", "一"), row("<p>乙</p>", "去掉的题")).json()

    assert "去掉的题" in answer["said"]
