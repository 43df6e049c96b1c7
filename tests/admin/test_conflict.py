"""Two editors on one essay: the second is refused, and loses nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from essays.models import Autosave, Essay, Section, Verdict
from tests.conftest import Cast, client_of
from tests.factories import Part, make_essay, make_quote

from .forms import essay_data

FORM = "/admin/essays/essay/{}/change/"


@dataclass(slots=True)
class Stale:
    """An essay and the form of it that two clients have open."""

    essay: Essay
    data: dict[str, Any]
    first: Client
    second: Client

    def first_saves(self, **changes: Any) -> None:
        assert self.first.post(FORM.format(self.essay.pk), {**self.data, **changes}).status_code == 302

    def second_saves(self, **changes: Any) -> Any:
        return self.second.post(FORM.format(self.essay.pk), {**self.data, **changes})

    @property
    def rows(self) -> list[Section]:
        return list(Section.objects.working().filter(essay=self.essay).order_by("position", "id"))

    @property
    def bodies(self) -> list[str]:
        return [row.body for row in self.rows]

    @property
    def uids(self) -> list[str]:
        return [row.uid for row in self.rows]


def test_a_stale_save_is_refused_and_keeps_what_was_typed(cast: Cast) -> None:
    essay = make_essay()
    opened = essay_data(essay)
    first, second = client_of(cast.editor), client_of(cast.entry)
    first.post(FORM.format(essay.pk), {**opened, "sections-0-body": "<p>先存的话。</p>"})

    response = second.post(FORM.format(essay.pk), {**opened, "sections-0-body": "<p>后存的话。</p>"})

    body = Section.objects.working().filter(essay=essay).order_by("position")[0].body
    assert response.status_code == 409
    assert "后存的话" in response.content.decode()
    assert body == "<p>先存的话。</p>"


def test_pressing_save_again_does_not_get_past_the_check(cast: Cast) -> None:
    essay = make_essay()
    stale = essay_data(essay, version=essay.version - 1, opened="")
    client = client_of(cast.editor)

    answers = [client.post(FORM.format(essay.pk), stale) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [409, 409]


def test_a_save_without_a_version_is_refused(cast: Cast) -> None:
    essay = make_essay()
    data = essay_data(essay, title="没有版本的题目")
    del data["version"]

    client_of(cast.editor).post(FORM.format(essay.pk), data)

    essay.refresh_from_db()
    assert essay.title != "没有版本的题目"


def test_text_typed_into_a_section_that_is_gone_is_still_shown(cast: Cast) -> None:
    essay = make_essay(parts=[Part("甲。", "一"), Part("乙。", "二")])
    opened = essay_data(essay)
    client_of(cast.editor).post(FORM.format(essay.pk), {**opened, "sections-1-DELETE": "on"})

    response = client_of(cast.entry).post(
        FORM.format(essay.pk), {**opened, "sections-1-body": "<p>打了很久的字。</p>"}
    )

    assert response.status_code == 409
    assert "打了很久的字" in response.content.decode()
    assert Section.objects.working().filter(essay=essay).count() == 1


def test_moving_an_essay_through_review_makes_no_open_form_stale(cast: Cast) -> None:
    essay = make_essay()
    opened = essay_data(essay)
    essay.submit(by=cast.editor)

    response = client_of(cast.editor).post(FORM.format(essay.pk), {**opened, "title": "改了的题目"})

    assert response.status_code == 302


def settle(client: Client, essay: Essay, page: Any, **choices: str) -> Any:
    """Answer the page of a conflict as its form would, and follow to the form of the essay."""
    carried = {"carried": page.context["carried"], "autosave-seen": page.context["seen"]}
    address = f"/admin/essays/essay/{essay.pk}/conflict/"
    return client.post(address, {**carried, "against": page.context["original"].version, **choices}, follow=True)


def posted_by(response: Any) -> dict[str, Any]:
    """What a browser would post from the form that is shown."""
    form, formset = response.context["adminform"].form, response.context["inline_admin_formsets"][0].formset
    data = {name: form[name].value() for name in form.fields}
    data |= {f"{formset.prefix}-TOTAL_FORMS": len(formset.forms), f"{formset.prefix}-INITIAL_FORMS": 0}
    data |= {field.html_name: field.value() for field in formset.management_form}
    data |= {field.html_name: field.value() for row in formset.forms for field in row}
    data["autosave-seen"] = response.context["autosave_seen"]
    return {name: value for name, value in data.items() if value not in (None, False)}


@pytest.fixture
def stale(cast: Cast) -> Stale:
    """Two editors opened one essay; the first has saved."""
    essay = make_essay(parts=[Part("甲。\n乙。\n丙。", "一"), Part("丁。", "二"), Part("戊。", "三", paid=True)])
    essay.tidy()
    essay.freeze(by=cast.editor)
    return Stale(essay, essay_data(essay), client_of(cast.editor), client_of(cast.entry))


def test_both_texts_are_shown_with_who_saved(stale: Stale) -> None:
    stale.first_saves(**{"sections-1-body": "<p>别人的话。</p>"})

    page = stale.second_saves(**{"sections-1-body": "<p>自己的话。</p>"})

    text = page.content.decode()
    assert page.status_code == 409
    assert page.context["conflict"].saved_by.username == "editor"
    assert [row["uid"] for row in page.context["rows"]] == [stale.uids[1]]
    assert "<p>别人的话。</p>" in text
    assert "<p>自己的话。</p>" in text
    assert page.context["diff"].changed_sections


def test_changes_in_different_places_are_put_together_without_a_choice(stale: Stale) -> None:
    stale.first_saves(**{"sections-0-body": "<p>甲。</p><p>乙。</p><p>别人的丙。</p>", "subtitle": "别人的副题"})

    page = stale.second_saves(**{"sections-0-body": "<p>自己的甲。</p><p>乙。</p><p>丙。</p>", "title": "自己的题目"})
    form = settle(stale.second, stale.essay, page)
    saved = stale.second.post(FORM.format(stale.essay.pk), posted_by(form))

    stale.essay.refresh_from_db()
    assert not page.context["rows"]
    assert not page.context["values"]
    assert saved.status_code == 302
    assert (stale.essay.title, stale.essay.subtitle) == ("自己的题目", "别人的副题")
    assert stale.bodies[0] == "<p>自己的甲。</p>\n<p>乙。</p>\n<p>别人的丙。</p>"
    assert not Autosave.objects.exists()


@pytest.mark.parametrize(
    ("choice", "expected"),
    [("mine", ["自己的话。"]), ("theirs", ["别人的话。"]), ("both", ["别人的话。", "自己的话。"])],
)
def test_where_both_changed_a_section_the_editor_chooses(stale: Stale, choice: str, expected: list[str]) -> None:
    stale.first_saves(**{"sections-1-body": "<p>别人的话。</p>"})
    page = stale.second_saves(**{"sections-1-body": "<p>自己的话。</p>"})

    form = settle(stale.second, stale.essay, page, **{f"section-{stale.uids[1]}": choice})
    unsaved = stale.bodies
    saved = stale.second.post(FORM.format(stale.essay.pk), posted_by(form))

    assert unsaved[1] == "<p>别人的话。</p>"
    assert saved.status_code == 302
    assert stale.bodies[1:-1] == [f"<p>{text}</p>" for text in expected]


def test_without_a_choice_both_texts_stay(stale: Stale) -> None:
    stale.first_saves(**{"sections-1-body": "<p>别人的话。</p>"})
    page = stale.second_saves(**{"sections-1-body": "<p>自己的话。</p>"})

    stale.second.post(FORM.format(stale.essay.pk), posted_by(settle(stale.second, stale.essay, page)))

    assert stale.bodies[1:-1] == ["<p>别人的话。</p>", "<p>自己的话。</p>"]


def test_a_title_both_changed_is_for_the_editor_to_choose(stale: Stale) -> None:
    stale.first_saves(title="别人的题目")
    page = stale.second_saves(title="自己的题目")

    form = settle(stale.second, stale.essay, page, **{"value-title": "theirs"})

    assert [value["name"] for value in page.context["values"]] == ["title"]
    assert form.context["adminform"].form["title"].value() == "别人的题目"


def test_what_was_written_on_in_a_deleted_section_comes_back_when_it_is_chosen(stale: Stale) -> None:
    stale.first_saves(**{"sections-1-DELETE": "on"})
    page = stale.second_saves(**{"sections-1-body": "<p>打了很久的字。</p>"})

    form = settle(stale.second, stale.essay, page, **{f"section-{stale.uids[1]}": "mine"})
    stale.second.post(FORM.format(stale.essay.pk), posted_by(form))

    assert "<p>打了很久的字。</p>" in stale.bodies


def test_a_section_i_deleted_and_another_wrote_on_is_deleted_only_when_that_is_chosen(stale: Stale) -> None:
    stale.first_saves(**{"sections-1-body": "<p>别人的话。</p>"})
    page = stale.second_saves(**{"sections-1-DELETE": "on"})

    form = settle(stale.second, stale.essay, page, **{f"section-{stale.uids[1]}": "mine"})
    stale.second.post(FORM.format(stale.essay.pk), posted_by(form))

    assert len(stale.bodies) == 2


def test_an_essay_saved_once_more_while_choosing_shows_the_new_text(stale: Stale) -> None:
    stale.first_saves(**{"sections-1-body": "<p>别人的话。</p>"})
    page = stale.second_saves(**{"sections-1-body": "<p>自己的话。</p>"})
    stale.first.post(
        FORM.format(stale.essay.pk), essay_data(stale.essay, **{"sections-1-body": "<p>又改了的话。</p>"})
    )

    again = settle(stale.second, stale.essay, page, **{f"section-{stale.uids[1]}": "mine"})

    assert again.status_code == 409
    assert "<p>又改了的话。</p>" in again.content.decode()
    assert "<p>自己的话。</p>" in again.content.decode()
    assert stale.bodies[1] == "<p>又改了的话。</p>"


def test_what_was_typed_survives_leaving_the_page(stale: Stale) -> None:
    stale.first_saves(**{"sections-1-body": "<p>别人的话。</p>"})
    stale.second_saves(**{"sections-1-body": "<p>自己的话。</p>"})

    page = stale.second.get(f"/admin/essays/essay/{stale.essay.pk}/conflict/")

    assert page.status_code == 409
    assert "<p>自己的话。</p>" in page.content.decode()


def test_settled_quotes_make_no_form_stale(stale: Stale, cast: Cast) -> None:
    quote = make_quote(stale.essay, "甲。", "张三")
    stale.data = essay_data(stale.essay)
    data = {"kind": quote.kind, "speaker": "李四", "organisation": "", "title": "", "verdict": Verdict.UNSETTLED}
    client_of(cast.manager).post(f"/admin/essays/quote/{quote.pk}/change/", data)

    response = stale.second_saves(**{"sections-1-body": "<p>自己的话。</p>"})

    quote.refresh_from_db()
    assert response.status_code == 302
    assert quote.speaker == "李四"
    assert stale.bodies[1] == "<p>自己的话。</p>"


@pytest.mark.parametrize("opened", ["", "[]", "{}", '{"revision": "x"}', '{"names": 3}', '{"revision": 999}', "null"])
def test_a_form_that_lost_its_memory_still_loses_no_text(stale: Stale, opened: str) -> None:
    stale.first_saves(**{"sections-1-body": "<p>别人的话。</p>"})

    page = stale.second_saves(**{"sections-1-body": "<p>自己的话。</p>", "opened": opened})
    form = settle(stale.second, stale.essay, page)

    bodies = [row["body"].value() for row in form.context["inline_admin_formsets"][0].formset.forms]
    assert page.status_code == 409
    assert {"<p>别人的话。</p>", "<p>自己的话。</p>"} <= set(bodies)


@pytest.mark.parametrize("carried", ["", "null", "[1]", '{"a": 1}', "{"])
def test_a_crafted_answer_is_refused(stale: Stale, carried: str) -> None:
    answer = stale.second.post(f"/admin/essays/essay/{stale.essay.pk}/conflict/", {"carried": carried})

    assert answer.status_code == 400
    assert not Autosave.objects.exists()


def test_markup_in_a_clash_is_shown_as_words(stale: Stale) -> None:
    stale.first_saves(title="<script>one</script>")

    page = stale.second_saves(title="<script>two</script>", **{"sections-1-body": "<p>话<img src=x onerror=y></p>"})

    text = page.content.decode()
    assert "<script>one" not in text
    assert "<script>two" not in text
    assert "<img src=x" not in text


def test_the_page_is_for_who_may_change_the_essay(stale: Stale, cast: Cast) -> None:
    address = f"/admin/essays/essay/{stale.essay.pk}/conflict/"

    answers = {name: client_of(user).get(address).status_code for name, user in cast.staff.items()}

    assert answers == {"entry": 302, "editor": 302, "reviewer": 403, "publisher": 403, "manager": 302}
    assert client_of(cast.editor).get("/admin/essays/essay/999999/conflict/").status_code == 404
    assert Client().get(address).headers["Location"].startswith("/admin/login/")


def test_of_two_saves_in_one_instant_the_second_gets_the_page(stale: Stale, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both have compared versions before either has written."""
    monkeypatch.setattr(Essay, "check_version", lambda essay, version: None)
    stale.first_saves(**{"sections-1-body": "<p>别人的话。</p>"})

    page = stale.second_saves(**{"sections-1-body": "<p>自己的话。</p>", "title": "半截的题目"})

    stale.essay.refresh_from_db()
    assert page.status_code == 409
    assert "<p>自己的话。</p>" in page.content.decode()
    assert stale.bodies[1] == "<p>别人的话。</p>"
    assert stale.essay.title != "半截的题目"
