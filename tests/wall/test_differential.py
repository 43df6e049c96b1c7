"""Two sites that differ only in paid characters answer a stranger with the same bytes and headers (Decision 13)."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from essays.access import free_to_all
from essays.documents.resemblance import words_mark
from essays.models import Quote, Revision, Section

from .crawl import answers, whole
from .site import build

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def changed(text: str) -> str:
    """Each character becomes another of its class: Han by Han, digit by digit; tags and marks stay."""
    out, in_tag = [], False
    for sign in text:
        in_tag = sign == "<" or (in_tag and sign != ">")
        out.append(sign if in_tag or sign == ">" else _other(sign))
    return "".join(out)


def _other(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind == "Lo":
        return "一" if sign == "丁" else "丁"
    if kind == "Nd":
        return str((int(sign) + 1) % 10)
    if kind in ("Lu", "Ll"):
        return "Z" if sign == "Y" else "Y"
    return sign


def swap_paid_text() -> int:
    """Replace what is paid in every row, frozen ones too, past the guard that keeps them from changing."""
    rows = 0
    for section in Section.objects.filter(is_paid=True).exclude(free_to_all()):
        rows += Section.objects.filter(pk=section.pk).update(body=changed(section.body))
    for quote in Quote.objects.filter(is_paid=True).exclude(free_to_all()):
        text = changed(quote.text)
        rows += Quote.objects.filter(pk=quote.pk).update(text=text, mark=words_mark(text))
    for revision in Revision.objects.all():
        Revision.objects.filter(pk=revision.pk).update(digest=revision.digest[::-1])
    return rows


def test_a_strangers_answers_do_not_depend_on_paid_characters(stranger: Client) -> None:
    with time_machine.travel(NOON, tick=False):
        build()
        first = {asked: whole(response) for asked, response in answers(stranger, ways=1)}
        assert swap_paid_text() > 5
        cache.clear()  # the log-in page counts every HEAD as a try; the first round must not use up the second's
        second = {asked: whole(response) for asked, response in answers(stranger, ways=1)}
    assert first.keys() == second.keys()
    assert [asked for asked in first if first[asked] != second[asked]] == []


def test_the_corpora_do_differ_for_a_reader(reader: Client) -> None:
    """Else the test above would prove nothing."""
    site = build()
    address = f"/essays/{site.essays[2].pk}/"
    before = reader.get(address).content
    swap_paid_text()
    assert reader.get(address).content != before
