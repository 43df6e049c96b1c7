"""The essay page: semantics, the gate, and the place one returns to."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from essays.access import STRANGER, Paid, Reader
from essays.models import Essay, Section
from essays.workflow import COMMAND_LINE
from tests.factories import (
    CUT_IN_A_SENTENCE,
    FREE,
    FREE_AND_PAID,
    PAID,
    Part,
    make_collection,
    make_essay,
    make_quote,
    publish,
)

from .pages import Page, fetch

pytestmark = pytest.mark.django_db

ALL_PAID = (Part(PAID, paid=True), Part(PAID, "小河的去处", paid=True))
ALL_FREE = (Part(FREE), Part(FREE, "小路的来历"), Part(FREE, "小河的去处"))
REGIONS = (
    Part("头一段谁都能读。"),
    Part("登录才读甲。", paid=True, continues="section"),
    Part("中间一段谁都能读。", "中间", paid=False),
    Part("登录才读乙。", "末尾", paid=True),
    Part("末尾又能读。", "末尾", continues="section"),
)


def essay_of(*parts: Part, **fields: Any) -> Essay:
    return publish(make_essay(parts=parts, **fields))


def shown(client: Client, essay: Essay, language: str = "") -> Page:
    return fetch(client, f"{language}/essays/{essay.pk}/")


def test_free_text_ends_exactly_at_the_marker(stranger: Client) -> None:
    page = shown(stranger, essay_of(*CUT_IN_A_SENTENCE))

    assert page.status == 200
    assert page.prose == "人到桥头自然会停，"


def test_a_reader_reads_the_cut_sentence_unbroken(reader: Client) -> None:
    page = shown(reader, essay_of(*CUT_IN_A_SENTENCE))

    assert page.text('//*[contains(@class,"prose")]//p') == "人到桥头自然会停，因为桥那边才是讲故事的地方。"
    assert page.ids.count("continue") == 1


def test_the_place_to_go_on_is_the_place_of_the_marker(reader: Client) -> None:
    place = shown(reader, essay_of(*CUT_IN_A_SENTENCE)).one('//*[@id="continue"]')

    assert (place.text or "") == ""
    assert "".join(place.xpath("preceding::text()[ancestor::p[ancestor::*[contains(@class,'prose')]]]")).endswith(
        "自然会停，"
    )
    assert place.tail == "因为桥那边才是讲故事的地方。"


def test_markup_around_the_marker_is_mended(reader: Client) -> None:
    parts = (
        Part(html="<p>一<strong>二</strong></p>"),
        Part(html="<p><strong>三</strong>四</p>", paid=True, continues="paragraph"),
    )
    page = shown(reader, essay_of(*parts))

    assert page.text('//*[contains(@class,"prose")]//p') == "一二三四"
    assert len(page.all('//*[contains(@class,"prose")]//strong')) == 1


def test_a_wholly_locked_essay_shows_title_size_contents_and_gate_in_this_order(stranger: Client) -> None:
    page = shown(stranger, essay_of(*ALL_PAID, subtitle="桥下"))
    order = [
        element.tag if element.tag == "h1" else element.get("class")
        for element in page.all('//main//*[self::h1 or @class="meta" or @class="contents" or @class="gate gated"]')
        if element.tag != "span"
    ]

    assert order == ["h1", "meta", "contents", "gate gated"]
    assert page.prose == ""
    assert page.text("//h1") == "桥下"


def test_the_first_paragraph_is_the_place_to_go_on_when_all_was_locked(reader: Client) -> None:
    page = shown(reader, essay_of(*ALL_PAID))

    assert page.one('//*[@id="continue"]').getparent() is page.all('//*[contains(@class,"prose")]//p')[0]


def test_the_gate_stands_in_the_flow_and_says_what_is_left(stranger: Client) -> None:
    essay = make_essay(parts=FREE_AND_PAID)
    make_quote(essay, "桥下有河。", section=Section.objects.working().get(essay=essay, is_paid=True))
    page = shown(stranger, publish(essay), "/en")
    gate = page.one('//section[@id="gate"]')

    assert [child.tag for child in gate] == ["h2", "p", "a", "p", "p"]
    assert gate.get("aria-labelledby") == gate[0].get("id")
    assert gate[0].text_content() == "Log in to read on"
    assert gate[1].text_content() == "Left in this essay: 22 characters, 1 section and 1 quotation."
    assert gate[2].text_content() == "Log in and read on"
    assert gate[2].get("href") == f"/en/accounts/login/?next=/en/essays/{essay.pk}/%23continue"
    assert gate[3].text_content() == "Then you are back at “……讲的是村口那条小路。”."


def test_the_gate_leads_to_log_in_and_back_to_the_place(stranger: Client) -> None:
    essay = essay_of(*CUT_IN_A_SENTENCE)

    assert shown(stranger, essay).one('//section[@id="gate"]/a').get("href") == (
        f"/accounts/login/?next=/essays/{essay.pk}/%23continue"
    )


def test_the_gate_names_nothing_there_is_none_of(stranger: Client) -> None:
    page = shown(stranger, essay_of(*CUT_IN_A_SENTENCE), "/en")

    assert page.text('//section[@id="gate"]/p[1]') == "Left in this essay: 14 characters."


def test_a_hidden_sentence_goes_before_the_gate(stranger: Client) -> None:
    page = shown(stranger, essay_of(*FREE_AND_PAID), "/en")
    before = page.one('//section[@id="gate"]/preceding-sibling::p')

    assert before.text_content() == "The free sample ends here; what follows can be read after logging in."
    assert page.one('//section[@id="gate"]/preceding-sibling::div').get("aria-hidden") == "true"


def test_locked_sections_stay_in_the_contents_with_words_and_lead_to_the_gate(stranger: Client) -> None:
    page = shown(stranger, essay_of(*FREE_AND_PAID), "/en")
    links = page.all('//nav//ol[@class="contents"]//a')

    assert [" ".join(link.text_content().split()) for link in links] == [
        "Introduction",
        "小路的来历",
        "小河的去处 Log-in needed · 22 characters",
    ]
    assert links[2].get("href") == "#gate"
    assert links[2].find("svg").get("aria-hidden") == "true"


def test_every_link_within_the_page_has_a_target(stranger: Client, reader: Client) -> None:
    for client in (stranger, reader):
        for parts in (CUT_IN_A_SENTENCE, FREE_AND_PAID, ALL_PAID, REGIONS):
            page = shown(client, essay_of(*parts, collection=make_collection()))
            assert {str(link)[1:] for link in page.all('//a[starts-with(@href,"#")]/@href')} <= set(page.ids)
            assert len(page.ids) == len(set(page.ids))


def test_text_after_a_paid_region_is_shown_and_each_later_region_has_its_line(stranger: Client) -> None:
    essay = essay_of(*REGIONS)
    page = shown(stranger, essay, "/en")
    last = Section.objects.working().get(essay=essay, heading="末尾", is_paid=True)

    assert page.prose == "头一段谁都能读。中间中间一段谁都能读。末尾末尾又能读。"
    assert len(page.all('//section[@id="gate"]')) == 1
    line = page.one(f'//*[@id="continue-{last.uid}"]')
    assert " ".join(line.text_content().split()) == "6 characters more here, readable after logging in"
    assert line.find("a").get("href").endswith(f"%23continue-{last.uid}")


def test_a_reader_meets_every_region_without_a_gate(reader: Client) -> None:
    page = shown(reader, essay_of(*REGIONS))

    assert "登录才读甲。" in page.prose
    assert "登录才读乙。" in page.prose
    assert page.all('//*[contains(@class,"gated")]') == []


def test_strangers_and_readers_find_free_text_at_the_same_names(stranger: Client, reader: Client) -> None:
    essay = essay_of(*REGIONS)
    names = [name for name in shown(stranger, essay).ids if name.startswith("s-")]

    assert set(names) <= set(shown(reader, essay).ids)


def test_somebody_logged_in_without_the_right_is_not_sent_to_log_in(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("essays.middleware.reader_of", lambda user, granted: Reader(user=user, paid=Paid.NONE))
    gate = shown(reader, essay_of(*FREE_AND_PAID), "/en").one('//section[@id="gate"]')

    assert gate[0].text_content() == "The rest is not open to your account"
    assert ["login" in link.get("href") for link in gate.findall(".//a")] == [False]


def test_a_hidden_outline_shows_neither_headings_nor_their_place(stranger: Client, reader: Client) -> None:
    essay = essay_of(*FREE_AND_PAID, collection=make_collection(outline_public=False))

    assert "小河的去处" not in shown(stranger, essay).source
    assert "Section 3" in shown(stranger, essay, "/en").text('//ol[@class="contents"]')
    assert "小河的去处" in shown(reader, essay).source


def test_a_title_in_two_storeys_loses_no_character(stranger: Client) -> None:
    deck = "路通人和——记村口一条小路——三年以来"
    heading = shown(stranger, essay_of(*ALL_FREE, subtitle=deck)).one("//h1")

    assert heading.text_content() == deck
    assert heading.find("span").text_content() == "——记村口一条小路——三年以来"


def test_the_page_title_goes_from_the_essay_to_the_site(stranger: Client) -> None:
    essay = essay_of(*ALL_FREE, collection=make_collection("小路文集"), subtitle="路通人和", number=2)

    assert shown(stranger, essay, "/en").text("//title") == "路通人和 – Essay 2 – 小路文集 – 研读集"


def test_a_title_of_its_own_is_shown_above_the_deck(stranger: Client) -> None:
    page = shown(stranger, essay_of(*ALL_FREE, title="桥", subtitle="路通人和"))

    assert page.text('//p[@class="over-title"]') == "桥"


def test_headings_go_down_one_level_at_a_time(stranger: Client, reader: Client) -> None:
    for client in (stranger, reader):
        page = shown(client, essay_of(*REGIONS, collection=make_collection()))
        levels = [int(element.tag[1]) for element in page.all("//h1|//h2|//h3|//h4")]
        assert levels.count(1) == 1
        assert levels[0] == 1
        assert set(levels[1:]) == {2}


def test_a_free_essay_says_it_is_free_to_machines(stranger: Client) -> None:
    article, trail = shown(stranger, essay_of(*ALL_FREE)).things

    assert article["@type"] == "Article"
    assert article["isAccessibleForFree"] is True
    assert [step["position"] for step in trail["itemListElement"]] == [1, 2, 3]


def test_a_gated_essay_says_so_to_machines_without_its_text(stranger: Client, reader: Client) -> None:
    essay = essay_of(*FREE_AND_PAID)

    for client in (stranger, reader):
        article = shown(client, essay).things[0]
        assert article["isAccessibleForFree"] is False
        assert article.keys().isdisjoint({"hasPart", "articleBody"})
        assert PAID[:6] not in article["description"]


def test_the_description_is_the_deck_where_nothing_is_free(reader: Client) -> None:
    page = shown(reader, essay_of(*ALL_PAID, subtitle="桥下那条河"))

    assert page.one('//meta[@name="description"]').get("content") == "桥下那条河"


def test_no_text_of_an_essay_ends_the_data_block(stranger: Client) -> None:
    page = shown(stranger, essay_of(Part("他说</script><script>alert(1)</script>。"), subtitle="甲</script>乙"))

    assert page.things[0]["headline"] == "甲</script>乙"
    assert "alert(1)" in page.things[0]["description"]
    assert page.all('//script[not(@type="application/ld+json") and not(@src)]') == []


def test_script_in_stored_html_never_reaches_the_page(stranger: Client) -> None:
    essay = essay_of(Part("甲"))
    Section.objects.filter(essay=essay).update(body='<p onclick="x()">甲<script>alert(1)</script></p>')
    page = shown(stranger, essay)

    assert page.prose == "甲"
    assert "alert" not in page.source
    assert "onclick" not in page.source


def test_english_pages_point_to_the_default_address_and_mark_the_content_as_chinese(stranger: Client) -> None:
    essay = essay_of(*FREE_AND_PAID)
    page = shown(stranger, essay, "/en")

    assert page.one("/html").get("lang") == "en"
    assert page.one('//link[@rel="canonical"]').get("href") == f"http://testserver/essays/{essay.pk}/"
    assert page.one("//h1").get("lang") == "zh-Hans"
    assert page.one('//div[contains(@class,"prose")]').get("lang") == "zh-Hans"
    assert page.one('//section[@id="gate"]/..').get("lang") == "en"
    assert shown(stranger, essay).one("/html").get("lang") == "zh-Hans"


def test_the_footer_keeps_the_page_in_the_other_language(stranger: Client) -> None:
    essay = essay_of(*ALL_FREE)
    links = {link.get("lang"): link.get("href") for link in shown(stranger, essay).all("//footer//a[@lang]")}

    assert links == {
        "zh-Hans": f"/essays/{essay.pk}/",
        "zh-Hant": f"/hant/essays/{essay.pk}/",
        "en": f"/en/essays/{essay.pk}/",
    }


def test_neighbours_are_linked_and_the_ends_say_so(stranger: Client) -> None:
    collection = publish(make_collection(essays=3))
    first, second, third = Essay.objects.order_by("number")
    middle = shown(stranger, second)

    assert middle.one('//a[@rel="prev"]').get("href") == first.get_absolute_url()
    assert middle.one('//a[@rel="next"]').get("href") == third.get_absolute_url()
    assert "This is the first essay" in shown(stranger, first, "/en").text('//nav[@class="turn"]')
    end = shown(stranger, third)
    assert end.all('//a[@rel="next"]') == []
    assert end.one('//nav[@class="turn"]/a[2]').get("href") == collection.get_absolute_url()


def test_only_the_nearest_essays_of_a_long_collection_are_listed(stranger: Client) -> None:
    publish(make_collection(essays=12))
    numbers = {essay.number: essay for essay in Essay.objects.all()}

    def listed(number: int) -> list[str]:
        return shown(stranger, numbers[number], "/en").texts('//section[@class="around"]//li/span[1]')

    assert listed(1) == ["1", "2", "3", "4", "5", "6", "7"]
    assert listed(6) == ["3", "4", "5", "6", "7", "8", "9"]
    assert listed(12) == ["6", "7", "8", "9", "10", "11", "12"]


def test_a_preface_has_a_page_of_its_own(stranger: Client) -> None:
    collection = make_collection(essays=1)
    preface = make_essay(collection, 0, "写在前面", parts=ALL_FREE)
    publish(collection)
    page = shown(stranger, preface, "/en")

    assert page.text('//p[@class="kicker"]') == "Preface"
    assert page.text("//h1") == "写在前面"


@pytest.mark.parametrize("state", ["draft", "withdrawn", "scheduled", "discarded", "shelf discarded"])
def test_what_is_not_public_is_not_found(stranger: Client, reader: Client, state: str) -> None:
    essay = make_essay(parts=ALL_FREE)
    if state == "scheduled":
        essay.publish(by=COMMAND_LINE, at=timezone.now() + timedelta(hours=1))
    elif state != "draft":
        publish(essay)
    if state == "withdrawn":
        essay.withdraw(by=COMMAND_LINE)
    elif state == "discarded":
        essay.discard()
    elif state == "shelf discarded":
        essay.collection.discard()

    assert shown(stranger, essay).status == 404
    assert shown(reader, essay).status == 404


def test_readers_see_what_was_published_and_not_what_is_being_typed(stranger: Client) -> None:
    essay = essay_of(*ALL_FREE)
    Section.objects.working().filter(essay=essay).update(body="<p>还在改。</p>")
    Essay.objects.filter(pk=essay.pk).update(subtitle="还在改")

    assert "还在改" not in shown(stranger, essay).source


def test_an_essay_takes_four_queries_however_long_it_is(
    stranger: Client, reader: Client, django_assert_num_queries: Any
) -> None:
    short = essay_of(*FREE_AND_PAID)
    long = publish(make_essay(short.collection, 2, parts=FREE_AND_PAID * 20))

    for essay in (short, long):
        with django_assert_num_queries(6):
            shown(stranger, essay)
        with django_assert_num_queries(10):
            shown(reader, essay)


def test_a_stranger_is_sent_no_cookie_and_the_same_bytes_each_time(stranger: Client) -> None:
    essay = essay_of(*FREE_AND_PAID)
    first, second = shown(stranger, essay), shown(Client(), essay)

    assert first.response.cookies == {}
    assert first.response.content == second.response.content
    assert first.response.headers["Cache-Control"] == "public, max-age=0, s-maxage=60"
    assert "Cookie" in first.response.headers["Vary"]


def test_a_reader_s_page_is_kept_nowhere(reader: Client) -> None:
    assert shown(reader, essay_of(*FREE_AND_PAID)).response.headers["Cache-Control"] == "private, no-store"


def test_no_locked_body_leaves_the_database_for_a_contents_list() -> None:
    essay = essay_of(*FREE_AND_PAID)
    rows = list(Section.objects.live().filter(essay=essay).outline_for(STRANGER))

    assert [row.body for row in rows] == ["", "", ""]
    assert [row.is_locked for row in rows] == [False, False, True]
