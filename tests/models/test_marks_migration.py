"""Essays that were there before marks were taken are found by them as well."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps

from essays.models.resembling import ParagraphMark
from essays.workflow import COMMAND_LINE
from tests.factories import CUT_IN_A_SENTENCE, FREE_AND_PAID, make_essay

pytestmark = pytest.mark.django_db


def marks() -> set[tuple[int, int]]:
    return set(ParagraphMark.objects.values_list("essay", "mark"))


def test_the_migration_takes_the_same_marks_as_freezing_does() -> None:
    for parts in (FREE_AND_PAID, CUT_IN_A_SENTENCE):
        make_essay(title="村里的路", parts=parts).freeze(by=COMMAND_LINE)
    taken = marks()
    ParagraphMark.objects.all().delete()
    import_module("essays.migrations.0009_lexicon_and_marks").mark(apps, None)

    assert taken
    assert marks() == taken
