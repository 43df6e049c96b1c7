"""What was imported is given back as the document it came from, with what editors have made of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from essays.documents.export_form import to_json
from essays.exporting import documents_of
from essays.models import Collection, Essay, Quote, Section, Verdict
from essays.workflow import COMMAND_LINE
from tests.factories import make_collection, make_essay
from tests.importing.texts import SAID, imported, text_of
from tests.shared import REAL_DOCUMENT, needs_shared

pytestmark = pytest.mark.django_db


def exported() -> list[dict[str, Any]]:
    collections = list(Collection.objects.order_by("id"))
    return [to_json(document) for document in documents_of(collections, Essay.objects.all())]


def imported_as(text: str) -> dict[str, Any]:
    document = imported(text).document
    assert document is not None
    return to_json(document)


def test_a_document_comes_back_as_it_was_read() -> None:
    read = imported_as(text_of())

    assert exported() == [read]
    assert [len(read[name]) for name in ("essays", "paid", "quotes")] == [3, 1, 2]


@needs_shared
def test_the_real_document_comes_back_as_it_was_read() -> None:
    """All but the marks that stood before a title or heading: rows do not keep on which side."""
    read = imported_as(REAL_DOCUMENT.read_bytes().decode("utf-8-sig"))
    [back] = exported()

    assert {**back, "paid": []} == {**read, "paid": []}
    assert len(back["paid"]) >= len(read["paid"]) > 0


def test_a_quote_that_a_paid_boundary_cuts_is_one_piece() -> None:
    cut = SAID.replace("三代人，", "三代人，##paidbegin##") + "##paidend##"
    read = imported_as(text_of().replace(SAID, cut))

    [back] = exported()
    assert back["quotes"] == read["quotes"]
    assert back["paid"] == read["paid"]


def test_what_editors_changed_is_what_is_exported() -> None:
    imported()
    Section.objects.working().filter(heading="村口小路").update(heading="村口大路")

    assert "村口大路" in [section["heading"] for section in exported()[0]["essays"][0]["sections"]]


@pytest.mark.parametrize("fate", ["lost", "rejected"])
def test_quotes_that_are_none_are_left_out(fate: str) -> None:
    imported()
    quote = Quote.objects.working().get(text__contains="三代人")
    if fate == "lost":
        Quote.objects.working().filter(pk=quote.pk).update(is_lost=True)
    else:
        quote.attribution.settle(Verdict.REJECTED, by=COMMAND_LINE)

    assert len(exported()[0]["quotes"]) == 1


def test_essay_nought_is_the_preface_and_a_collection_may_be_empty() -> None:
    collection = make_collection("有序言的文集")
    make_essay(collection, 0)
    make_essay(collection, 1)
    make_collection("空文集")

    first, empty = exported()

    assert (first["preface"]["paragraphs"], len(first["essays"])) == (3, 1)
    assert (empty["title"], empty["essays"]) == ("空文集", [])


def test_any_number_of_essays_costs_the_same_queries() -> None:
    make_collection(essays=2)
    with CaptureQueriesContext(connection) as few:
        exported()
    for _number in range(3):
        make_collection(essays=5)
    with CaptureQueriesContext(connection) as many:
        exported()

    assert len(few) == len(many) == 4
