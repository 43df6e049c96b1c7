"""Who a printed name is, and the same words in several essays."""

from __future__ import annotations

import pytest

from essays.access import STRANGER, Paid, Reader
from essays.models import Essay, Quote, Settlement, Speaker, Verdict
from essays.models.confirming import confirm, confirm_as, same_words, stand_alone
from essays.models.identifying import Identity, candidates, sure
from essays.models.settlement import acting
from essays.workflow import COMMAND_LINE
from tests.factories import FREE, PAID, Part, make_collection, make_essay, make_quote, publish

pytestmark = pytest.mark.django_db
WORDS = "桥修好了，孩子们上学再也不用绕路。"
OTHER = "路也要修，灯也要亮，人心就亮堂了。"
ALL = Reader(paid=Paid.ALL)


def said(essay: Essay, text: str, speaker: str, organisation: str = "", **fields: object) -> Quote:
    return make_quote(essay, text, speaker, organisation=organisation, **fields)


def settle(*quotes: Quote, **options: bool) -> list[Quote]:
    with acting(Settlement.Deed.CONFIRM, by=COMMAND_LINE) as act:
        return confirm(act, quotes, **options)


def speaker_of(quote: Quote) -> Speaker | None:
    return Quote.objects.select_related("attribution__speaker").get(pk=quote.pk).attribution.speaker


def test_the_same_name_in_the_same_organisation_is_one_person() -> None:
    first, second = said(make_essay(), WORDS, "张伟", "长宁区委"), said(make_essay(), OTHER, "张伟", "长宁区委")
    assert settle(first) == settle(second) == []
    assert speaker_of(first) == speaker_of(second)


def test_the_same_name_elsewhere_is_offered_and_never_merged() -> None:
    first, second = said(make_essay(), WORDS, "张伟", "长宁区委"), said(make_essay(), OTHER, "张伟", "清水镇")
    settle(first)

    assert settle(second) == [second], "an editor has to say who it is"

    [offer] = candidates([second])[Identity.of(second)]
    assert (offer.speaker, offer.described) == (speaker_of(first), ["长宁区委"])
    assert sure(second, [offer]) is None
    assert speaker_of(second) is None


def test_where_nobody_can_be_asked_a_doubtful_name_is_another_person() -> None:
    first, second = said(make_essay(), WORDS, "张伟", "长宁区委"), said(make_essay(), OTHER, "张伟", "清水镇")
    settle(first, second, doubtful_are_new=True)
    assert [str(one) for one in Speaker.objects.order_by("id")] == ["张伟", "张伟（清水镇）"]


def test_in_one_essay_a_name_without_organisation_is_who_bore_it_there() -> None:
    essay = make_essay()
    first, second = said(essay, WORDS, "张伟", "长宁区委"), said(essay, OTHER, "张伟")
    assert settle(first, second) == []
    assert Speaker.objects.count() == 1


def test_in_one_essay_two_of_one_name_at_two_places_are_two() -> None:
    essay = make_essay()
    first, second = said(essay, WORDS, "张伟", "长宁区委"), said(essay, OTHER, "张伟", "清水镇")
    assert settle(first, second) == [second]


def test_two_that_fit_equally_are_left_to_an_editor() -> None:
    for text in (WORDS, OTHER):
        with acting(Settlement.Deed.CONFIRM, by=COMMAND_LINE) as act:
            confirm_as(act, [said(make_essay(), text, "张伟", "长宁区委")], Speaker.objects.create(name="张伟"))
    third = said(make_essay(), "第三个人说的是另外一件事情。", "张伟", "长宁区委")
    assert settle(third) == [third]


@pytest.mark.parametrize(
    ("speaker", "organisation", "name"),
    [
        ("", "闵行区人社局", "闵行区人社局"),
        ("", "大家", ""),
        ("", "上海广大干部群众", ""),
        ("", "某企业", ""),
        ("", "", ""),
        ("林长河", "石桥村", "林长河"),
    ],
)
def test_bodies_speak_and_crowds_have_no_page(speaker: str, organisation: str, name: str) -> None:
    quote = said(make_essay(), WORDS, speaker, organisation)
    settle(quote)
    assert Quote.objects.get(pk=quote.pk).attribution.verdict == Verdict.CONFIRMED
    found = speaker_of(quote)
    assert (found.name if found else "") == name
    assert not found or (found.kind == Speaker.Kind.BODY) == (not speaker)


def test_identical_words_of_one_speaker_are_listed_once_for_who_may_read_both() -> None:
    essays = [make_essay(make_collection(title)) for title in ("甲", "乙")]
    first, second = (said(essay, WORDS, "林长河", "石桥村") for essay in essays)
    third = said(essays[1], OTHER, "林长河", "石桥村")
    assert same_words([first]) == [second]
    settle(first, second, third)
    for essay in essays:
        publish(essay)

    listed = Quote.objects.outside(STRANGER).values_list("uid", flat=True)

    assert set(listed) == {first.uid, third.uid}


def test_the_same_words_of_somebody_else_are_another_quote() -> None:
    first, second = said(make_essay(), WORDS, "林长河", "石桥村"), said(make_essay(), WORDS, "刘栿堂", "石桥村")
    assert same_words([first]) == []
    settle(first, second)
    assert not Quote.objects.filter(attribution__joined_to__isnull=False).exists()


def test_a_locked_quote_hides_no_free_one_and_is_hidden_by_none() -> None:
    free, paid = make_essay(parts=[Part(FREE)]), make_essay(parts=[Part(PAID, paid=True)])
    locked, open_one = said(paid, WORDS, "林长河", "石桥村"), said(free, WORDS, "林长河", "石桥村")
    settle(locked, open_one)
    for essay in (free, paid):
        publish(essay)

    assert {quote.uid for quote in Quote.objects.outside(STRANGER)} == {locked.uid, open_one.uid}
    assert {quote.uid for quote in Quote.objects.outside(ALL)} == {locked.uid}


def test_what_was_joined_stands_alone_again_when_it_is_rejected() -> None:
    first, second = said(make_essay(), WORDS, "林长河", "石桥村"), said(make_essay(), WORDS, "林长河", "石桥村")
    settle(first, second)
    second.attribution.refresh_from_db()
    assert second.attribution.joined_to == first.attribution
    second.attribution.settle(Verdict.REJECTED, by=COMMAND_LINE)
    assert second.attribution.joined_to is None


def test_what_an_editor_took_apart_is_listed_by_itself() -> None:
    first, second = said(make_essay(), WORDS, "林长河", "石桥村"), said(make_essay(), WORDS, "林长河", "石桥村")
    settle(first, second)
    with acting(Settlement.Deed.PART, by=COMMAND_LINE) as act:
        stand_alone(act, second.attribution)
    for quote in (first, second):
        publish(quote.essay)
    assert {quote.uid for quote in Quote.objects.outside(STRANGER)} == {first.uid, second.uid}


def test_a_speaker_merged_is_offered_as_the_one_it_was_merged_into() -> None:
    first, second = said(make_essay(), WORDS, "张伟", "长宁区委"), said(make_essay(), OTHER, "张伟", "长宁区委")
    settle(first)
    old = speaker_of(first)
    assert old is not None
    known = Speaker.objects.create(name="张伟", note="区委书记")
    old.merge(known, by=COMMAND_LINE)

    settle(second)

    assert speaker_of(second) == known
