"""The notices of whoever is logged in, and how they like to work."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from essays.models import Comment, Notice, Preferences
from essays.models.noticing import tell_of_comment
from tests.conftest import Cast, client_of
from tests.factories import make_collection, make_essay, make_user

LIST = "/admin/essays/notice/"
PREFERENCES = "/admin/essays/preferences/"
WHY = "第二段没有出处"


def lines(client: Client, **data: Any) -> list[Any]:
    return client.get(LIST, data).context["sayings"]


def unread(user: Any) -> int:
    return Notice.objects.unread().filter(user=user).count()


def test_the_head_of_every_page_counts_what_is_unread(cast: Cast) -> None:
    make_essay().submit(by=cast.editor)

    assert '<a class="bell has-unread"' in client_of(cast.reviewer).get("/admin/essays/quote/").content.decode()
    assert '<a class="bell"' in client_of(cast.editor).get("/admin/essays/quote/").content.decode()


def test_what_is_returned_is_told_with_its_reason_and_leads_to_the_form(cast: Cast) -> None:
    revision = make_essay(title="路边的树").submit(by=cast.editor).return_to_editor(by=cast.reviewer, why=WHY)

    [line] = lines(client_of(cast.editor))

    assert "reviewer" in line.words
    assert "路边的树" in line.words
    assert line.more == WHY
    assert line.address == f"/admin/essays/essay/{revision.essay_id}/change/"


def test_a_comment_leads_to_its_place(cast: Cast) -> None:
    revision = make_essay().submit(by=cast.editor)
    comment = Comment.objects.create(essay=revision.essay, revision=revision, text="谁说的？", by=cast.reviewer)
    tell_of_comment(comment)

    [line] = lines(client_of(cast.editor))

    assert line.address == f"/admin/essays/revision/{revision.pk}/review/#c-{comment.pk}"


def test_the_texts_of_one_collection_are_one_line_with_their_number(cast: Cast) -> None:
    for essay in make_collection("江边札记", essays=3).essays.all():
        essay.submit(by=cast.editor)

    [line] = lines(client_of(cast.reviewer))

    assert "3" in line.words
    assert "江边札记" in line.words
    assert client_of(cast.reviewer).get(line.address).status_code == 200


def test_a_review_that_somebody_else_has_done_is_told_as_done(cast: Cast) -> None:
    make_essay().submit(by=cast.editor).approve(by=cast.manager)

    done = {line.move: line.is_over for line in lines(client_of(cast.reviewer))}

    assert done == {"submit": True}


def test_opening_a_notice_marks_it_as_read_and_leads_to_its_place(cast: Cast) -> None:
    revision = make_essay().submit(by=cast.editor)
    client, notice = client_of(cast.reviewer), Notice.objects.get(user=cast.reviewer)

    answer = client.post(f"{LIST}{notice.pk}/read/")

    assert answer.headers["Location"] == f"/admin/essays/revision/{revision.pk}/review/"
    assert unread(cast.reviewer) == 0
    assert unread(cast.manager) == 1


def test_looking_marks_nothing_as_read(cast: Cast) -> None:
    make_essay().submit(by=cast.editor)
    notice = Notice.objects.get(user=cast.reviewer)
    client = client_of(cast.reviewer)

    client.get(LIST)
    answers = [client.get(f"{LIST}{notice.pk}/read/"), client.get(f"{LIST}read/")]

    assert [answer.status_code for answer in answers] == [405, 405]
    assert unread(cast.reviewer) == 1


def test_all_are_marked_as_read_at_once(cast: Cast) -> None:
    make_essay().submit(by=cast.editor)
    make_essay().submit(by=cast.editor)

    client_of(cast.reviewer).post(f"{LIST}read/")

    assert (unread(cast.reviewer), unread(cast.manager)) == (0, 2)


def test_nobody_reads_or_marks_the_notices_of_others(cast: Cast) -> None:
    make_essay().submit(by=cast.editor)
    notice = Notice.objects.get(user=cast.manager)

    answer = client_of(cast.reviewer).post(f"{LIST}{notice.pk}/read/")

    assert answer.status_code == 404
    assert unread(cast.manager) == 1
    assert len(lines(client_of(cast.editor))) == 0


def test_markup_in_a_reason_is_shown_as_it_was_typed(cast: Cast) -> None:
    make_essay(title="<b>树</b>").submit(by=cast.editor).return_to_editor(
        by=cast.reviewer, why="<script>alert(1)</script>"
    )

    page = client_of(cast.editor).get(LIST).content.decode()

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    assert "<b>树</b>" not in page


def queries_of_the_list(client: Client) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(LIST).status_code == 200
    return len(queries)


def test_the_list_costs_the_same_for_one_and_for_many(cast: Cast) -> None:
    make_essay().submit(by=cast.editor).return_to_editor(by=cast.reviewer, why=WHY)
    client = client_of(cast.editor)
    make_essay().freeze(by=cast.editor).submit(by=cast.manager).approve(by=cast.reviewer).publish(by=cast.publisher)
    few = queries_of_the_list(client)
    for _ in range(10):
        make_essay().submit(by=cast.editor).return_to_editor(by=cast.reviewer, why=WHY)

    assert queries_of_the_list(client) == few


def test_preferences_are_ones_own(cast: Cast) -> None:
    client_of(cast.editor).post(PREFERENCES, {"shortcuts": "on", "user": cast.manager.pk})

    kept = Preferences.objects.get()

    assert (kept.user, kept.shortcuts, kept.mail) == (cast.editor, True, False)


def test_preferences_that_were_never_saved_are_all_on(cast: Cast) -> None:
    form = client_of(cast.editor).get(PREFERENCES).context["form"]

    assert (form["shortcuts"].value(), form["mail"].value()) == (True, True)
    assert not Preferences.objects.exists()


def test_both_pages_are_for_the_desk_alone(cast: Cast) -> None:
    outside = make_user("outside")
    outside.groups.add(Group.objects.get(name="审核"))

    for page in (LIST, PREFERENCES):
        assert Client().get(page).status_code == 302
        assert client_of(outside).get(page).status_code == 302
