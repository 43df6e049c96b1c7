"""A file written to the working copy: once, again, changed, and over what editors have done."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from essays.documents.batch import Outcome
from essays.documents.tree import Document
from essays.documents.tree import Essay as TreeEssay
from essays.documents.tree import Section as TreeSection
from essays.importing import Options, Report, Status, import_file
from essays.models import Attribution, Collection, Essay, Quote, Revision, Section, Source, Verdict
from essays.workflow import COMMAND_LINE

from .texts import ASKED, RIVER, ROAD, SAID, SCHOOL, changed, codes, counts, imported, read, state, text_of

pytestmark = pytest.mark.django_db
WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE)", re.IGNORECASE)


def collection() -> Collection:
    return Collection.objects.get()


def essay(number: int) -> Essay:
    return Essay.objects.get(number=number)


def rows(number: int) -> list[Section]:
    return list(Section.objects.working().filter(essay__number=number).order_by("position", "id"))


def quotes(number: int) -> list[Quote]:
    return list(Quote.objects.working().filter(essay__number=number).order_by("position", "id"))


def quote(words: str) -> Quote:
    return Quote.objects.working().get(text__contains=words)


def confirm(found: Quote) -> Attribution:
    found.attribution.settle(Verdict.CONFIRMED, by=COMMAND_LINE)
    return found.attribution


def retype(row: Section, old: str, new: str) -> None:
    """What an editor does: type into a section and save the essay."""
    assert old in row.body
    row.body = row.body.replace(old, new)
    row.save()


def freeze(number: int) -> Revision:
    revision: Revision = essay(number).freeze()
    return revision


def test_the_warnings_of_an_import_are_counted_with_its_file() -> None:
    report = imported(changed("（3篇）", "（4篇）"))

    warnings = [code for code in codes(report) if code.startswith("W")]
    assert warnings
    assert Source.objects.get().warnings == len(warnings)


def test_a_new_file_becomes_a_collection_with_frozen_revisions() -> None:
    report = imported()

    assert report.status is Status.CREATED
    assert (collection().title, collection().declared_count) == ("清水镇调研心得体会", 3)
    assert [(one.number, one.subtitle) for one in Essay.objects.order_by("number")] == [
        (1, "春天的见闻"),
        (2, "夏天的见闻"),
        (3, "秋天的见闻"),
    ]
    assert [row.heading for row in rows(1)] == ["小河两岸", "村口小路"]
    assert [(row.is_paid, row.continues) for row in rows(3)] == [(False, ""), (True, "section")]
    assert Revision.objects.count() == 3
    assert not Revision.objects.live().exists()


def test_the_file_is_kept_with_its_bytes_its_report_and_its_tree() -> None:
    imported(text_of().encode("gb18030"))

    source = Source.objects.get()
    assert bytes(source.data) == text_of().encode("gb18030")
    assert (source.encoding.lower(), source.size, source.imported_by_name) == (
        "gb18030",
        len(source.data),
        "command line",
    )
    assert source.report["coverage"] == 1.0
    assert source.report["counts"]["essay.create"] == 3
    assert source.tree["title"] == "清水镇调研心得体会"


def test_each_quote_has_an_attribution_of_its_own_that_its_copies_share() -> None:
    imported()

    said = quote("养活了我们三代人")
    assert (said.speaker, said.organisation, said.title) == ("周明山", "清水镇", "镇长")
    assert Quote.objects.filter(attribution=said.attribution).count() == 2
    assert Attribution.objects.count() == Quote.objects.working().count()
    assert said.attribution.verdict == Verdict.UNSETTLED
    assert said.attribution.rule


def test_the_same_file_again_writes_nothing_at_all() -> None:
    imported()
    before, stamps = counts(), list(Essay.objects.values_list("id", "updated_at", "version"))

    with CaptureQueriesContext(
        connection,
    ) as queries:
        report = imported()

    assert report.status is Status.UNCHANGED
    assert codes(report) == []
    assert [query["sql"] for query in queries if WRITES.match(query["sql"])] == []
    assert counts() == before
    assert list(Essay.objects.values_list("id", "updated_at", "version")) == stamps


def test_other_bytes_with_the_same_text_add_only_the_file_itself() -> None:
    imported()
    before = counts()

    report = imported(text_of().replace("\n", "\r\n\r\n"))

    assert report.status is Status.UNCHANGED
    assert counts() == before | {"Source": 2}


def test_a_changed_file_updates_the_row_it_came_from() -> None:
    imported()
    names = [row.uid for row in rows(1)]

    report = imported(changed("一百年", "三百年"))

    assert report.status is Status.UPDATED
    assert "三百年" in rows(1)[0].body
    assert [row.uid for row in rows(1)] == names
    assert [essay(number).revisions.count() for number in (1, 2, 3)] == [2, 1, 1]
    assert (essay(1).version, essay(2).version) == (2, 1)


def test_editor_changes_survive_a_second_import() -> None:
    imported()
    retype(rows(1)[1], "长满了草", "开满了花")
    freeze(1)

    report = imported(changed("一百年", "三百年"))

    assert codes(report).count("W281") == 0
    assert "三百年" in rows(1)[0].body
    assert "开满了花" in rows(1)[1].body


def test_what_both_changed_is_reported_with_both_texts_and_left_alone() -> None:
    imported()
    retype(rows(1)[0], "一百年", "百余年")

    report = imported(changed("一百年", "三百年"))

    assert "W281" in codes(report)
    (conflict,) = report.plan.conflicts if report.plan else ()
    assert ("百余年" in conflict.ours, "三百年" in conflict.theirs) == (True, True)
    assert "百余年" in rows(1)[0].body
    assert "百余年" in Source.objects.order_by("-id")[0].report["conflicts"][0]["ours"]


def test_markup_the_editors_program_rewrites_is_no_change() -> None:
    imported()
    row = rows(1)[0]
    Section.objects.filter(pk=row.pk).update(body=row.body.replace("\n", "\n\n"))

    report = imported(changed("一百年", "三百年"))

    assert "W281" not in codes(report)
    assert "三百年" in rows(1)[0].body


def test_verdicts_and_names_survive_while_the_words_stand() -> None:
    imported()
    said = quote("养活了我们三代人")
    verdict = confirm(said)

    imported(changed(RIVER, "早些年，" + RIVER))

    after = quote("养活了我们三代人")
    assert (after.pk, after.uid, after.attribution_id) == (said.pk, said.uid, verdict.pk)
    assert after.attribution.is_confirmed
    row = after.section
    assert row is not None
    (_uid, start, end), *_rest = after.parts
    text = re.sub("<[^>]+>", "", row.body.replace("</p>\n<p>", "\n"))
    assert text[start:end] == after.text


def test_changed_words_keep_the_address_and_are_unsettled_again() -> None:
    imported()
    said = quote("养活了我们三代人")
    verdict = confirm(said)

    imported(changed("谁也不许往里面倒垃圾", "谁也不能往里面扔垃圾"))

    after = quote("谁也不能往里面扔垃圾")
    assert (after.uid, after.attribution.verdict) == (said.uid, Verdict.UNSETTLED)
    assert after.attribution_id != verdict.pk
    frozen = Quote.objects.filter(revision__isnull=False, uid=said.uid).order_by("revision__number")
    assert [one.attribution_id for one in frozen] == [verdict.pk, after.attribution_id]


def test_a_quote_gone_from_the_file_is_flagged_and_not_removed() -> None:
    imported()
    said = quote("养活了我们三代人")

    imported(changed(SAID, "镇长没有来。"))

    said.refresh_from_db()
    assert (said.is_lost, said.section_id, said.parts) == (True, None, [])


def test_a_section_moved_to_another_essay_takes_names_quotes_and_verdicts_along() -> None:
    imported()
    said, row = quote("养活了我们三代人"), rows(1)[0]
    confirm(said)
    river = f"小河两岸\n{RIVER}\n{SAID}\n"

    imported(text_of().replace(river, "").replace(f"新楼落成\n{SCHOOL}", f"{river}新楼落成\n{SCHOOL}"))

    assert [one.heading for one in rows(1)] == ["村口小路"]
    assert (rows(2)[0].heading, rows(2)[0].uid) == ("小河两岸", row.uid)
    after = quote("养活了我们三代人")
    assert (after.essay.number, after.uid, after.attribution.is_confirmed) == (2, said.uid, True)
    assert after.attribution.essay_id == after.essay_id


def test_a_section_an_editor_deleted_does_not_come_back() -> None:
    imported()
    rows(1)[1].delete()

    imported(changed("一百年", "三百年"))

    assert [row.heading for row in rows(1)] == ["小河两岸"]


def test_an_essay_gone_from_the_file_goes_to_the_recycle_bin() -> None:
    imported()
    head, _mark, _third = text_of().partition("篇3：")

    imported(head)

    assert essay(3).deleted_at is not None
    assert rows(3)


def test_a_published_essay_gone_from_the_file_stays_until_an_import_publishes() -> None:
    imported()
    essay(3).publish(by=COMMAND_LINE)
    head, _mark, _third = text_of().partition("篇3：")

    report = imported(head)

    assert "W289" in codes(report)
    assert essay(3).deleted_at is None


def test_a_boundary_that_moves_changes_what_is_paid_with_its_quotes() -> None:
    imported()
    assert not quote("养活了我们三代人").is_paid

    imported(changed(SAID, f"##paidbegin##{SAID}##paidend##"))

    assert [(row.heading, row.is_paid) for row in rows(1)] == [
        ("小河两岸", False),
        ("小河两岸", True),
        ("村口小路", False),
    ]
    assert quote("养活了我们三代人").is_paid


def test_the_title_of_the_collection_is_merged() -> None:
    imported()
    mine = collection()
    mine.title = "编辑改过的题目"
    mine.save()

    report = imported(text_of(title="清水镇调研新体会"))

    assert collection().title == "编辑改过的题目"
    assert "W285" in codes(report)


def test_an_equal_title_is_another_collection_and_a_warning() -> None:
    imported()

    report = imported(key="another.txt")

    assert report.status is Status.CREATED
    assert "W291" in codes(report)
    assert Collection.objects.count() == 2


def test_a_file_can_be_added_to_a_collection_that_stands() -> None:
    imported()

    report = imported(
        text_of({"冬天的见闻": ("山上的雪", "山上的雪化了，溪水漫过石头。")}), "more.txt", into=collection().pk
    )

    assert report.status is Status.UPDATED
    assert collection().essays.count() == 4
    assert collection().essays.filter(deleted_at__isnull=False).count() == 0
    imported(changed("一百年", "三百年"))
    assert collection().essays.filter(deleted_at__isnull=False).count() == 0


def test_a_collection_deleted_for_good_is_made_anew() -> None:
    imported()
    Revision.objects.all().delete()
    Quote.objects.all().delete()
    collection().delete()

    assert imported().status is Status.CREATED


def test_a_collection_in_the_recycle_bin_is_updated_there() -> None:
    imported()
    collection().discard()

    report = imported(changed("一百年", "三百年"))

    assert (report.status, "W292" in codes(report)) == (Status.UPDATED, True)
    assert collection().deleted_at is not None


def parsed(document: Document) -> Outcome:
    outcome = read(text_of())
    assert outcome.parsed is not None
    return replace(outcome, parsed=replace(outcome.parsed, document=document))


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (Document("长" * 301), "E181"),
        (Document("题", essays=(TreeEssay(1, "长" * 301),)), "E181"),
        (Document("题", essays=(TreeEssay(1, "题", "长" * 301),)), "E181"),
        (Document("题", essays=(TreeEssay(1, "题", "", (TreeSection("长" * 301, ()),)),)), "E181"),
        (Document("题", essays=(TreeEssay(2**31, "题"),)), "E186"),
        (Document("题", 2**31), "E186"),
    ],
    ids=["title", "essay title", "subtitle", "heading", "number", "count"],
)
def test_what_does_not_fit_its_column_is_refused_whole(document: Document, code: str) -> None:
    report = import_file(parsed(document), Options())

    assert (report.status, codes(report)[-1]) == (Status.FAILED, code)
    assert not any(counts().values())


def test_a_title_of_just_the_limit_is_taken() -> None:
    assert import_file(parsed(Document("长" * 300)), Options()).status is Status.CREATED


def test_a_speaker_too_long_to_be_one_is_left_out_and_the_quote_stays() -> None:
    outcome = read(text_of())
    assert outcome.parsed is not None
    first, *rest = outcome.parsed.document.essays
    quotes = tuple(replace(one, speaker="周" * 101) for one in first.quotes)
    document = replace(outcome.parsed.document, essays=(replace(first, quotes=quotes), *rest))

    report = import_file(parsed(document), Options())

    assert codes(report).count("W293") == 1
    assert (quote("养活了我们三代人").speaker, quote("养活了我们三代人").attribution.confidence) == ("", "unsure")


def test_markup_is_sanitised_before_it_is_compared() -> None:
    page = (
        "<h1>清水镇调研</h1><h2>篇1：清水镇</h2><p>桥下的<b onclick='x()'>小河</b>流了一百年。<script>x()</script></p>"
    )
    first = imported(page, "page.html")
    body = Section.objects.working().get().body

    assert "<strong>小河</strong>" in body
    assert "script" not in body
    assert imported(page.replace("</p>", "</p>\n\n"), "page.html").status is Status.UNCHANGED
    assert first.status is Status.CREATED


@pytest.mark.parametrize("essays", [3, 30])
def test_queries_do_not_grow_with_the_document(essays: int, django_assert_max_num_queries: Any) -> None:
    texts = {f"{number}号村的见闻": ("小河两岸", RIVER, SAID, "小路", ROAD, ASKED) for number in range(essays)}

    with django_assert_max_num_queries(28):
        report: Report = imported(text_of(texts))

    assert report.status is Status.CREATED
    assert Essay.objects.count() == essays


def test_an_import_done_in_two_steps_ends_like_one_done_at_once() -> None:
    imported(changed("一百年", "三百年"))
    imported()
    twice = state()
    for model in (Quote, Attribution, Section, Revision, Essay, Source, Collection):
        model.objects.all().delete()
    imported()

    assert [_working(one) for one in twice[-1][2]] == [_working(one) for one in state()[-1][2]]


def _working(essay_state: tuple[Any, ...]) -> list[Any]:
    number, title, subtitle, stands, _revisions, sections, found, _spots = essay_state
    own = [[row[1:] for row in kind if row[0] is None] for kind in (sections, found)]
    return [number, title, subtitle, stands, *own]
