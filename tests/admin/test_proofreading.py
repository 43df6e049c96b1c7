"""The checks, the lexicon and typesetting at the desk."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from essays.models import Essay, LexiconEntry, Quote, Section, Speaker, Verdict
from essays.models.proofreading import proofread, proofread_version
from essays.models.versions import working_version
from essays.workflow import COMMAND_LINE, TransitionNotAllowed
from tests.conftest import Cast, client_of
from tests.factories import Part, make_collection, make_essay

pytestmark = pytest.mark.django_db

TYPED = '\u3000\u3000村里的小路修好了,大家都很高兴...老人说:"这条路好走!"'
SET = "村里的小路修好了，大家都很高兴……老人说：“这条路好走！”"
LONG = tuple(f"第{n}段讲的是村口第{n}户人家修路的时候，出了多少力，流了多少汗。" for n in "一二三四五六七八九十")


def check_page(client: Any, essay: Essay) -> Any:
    return client.get(reverse("admin:essays_essay_check", args=[essay.pk]))


def typeset_page(essay: Essay) -> str:
    return reverse("admin:essays_essay_typeset", args=[essay.pk])


def body_of(essay: Essay) -> str:
    return Section.objects.working().get(essay=essay).body


def typed_essay(**fields: Any) -> Essay:
    return make_essay(parts=[Part(TYPED)], **fields)


# -- The list of what was found ------------------------------------------------------------------------------


def test_the_check_page_names_each_fault_with_its_words_and_its_place(cast: Cast) -> None:
    essay = typed_essay()
    uid = Section.objects.working().get(essay=essay).uid
    page = check_page(client_of(cast.editor), essay).content.decode()

    assert "高兴<mark>...</mark>老人" in page
    assert f"#s-{uid}" in page
    assert reverse("admin:essays_essay_typeset", args=[essay.pk]) in page


def test_a_list_too_long_to_read_says_how_many_it_leaves_out(cast: Cast) -> None:
    essay = make_essay(parts=[Part("路修好了,大家高兴。" * 230)])
    page = check_page(client_of(cast.editor), essay)

    assert page.content.decode().count("<mark>") == 200
    assert len(page.context["issues"]) > 200
    assert str(len(page.context["issues"]) - 200) in page.content.decode()


def test_markup_in_the_words_of_a_fault_is_shown_as_words(cast: Cast) -> None:
    essay = make_essay(parts=[Part(html="<p>路修好了。。&lt;script&gt;alert(1)</p>")])
    page = check_page(client_of(cast.editor), essay).content.decode()

    assert "<script>alert" not in page
    assert "</mark>&lt;script&gt;" in page


def test_an_essay_in_the_bin_is_checked_only_for_who_sees_the_bin(cast: Cast) -> None:
    essay = typed_essay()
    essay.discard()

    assert check_page(client_of(cast.editor), essay).status_code == 404
    assert check_page(client_of(cast.manager), essay).status_code == 200
    assert client_of(cast.manager).get(typeset_page(essay)).status_code == 403


def test_what_is_not_there_is_404_and_readers_are_sent_away(cast: Cast) -> None:
    essay = typed_essay()

    assert client_of(cast.editor).get(reverse("admin:essays_essay_check", args=[essay.pk + 1])).status_code == 404
    assert check_page(client_of(cast.reader), essay).status_code in (302, 403)


def test_the_number_of_queries_does_not_grow_with_the_faults(cast: Cast, django_assert_max_num_queries: Any) -> None:
    essay = make_essay(parts=[Part(TYPED, heading=str(n)) for n in range(60)])
    client = client_of(cast.editor)
    check_page(client, essay)

    with django_assert_max_num_queries(14):
        assert check_page(client, essay).status_code == 200


# -- The doors ------------------------------------------------------------------------------------------------


def test_a_blocking_word_of_the_lexicon_stops_submission_and_names_itself(cast: Cast) -> None:
    essay = make_essay(parts=[Part("开展扫黑险恶专项斗争，大家都支持。")])

    with pytest.raises(TransitionNotAllowed, match="扫黑险恶"):
        essay.freeze(by=cast.editor).submit(by=cast.editor)


def test_a_blocking_word_entered_after_approval_stops_publication(cast: Cast) -> None:
    revision = make_essay(parts=[Part("村里的小路修好了。")]).freeze(by=COMMAND_LINE)
    revision.submit(by=COMMAND_LINE).approve(by=COMMAND_LINE)
    LexiconEntry.objects.create(wrong="小路", right="大路", level="block")

    with pytest.raises(TransitionNotAllowed, match="小路"):
        revision.publish(by=COMMAND_LINE)


def test_a_word_taken_out_of_use_stops_nobody_any_more() -> None:
    revision = make_essay(parts=[Part("开展扫黑险恶专项斗争，大家都支持。")]).freeze(by=COMMAND_LINE)
    entry = LexiconEntry.objects.get(wrong="扫黑险恶")
    entry.is_active = False
    entry.save()

    revision.submit(by=COMMAND_LINE)
    assert revision.blocks == 0


def test_warnings_are_counted_and_stop_nobody() -> None:
    revision = typed_essay().freeze(by=COMMAND_LINE).submit(by=COMMAND_LINE)

    assert (revision.blocks, revision.warnings > 0) == (0, True)


def test_asking_a_revision_again_costs_two_queries_however_long_it_is(django_assert_max_num_queries: Any) -> None:
    revision = make_essay(parts=[Part(TYPED, heading=str(n)) for n in range(60)]).freeze(by=COMMAND_LINE)
    proofread(revision)

    with django_assert_max_num_queries(2):
        proofread(revision)


# -- The library ----------------------------------------------------------------------------------------------


def library_issues(essay: Essay) -> list[tuple[str, object]]:
    found = proofread_version(working_version(essay), essay=essay)
    return [(issue.code, issue.params.get("percent")) for issue in found if issue.code.startswith("library")]


def essay_of(lines: Any, **fields: Any) -> Essay:
    essay = make_essay(make_collection("另一个文集"), parts=[Part("\n".join(lines))], **fields)
    essay.freeze()
    return essay


def test_an_essay_that_repeats_most_of_another_one_is_hinted_at_with_the_share() -> None:
    other = essay_of(LONG, title="旧的一篇")
    new = [line.replace("流了多少汗", "流过多少汗水") for line in LONG[:7]]
    essay = essay_of(
        [*new, *(f"这一段是全新的内容，讲的是{n}号桥怎样设计和建成的故事。" for n in "甲乙丙")], title="新的一篇"
    )
    found = proofread_version(working_version(essay), essay=essay)
    [issue] = [issue for issue in found if issue.code == "library-text"]

    assert (issue.params["percent"], issue.params["essay_id"], issue.blocks, issue.warns) == (
        70,
        other.pk,
        False,
        False,
    )


def test_the_same_title_and_deck_is_hinted_at() -> None:
    essay_of(["讲的是村口那条小路，从前怎样，如今又怎样，将来还会怎样。"], title="小路", subtitle="变化")
    essay = essay_of(["说说桥下那条小河，水从哪里来，到哪里去，养活了哪些人。"], title="小路", subtitle="变化")

    assert library_issues(essay) == [("library-title", None)]


def test_an_essay_does_not_resemble_itself_nor_what_lies_in_the_bin() -> None:
    other = essay_of(LONG, title="旧的一篇")
    other.discard()
    essay = essay_of(LONG, title="新的一篇")

    assert library_issues(essay) == []


def test_other_essays_on_the_same_subject_do_not_resemble_it() -> None:
    essay_of(
        (f"村里修路，{n}组出了三十个人，用了二十天时间，修好了自家门前的一段。" for n in "甲乙丙丁"), title="旧的一篇"
    )
    essay = essay_of(
        (f"架桥要用石头和水泥，{n}组负责运输，一共运了四十车，没有误过一天工。" for n in "甲乙丙丁"), title="新的一篇"
    )

    assert library_issues(essay) == []


def test_a_revision_that_is_frozen_anew_is_found_by_its_new_text() -> None:
    other = essay_of(["短短的一段话，讲的是从前的事情，和后来的没有什么关系。"], title="旧的一篇")
    Section.objects.working().filter(essay=other).update(body="".join(f"<p>{line}</p>" for line in LONG))
    other.freeze()

    assert library_issues(essay_of(LONG, title="新的一篇")) == [("library-text", 100)]


# -- Typesetting ----------------------------------------------------------------------------------------------


def test_the_page_shows_the_difference_and_changes_nothing(cast: Cast) -> None:
    essay = typed_essay()
    before = body_of(essay)
    response = client_of(cast.editor).get(typeset_page(essay))

    assert response.status_code == 200
    assert "<ins" in response.content.decode()
    assert body_of(essay) == before


def test_confirming_writes_the_working_copy_and_freezes_it(cast: Cast) -> None:
    essay = typed_essay()
    response = client_of(cast.editor).post(typeset_page(essay), {"version": essay.version})
    essay.refresh_from_db()

    assert response.status_code == 302
    assert body_of(essay) == f"<p>{SET}</p>"
    assert essay.revisions.get().created_by == cast.editor


def test_what_is_settled_of_a_quote_stays_settled_when_only_its_marks_change(cast: Cast) -> None:
    essay = make_essay(parts=[Part('王大山说："这条路好走,大家都来走走!"')])
    essay.tidy()
    quote = Quote.objects.working().get(essay=essay)
    speaker = Speaker.objects.create(name="王大山")
    quote.attribution.settle(Verdict.CONFIRMED, by=cast.editor, speaker=speaker)
    client_of(cast.editor).post(typeset_page(essay), {"version": essay.version})
    after = Quote.objects.working().get(essay=essay)

    assert after.text == "这条路好走，大家都来走走！"
    assert (after.uid, after.attribution_id) == (quote.uid, quote.attribution_id)
    assert after.attribution.verdict == Verdict.CONFIRMED


def test_a_text_somebody_saved_meanwhile_is_not_written_over(cast: Cast) -> None:
    essay = typed_essay()
    opened = essay.version
    essay.claim_version()
    before = body_of(essay)
    response = client_of(cast.editor).post(typeset_page(essay), {"version": opened})

    assert response.status_code == 409
    assert body_of(essay) == before
    assert not essay.revisions.exists()


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30])
def test_a_forged_version_is_refused(cast: Cast, version: str) -> None:
    essay = typed_essay()

    assert client_of(cast.editor).post(typeset_page(essay), {"version": version}).status_code == 409


def test_who_may_not_change_essays_does_not_typeset_them(cast: Cast) -> None:
    essay = typed_essay()
    client = client_of(cast.publisher)

    assert client.get(typeset_page(essay)).status_code == 403
    assert client.post(typeset_page(essay), {"version": essay.version}).status_code == 403


def test_several_are_named_with_their_changes_before_they_are_typeset(cast: Cast) -> None:
    essays = [typed_essay(title=f"第{n}篇") for n in "甲乙"]
    clean = make_essay(title="丙", parts=[Part(SET)])
    client = client_of(cast.editor)
    chosen = {"action": "typeset_chosen", "_selected_action": [essay.pk for essay in [*essays, clean]]}
    page = client.post(reverse("admin:essays_essay_changelist"), chosen).content.decode()

    assert all(typeset_page(essay) in page for essay in essays)
    assert typeset_page(clean) not in page
    versions = {f"version-{essay.pk}": essay.version for essay in essays}
    client.post(reverse("admin:essays_essay_changelist"), {**chosen, **versions, "confirmed": "yes"})
    assert [body_of(essay) for essay in essays] == [f"<p>{SET}</p>"] * 2
    assert not clean.revisions.exists()


# -- The lexicon ----------------------------------------------------------------------------------------------


def paste(client: Any, lines: str) -> Any:
    address = reverse("admin:essays_lexiconentry_paste")
    return client.post(address, {"lines": lines, "level": "warning"})


def test_pasted_lines_become_entries_and_change_those_that_are_there(cast: Cast) -> None:
    response = paste(client_of(cast.reviewer), "小陆→小路\n# 说明\n\n既使->即使->警告->看上下文\n某某\t\t阻断\n")

    assert response.status_code == 302
    assert LexiconEntry.objects.get(wrong="小陆").right == "小路"
    changed = LexiconEntry.objects.get(wrong="既使")
    assert (changed.level, changed.note) == ("warning", "看上下文")
    assert LexiconEntry.objects.get(wrong="某某").level == "block"


def test_lines_that_cannot_be_read_are_named_and_nothing_is_stored(cast: Cast) -> None:
    before = LexiconEntry.objects.count()
    lines = "小陆→小路\n小桥流水\n→空\n相同→相同\n小陆→大路\n大陆→大路→严重"
    page = paste(client_of(cast.reviewer), lines).content.decode()

    assert LexiconEntry.objects.count() == before
    assert [number for number in range(1, 7) if f"{number}" in page.split("errorlist")[1].split("</ul>")[0]]
    assert page.count("<li>") >= 5
    assert "小桥流水" in page


def test_what_is_exported_can_be_pasted_again(cast: Cast) -> None:
    client = client_of(cast.reviewer)
    text = client.get(reverse("admin:essays_lexiconentry_export")).content.decode()
    stamp = LexiconEntry.objects.stamp()

    assert "扫黑险恶→扫黑除恶→block\n" in text
    paste(client, text)
    assert LexiconEntry.objects.stamp() == stamp


def test_who_may_only_look_at_the_lexicon_neither_pastes_nor_changes(cast: Cast) -> None:
    client = client_of(cast.editor)

    assert client.get(reverse("admin:essays_lexiconentry_changelist")).status_code == 200
    assert client.get(reverse("admin:essays_lexiconentry_export")).status_code == 200
    assert client.get(reverse("admin:essays_lexiconentry_paste")).status_code == 403
    assert paste(client, "小陆→小路").status_code == 403


def test_switching_entries_off_changes_what_the_checks_say(cast: Cast) -> None:
    essay = make_essay(parts=[Part("开展扫黑险恶专项斗争，大家都支持。")])
    entry = LexiconEntry.objects.get(wrong="扫黑险恶")
    assert proofread_version(working_version(essay), essay=essay)
    chosen = {"action": "switch_off", "_selected_action": [entry.pk]}
    client_of(cast.reviewer).post(reverse("admin:essays_lexiconentry_changelist"), chosen)

    assert proofread_version(working_version(essay), essay=essay) == ()


def test_no_seeded_wording_is_found_inside_a_right_one() -> None:
    rights = "。".join(LexiconEntry.objects.values_list("right", flat=True))
    essay = make_essay(parts=[Part(rights)])

    assert [issue.code for issue in proofread_version(working_version(essay)) if issue.code == "lexicon"] == []
