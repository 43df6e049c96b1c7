"""Verdicts, permalinks and lasting names of quotes outlive imports, restoring, and newer revisions."""

from __future__ import annotations

import pytest
from django.test import Client

from essays.importing import Step
from essays.models import Essay, Quote, Revision, Section, Speaker, Verdict
from essays.workflow import COMMAND_LINE

from .texts import changed, imported, text_of

pytestmark = pytest.mark.django_db

SAID = "养活了我们三代人"


def working() -> Quote:
    return Quote.objects.working().select_related("attribution__speaker").get(text__contains=SAID)


def published() -> tuple[Quote, str]:
    """The document published, one of its quotes confirmed by hand."""
    imported(step=Step.PUBLISH)
    quote = working()
    speaker = quote.attribution.speaker or Speaker.objects.create(name=quote.speaker)
    quote.attribution.settle(Verdict.CONFIRMED, by=COMMAND_LINE, speaker=speaker)
    return quote, f"/quotes/{quote.uid}/"


def is_the_same(quote: Quote) -> None:
    stands = working()
    assert (stands.uid, stands.attribution_id) == (quote.uid, quote.attribution_id)
    assert stands.attribution.verdict == Verdict.CONFIRMED
    assert stands.attribution.speaker == quote.attribution.speaker


def test_through_an_import_that_changes_the_text_around_it(client: Client) -> None:
    quote, address = published()
    imported(changed("一百年", "三百年"), step=Step.PUBLISH)
    is_the_same(quote)
    assert SAID in client.get(address).content.decode()


def test_through_restoring_an_earlier_revision(client: Client) -> None:
    quote, address = published()
    essay = Essay.objects.get(pk=quote.essay_id)
    first = Revision.objects.filter(essay=essay).order_by("number")[0]
    Section.objects.working().filter(pk=quote.section_id).update(body="<p>没有人说话。</p>")
    essay.tidy()
    essay.freeze(by=COMMAND_LINE)
    assert working().is_lost

    essay.refresh_from_db()
    essay.revert(first, by=COMMAND_LINE)
    essay.publish(by=COMMAND_LINE)

    is_the_same(quote)
    assert not working().is_lost
    assert SAID in client.get(address).content.decode()


def test_through_a_newer_revision_that_moves_it(client: Client) -> None:
    quote, address = published()
    essay = Essay.objects.get(pk=quote.essay_id)
    section = Section.objects.working().get(pk=quote.section_id)
    section.body = f"<p>又添了一段。</p>{section.body}"
    section.save()
    essay.tidy()
    essay.publish(by=COMMAND_LINE)
    is_the_same(quote)
    assert working().parts != quote.parts
    assert SAID in client.get(address).content.decode()


def test_a_quote_whose_words_change_keeps_its_address_and_waits_for_a_new_verdict(client: Client) -> None:
    quote, address = published()
    imported(changed(SAID, "养活了我们四代人"), step=Step.SUBMIT)
    assert SAID in client.get(address).content.decode(), "what is live still says it"
    reworded = Quote.objects.working().select_related("attribution").get(uid=quote.uid)
    assert reworded.attribution.verdict == Verdict.UNSETTLED

    essay = Essay.objects.get(pk=quote.essay_id)
    essay.approve(by=COMMAND_LINE)
    essay.publish(by=COMMAND_LINE)

    assert client.get(address).status_code == 404, "new words stand nowhere unconfirmed"
    reworded.attribution.settle(Verdict.CONFIRMED, by=COMMAND_LINE)
    assert "养活了我们四代人" in client.get(address).content.decode()


def test_the_same_file_again_settles_nothing_anew() -> None:
    quote, _address = published()
    imported(text_of(), step=Step.PUBLISH)
    is_the_same(quote)
