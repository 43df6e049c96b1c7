"""Speakers merged and split by an editor, shown what speaks for it, and undone."""

from __future__ import annotations

import pytest

from essays.models import Attribution, Quote, Settlement, Speaker, Verdict
from essays.models.confirming import confirm
from essays.models.settlement import acting
from tests.conftest import Cast, client_of
from tests.factories import make_essay, make_quote

from .forms import action, words_of

LIST = "/admin/essays/speaker/"


def quoted(name: str, organisation: str, words: str = "桥修好了，孩子们上学再也不用绕路。") -> Quote:
    quote = make_quote(make_essay(), words, name, organisation=organisation, title="书记")
    speaker = Speaker.objects.create(name=name)
    quote.attribution.settle(Verdict.CONFIRMED, by=None, speaker=speaker)
    return quote


def speaker_of(quote: Quote) -> Speaker:
    speaker = Attribution.objects.get(pk=quote.attribution_id).speaker
    assert speaker is not None
    return speaker


def test_who_merges_sees_what_is_known_of_each_and_says_who_stands(cast: Cast) -> None:
    one, other = quoted("张伟", "长宁区委"), quoted("张伟", "长宁区委办公室")
    client = client_of(cast.editor)
    rows = action("merge", speaker_of(one), speaker_of(other))

    page = client.post(LIST, rows).content.decode()

    assert "长宁区委书记" in page
    assert "长宁区委办公室书记" in page
    assert not Speaker.objects.filter(merged_into__isnull=False).exists()
    client.post(LIST, rows | {"stands": speaker_of(other).pk})
    assert speaker_of(one).merged_into == speaker_of(other)
    assert speaker_of(one).head == speaker_of(other)


def test_a_merge_is_undone_on_the_speakers_page(cast: Cast) -> None:
    one, other = quoted("张伟", "长宁区委"), quoted("张伟", "清水镇")
    client = client_of(cast.editor)
    client.post(LIST, action("merge", speaker_of(one), speaker_of(other)) | {"stands": speaker_of(other).pk})
    address = f"{LIST}{speaker_of(one).pk}/"
    batch = Settlement.objects.get(deed=Settlement.Deed.MERGE).batch
    assert f'value="{batch}"' in client.get(f"{address}change/").content.decode()

    client.post(f"{address}undo/", {"undo": batch})

    assert (speaker_of(one).merged_into, speaker_of(one).head) == (None, None)


def test_one_alone_is_not_merged(cast: Cast) -> None:
    one = quoted("张伟", "长宁区委")
    response = client_of(cast.editor).post(LIST, action("merge", speaker_of(one)), follow=True)
    assert words_of(response)
    assert not Settlement.objects.filter(deed=Settlement.Deed.MERGE).exists()


def test_the_merged_into_field_goes_through_the_same_door(cast: Cast) -> None:
    one, other = quoted("张伟", "长宁区委"), quoted("张伟", "清水镇")
    client, address = client_of(cast.editor), f"{LIST}{speaker_of(one).pk}/change/"
    fields = {"name": "张伟", "kind": "person", "note": "", "merged_into": speaker_of(other).pk}

    client.post(address, fields)
    assert speaker_of(one).head == speaker_of(other)
    client.post(address, fields | {"merged_into": ""})

    assert speaker_of(one).head is None
    deeds = Settlement.objects.filter(speaker=speaker_of(one)).order_by("pk").values_list("deed", flat=True)
    assert list(deeds) == [Settlement.Deed.MERGE, Settlement.Deed.SPLIT]


def test_two_taken_for_one_are_split_and_undone(cast: Cast) -> None:
    essay = make_essay()
    quotes = [
        make_quote(essay, "桥修好了，孩子们上学再也不用绕路。", "张伟", organisation="长宁区委"),
        make_quote(essay, "路也要修，灯也要亮，人心就亮堂了。", "张伟"),
    ]
    with acting(Settlement.Deed.CONFIRM, by=cast.editor) as act:
        confirm(act, quotes)
    one = speaker_of(quotes[0])
    assert speaker_of(quotes[1]) == one
    client, address = client_of(cast.editor), f"{LIST}{one.pk}/split/"
    assert "路也要修" in client.get(address).content.decode()

    client.post(address, {"attribution": [quotes[1].attribution_id], "name": "张伟", "note": "石桥村"})

    assert speaker_of(quotes[0]) == one
    assert str(speaker_of(quotes[1])) == "张伟（石桥村）"
    batch = Settlement.objects.filter(deed=Settlement.Deed.SPLIT)[0].batch
    client.post(f"/admin/essays/quote/{quotes[1].pk}/undo/", {"undo": batch})
    assert speaker_of(quotes[1]) == one
    assert Speaker.objects.count() == 1


@pytest.mark.parametrize("fields", [{}, {"attribution": ["1"]}, {"note": "石桥村"}])
def test_a_split_says_what_it_lacks_and_changes_nothing(cast: Cast, fields: dict[str, object]) -> None:
    one = quoted("张伟", "长宁区委")
    response = client_of(cast.editor).post(f"{LIST}{speaker_of(one).pk}/split/", {"name": "张伟", **fields})
    assert response.status_code == 200
    assert response.context["form"].errors
    assert Speaker.objects.count() == 1


def test_a_split_takes_no_quote_of_another(cast: Cast) -> None:
    one, other = quoted("张伟", "长宁区委"), quoted("林长河", "石桥村")
    fields = {"attribution": [other.attribution_id], "name": "张伟", "note": "石桥村"}
    client_of(cast.editor).post(f"{LIST}{speaker_of(one).pk}/split/", fields)
    assert speaker_of(other).name == "林长河"


def test_who_may_not_change_speakers_neither_merges_splits_nor_undoes(cast: Cast) -> None:
    one, other = quoted("张伟", "长宁区委"), quoted("张伟", "清水镇")
    batch = Settlement.objects.filter(attribution=one.attribution_id)[0].batch
    client = client_of(cast.reviewer)
    client.post(LIST, action("merge", speaker_of(one), speaker_of(other)) | {"stands": speaker_of(other).pk})
    assert client.get(f"{LIST}{speaker_of(one).pk}/split/").status_code == 403
    assert client.post(f"/admin/essays/quote/{one.pk}/undo/", {"undo": batch}).status_code == 403
    assert not Settlement.objects.exclude(deed=Settlement.Deed.CONFIRM).exists()
    assert Attribution.objects.get(pk=one.attribution_id).verdict == Verdict.CONFIRMED


def test_same_words_are_listed_by_themselves_again_and_stay_so(cast: Cast) -> None:
    quotes = [
        make_quote(make_essay(), "桥修好了，孩子们上学再也不用绕路。", "林长河", organisation="石桥村") for _ in "ab"
    ]
    with acting(Settlement.Deed.CONFIRM, by=cast.editor) as act:
        confirm(act, quotes)
    second = quotes[1]
    client, address = client_of(cast.editor), f"/admin/essays/quote/{quotes[1].pk}/change/"
    assert 'name="stands_alone"' in client.get(address).content.decode()
    fields = {name: getattr(second, name) for name in ("kind", "speaker", "organisation", "title")}
    known = {"verdict": "confirmed", "identity": speaker_of(second).pk, "stands_alone": "on"}

    client.post(address, {**fields, **known})
    with acting(Settlement.Deed.CONFIRM, by=cast.editor) as act:
        confirm(act, quotes)

    assert Attribution.objects.get(pk=second.attribution_id).joined_to_id == second.attribution_id
    assert Attribution.objects.get(pk=quotes[0].attribution_id).joined_to is None
