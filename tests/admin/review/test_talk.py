"""Comments on the screen: at their section, whatever revision they began with."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from essays.admin.review.comments import open_comments
from essays.models import Comment, Essay, Revision, Section
from essays.models.comment import LONGEST
from tests.conftest import Cast, client_of
from tests.factories import make_essay

from .desk import page, say, screen, settle


@pytest.fixture
def revision(cast: Cast) -> Revision:
    return make_essay().submit(by=cast.editor)


def uids(revision: Revision) -> list[str]:
    return list(Section.objects.filter(revision=revision).order_by("position").values_list("uid", flat=True))


def parts(client: Client, revision: Revision) -> dict[str, list[Comment]]:
    stretches = page(client, revision).context["stretches"]
    return {part.name: list(part.threads) for stretch in stretches for part in stretch.parts if part.threads}


def next_revision(essay: Essay, by: Any) -> Revision:
    essay = Essay.objects.get(pk=essay.pk)
    essay.title += "·改"
    essay.save()
    return essay.submit(by=by)


def test_a_comment_stands_at_its_section(cast: Cast, revision: Revision) -> None:
    client, uid = client_of(cast.reviewer), uids(revision)[1]

    answer = say(client, revision, "出处？", section=uid)
    whole = say(client, revision, "题目太长。")

    comment, general = Comment.objects.order_by("id")
    assert answer.headers["Location"] == f"{screen(revision)}?tab=open#c-{comment.pk}"
    assert whole.status_code == 302
    assert parts(client, revision) == {uid: [comment]}
    assert page(client, revision).context["talk"].general == [general]


@pytest.mark.parametrize("role", ["entry", "editor", "reviewer", "publisher", "manager"])
def test_everybody_of_the_desk_may_say_answer_and_resolve(cast: Cast, revision: Revision, role: str) -> None:
    client = client_of(getattr(cast, role))
    head = Comment.objects.say(revision, "出处？", by=cast.reviewer)

    say(client, revision, "已补。", parent=head.pk)
    settle(client, revision, head, "resolve")
    head.refresh_from_db()
    assert (head.answers.get().by_name, head.resolved_by_name) == (role, role)

    settle(client, revision, head, "reopen")
    head.refresh_from_db()
    assert not head.is_resolved


def test_nobody_else_may(cast: Cast, revision: Revision, reader: Client, stranger: Client) -> None:
    head = Comment.objects.say(revision, "出处？", by=cast.reviewer)
    cast.editor.groups.clear()
    cast.entry.user_permissions.set(cast.entry.groups.get().permissions.filter(codename="view_revision"))
    cast.entry.groups.clear()

    for user in (cast.editor, cast.entry):
        assert say(client_of(user), revision, "我也说").status_code == 403
        assert settle(client_of(user), revision, head, "resolve").status_code == 403
    assert page(client_of(cast.entry), revision).status_code == 200
    assert "say-form" not in page(client_of(cast.entry), revision).content.decode()
    for client in (reader, stranger):
        assert say(client, revision, "我也说").headers["Location"].startswith("/admin/login/")
    head.refresh_from_db()
    assert (Comment.objects.count(), head.is_resolved) == (1, False)


@pytest.mark.parametrize("text", ["", " \n", "字" * (LONGEST + 1)])
def test_what_cannot_be_taken_is_kept_at_its_place(cast: Cast, revision: Revision, text: str) -> None:
    client, uid = client_of(cast.reviewer), uids(revision)[1]
    head = Comment.objects.say(revision, "出处？", by=cast.reviewer, section_uid=uid)

    begun = say(client, revision, text, section=uid)
    answered = say(client, revision, text, parent=head.pk)

    for response in (begun, answered):
        assert response.status_code == 200
        assert 'class="errornote" role="alert"' in response.content.decode()
        assert text in response.content.decode()
    assert (begun.context["saying"], answered.context["saying"]) == (uid, None)
    assert Comment.objects.count() == 1


def test_a_comment_is_on_a_section_of_its_revision_an_answer_on_its_essay(cast: Cast, revision: Revision) -> None:
    client, other = client_of(cast.reviewer), make_essay().submit(by=cast.editor)
    elsewhere = Comment.objects.say(other, "别处的话", by=cast.reviewer)

    assert say(client, revision, "哪里？", section=uids(other)[0]).status_code == 200
    assert say(client, revision, "哪里？", section="x" * 99).status_code == 200
    for parent in (elsewhere.pk, 0, "x", "9" * 30):
        assert say(client, revision, "答谁？", parent=parent).status_code == 404
    assert settle(client, revision, elsewhere, "resolve").status_code == 404
    assert settle(client, other, elsewhere, "delete").status_code == 400
    assert client.get(f"/admin/essays/revision/{revision.pk}/comment/").status_code == 405
    assert Comment.objects.count() == 1


def test_open_comments_follow_their_section_into_later_revisions(cast: Cast, revision: Revision) -> None:
    first, second, third = uids(revision)
    kept = Comment.objects.say(revision, "这里呢？", by=cast.reviewer, section_uid=second)
    done = Comment.objects.say(revision, "改好了的。", by=cast.reviewer, section_uid=first)
    gone = Comment.objects.say(revision, "这一节不要。", by=cast.reviewer, section_uid=third)
    general = Comment.objects.say(revision, "题目太长。", by=cast.reviewer)
    done.resolve(by=cast.editor)
    Section.objects.working().filter(essay=revision.essay, uid=third).delete()
    later = next_revision(revision.essay, cast.editor)
    client = client_of(cast.reviewer)

    talk = page(client, later).context["talk"]
    assert parts(client, later) == {second: [kept]}
    assert (talk.general, talk.gone, talk.gone[0].place) == ([general], [gone], "小河的去处")
    assert "小河的去处" in page(client, later).content.decode()
    assert parts(client, revision) == {first: [done], second: [kept], third: [gone]}

    fresh = Comment.objects.say(later, "新说的。", by=cast.reviewer, section_uid=second)
    assert parts(client, revision)[second] == [kept]
    assert parts(client, later)[second] == [kept, fresh]


def test_the_working_copy_knows_its_open_comments(cast: Cast, revision: Revision) -> None:
    second = uids(revision)[1]
    kept = Comment.objects.say(revision, "这里呢？", by=cast.reviewer, section_uid=second)
    Comment.objects.say(revision, "改好了的。", by=cast.reviewer).resolve(by=cast.editor)
    kept.answer("在改。", by=cast.editor)

    talk = open_comments(revision.essay)

    assert (talk.sections, talk.general, talk.unresolved) == ({second: [kept]}, [], 1)
    assert [answer.text for answer in talk.sections[second][0].said] == ["在改。"]


def test_what_is_said_is_words_and_no_markup(cast: Cast, revision: Revision) -> None:
    bad = "<script>alert('说')</script> & “引” <b>x</b>"
    client, uid = client_of(cast.reviewer), uids(revision)[0]
    say(client, revision, bad, section=uid)
    say(client, revision, bad, parent=Comment.objects.get().pk)
    say(client, revision, bad)

    shown = page(client, revision).content.decode()
    listed = client.get("/admin/essays/comment/").content.decode()

    assert "<script>alert" not in shown + listed
    assert shown.count("&lt;script&gt;alert") == 3


def test_comments_are_listed_searched_and_filtered(cast: Cast, revision: Revision) -> None:
    still, done = (Comment.objects.say(revision, text, by=cast.reviewer) for text in ("还开着的", "改好了的"))
    done.resolve(by=cast.editor)
    still.answer("一个回答", by=cast.editor)
    client = client_of(cast.entry)

    def listed(query: str) -> set[Any]:
        return set(client.get(f"/admin/essays/comment/?{query}").context["cl"].result_list)

    assert listed("") == {still, done}
    assert listed("state=open") == {still}
    assert listed("state=resolved") == {done}
    assert listed("q=改好") == {done}
    assert client.get("/admin/essays/comment/add/").status_code == 403
    assert client_of(cast.superuser).post(f"/admin/essays/comment/{still.pk}/delete/").status_code == 403
    assert client.get(f"/admin/essays/comment/{still.pk}/change/").status_code == 200
