"""Quotations outside their essays: only what an editor confirmed, whole or with its length (U4.1–U4.12)."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from essays.models import Attribution, Essay, Quote, Section, Settlement, Verdict
from essays.models.confirming import confirm
from essays.models.settlement import acting
from essays.workflow import COMMAND_LINE
from tests.factories import Part, make_collection, make_essay, make_quote, publish

from .pages import Page, fetch

pytestmark = pytest.mark.django_db

FREE = "公平有序的市场环境，对民营企业来说非常重要。"
PAID = "今年我们的两项技术成为国际标准，大家信心满满。"
TEXT = f"小路的故事。\n“{FREE}”曹军说。"
LOCKED_TEXT = f"“{PAID}”曹军又说。"


def essay_with_quotes(**fields: Any) -> Essay:
    collection = make_collection("学习心得体会", issued_by="某某社", **fields)
    essay = make_essay(collection, parts=[Part(TEXT, "以科技创新为引领"), Part(LOCKED_TEXT, "后来", paid=True)])
    free, paid = Section.objects.working().filter(essay=essay).order_by("position")
    for section, words in ((free, FREE), (paid, PAID)):
        make_quote(essay, words, "曹军", section=section, confirmed=True, organisation="某公司", title="董事长")
    return publish(essay)


@pytest.fixture
def essay() -> Essay:
    return essay_with_quotes()


def uid_of(words: str) -> str:
    return Quote.objects.live().get(text=words).uid


def cards(page: Page) -> list[str]:
    return [" ".join(text.split()) for text in page.texts("//figure")]


# -- The index ---------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("essay")
def test_the_index_shows_words_speaker_post_and_source(stranger: Client) -> None:
    """U4.1, U4.6"""
    page = fetch(stranger, "/quotes/")

    assert page.text("//figure/blockquote") == f"“{FREE}”"
    caption = page.texts("//figure/figcaption")[0]
    assert caption.startswith("曹军 某公司董事长")
    assert "《学习心得体会》第一篇 · 以科技创新为引领" in caption
    assert "共 2 则引语，1 则需登录" in page.text("//main")


@pytest.mark.usefixtures("essay")
def test_a_locked_quotation_shows_who_and_how_long_and_no_word(stranger: Client, reader: Client) -> None:
    """U4.4"""
    page = fetch(stranger, "/quotes/")
    locked = cards(page)[1]
    assert "需登录" in locked
    assert "23 字" in locked
    assert "曹军 某公司董事长" in locked
    assert PAID[:6] not in page.source
    assert PAID in fetch(reader, "/quotes/").source
    assert "需登录" not in cards(fetch(reader, "/quotes/"))[1]


def test_nothing_unconfirmed_stands_outside_its_essay(stranger: Client, essay: Essay) -> None:
    """U4.2"""
    attribution = Quote.objects.live().get(text=FREE).attribution
    address = f"/quotes/{uid_of(FREE)}/"
    for verdict in (Verdict.UNSETTLED, Verdict.REJECTED):
        attribution.settle(verdict, by=COMMAND_LINE)
        assert FREE not in fetch(stranger, "/quotes/").source
        assert fetch(stranger, address).status == 404
        page = fetch(stranger, f"/essays/{essay.pk}/")
        assert FREE in page.prose
        assert page.all("//a[@class='to-card']") == []


def test_the_index_is_filtered_and_keeps_its_filters_from_page_to_page(stranger: Client, essay: Essay) -> None:
    """U4.6"""
    other = make_essay(make_collection("另一部文集"), parts=[Part(f"第{n}句话，说得很好。") for n in range(25)])
    for number, section in enumerate(Section.objects.working().filter(essay=other).order_by("position")):
        make_quote(
            other, f"第{number}句话，说得很好。", "林长河", section=section, confirmed=True, organisation="石桥村"
        )
    publish(other)
    speaker = Attribution.objects.filter(speaker__name="林长河")[0].speaker_id

    def found(query: str) -> int:
        return len(cards(fetch(stranger, f"/quotes/?{query}")))

    assert found("") == 20
    assert found("page=2") == 7
    assert found(f"speaker={speaker}&page=2") == 5
    assert found("organisation=某公司") == 2
    assert found("organisation=某公司&free=1") == 1
    assert found(f"collection={essay.collection_id}") == 2
    assert found("speaker=99999") == found("speaker=x") == found("collection=99999999999999999999") == 0
    page = fetch(stranger, f"/quotes/?speaker={speaker}")
    assert page.one("//nav[@class='pagination']//a[@rel='next']").get("href") == f"?speaker={speaker}&page=2"
    assert page.one("//select[@name='speaker']/option[@selected]").text_content().startswith("林长河")
    newest_first = fetch(stranger, "/quotes/").texts("//figure//a[@class='source']")
    assert newest_first[0].startswith("《另一部文集》")


def test_quotations_of_a_collection_that_hides_its_outline_are_no_strangers_business(
    stranger: Client, reader: Client
) -> None:
    essay_with_quotes(outline_public=False)
    page = fetch(stranger, "/quotes/")
    assert len(cards(page)) == 1
    assert fetch(stranger, f"/quotes/{uid_of(PAID)}/").status == 404
    assert len(cards(fetch(reader, "/quotes/"))) == 2


@pytest.mark.usefixtures("essay")
def test_reported_statements_are_no_quotations(stranger: Client) -> None:
    Quote.objects.filter(text=FREE).update(kind="statement")
    assert FREE not in fetch(stranger, "/quotes/").source
    assert fetch(stranger, f"/quotes/{uid_of(FREE)}/").status == 404


# -- The page of one ---------------------------------------------------------------------------------------


def test_a_quotation_has_a_page_that_outlives_new_revisions(stranger: Client, essay: Essay) -> None:
    """U4.5"""
    address = f"/quotes/{uid_of(FREE)}/"
    section = Section.objects.working().filter(essay=essay).order_by("position")[0]
    section.body = section.body.replace("小路的故事", "小路从前的故事")
    section.save()
    essay.tidy()
    essay.publish(by=COMMAND_LINE)

    page = fetch(stranger, address)

    assert page.text("//blockquote") == f"“{FREE}”"
    assert page.one("//link[@rel='canonical']").get("href").endswith(address)
    essay.withdraw(by=COMMAND_LINE)
    assert fetch(stranger, address).status == 404


@pytest.mark.usefixtures("essay")
def test_a_locked_page_leads_to_the_log_in_and_back(stranger: Client) -> None:
    address = f"/quotes/{uid_of(PAID)}/"
    page = fetch(stranger, address)
    assert page.one("//a[@class='button']").get("href") == f"/accounts/login/?next={address}"
    assert PAID[:6] not in page.source
    assert page.all("//details") == []


@pytest.mark.usefixtures("essay")
def test_machines_are_told_what_it_is(stranger: Client) -> None:
    free = fetch(stranger, f"/quotes/{uid_of(FREE)}/").things[0]
    assert (free["@type"], free["text"], free["creator"]["name"]) == ("Quotation", FREE, "曹军")
    assert free["isAccessibleForFree"] is True
    locked = fetch(stranger, f"/quotes/{uid_of(PAID)}/").things[0]
    assert "text" not in locked
    assert locked["isAccessibleForFree"] is False


@pytest.mark.usefixtures("essay")
def test_the_texts_to_copy_stand_on_the_page(stranger: Client) -> None:
    """U4.8, U4.9: with scripts off they are there to be selected."""
    page = fetch(stranger, f"/quotes/{uid_of(FREE)}/")
    copied, reference = page.texts("//details//dd")
    assert copied.startswith(f"“{FREE}”——曹军（某公司董事长），《学习心得体会》第一篇，http")
    assert reference.startswith("某某社. 学习心得体会[EB/OL]. (")


# -- The card ----------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("essay")
@pytest.mark.parametrize(("name", "size"), [("card.svg", ("1200", "630")), ("card-portrait.svg", ("1080", "1440"))])
def test_a_share_card_is_small_and_holds_nothing_foreign(stranger: Client, name: str, size: tuple[str, str]) -> None:
    """U4.10"""
    response = stranger.get(f"/quotes/{uid_of(FREE)}/{name}")
    drawing = response.content.decode()
    assert response["Content-Type"] == "image/svg+xml"
    assert len(response.content) <= 6_000
    assert f'width="{size[0]}" height="{size[1]}"' in drawing
    assert "曹军 · 某公司董事长" in drawing
    assert drawing.count("http") == 1, "the namespace alone"
    assert "<script" not in drawing
    assert "style" not in drawing


def test_words_in_a_card_are_escaped(stranger: Client) -> None:
    essay = make_essay(parts=[Part("好<b>&“话”说得多。")])
    quote = make_quote(essay, "好<b>&“话”说得多。", "<i>甲", confirmed=True)
    publish(essay)
    drawing = stranger.get(f"/quotes/{quote.uid}/card.svg").content.decode()
    assert "好&lt;b&gt;&amp;“话”" in drawing
    assert "&lt;i&gt;甲" in drawing


@pytest.mark.usefixtures("essay")
def test_a_locked_quotation_has_no_card_for_strangers(stranger: Client, reader: Client) -> None:
    address = f"/quotes/{uid_of(PAID)}/card.svg"
    assert stranger.get(address).status_code == 404
    member = reader.get(address)
    assert (member.status_code, member["Cache-Control"]) == (200, "private, no-store")


# -- In the essay ------------------------------------------------------------------------------------------


def test_marks_in_the_text_lead_to_the_cards(stranger: Client, reader: Client, essay: Essay) -> None:
    page = fetch(stranger, f"/essays/{essay.pk}/")
    [mark] = page.all("//a[@class='to-card']")
    assert (mark.get("href"), mark.get("aria-label")) == (f"/quotes/{uid_of(FREE)}/", "引语 · 曹军")
    assert f"q-{uid_of(FREE)}" in page.ids
    assert f"“{FREE}”" in page.prose
    assert len(fetch(reader, f"/essays/{essay.pk}/").all("//a[@class='to-card']")) == 2


def test_a_quotation_cut_by_the_paywall_has_no_mark_for_strangers(stranger: Client, reader: Client) -> None:
    parts = [Part("“公平有序的市场"), Part("环境非常重要。”曹军说。", paid=True, continues="paragraph")]
    essay = make_essay(parts=parts)
    essay.tidy()
    quote = Quote.objects.working().get(essay=essay)
    assert quote.is_paid
    with acting(Settlement.Deed.CONFIRM, by=COMMAND_LINE) as act:
        confirm(act, [quote])
    publish(essay)
    assert fetch(stranger, f"/essays/{essay.pk}/").all("//a[@class='to-card']") == []
    page = fetch(reader, f"/essays/{essay.pk}/")
    assert len(page.all("//a[@class='to-card']")) == 1
    assert "“公平有序的市场环境非常重要。”曹军说。" in page.prose


@pytest.mark.parametrize("address", ["/quotes/", "/speakers/"])
def test_an_empty_index_says_so(stranger: Client, address: str) -> None:
    page = fetch(stranger, address)
    assert page.status == 200
    assert page.text("//*[contains(@class, 'empty')]")


@pytest.mark.usefixtures("essay")
def test_no_page_asks_the_database_more_with_more_quotations(
    stranger: Client, django_assert_max_num_queries: Any
) -> None:
    speaker = Attribution.objects.filter(speaker__isnull=False)[0].speaker_id
    for _turn in range(2):
        for address in ("/quotes/", f"/quotes/{uid_of(FREE)}/", "/speakers/", f"/speakers/{speaker}/"):
            with django_assert_max_num_queries(8):
                fetch(stranger, address)
        for number in range(12):
            essay = make_essay(parts=[Part(f"第{number}句话，说得很好。")])
            make_quote(essay, f"第{number}句话，说得很好。", f"林长{number}", confirmed=True)
            publish(essay)
