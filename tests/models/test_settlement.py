"""What editors say of quotes and speakers is logged, and taken back as one."""

from __future__ import annotations

import pytest

from essays.models import Attribution, CannotUndoError, Quote, Revision, Settlement, Speaker, Verdict
from essays.models.attribution import BY_HAND
from essays.models.confirming import confirm
from essays.models.settlement import acting, undo
from tests.conftest import Cast
from tests.factories import make_essay, make_quote

pytestmark = pytest.mark.django_db
Deed = Settlement.Deed
WORDS = "桥修好了，孩子们上学再也不用绕路。"


def known(quote: Quote) -> tuple[object, ...]:
    attribution = Attribution.objects.get(pk=Quote.objects.get(pk=quote.pk).attribution_id)
    return attribution.verdict, attribution.speaker_id, attribution.settled_by_id, attribution.settled_at


def test_a_verdict_is_logged_with_who_gave_it_and_undone(cast: Cast) -> None:
    quote = make_quote(make_essay(), WORDS, "林长河")
    before = known(quote)

    batch = quote.attribution.settle(Verdict.CONFIRMED, by=cast.editor)

    logged = Settlement.objects.get()
    assert (logged.deed, logged.by, logged.by_name, logged.batch) == (Deed.CONFIRM, cast.editor, "editor", batch)
    assert known(quote)[0] == Verdict.CONFIRMED
    undo(batch, by=cast.editor)
    assert known(quote) == before
    assert Settlement.objects.get().undone_by_name == "editor"
    assert Settlement.objects.last_batch_of(cast.editor) is None


def test_undoing_takes_the_new_speaker_away_as_well(cast: Cast) -> None:
    quote = make_quote(make_essay(), WORDS, "林长河", organisation="石桥村")
    with acting(Deed.CONFIRM, by=cast.editor) as act:
        confirm(act, [quote])
    assert Speaker.objects.get().name == "林长河"

    undo(act.batch, by=cast.editor)

    assert not Speaker.objects.exists()
    assert known(quote)[:2] == (Verdict.UNSETTLED, None)


def test_a_speaker_somebody_needs_by_now_stays_when_its_making_is_undone(cast: Cast) -> None:
    essay = make_essay()
    first, second = make_quote(essay, WORDS, "林长河"), make_quote(essay, "路也要修，灯也要亮。", "林长河")
    with acting(Deed.CONFIRM, by=cast.editor) as act:
        confirm(act, [first])
    second.attribution.settle(Verdict.CONFIRMED, by=cast.manager, speaker=Speaker.objects.get())

    undo(act.batch, by=cast.editor)

    assert Speaker.objects.get().pk == known(second)[1]


def test_what_somebody_has_changed_since_is_not_undone(cast: Cast) -> None:
    quote = make_quote(make_essay(), WORDS, "林长河")
    batch = quote.attribution.settle(Verdict.CONFIRMED, by=cast.editor)
    quote.attribution.settle(Verdict.REJECTED, by=cast.manager)

    with pytest.raises(CannotUndoError):
        undo(batch, by=cast.editor)

    assert known(quote)[0] == Verdict.REJECTED


def test_nothing_is_undone_twice(cast: Cast) -> None:
    batch = make_quote(make_essay(), WORDS, "林长河").attribution.settle(Verdict.CONFIRMED, by=cast.editor)
    undo(batch, by=cast.editor)
    with pytest.raises(CannotUndoError):
        undo(batch, by=cast.editor)


def test_an_act_that_fails_leaves_nothing_behind(cast: Cast) -> None:
    quote = make_quote(make_essay(), WORDS, "林长河")

    def fail() -> None:
        with acting(Deed.CONFIRM, by=cast.editor) as act:
            confirm(act, [quote])
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert known(quote)[0] == Verdict.UNSETTLED
    assert not Speaker.objects.exists()
    assert not Settlement.objects.exists()


def test_corrected_words_get_an_attribution_of_their_own_and_frozen_ones_keep_theirs(cast: Cast) -> None:
    essay = make_essay()
    quote = make_quote(essay, WORDS, "林长何", organisation="石桥村")
    frozen = essay.freeze(by=cast.editor)
    former = quote.attribution
    former.settle(Verdict.CONFIRMED, by=cast.editor, speaker=Speaker.objects.create(name="林长何"))

    with acting(Deed.CORRECT, by=cast.editor) as act:
        quote.reprint(act, speaker="林长河")

    quote.refresh_from_db()
    former.refresh_from_db()
    assert (quote.speaker, quote.attribution.rule, quote.attribution.verdict) == (
        "林长河", BY_HAND, Verdict.UNSETTLED,
    )  # fmt: skip
    assert Quote.objects.get(revision=frozen).speaker == "林长何"
    assert Quote.objects.get(revision=frozen).attribution == former
    assert former.verdict == Verdict.UNSETTLED, "a wrong name is confirmed no longer"


def test_a_corrected_title_leaves_the_frozen_verdict_alone(cast: Cast) -> None:
    quote = make_quote(make_essay(), WORDS, "林长河", confirmed=True, title="书计")
    former = quote.attribution
    with acting(Deed.CORRECT, by=cast.editor) as act:
        quote.reprint(act, title="书记")
    former.refresh_from_db()
    assert former.verdict == Verdict.CONFIRMED


def test_a_correction_is_undone_with_its_verdict_and_frozen_anew(cast: Cast) -> None:
    essay = make_essay()
    quote = make_quote(essay, WORDS, "林长何")
    former = quote.attribution_id
    with acting(Deed.CORRECT, by=cast.editor) as act:
        quote.reprint(act, speaker="林长河")
        confirm(act, [quote])
    essay.freeze(by=cast.editor)
    version = type(essay).objects.get(pk=essay.pk).version

    undo(act.batch, by=cast.editor)

    quote.refresh_from_db()
    assert (quote.speaker, quote.attribution_id) == ("林长何", former)
    assert type(essay).objects.get(pk=essay.pk).version == version + 1
    newest = Revision.objects.filter(essay=essay).order_by("-number")[0]
    assert Quote.objects.get(revision=newest).speaker == "林长何"
