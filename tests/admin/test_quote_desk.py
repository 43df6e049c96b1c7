"""The quote desk: each quote in its passage, settled by one post, the next one at once, and all of it undone."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from essays.models import Attribution, Essay, Quote, Revision, Speaker, Verdict
from tests.conftest import Cast, client_of
from tests.factories import Part, make_collection, make_essay, make_quote

from .forms import words_of

DESK = "/admin/essays/quote/desk/"
JSON = {"Accept": "application/json"}
CERTAIN = Attribution.Confidence.CERTAIN
FIRST = "桥修好了，孩子们上学再也不用绕路。"
SECOND = "路也要修，灯也要亮，人心就亮堂了。"


def told(words: str, who: str = "石桥村党支部书记林长河") -> Part:
    return Part(f"村里开会的那天下着雨。\n{who}说：“{words}”大家都点头。\n散会的时候雨停了。")


def essay_of(*parts: Part, **fields: Any) -> Essay:
    essay = make_essay(make_collection(), parts=parts, **fields)
    essay.tidy()
    return essay


def quote_of(words: str) -> Quote:
    return Quote.objects.working().select_related("attribution__speaker").get(text=words)


def state(client: Client, quote: Quote) -> str:
    page = client.get(f"{DESK}?at={quote.pk}")
    return str(page.context["card"].state)


def post(client: Client, quote: Quote, do: str, **fields: Any) -> dict[str, Any]:
    data = {"do": do, "quote": quote.pk, "state": state(client, quote), **fields}
    return client.post(DESK, data, headers=JSON).json()


@pytest.fixture
def desk(cast: Cast) -> Client:
    return client_of(cast.editor)


def test_a_quote_is_shown_in_its_passage_with_its_speaker_marked(desk: Client) -> None:
    essay_of(told(FIRST))

    page = desk.get(DESK).content.decode()

    assert f'<mark class="is-quote">{FIRST}</mark>' in page
    assert '<span class="is-organisation">石桥村</span>' in page
    assert '<span class="is-title">党支部书记</span>' in page
    assert '<span class="is-speaker">林长河</span>' in page
    assert "村里开会的那天下着雨。" in page


def test_a_quote_cut_by_a_paid_boundary_is_shown_whole(desk: Client) -> None:
    essay_of(Part(told(FIRST).text.replace("孩子们", "孩子##paidbegin##们")))
    page = desk.get(DESK).content.decode()
    assert page.count('<mark class="is-quote">') == 2
    assert "散会的时候雨停了。" in page


def test_a_name_that_stands_further_up_is_shown_where_it_stands(desk: Client) -> None:
    essay = essay_of(Part("石桥村党支部书记林长河先到。\n他坐下来。\n他点了烟。\n他说：“再等等，人还没有到齐。”"))
    quote = make_quote(essay, "再等等，人还没有到齐。", "林长河")
    Quote.objects.filter(essay=essay).exclude(pk=quote.pk).delete()
    essay.tidy()

    card = desk.get(DESK).context["card"]

    assert card.passage.named is not None
    assert "".join(run.text for run in card.passage.named.runs) == "石桥村党支部书记林长河先到。"


def test_accepting_makes_the_speaker_and_shows_the_next_quote(cast: Cast, desk: Client) -> None:
    essay_of(told(FIRST), told(SECOND))

    answer = post(desk, quote_of(FIRST), "accept")

    first = quote_of(FIRST).attribution
    assert (first.verdict, first.settled_by, str(first.speaker)) == (Verdict.CONFIRMED, cast.editor, "林长河")
    assert SECOND in answer["html"]
    assert not answer["refused"]
    assert answer["address"].endswith(f"at={quote_of(SECOND).pk}")


def test_rejecting_takes_it_out_of_the_queue(desk: Client) -> None:
    essay_of(told(FIRST))
    answer = post(desk, quote_of(FIRST), "reject")
    assert quote_of(FIRST).attribution.verdict == Verdict.REJECTED
    assert "<mark" not in answer["html"]


def test_skipping_goes_round(desk: Client) -> None:
    essay_of(told(FIRST), told(SECOND))
    first, second = quote_of(FIRST), quote_of(SECOND)
    assert desk.get(f"{DESK}?go=on&at={first.pk}").context["card"].quote == second
    assert desk.get(f"{DESK}?go=on&at={second.pk}").context["card"].quote == first
    assert desk.get(f"{DESK}?go=back&at={first.pk}").context["card"].quote == second


def test_without_its_script_the_desk_leads_to_the_next_quote(desk: Client) -> None:
    essay_of(told(FIRST), told(SECOND))
    first = quote_of(FIRST)
    data = {"do": "accept", "quote": first.pk, "state": state(desk, first)}

    response = desk.post(f"{DESK}?kind=quotations", data, follow=True)

    assert response.redirect_chain[0][0] == f"{DESK}?kind=quotations&at={quote_of(SECOND).pk}"
    assert FIRST[:8] in words_of(response)


def test_undo_takes_back_one_after_the_other(cast: Cast, desk: Client) -> None:
    essay_of(told(FIRST), told(SECOND))
    post(desk, quote_of(FIRST), "accept")
    post(desk, quote_of(SECOND), "reject")

    answers = [desk.post(DESK, {"do": "undo"}, headers=JSON).json() for _turn in range(3)]

    assert [answer["refused"] for answer in answers] == [False, False, True]
    assert SECOND in answers[0]["html"]
    assert {quote_of(words).attribution.verdict for words in (FIRST, SECOND)} == {Verdict.UNSETTLED}
    assert not Speaker.objects.exists()


def test_nobody_undoes_what_another_did(cast: Cast, desk: Client) -> None:
    essay_of(told(FIRST))
    post(desk, quote_of(FIRST), "accept")
    answer = client_of(cast.manager).post(DESK, {"do": "undo"}, headers=JSON).json()
    assert answer["refused"]
    assert quote_of(FIRST).attribution.verdict == Verdict.CONFIRMED


def test_a_known_name_elsewhere_has_to_be_chosen(desk: Client) -> None:
    essay_of(told(FIRST, "长宁区委书记张伟"))
    post(desk, quote_of(FIRST), "accept")
    essay_of(told(SECOND, "清水镇镇长张伟"))
    second = quote_of(SECOND)

    answer = post(desk, second, "accept")

    assert answer["refused"]
    assert quote_of(SECOND).attribution.verdict == Verdict.UNSETTLED
    assert "长宁区委书记" in answer["html"]
    known = Speaker.objects.get()
    post(desk, second, "accept", who=known.pk)
    assert quote_of(SECOND).attribution.speaker == known
    desk.post(DESK, {"do": "undo"})
    post(desk, second, "accept", who="new")
    assert str(quote_of(SECOND).attribution.speaker) == "张伟（清水镇）"


def test_a_correction_is_saved_confirmed_and_frozen(cast: Cast, desk: Client) -> None:
    essay = essay_of(told(FIRST, "石桥村党支部书记林长河"))
    revision, quote = essay.freeze(by=cast.editor), quote_of(FIRST)
    fields = {"speaker": "林长何", "organisation": "石桥村", "title": "党支部书记", "kind": "direct"}

    answer = post(desk, quote, "correct", **fields)

    quote = quote_of(FIRST)
    assert not answer["refused"]
    assert (quote.speaker, quote.attribution.verdict, str(quote.attribution.speaker)) == (
        "林长何", Verdict.CONFIRMED, "林长何",
    )  # fmt: skip
    newest = Revision.objects.order_by("-number")[0]
    assert newest != revision
    assert Quote.objects.get(revision=newest, uid=quote.uid).speaker == "林长何"
    assert Quote.objects.get(revision=revision, uid=quote.uid).speaker == "林长河"
    assert Essay.objects.get(pk=essay.pk).version == essay.version + 1
    essay.refresh_from_db()
    essay.tidy()
    assert quote_of(FIRST).speaker == "林长何"


def test_a_correction_to_a_known_name_asks_and_keeps_what_was_typed(desk: Client) -> None:
    essay_of(told(FIRST, "长宁区委书记张伟"))
    post(desk, quote_of(FIRST), "accept")
    essay_of(told(SECOND, "清水镇镇长张韦"))
    fields = {"speaker": "张伟", "organisation": "清水镇", "title": "镇长", "kind": "direct"}

    answer = post(desk, quote_of(SECOND), "correct", **fields)

    assert answer["refused"]
    assert quote_of(SECOND).speaker == "张韦"
    assert 'value="张伟"' in answer["html"]
    assert "长宁区委书记" in answer["html"]


def test_what_is_too_long_to_store_is_refused_in_words(desk: Client) -> None:
    essay_of(told(FIRST))
    fields = {"speaker": "长" * 101, "organisation": "", "title": "", "kind": "direct"}
    answer = post(desk, quote_of(FIRST), "correct", **fields)
    assert answer["refused"]
    assert "100" in answer["said"]


def test_a_quote_somebody_has_changed_meanwhile_is_left_alone(cast: Cast, desk: Client) -> None:
    essay_of(told(FIRST))
    quote = quote_of(FIRST)
    opened = state(desk, quote)
    quote.attribution.settle(Verdict.REJECTED, by=cast.manager)

    answer = desk.post(DESK, {"do": "accept", "quote": quote.pk, "state": opened}, headers=JSON).json()

    assert answer["refused"]
    assert quote_of(FIRST).attribution.verdict == Verdict.REJECTED


def test_the_same_words_in_other_essays_are_settled_together(desk: Client) -> None:
    for _turn in range(3):
        essay_of(told(FIRST))
    first, *others = Quote.objects.working().filter(text=FIRST).order_by("pk")
    assert len(desk.get(DESK).context["card"].same) == 2

    post(desk, first, "accept")

    settled = Attribution.objects.filter(verdict=Verdict.CONFIRMED)
    assert settled.count() == 3
    assert list(settled.exclude(pk=first.attribution_id).values_list("joined_to", flat=True)) == [
        first.attribution_id
    ] * len(others)
    desk.post(DESK, {"do": "undo"})
    assert not settled.exists()


def test_the_certain_ones_are_shown_and_confirmed_together(cast: Cast, desk: Client) -> None:
    essay_of(told(FIRST), told(SECOND, "石桥村会计刘栿堂"))
    essay_of(told("天亮之前要把渠修通，一户也不能落下。", "清水镇镇长张伟"))
    other = Speaker.objects.create(name="张伟", note="区委书记")
    Attribution.objects.update(confidence=CERTAIN)
    page = desk.get(f"{DESK}certain/")
    rows = [f"{quote.pk} {shown}" for quote, shown in page.context["quotes"]]
    assert len(rows) == 3

    response = desk.post(f"{DESK}certain/", {"quote": rows}, follow=True)

    verdicts = Quote.objects.working().filter(attribution__verdict=Verdict.CONFIRMED)
    assert set(verdicts.values_list("speaker", flat=True)) == {"林长河", "刘栿堂"}
    assert "张伟" in words_of(response)
    assert not Attribution.objects.filter(speaker=other).exists()
    desk.post(DESK, {"do": "undo"})
    assert not verdicts.exists()


def test_only_what_was_ticked_and_has_not_changed_is_confirmed(cast: Cast, desk: Client) -> None:
    essay_of(told(FIRST), told(SECOND))
    Attribution.objects.update(confidence=CERTAIN)
    rows = [f"{quote.pk} {shown}" for quote, shown in desk.get(f"{DESK}certain/").context["quotes"]]
    Quote.objects.working().filter(text=FIRST).update(title="书记")

    desk.post(f"{DESK}certain/", {"quote": rows})

    assert quote_of(FIRST).attribution.verdict == Verdict.UNSETTLED
    assert quote_of(SECOND).attribution.verdict == Verdict.CONFIRMED


def test_what_is_not_certain_is_not_among_them(desk: Client) -> None:
    essay_of(told(FIRST))
    Attribution.objects.update(confidence=Attribution.Confidence.LIKELY)
    assert desk.get(f"{DESK}certain/").context["quotes"] == []


def test_the_queue_is_cut_by_confidence_kind_collection_and_essay(desk: Client) -> None:
    one, other = essay_of(told(FIRST)), essay_of(Part("林长河表示，桥修好了以后大家走路方便多了。"), told(SECOND))
    Attribution.objects.filter(pk=quote_of(FIRST).attribution_id).update(confidence=CERTAIN)
    Attribution.objects.exclude(pk=quote_of(FIRST).attribution_id).update(confidence="likely")

    def left(query: str) -> int:
        return int(desk.get(f"{DESK}?{query}").context["queue"].left)

    assert left("") == 3
    assert left("confidence=certain") == 1
    assert left("kind=statements") == 1
    assert left(f"collection={one.collection_id}") == 1
    assert left(f"essay={other.pk}&kind=quotations") == 1
    assert left("confidence=x&kind=y&collection=z&essay=%00") == 3


def test_speakers_are_offered_with_what_is_printed_of_them(desk: Client) -> None:
    essay_of(told(FIRST, "长宁区委书记张伟"))
    post(desk, quote_of(FIRST), "accept")
    Speaker.objects.create(name="小张伟")
    merged = Speaker.objects.create(name="张伟伟")
    merged.merge(Speaker.objects.get(name="小张伟"), by=None)

    found = desk.get(f"{DESK}speakers/?q=张伟").json()["speakers"]

    assert [speaker["name"] for speaker in found] == ["张伟", "小张伟"]
    assert (found[0]["posts"], found[0]["organisation"], found[0]["title"]) == (["长宁区委书记"], "长宁区委", "书记")
    assert desk.get(f"{DESK}speakers/?q=").json() == {"speakers": []}


def test_what_nobody_can_do_is_no_deed(desk: Client) -> None:
    assert desk.post(DESK, {"do": "dance"}).status_code == 400
    assert desk.post(DESK, {"do": "accept", "quote": "99999999999999999999"}, headers=JSON).json()["refused"]


@pytest.mark.parametrize("role", ["entry", "reviewer", "publisher"])
def test_who_may_not_settle_quotes_has_no_desk(cast: Cast, role: str) -> None:
    for address in (DESK, f"{DESK}certain/", f"{DESK}speakers/?q=a"):
        assert client_of(getattr(cast, role)).get(address).status_code == 403


def test_quotes_of_essays_in_the_recycle_bin_do_not_wait(desk: Client) -> None:
    essay = essay_of(told(FIRST))
    quote, opened = quote_of(FIRST), state(desk, quote_of(FIRST))
    essay.discard()
    assert desk.get(DESK).context["card"] is None
    answer = desk.post(DESK, {"do": "accept", "quote": quote.pk, "state": opened}, headers=JSON).json()
    assert answer["refused"]
    assert quote_of(FIRST).attribution.verdict == Verdict.UNSETTLED


def test_a_desk_with_many_quotes_asks_the_database_no_more(desk: Client, django_assert_max_num_queries: Any) -> None:
    essay_of(*(told(f"第{number}件事情我们一定要办好，一件也不能少。") for number in range(30)))
    with django_assert_max_num_queries(24):
        desk.get(DESK)
