from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from essays.models import Essay, Quote, Section, Verdict
from essays.models.attribution import BY_HAND
from essays.workflow import COMMAND_LINE
from tests.factories import CUT_IN_A_SENTENCE, Part, make_essay, make_quote

pytestmark = pytest.mark.django_db

WORDS = "我们把旧渠清了三遍，水一放下来，全村人都跑到田埂上看。"
OTHER = "这条路修通以后，孩子们上学少走了四里山路。"
SAYS = f"“{WORDS}”石桥村党支部书记林长河说。"
AND_SAYS = f"石桥小学校长周若兰说：“{OTHER}”"


def essay_of(*bodies: str) -> Essay:
    essay = make_essay(parts=[Part(body, heading=f"小标题{index}") for index, body in enumerate(bodies)])
    essay.tidy()
    return essay


def rows(essay: Essay) -> list[tuple[str, bool, str, str]]:
    return list(
        Section.objects.working()
        .filter(essay=essay)
        .order_by("position")
        .values_list("heading", "is_paid", "continues", "body")
    )


def change(essay: Essay, position: int, **fields: object) -> None:
    Section.objects.working().filter(essay=essay, position=position).update(**fields)
    essay.tidy()


def quote_of(essay: Essay, text: str) -> Quote:
    return Quote.objects.working().select_related("attribution").get(essay=essay, text=text)


def test_a_marker_typed_in_mid_sentence_splits_the_section() -> None:
    essay = essay_of("先说一半，##paidbegin##再说一半。\n又一段。")
    assert rows(essay) == [
        ("小标题0", False, "", "<p>先说一半，</p>"),
        ("小标题0", True, "paragraph", "<p>再说一半。</p>\n<p>又一段。</p>"),
    ]


def test_a_marker_pair_typed_across_sections_pays_for_what_lies_between() -> None:
    essay = essay_of("甲。##paidbegin##", "乙。", "丙，##paidend##丁。")
    assert [(body, is_paid) for _heading, is_paid, _continues, body in rows(essay)] == [
        ("<p>甲。</p>", False),
        ("<p>乙。</p>", True),
        ("<p>丙，</p>", True),
        ("<p>丁。</p>", False),
    ]


def test_an_unclosed_marker_is_paid_to_the_end_of_the_essay_and_says_so() -> None:
    essay = make_essay(parts=[Part("甲，##paidbegin##乙。"), Part("丙。", heading="后来")])
    messages = essay.tidy()
    assert [is_paid for _heading, is_paid, _continues, _body in rows(essay)] == [False, True, True]
    assert messages


def test_a_marker_hidden_in_tags_splits_too() -> None:
    essay = make_essay(parts=[Part(html="<p>甲<strong>##paid</strong><em>begin##</em>秘密</p>")])
    essay.tidy()
    assert "秘密" not in "".join(body for _h, is_paid, _c, body in rows(essay) if not is_paid)
    assert "paid" not in "".join(body for _h, _p, _c, body in rows(essay))


def test_tidying_a_tidy_essay_changes_nothing() -> None:
    essay = essay_of(SAYS, AND_SAYS)
    before = (rows(essay), list(Quote.objects.working().order_by("position").values()))
    essay.tidy()
    assert (rows(essay), list(Quote.objects.working().order_by("position").values())) == before


def test_what_is_typed_is_cleaned_and_counted() -> None:
    essay = essay_of("")
    change(essay, 0, body='<p onclick="x">路长6.3公里。<script>alert(1)</script></p>')
    section = Section.objects.working().get(essay=essay)
    assert (section.body, section.words) == ("<p>路长6.3公里。</p>", 6)


def test_a_run_cut_by_the_boundary_counts_once() -> None:
    essay_of("编号AB##paidbegin##CD号。")
    assert sum(Section.objects.working().values_list("words", flat=True)) == 5


def test_a_paid_cut_opened_again_becomes_one_section() -> None:
    essay = make_essay(parts=CUT_IN_A_SENTENCE)
    essay.tidy()
    change(essay, 1, is_paid=False)
    assert [body for _heading, _paid, _continues, body in rows(essay)] == [
        "<p>人到桥头自然会停，因为桥那边才是讲故事的地方。</p>"
    ]


