"""Mails of what concerns somebody: one a request, titles and links alone, and never at the cost of a move."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from pathlib import Path
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.utils import timezone

from essays.models import Comment, Notice, Preferences, Revision
from essays.models.noticing import tell_of_comment
from essays.notices import mail_notices
from essays.workflow import Review
from tests.admin.forms import action
from tests.conftest import Cast, client_of
from tests.factories import FREE, PAID, make_collection, make_essay
from tests.importing.texts import text_of

WHY = "第二段没有出处"


@pytest.fixture
def addresses(cast: Cast) -> None:
    for name, user in cast.staff.items():
        user.email = f"{name}@example.org"
        user.save()


def post(user: Any, name: str, *rows: Any, **more: Any) -> Any:
    model = rows[0]._meta.model_name
    return client_of(user).post(f"/admin/essays/{model}/", action(name, *rows, confirmed="yes", warned="yes", **more))


def recipients() -> list[str]:
    return sorted(address for message in mail.outbox for address in message.to)


@pytest.mark.usefixtures("addresses")
def test_whoever_is_concerned_gets_one_mail_of_a_request(cast: Cast) -> None:
    essays = [make_essay(title=f"第{number}篇路边的树") for number in range(3)]
    for essay in essays:
        essay.submit(by=cast.editor)
    Notice.objects.all().delete()

    post(cast.reviewer, "return_to_editor", *essays, why=WHY)

    assert recipients() == ["editor@example.org"]
    assert all(mail.outbox[0].body.count(essay.title) == 1 for essay in essays)


@pytest.mark.usefixtures("addresses")
def test_a_mail_holds_titles_and_links_and_no_word_of_a_text(cast: Cast, settings: Any) -> None:
    settings.SITE_URL = "https://desk.example"
    revision = make_essay(title="路边的树").submit(by=cast.editor)
    comment = Comment.objects.create(essay=revision.essay, revision=revision, text=PAID, by=cast.reviewer)
    tell_of_comment(comment)
    revision.return_to_editor(by=cast.reviewer, why=f"这一句不对：{PAID}")

    mail_notices()

    [message] = [message for message in mail.outbox if message.to == ["editor@example.org"]]
    words = f"{message.subject}\n{message.body}"
    assert "路边的树" in words
    assert f"https://desk.example/admin/essays/essay/{revision.essay_id}/change/" in words
    assert not [text for text in (PAID, FREE, PAID[:8]) if text in words]


@pytest.mark.usefixtures("addresses")
def test_a_title_of_several_lines_breaks_no_header(cast: Cast) -> None:
    make_essay(title="路边的树\nBcc: all@example.org").submit(by=cast.editor)

    mail_notices()

    assert recipients() == ["manager@example.org", "reviewer@example.org"]
    assert not [message for message in mail.outbox if "\n" in message.subject or message.bcc]


@pytest.mark.usefixtures("addresses")
def test_nobody_is_mailed_who_has_no_address_or_wants_none(cast: Cast) -> None:
    cast.manager.email = ""
    cast.manager.save()
    Preferences.objects.create(user=cast.reviewer, mail=False)

    make_essay().submit(by=cast.editor)

    assert mail_notices() == 0
    assert Notice.objects.filter(user__in=[cast.manager, cast.reviewer], mailed_at=None).count() == 2


@pytest.mark.usefixtures("addresses")
def test_what_was_read_or_is_a_day_old_is_not_mailed(cast: Cast) -> None:
    make_essay().submit(by=cast.editor)
    Notice.objects.filter(user=cast.reviewer).update(read_at=timezone.now())
    Notice.objects.filter(user=cast.manager).update(at=timezone.now() - timedelta(days=2))

    assert mail_notices() == 0


@pytest.mark.usefixtures("addresses")
def test_what_was_mailed_is_not_mailed_again(cast: Cast) -> None:
    make_essay().submit(by=cast.editor)

    assert (mail_notices(), mail_notices()) == (2, 0)


@pytest.mark.usefixtures("addresses")
def test_nobody_is_called_to_a_review_that_is_over(cast: Cast) -> None:
    make_essay().submit(by=cast.editor).recall(by=cast.editor)

    assert mail_notices() == 0


@pytest.mark.usefixtures("addresses")
def test_a_mail_server_that_is_down_breaks_no_move_and_loses_no_mail(cast: Cast, monkeypatch: Any) -> None:
    essay = make_essay()
    essay.freeze()

    def refuse(message: EmailMessage, fail_silently: bool = False) -> int:
        raise SMTPServerDisconnected

    with monkeypatch.context() as down:
        down.setattr(EmailMessage, "send", refuse)
        answer = post(cast.editor, "submit_for_review", essay)
    cache.clear()

    assert answer.status_code == 302
    assert essay.revisions.get().review == Review.IN_REVIEW
    assert mail_notices() == 2


@pytest.mark.usefixtures("addresses")
def test_nobody_waits_twice_for_a_mail_server_that_is_down(cast: Cast, monkeypatch: Any) -> None:
    tried = []

    def refuse(message: EmailMessage, fail_silently: bool = False) -> int:
        tried.append(message)
        raise ConnectionRefusedError

    monkeypatch.setattr(EmailMessage, "send", refuse)
    for essay in make_collection(essays=2).essays.all():
        essay.submit(by=cast.editor)
        mail_notices()

    assert len(tried) == 1


@pytest.mark.usefixtures("addresses")
@pytest.mark.parametrize(
    ("options", "mails"), [({"submit": True}, 1), ({"submit": True, "dry_run": True}, 0), ({}, 0)]
)
def test_an_import_by_command_mails_at_its_end_what_it_submitted(
    cast: Cast, tmp_path: Path, options: dict[str, bool], mails: int
) -> None:
    file = tmp_path / "qingshui.txt"
    file.write_text(text_of(), encoding="utf-8")

    call_command("import_documents", str(file), by="editor", jobs=0, stdout=StringIO(), stderr=StringIO(), **options)

    assert recipients().count("reviewer@example.org") == mails
    assert not Notice.objects.to_be_mailed().exists()


@pytest.mark.usefixtures("addresses")
def test_a_mail_server_that_is_down_harms_no_import(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: Any, **_more: Any) -> None:
        raise SMTPServerDisconnected("down")

    monkeypatch.setattr(EmailMessage, "send", refuse)
    file = tmp_path / "qingshui.txt"
    file.write_text(text_of(), encoding="utf-8")

    call_command("import_documents", str(file), by="editor", submit=True, jobs=0, stdout=StringIO(), stderr=StringIO())

    assert Revision.objects.filter(review=Review.IN_REVIEW).count() == 3
    assert Notice.objects.to_be_mailed().exists()
