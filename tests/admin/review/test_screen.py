"""The screen a revision is reviewed on: everything on one page, at a price that does not grow."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from essays.models import Comment, Essay, Preferences, Presence, Quote, Revision, Section, Source
from tests.conftest import Cast, client_of
from tests.factories import Part, make_collection, make_essay, make_quote, publish
from tests.importing.texts import imported

from .desk import page, screen

BAD = "<script>alert('x')</script>\"><img src=x onerror=alert(1)>"


@pytest.fixture
def revision(cast: Cast) -> Revision:
    """An essay that is live, with one word changed and a section paid that was free."""
    essay = publish(make_essay(parts=[Part("加快建设。"), Part("不变的。", "其二"), Part("要付费的。", "其三")]))
    first, _second, third = Section.objects.working().filter(essay=essay).order_by("position")
    Section.objects.filter(pk=first.pk).update(body="<p>加快建成。</p>")
    Section.objects.filter(pk=third.pk).update(is_paid=True)
    return Essay.objects.get(pk=essay.pk).submit(by=cast.editor, why="改了一个字")


def shown(client: Client, revision: Revision, query: str = "") -> str:
    return str(page(client, revision, query).content.decode())


def test_one_changed_character_is_one_deleted_and_one_inserted(cast: Cast, revision: Revision) -> None:
    text = shown(client_of(cast.reviewer), revision)

    assert "加快建<del>设</del><ins>成</ins>。" in text


def test_changes_of_access_are_told(cast: Cast, revision: Revision) -> None:
    comparison = page(client_of(cast.reviewer), revision).context["comparison"]

    assert [section.has_new_access for section in comparison.diff.sections] == [False, False, True]


def test_the_text_is_compared_with_what_the_tab_says(cast: Cast, revision: Revision) -> None:
    live = revision.essay.revisions.live().get()
    draft = revision.essay.revisions.create(number=3, title="x", digest="x")
    client = client_of(cast.reviewer)

    def compared(one: Revision, query: str = "") -> Any:
        return page(client, one, query).context["comparison"]

    assert compared(revision).other == compared(revision, "with=live").other == live
    assert compared(draft, "with=previous").other == revision
    assert compared(revision, "with=text").is_whole
    assert compared(revision, "with=nonsense").other == live
    assert compared(live).is_whole
    assert [choice.name for choice in compared(live).choices][-1] == "text"


def test_what_did_not_change_is_folded_until_something_is_said_of_it(cast: Cast, revision: Revision) -> None:
    client, still = client_of(cast.reviewer), Section.objects.get(revision=revision, heading="其二")

    def folded(query: str = "") -> list[str]:
        stretches = page(client, revision, query).context["stretches"]
        return [part.name for stretch in stretches if stretch.is_folded for part in stretch.parts]

    assert folded() == [still.uid]
    assert folded("with=text") == []
    assert folded(f"say={still.uid}") == []
    Comment.objects.say(revision, "为什么不改？", by=cast.reviewer, section_uid=still.uid)
    assert folded() == []


def test_a_link_opens_the_comment_form_without_a_script(cast: Cast, revision: Revision) -> None:
    client, uid = client_of(cast.reviewer), Section.objects.filter(revision=revision)[0].uid
    form = f'<input type="hidden" name="section" value="{uid}">'

    assert form not in shown(client, revision)
    assert f"say={uid}#s-{uid}" in shown(client, revision)
    assert form in shown(client, revision, f"say={uid}")


@pytest.mark.parametrize("role", ["entry", "editor", "publisher"])
def test_who_does_not_review_reads_and_decides_nothing(cast: Cast, revision: Revision, role: str) -> None:
    text = shown(client_of(getattr(cast, role)), revision)

    assert "加快建" in text
    assert "say-form" in text
    for name in ("approve", "return", "claim", "assign"):
        assert f'value="{name}"' not in text


def test_nobody_else_reads_it(cast: Cast, revision: Revision, reader: Client, stranger: Client) -> None:
    cast.editor.groups.clear()

    assert page(client_of(cast.editor), revision).status_code == 403
    assert stranger.get(screen(revision)).headers["Location"].startswith("/admin/login/")
    assert reader.get(screen(revision), follow=True).status_code == 403


@pytest.mark.parametrize("pk", ["0", "x", "99999999999999999999", "1_2"])
def test_what_is_not_there_is_not_found(cast: Cast, pk: str) -> None:
    assert client_of(cast.reviewer).get(f"/admin/essays/revision/{pk}/review/").status_code == 404


def test_no_field_runs_as_a_script(cast: Cast) -> None:
    essay = make_essay(
        make_collection(BAD), title=BAD, subtitle=BAD, parts=[Part("一", BAD), Part("二", html=f"<p>{BAD}</p>")]
    )
    make_quote(essay, BAD, BAD[:90], organisation=BAD, title=BAD)
    publish(essay)
    Section.objects.working().filter(essay=essay).update(heading=BAD + "改", body=f"<p>{BAD}改</p>")
    revision = Essay.objects.get(pk=essay.pk).submit(by=cast.editor, why=BAD)
    Comment.objects.say(revision, BAD, by=cast.reviewer)
    client = client_of(cast.reviewer)

    for query in ("", "with=text", "with=previous", f"with={BAD}", f"say={BAD}", f"q={BAD}"):
        text = shown(client, revision, query)
        assert "<script>alert" not in text, query
        assert "<img src=x" not in text, query


def test_why_it_was_returned_the_last_time_is_said_until_it_is_approved(cast: Cast) -> None:
    essay, client = make_essay(), client_of(cast.reviewer)
    first = essay.submit(by=cast.editor)
    assert page(client, first).context["returned"] is None

    first.return_to_editor(by=cast.reviewer, why="第二段没有出处")
    Section.objects.working().filter(essay=essay).update(body="<p>补了出处。</p>")
    second = Essay.objects.get(pk=essay.pk).submit(by=cast.editor)
    assert page(client, second).context["returned"].why == "第二段没有出处"

    second.approve(by=cast.reviewer)
    Section.objects.working().filter(essay=essay).update(body="<p>又改了。</p>")
    third = Essay.objects.get(pk=essay.pk).submit(by=cast.editor)
    assert page(client, third).context["returned"] is None


def test_who_has_the_essay_open_is_named(cast: Cast, revision: Revision) -> None:
    Presence.note(cast.editor, revision.essay)
    Presence.note(cast.reviewer, revision.essay)

    assert [one.user for one in page(client_of(cast.reviewer), revision).context["opened"]] == [cast.editor]


def test_shortcuts_are_off_for_whom_they_are_switched_off(cast: Cast, revision: Revision) -> None:
    client = client_of(cast.reviewer)
    assert 'data-shortcuts="on"' in shown(client, revision)

    Preferences.objects.create(user=cast.reviewer, shortcuts=False)

    assert 'data-shortcuts="off"' in shown(client, revision)
    assert 'id="keys"' not in shown(client, revision)


def test_what_the_checks_find_leads_to_its_place(cast: Cast) -> None:
    """Also in a row that goes on behind a paid boundary, which has no heading of its own on the screen."""
    cut = [Part("好的。", "其一"), Part("他说“好。", "其一", paid=True, continues="paragraph")]
    revision = make_essay(parts=cut).submit(by=cast.editor)
    uid = Section.objects.get(revision=revision, is_paid=True).uid

    text = shown(client_of(cast.reviewer), revision)

    assert f'href="#s-{uid}"' in text
    assert f'id="s-{uid}"' in text


def test_quotes_stand_with_their_speakers_and_their_place(cast: Cast) -> None:
    essay = make_essay()
    make_quote(essay, "桥下的水慢慢地流。", "林长河", organisation="桥下村", confirmed=True)
    revision = essay.submit(by=cast.editor)

    text = shown(client_of(cast.reviewer), revision)

    quote = Quote.objects.select_related("section").get(revision=revision)
    assert quote.section is not None
    assert f'<a href="#s-{quote.section.uid}">桥下的水慢慢地流。</a>' in text
    assert "<b>林长河</b> · 桥下村" in text


def long_revision(cast: Cast, sections: int, comments: int) -> Revision:
    essay = make_essay(parts=[Part(f"第{n}段，讲的是小路。", f"第{n}节") for n in range(sections)])
    publish(essay)
    Section.objects.working().filter(essay=essay, position__lt=sections // 2).update(body="<p>改成讲桥。</p>")
    revision = Essay.objects.get(pk=essay.pk).submit(by=cast.editor)
    for section in Section.objects.filter(revision=revision)[:comments]:
        Comment.objects.say(revision, "出处？", by=cast.reviewer, section_uid=section.uid).answer("有", by=cast.editor)
    return revision


def queries(client: Client, revision: Revision) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert page(client, revision).status_code == 200
    return len(captured)


@override_settings(REVIEW_LEVELS=2)
def test_a_long_text_costs_no_more_queries_than_a_short_one(cast: Cast) -> None:
    client = client_of(cast.reviewer)
    make_essay().submit(by=cast.editor)
    short = long_revision(cast, 4, 2)
    make_essay().submit(by=cast.editor)
    few = queries(client, short)
    long = long_revision(cast, 40, 30)
    for _ in range(5):
        make_essay().submit(by=cast.editor)

    assert queries(client, long) == few
    assert few <= 40


def test_500_sections_are_shown_in_seconds(cast: Cast) -> None:
    revision, client = long_revision(cast, 500, 3), client_of(cast.reviewer)
    page(client, revision)
    begun = time.perf_counter()

    text = shown(client, revision)

    assert time.perf_counter() - begun < 10
    assert text.count("data-part") == 500


def test_a_text_is_compared_with_the_file_it_came_from(cast: Cast) -> None:
    imported()
    essay = Essay.objects.get(number=1)
    section = Section.objects.working().get(essay=essay, heading="村口小路")
    Section.objects.filter(pk=section.pk).update(body=section.body.replace("小路通向", "大路通向"))
    revision = Essay.objects.get(pk=essay.pk).submit(by=cast.editor)
    client = client_of(cast.reviewer)

    comparison = page(client, revision, "with=source").context["comparison"]

    assert comparison.other == Source.objects.get()
    assert (comparison.diff.inserted, comparison.diff.deleted) == (1, 1)
    assert {len(found.uids) for found in comparison.diff.sections} == {1}
    assert comparison.diff.changed_quotes == ()
    assert "<del>小</del><ins>大</ins>路通向" in shown(client, revision, "with=source")

    beside = page(client, revision, "with=beside")
    assert beside.context["beside"].source == Source.objects.get()
    assert "side-file" in beside.content.decode()

    names = Source.objects.get().tree["names"]
    Source.objects.update(tree={"version": 0, "names": names})
    assert page(client, revision, "with=source").context["comparison"].is_whole


def test_comments_stand_beside_the_file_too(cast: Cast) -> None:
    """At their sections, and at the end for a section that came from no line of the file."""
    imported()
    essay = Essay.objects.get(number=1)
    own = Section.objects.create(essay=essay, position=99, heading="后添", body="<p>后来添的一段。</p>")
    revision = Essay.objects.get(pk=essay.pk).submit(by=cast.editor)
    first = Section.objects.get(revision=revision, heading="小河两岸")
    Comment.objects.say(revision, "问第一节", by=cast.reviewer, section_uid=first.uid)
    Comment.objects.say(revision, "问后添的", by=cast.reviewer, section_uid=own.uid)

    text = shown(client_of(cast.reviewer), revision, "with=beside")

    assert text.index(f'data-section="{first.uid}"') < text.index("问第一节") < text.index("问后添的")
    assert f'data-say="{first.uid}"' in text


def test_who_may_see_no_files_compares_with_none(cast: Cast, revision: Revision) -> None:
    Source.objects.create(key="a", name="a", data=b"", collection=revision.essay.collection, tree={})
    cast.reviewer.user_permissions.set(cast.reviewer.groups.get().permissions.exclude(codename="view_source"))
    cast.reviewer.groups.clear()

    for query in ("with=source", "with=beside"):
        comparison = page(client_of(cast.reviewer), revision, query).context["comparison"]
        assert {choice.name for choice in comparison.choices} == {"live", "previous", "text"}
        assert not comparison.is_beside