def test_quotes_are_found_with_their_places() -> None:
    essay = essay_of("开头。", SAYS)
    quote = quote_of(essay, WORDS)
    section = Section.objects.working().get(essay=essay, position=1)
    assert (quote.speaker, quote.organisation, quote.title) == ("林长河", "石桥村", "党支部书记")
    assert (quote.section, quote.parts) == (section, [[section.uid, 1, 1 + len(WORDS)]])


def test_a_quote_with_one_paid_character_is_paid() -> None:
    essay = essay_of(SAYS.replace("水一放", "水一##paidbegin##放"))
    quote = quote_of(essay, WORDS)
    assert quote.is_paid
    assert len(quote.parts) == 2


def test_a_moved_quote_keeps_its_name_and_its_verdict() -> None:
    essay = essay_of(SAYS, AND_SAYS)
    quote = quote_of(essay, WORDS)
    quote.attribution.settle(Verdict.CONFIRMED, by=COMMAND_LINE)
    Section.objects.working().filter(essay=essay, position=0).update(position=9)
    essay.tidy()
    moved = quote_of(essay, WORDS)
    assert (moved.uid, moved.attribution.verdict, moved.position) == (quote.uid, Verdict.CONFIRMED, 1)


def test_changed_words_keep_the_name_but_need_a_new_verdict() -> None:
    essay = essay_of(SAYS)
    quote = quote_of(essay, WORDS)
    quote.attribution.settle(Verdict.CONFIRMED, by=COMMAND_LINE)
    change(essay, 0, body=f"<p>{SAYS.replace('三遍', '四遍')}</p>")
    changed = Quote.objects.working().select_related("attribution").get(essay=essay)
    assert (changed.uid, changed.attribution.verdict) == (quote.uid, Verdict.UNSETTLED)
    assert changed.attribution_id != quote.attribution_id


def test_a_lost_quote_is_flagged_and_comes_back_with_its_words() -> None:
    essay = essay_of(SAYS)
    quote = quote_of(essay, WORDS)
    change(essay, 0, body="<p>没有人说话。</p>")
    lost = quote_of(essay, WORDS)
    assert (lost.is_lost, lost.section, lost.parts) == (True, None, [])
    change(essay, 0, body=f"<p>{SAYS}</p>")
    assert (quote_of(essay, WORDS).uid, quote_of(essay, WORDS).is_lost) == (quote.uid, False)


def test_lost_quotes_are_not_frozen() -> None:
    essay = essay_of(SAYS)
    change(essay, 0, body="<p>没有人说话。</p>")
    assert not Quote.objects.filter(revision=essay.freeze()).exists()


@pytest.mark.parametrize("settled", [True, False])
def test_what_an_editor_settled_or_wrote_is_not_found_anew(settled: bool) -> None:
    essay = essay_of(SAYS)
    quote = quote_of(essay, WORDS)
    quote.title = "书记"
    quote.save()
    if settled:
        quote.attribution.settle(Verdict.CONFIRMED, by=COMMAND_LINE)
    else:
        quote.attribution.rule = BY_HAND
        quote.attribution.save()
    essay.tidy()
    assert quote_of(essay, WORDS).title == "书记"


def test_a_quote_an_editor_marked_by_hand_follows_its_words() -> None:
    essay = essay_of("墙上写着“少说空话”四个字。", "别的。")
    section = Section.objects.working().get(essay=essay, position=0)
    make_quote(essay, "少说空话", section=section)
    Section.objects.working().filter(pk=section.pk).update(position=5)
    essay.tidy()
    quote = quote_of(essay, "少说空话")
    assert (quote.is_lost, quote.parts) == (False, [[section.uid, 5, 9]])


def test_what_stands_as_it_stood_is_not_written_again() -> None:
    essay = essay_of(SAYS, AND_SAYS)

    with CaptureQueriesContext(connection) as queries:
        essay.tidy()

    assert Quote.objects.working().filter(essay=essay).count() == 2
    written = [query["sql"] for query in queries if query["sql"].startswith("UPDATE")]
    assert not [sql for sql in written if "essays_quote" in sql or "essays_attribution" in sql]
