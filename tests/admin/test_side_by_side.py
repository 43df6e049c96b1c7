"""An essay beside its file: every line leads to what came from it, and nothing of the file is passed over."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from essays.admin.beside import beside, find_source
from essays.documents.structure.conservation import inked
from essays.documents.tracing import CONTENT, Role
from essays.models import Collection, Essay, Section, Source
from essays.models.versions import working_version
from tests.conftest import Cast, client_of
from tests.documents.documents import as_word
from tests.factories import make_essay
from tests.importing.texts import ESSAYS, changed, imported, text_of
from tests.shared import REAL_DOCUMENT, needs_shared

PAGE = "/admin/essays/essay/{}/source/"
REVISION = "/admin/essays/revision/{}/source/"


@pytest.fixture
def essays(cast: Cast) -> list[Essay]:
    imported()
    return list(Essay.objects.order_by("number"))


def page(user: Any, essay: Essay, **query: Any) -> Any:
    return client_of(user).get(PAGE.format(essay.pk), query)


def lines_shown(text: str) -> list[int]:
    return [int(number) for number in re.findall(r'id="src-(\d+)"', text)]


def test_only_the_essays_own_lines_are_shown_with_some_around(cast: Cast, essays: list[Essay]) -> None:
    lines = text_of().splitlines()
    first, second = (number for number, line in enumerate(lines, 1) if line.startswith(("篇2", "篇3")))

    shown = page(cast.editor, essays[1]).context["beside"]

    assert [line.text for line in shown.trace.lines] == lines[first - 1 : second - 1]
    assert [line.number for line in shown.before] == [first - 2, first - 1]
    assert [line.number for line in shown.after] == [second, second + 1]


def test_the_whole_file_is_shown_when_it_is_asked_for(cast: Cast, essays: list[Essay]) -> None:
    text = page(cast.editor, essays[1], whole="1").content.decode()

    assert lines_shown(text) == list(range(1, len(text_of().splitlines()) + 1))


def test_lines_and_parts_link_to_one_another(cast: Cast, essays: list[Essay]) -> None:
    text = page(cast.editor, essays[0]).content.decode()

    anchors = set(re.findall(r'id="((?:src|doc)-[^"]+)"', text))
    links = set(re.findall(r'href="#((?:src|doc)-[^"]+)"', text))
    assert links <= anchors
    assert {anchor for anchor in anchors if anchor.startswith("doc-")} <= links | {"doc-t", "doc-d"}


def test_structure_is_listed_and_nothing_is_passed_over(cast: Cast, essays: list[Essay]) -> None:
    shown = page(cast.editor, essays[2]).context["beside"]

    assert shown.percent == "100"
    assert [(segment.role, segment.text) for _line, segment in shown.structure] == [
        (Role.MARK, "篇3："),
        (Role.MARKER, "##paidbegin##"),
        (Role.MARKER, "##paidend##"),
    ]


def test_quotes_stand_in_the_text_that_was_parsed(cast: Cast, essays: list[Essay]) -> None:
    shown = page(cast.editor, essays[0]).context["beside"]

    quoted = [run for section in shown.sections for one in section.paragraphs for run in one.runs if run.speaker]
    assert [(run.text, run.speaker) for run in quoted] == [
        ("这条河养活了我们三代人，谁也不许往里面倒垃圾。", "周明山")
    ]


def test_what_was_edited_since_is_told(cast: Cast, essays: list[Essay]) -> None:
    rows = list(Section.objects.working().filter(essay=essays[0]).order_by("position"))
    Section.objects.filter(pk=rows[0].pk).update(body="<p>改过的话。</p>")
    Section.objects.filter(pk=rows[1].pk).delete()
    Section.objects.create(essay=essays[0], position=9, heading="新写的", body="<p>新话。</p>")

    shown = page(cast.editor, essays[0]).context["beside"]

    assert [section.became for section in shown.sections] == ["changed", "gone"]
    assert shown.added == 1


def test_a_revision_is_compared_as_it_was_frozen(cast: Cast, essays: list[Essay]) -> None:
    revision = essays[0].revisions.get()
    Section.objects.working().filter(essay=essays[0]).update(body="<p>改过的话。</p>")

    shown = client_of(cast.reviewer).get(REVISION.format(revision.pk)).context["beside"]

    assert {section.became for section in shown.sections} == {"same"}


def test_the_newest_file_that_holds_the_essay_is_shown(cast: Cast, essays: list[Essay]) -> None:
    imported(changed("桥下的小河", "桥下的大河"))

    shown = page(cast.editor, essays[0]).context["beside"]

    assert shown.source == Source.objects.order_by("pk").last()
    assert shown.is_newest
    assert "桥下的大河" in "".join(line.text for line in shown.trace.lines)


def test_an_essay_the_newest_file_lacks_is_shown_in_the_older_one(cast: Cast, essays: list[Essay]) -> None:
    imported(text_of(dict(list(ESSAYS.items())[:2])))

    response = page(cast.manager, essays[2])

    assert not response.context["beside"].is_newest
    assert "side-old" in response.content.decode()


def test_an_essay_written_here_says_so(cast: Cast) -> None:
    response = page(cast.editor, make_essay())

    assert response.status_code == 200
    assert response.context["why_not"] == "none"


@pytest.mark.parametrize("damage", [{"data": b""}, {"name": "a.exe"}, {"data": b"\x00\x01\x02" * 50}])
def test_a_file_that_can_be_read_no_more_says_so(cast: Cast, essays: list[Essay], damage: dict[str, Any]) -> None:
    Source.objects.update(**damage)

    response = page(cast.editor, essays[0])

    assert (response.status_code, response.context["why_not"]) == (200, "unread")


def test_a_tree_of_another_version_of_the_program_says_so(cast: Cast, essays: list[Essay]) -> None:
    source = Source.objects.get()
    Source.objects.update(tree={**source.tree, "version": 99})

    assert page(cast.editor, essays[0]).context["why_not"] == "unread"


def test_a_word_file_is_shown_as_the_lines_the_parser_saw(cast: Cast) -> None:
    lines = text_of().splitlines()
    imported(as_word(lines, {}), "qingshui.docx")

    shown = page(cast.editor, Essay.objects.get(number=1)).context["beside"]

    assert shown.percent == "100"
    assert [line.text for line in shown.trace.lines] == lines[2 : 2 + len(shown.trace.lines)]


def test_markup_in_a_file_is_shown_as_words(cast: Cast) -> None:
    imported(changed("桥下的小河", "<script>alert(1)</script>桥下的小河"))

    text = page(cast.editor, Essay.objects.get(number=1)).content.decode()

    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_the_panel_comes_without_the_page_around_it(cast: Cast, essays: list[Essay]) -> None:
    text = page(cast.editor, essays[0], panel="1").content.decode()

    assert text.startswith('<div class="side-by-side">')
    assert "<html" not in text


def test_only_who_may_see_the_essay_and_its_file_sees_them(cast: Cast, essays: list[Essay]) -> None:
    revision = essays[0].revisions.get()
    addresses = (PAGE.format(essays[0].pk), REVISION.format(revision.pk))

    for address in addresses:
        assert {client_of(user).get(address).status_code for user in cast.staff.values()} == {200}
        assert client_of(cast.reader).get(address).status_code == 302
        assert Client().get(address).headers["Location"].startswith("/admin/login/")
    cast.reviewer.groups.clear()
    assert [client_of(cast.reviewer).get(address).status_code for address in addresses] == [403, 403]


def test_who_may_not_see_files_sees_no_text_of_them(cast: Cast, essays: list[Essay]) -> None:
    for group in cast.editor.groups.all():
        group.permissions.remove(*group.permissions.filter(codename="view_source"))

    assert page(cast.editor, essays[0]).status_code == 403
    assert page(cast.editor, make_essay(Collection.objects.get(), 9)).status_code == 403


def test_what_lies_in_the_bin_is_found_only_by_who_may_see_it(cast: Cast, essays: list[Essay]) -> None:
    essays[0].discard(by=cast.manager)

    assert page(cast.editor, essays[0]).status_code == 404
    assert page(cast.manager, essays[0]).status_code == 200
    assert client_of(cast.editor).get(PAGE.format(999_999)).status_code == 404


def test_nothing_of_it_is_kept_by_any_cache(cast: Cast, essays: list[Essay]) -> None:
    assert page(cast.editor, essays[0]).headers["Cache-Control"].startswith("private, no-store")


def test_the_page_costs_the_same_for_many_essays_and_files(cast: Cast, essays: list[Essay]) -> None:
    costs = []
    for number in range(3):
        with CaptureQueriesContext(connection) as queries:
            page(cast.editor, essays[0])
        costs.append(len(queries))
        imported(changed("桥下的小河", f"桥下的第{number}条小河"))

    assert costs[0] == costs[1] == costs[2]


@needs_shared
def test_each_line_of_the_real_document_stands_beside_its_section(cast: Cast) -> None:
    imported(REAL_DOCUMENT.read_bytes(), "shanghai.txt")
    file = REAL_DOCUMENT.read_text(encoding="utf-8").splitlines()

    for essay in Essay.objects.order_by("number"):
        rows = {row.uid: row for row in Section.objects.working().filter(essay=essay)}
        shown = beside(essay, working_version(essay))
        assert shown.percent == "100"
        assert [line.text for line in shown.trace.lines] == file[shown.tree.line - 1 :][: len(shown.trace.lines)]
        for line in shown.trace.lines:
            for segment in line.segments:
                if segment.role in CONTENT and segment.part and segment.part.section >= 0:
                    row = rows[find_source(essay)[2][segment.part.section]]
                    stored = row.heading + "\n" + "\n".join(working_text(row))
                    assert inked(segment.text) in inked(stored)
                    assert row.line <= line.number
        assert {section.became for section in shown.sections} == {"same"}


def working_text(row: Section) -> list[str]:
    sections = working_version(row.essay).sections
    return [text for section in sections if section.uid == row.uid for text in section.texts]
