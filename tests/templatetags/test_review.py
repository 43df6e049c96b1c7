"""Words about what waits and who is who."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.translation import override

from essays.templatetags.review import called, waited


@pytest.mark.parametrize(
    ("passed", "words"),
    [
        (timedelta(days=3, hours=23), "3 days"),
        (timedelta(days=1), "1 day"),
        (timedelta(hours=23, minutes=59), "23 hours"),
        (timedelta(minutes=59), "59 minutes"),
        (timedelta(seconds=1), "0 minutes"),
        (timedelta(days=-1), "0 minutes"),
    ],
)
def test_waiting_is_told_in_its_largest_unit(passed: timedelta, words: str) -> None:
    with override("en"):
        assert waited(timezone.now() - passed - timedelta(milliseconds=1)) == words


@pytest.mark.parametrize(
    ("surname", "given", "name"), [("李", "小路", "李小路"), ("Li", "Xiaolu", "Xiaolu Li"), ("", "", "lxl")]
)
def test_a_chinese_name_has_the_surname_first(surname: str, given: str, name: str) -> None:
    user = get_user_model()(username="lxl", last_name=surname, first_name=given)

    assert called(user) == name


def test_who_is_there_no_more_keeps_the_name_that_was_printed() -> None:
    assert (called(None, "李小路"), called(None)) == ("李小路", "–")
