"""What has lain in the bin long enough is removed for good."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from essays.models import Collection, Essay, Presence, Section, Upload
from essays.workflow import COMMAND_LINE
from tests.conftest import Cast
from tests.factories import make_collection, make_essay, make_quote

pytestmark = pytest.mark.django_db


def purge(*arguments: str) -> str:
    out = StringIO()
    call_command("purge", *arguments, stdout=out)
    return out.getvalue()


def discarded(row: Any, days: int) -> Any:
    row.discard()
    type(row).objects.filter(pk=row.pk).update(deleted_at=timezone.now() - timedelta(days=days))
    return row


def test_what_is_older_goes_with_all_its_rows_and_the_rest_stays() -> None:
    old, recent, standing = make_essay(title="旧"), make_essay(title="近"), make_essay(title="在")
    make_quote(old, "路通了。")
    old.freeze(COMMAND_LINE)
    discarded(old, 31)
    discarded(recent, 29)
    collection = discarded(make_collection(essays=2), 40)

    said = purge()

    assert set(Essay.objects.all()) == {recent, standing}
    assert not Section.objects.filter(essay=old.pk).exists()
    assert not Collection.objects.filter(pk=collection.pk).exists()
    assert "旧" in said


def test_a_dry_run_names_what_would_go_and_removes_nothing() -> None:
    old = discarded(make_essay(title="旧"), 31)

    assert "旧" in purge("--dry-run")
    assert Essay.objects.filter(pk=old.pk).exists()


def test_days_can_be_said() -> None:
    discarded(make_essay(), 5)

    purge("--days", "4")

    assert not Essay.objects.exists()


@pytest.mark.parametrize("days", ["-1", "99999999"])
def test_days_that_make_no_sense_are_refused(days: str) -> None:
    with pytest.raises(CommandError) as refused:
        purge("--days", days)

    assert refused.value.returncode == 2


def test_leftovers_go_too(cast: Cast) -> None:
    essay = make_essay()
    Presence.note(cast.editor, essay)
    Presence.objects.update(seen_at=timezone.now() - timedelta(hours=1))
    Upload.objects.create(user=cast.editor, key="a.txt", name="a.txt", sha256="0" * 64, data=b"x")
    Upload.objects.update(uploaded_at=timezone.now() - timedelta(hours=1))

    purge()

    assert not Presence.objects.exists()
    assert not Upload.objects.exists()
