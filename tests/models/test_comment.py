"""Conversations about a revision: begun, answered, resolved, each telling whom it concerns."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from essays.models import Comment, Notice, Section
from essays.models.comment import LONGEST
from tests.conftest import Cast
from tests.factories import make_essay


def test_a_conversation_belongs_to_the_revision_that_was_looked_at(cast: Cast) -> None:
    revision = make_essay().submit(by=cast.editor)
    section = Section.objects.filter(revision=revision)[1]

    comment = Comment.objects.say(revision, "  这一段出处不明。\n", by=cast.reviewer, section_uid=section.uid)
    answer = comment.answer("已补。", by=cast.editor)

    assert (comment.text, comment.revision, comment.section_uid) == ("这一段出处不明。", revision, section.uid)
    assert (answer.parent, answer.essay, answer.section_uid) == (comment, comment.essay, section.uid)
    assert answer.answer("好。", by=cast.reviewer).parent == comment
    assert list(Comment.objects.threads()) == [comment]


def test_whom_it_concerns_is_told(cast: Cast) -> None:
    revision = make_essay().submit(by=cast.editor)
    Notice.objects.all().delete()

    Comment.objects.say(revision, "请补出处。", by=cast.reviewer).answer("已补。", by=cast.editor)

    assert [notice.user for notice in Notice.objects.order_by("id")] == [cast.editor, cast.reviewer]


@pytest.mark.parametrize("text", ["", " \n ", "字" * (LONGEST + 1), "甲\x00乙"])
def test_what_says_nothing_or_too_much_is_refused(cast: Cast, text: str) -> None:
    revision = make_essay().submit(by=cast.editor)

    with pytest.raises(ValidationError):
        Comment.objects.say(revision, text, by=cast.reviewer)

    assert not Comment.objects.exists()


def test_a_comment_names_a_section_of_its_revision(cast: Cast) -> None:
    revision = make_essay().submit(by=cast.editor)
    other = make_essay().submit(by=cast.editor)

    with pytest.raises(ValidationError):
        Comment.objects.say(
            revision, "说的是哪里？", by=cast.reviewer, section_uid=Section.objects.filter(revision=other)[0].uid
        )


def test_what_is_resolved_is_open_no_more_until_reopened(cast: Cast) -> None:
    comment = Comment.objects.say(make_essay().submit(by=cast.editor), "请补出处。", by=cast.reviewer)

    comment.resolve(by=cast.editor)
    assert (list(Comment.objects.open()), comment.resolved_by_name) == ([], "editor")

    comment.reopen()
    assert list(Comment.objects.open()) == [comment]
