"""Quotes on the desk: words as printed are content, verdict and speaker are knowledge."""

from __future__ import annotations

from essays.models import Attribution, Quote, Speaker, Verdict
from tests.conftest import Cast, client_of
from tests.factories import Part, make_essay, make_quote

from .forms import action, words_of

SAID = "我们将锚定创新，继续潜心攻关，为高质量发展作出新的贡献。"


def test_a_quote_the_rules_missed_is_added_by_hand_and_stays(cast: Cast) -> None:
    essay = make_essay(parts=[Part("老人看着河，只说了两个字：快来看。大家都笑了。", paid=True)])
    data = {"essay": essay.pk, "text": "快来看", "kind": "direct", "speaker": "老人"}

    client_of(cast.editor).post("/admin/essays/quote/add/", data)
    essay.tidy()

    quote = Quote.objects.working().get(essay=essay, text="快来看")
    assert (quote.is_lost, quote.is_paid, quote.speaker) == (False, True, "老人")
    assert essay.revisions.get().paid_quotes == 1


def test_words_that_do_not_stand_in_the_essay_are_told_of(cast: Cast) -> None:
    essay = make_essay()
    data = {"essay": essay.pk, "text": "从来没有人说过的话。", "kind": "direct", "speaker": "老人"}

    response = client_of(cast.editor).post("/admin/essays/quote/add/", data, follow=True)

    assert Quote.objects.working().get(essay=essay).is_lost
    assert len(words_of(response).splitlines()) == 2


def test_a_corrected_speaker_survives_the_next_search_for_quotes(cast: Cast) -> None:
    essay = make_essay(parts=[Part(f"“{SAID}”星河机器人公司董事长顾捷说。")])
    essay.tidy()
    quote = Quote.objects.working().get(essay=essay)
    data = {"kind": quote.kind, "speaker": "顾洁", "organisation": quote.organisation, "title": quote.title}

    client_of(cast.editor).post(f"/admin/essays/quote/{quote.pk}/change/", data)
    essay.tidy()

    quote.refresh_from_db()
    assert quote.speaker == "顾洁"


def test_a_verdict_and_a_speaker_are_given_on_the_form(cast: Cast) -> None:
    quote, speaker = make_quote(make_essay(), "谁都可以说的话。", "甲"), Speaker.objects.create(name="甲")
    data = {"kind": quote.kind, "speaker": "甲", "verdict": Verdict.CONFIRMED, "identity": speaker.pk}

    client_of(cast.editor).post(f"/admin/essays/quote/{quote.pk}/change/", data)

    attribution = Attribution.objects.get(pk=quote.attribution_id)
    assert (attribution.verdict, attribution.speaker, attribution.settled_by) == (
        Verdict.CONFIRMED,
        speaker,
        cast.editor,
    )


def test_only_what_is_certain_is_confirmed_in_bulk(cast: Cast) -> None:
    essay = make_essay()
    certain, unsure = make_quote(essay, "确定的话。", "甲"), make_quote(essay, "不确定的话。", "乙")
    Attribution.objects.filter(pk=certain.attribution_id).update(confidence=Attribution.Confidence.CERTAIN)
    client = client_of(cast.editor)

    asked = client.post("/admin/essays/quote/", action("confirm", certain, unsure))
    response = client.post("/admin/essays/quote/", action("confirm", certain, unsure, confirmed="yes"), follow=True)

    verdicts = [Attribution.objects.get(pk=quote.attribution_id).verdict for quote in (certain, unsure)]
    assert asked.templates[0].name == "admin/essays/confirm.html"
    assert verdicts == [Verdict.CONFIRMED, Verdict.UNSETTLED]
    assert len(words_of(response).splitlines()) == 2


def test_a_rejection_can_be_given_to_any(cast: Cast) -> None:
    quote = make_quote(make_essay(), "不算引语的话。", "甲")

    client_of(cast.editor).post("/admin/essays/quote/", action("reject", quote, confirmed="yes"))

    assert Attribution.objects.get(pk=quote.attribution_id).verdict == Verdict.REJECTED


def test_a_verdict_can_be_taken_back_on_its_own_form(cast: Cast) -> None:
    quote = make_quote(make_essay(), "一句话。", "甲", confirmed=True)
    attribution = quote.attribution

    client_of(cast.editor).post(f"/admin/essays/attribution/{attribution.pk}/change/", {"verdict": "unsettled"})

    attribution.refresh_from_db()
    assert (attribution.verdict, attribution.settled_at, attribution.settled_by) == ("unsettled", None, cast.editor)


def test_a_speaker_is_never_merged_into_itself(cast: Cast) -> None:
    one, other = Speaker.objects.create(name="甲"), Speaker.objects.create(name="甲")
    other.merged_into = one
    other.save()

    data = {"name": "甲", "kind": "person", "merged_into": other.pk}
    client_of(cast.editor).post(f"/admin/essays/speaker/{one.pk}/change/", data)

    one.refresh_from_db()
    assert one.merged_into is None


def test_words_as_printed_count_the_essays_version_up_and_a_verdict_does_not(cast: Cast) -> None:
    essay = make_essay()
    quote = make_quote(essay, "谁都可以说的话。", "甲")
    address, editor = f"/admin/essays/quote/{quote.pk}/change/", client_of(cast.editor)
    data = {"kind": quote.kind, "speaker": "甲", "verdict": Verdict.REJECTED}
    versions = []

    for changes in ({}, {"speaker": "乙"}):
        editor.post(address, data | changes)
        essay.refresh_from_db()
        versions.append(essay.version)

    assert versions == [1, 2]


def test_adding_or_deleting_a_quote_counts_the_essays_version_up(cast: Cast) -> None:
    essay, manager = make_essay(), client_of(cast.manager)
    manager.post("/admin/essays/quote/add/", {"essay": essay.pk, "text": "谁都可以读到", "kind": "direct"})
    added = Quote.objects.working().get(essay=essay)

    manager.post(f"/admin/essays/quote/{added.pk}/delete/", {"post": "yes"})

    essay.refresh_from_db()
    assert essay.version == 3


def test_a_quote_somebody_changed_meanwhile_is_not_written_over_unseen(cast: Cast) -> None:
    quote = make_quote(make_essay(), "谁都可以说的话。", "甲")
    address, second = f"/admin/essays/quote/{quote.pk}/change/", client_of(cast.entry)
    page = second.get(address)
    data = {"kind": quote.kind, "state": page.context["adminform"].form["state"].value()}
    client_of(cast.editor).post(address, {**data, "speaker": "乙", "title": "书记"})

    refused = second.post(address, {**data, "speaker": "丙"})
    quote.refresh_from_db()
    before = quote.speaker
    form = refused.context["adminform"].form
    again = second.post(address, {**data, "speaker": form["speaker"].value(), "state": form["state"].value()})

    quote.refresh_from_db()
    assert 'name="state"' in page.content.decode()
    assert (refused.status_code, again.status_code) == (200, 302)
    assert "书记" in str(form.non_field_errors())
    assert (before, quote.speaker) == ("乙", "丙")
