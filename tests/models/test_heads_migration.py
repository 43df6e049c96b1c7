"""Quotes and speakers that were there before have marks and heads as new ones have."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps

from essays.models import Quote, Speaker
from essays.workflow import COMMAND_LINE
from tests.factories import make_essay, make_quote

pytestmark = pytest.mark.django_db


def test_the_migration_marks_quotes_and_finds_the_heads_of_speakers() -> None:
    essay = make_essay()
    long, short = make_quote(essay, "桥修好了，孩子们上学再也不用绕路。"), make_quote(essay, "好！")
    first, second, third = (Speaker.objects.create(name=name) for name in "甲乙丙")
    first.merge(second, by=COMMAND_LINE)
    second.merge(third, by=COMMAND_LINE)
    wanted = set(Speaker.objects.values_list("pk", "head"))
    Quote.objects.update(mark=None)
    Speaker.objects.update(head=None)

    migration = import_module("essays.migrations.0011_marks_and_heads")
    migration.mark(apps, None)
    migration.put_heads(apps, None)

    assert Quote.objects.get(pk=long.pk).mark == long.mark is not None
    assert Quote.objects.get(pk=short.pk).mark is None
    assert set(Speaker.objects.values_list("pk", "head")) == wanted
