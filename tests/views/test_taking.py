"""Files to take away: Word, EPUB and text, of exactly what this reader may read."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml import etree

from essays.models import Collection, Essay, Section
from tests.factories import Part, make_collection, make_essay, publish
from tests.wall.crawl import unpacked

RICH = (
    "<p>有<strong>重点</strong>和<em>着重</em>，还有<u>线</u>&amp;<sub>2</sub>。<br>下一行。</p>"
    "<ol><li>第一条</li><li>第二条</li></ol><blockquote><p>引文。</p></blockquote>"
    "<table><tbody><tr><th>时间</th><td>水位</td></tr></tbody></table>"
)
PARTS = [
    Part("免费的一段。", "小节<一>"),
    Part(html=RICH, heading="样式"),
    Part("付费的一段，外人读不到。", "小节二", paid=True),
]
PACKAGE, XHTML = "{http://www.idpf.org/2007/opf}", "{http://www.w3.org/1999/xhtml}"


@pytest.fixture
def shelf(db: None) -> Collection:
    collection = make_collection("小路建设心得", essays=0)
    for number, title in ((1, "路通人和——记村口"), (2, "桥下那条河")):
        make_essay(collection, number, subtitle=title, parts=PARTS)
    return publish(collection)


@pytest.fixture
def essay(shelf: Collection) -> Essay:
    return shelf.essays.get(number=1)


def words(response: HttpResponse) -> Any:
    return Document(BytesIO(response.content))


def book(response: HttpResponse) -> zipfile.ZipFile:
    return zipfile.ZipFile(BytesIO(response.content))


@pytest.mark.parametrize("form", ["docx", "epub", "txt"])
def test_a_file_holds_what_this_reader_may_read_and_says_what_is_missing(
    stranger: Client, reader: Client, shelf: Collection, essay: Essay, form: str
) -> None:
    for address in (f"/essays/{essay.pk}.{form}", f"/collections/{shelf.pk}.{form}"):
        free, whole = (client.get(address) for client in (stranger, reader))
        assert free["Cache-Control"] == whole["Cache-Control"] == "private, no-store"
        assert "外人读不到" not in unpacked(free.content).decode(errors="replace")
        assert "字登录后可读" in unpacked(free.content).decode(errors="replace")
        assert "付费的一段，外人读不到。" in unpacked(whole.content).decode(errors="replace")
        assert "登录后可读" not in unpacked(whole.content).decode(errors="replace")


@pytest.mark.parametrize("form", ["docx", "epub", "txt"])
def test_a_file_is_called_like_what_it_holds(stranger: Client, essay: Essay, form: str) -> None:
    disposition = stranger.get(f"/essays/{essay.pk}.{form}")["Content-Disposition"]
    assert disposition.startswith("attachment; filename*=utf-8''%E8%B7%AF%E9%80%9A")
    assert disposition.endswith(f".{form}")


def test_an_essay_in_word_has_the_layout_of_an_official_document(stranger: Client, essay: Essay) -> None:
    document = words(stranger.get(f"/essays/{essay.pk}.docx"))
    [section] = document.sections
    assert [round(size / Mm(1)) for size in (section.page_width, section.top_margin, section.left_margin)] == [
        210,
        37,
        28,
    ]
    lines = [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs]
    assert lines[:2] == [("Title", "路通人和"), ("Normal", "——记村口")]
    assert ("Heading 2", "小节<一>") in lines
    assert ("Normal", "免费的一段。") in lines
    assert ("Normal", "1．第一条") in lines
    fonts = {
        name: document.styles[name].element.find(f".//{qn('w:rFonts')}").get(qn("w:eastAsia"))
        for name in ("Normal", "Title", "Heading 2")
    }
    assert fonts == {"Normal": "仿宋", "Title": "方正小标宋简体", "Heading 2": "黑体"}
    [rich] = [paragraph for paragraph in document.paragraphs if "重点" in paragraph.text]
    assert [run.text for run in rich.runs if run.bold] == ["重点"]
    assert [run.text for run in rich.runs if run._r.find(f".//{qn('w:em')}") is not None] == ["着重"]
    assert [run.text for run in rich.runs if run.underline] == ["线"]
    assert [run.text for run in rich.runs if run.font.subscript] == ["2"]
    assert rich.text.endswith("。\n下一行。")
    assert [[cell.text for cell in row.cells] for row in document.tables[0].rows] == [["时间", "水位"]]
    assert "PAGE" in etree.tostring(section.footer._element).decode()
    assert document.core_properties.title == "路通人和——记村口"


def test_a_collection_in_word_begins_with_its_essays_and_each_on_a_page(stranger: Client, shelf: Collection) -> None:
    document = words(stranger.get(f"/collections/{shelf.pk}.docx"))
    headings = [one for one in document.paragraphs if one.style.name == "Heading 1"]
    assert [one.text for one in headings] == ["第一篇　路通人和", "第二篇　桥下那条河"]
    assert all(one.paragraph_format.page_break_before for one in headings)
    texts = [one.text for one in document.paragraphs]
    assert texts[0] == "小路建设心得"
    assert (
        texts.index("第一篇　路通人和——记村口") < texts.index("第二篇　桥下那条河") < texts.index("第一篇　路通人和")
    )


def test_an_epub_is_a_whole_package(stranger: Client, shelf: Collection) -> None:
    archive = book(stranger.get(f"/collections/{shelf.pk}.epub"))
    first = archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    assert archive.read("mimetype") == b"application/epub+zip"
    trees = {
        name: etree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith(("xml", "opf"))
    }
    trees |= {name: etree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith("xhtml")}
    package = trees["book/content.opf"]
    listed = {item.get("href") for item in package.iter(f"{PACKAGE}item")}
    assert {f"book/{name}" for name in listed} == set(archive.namelist()) - {
        "mimetype", "META-INF/container.xml", "book/content.opf",
    }  # fmt: skip
    ids = [item.get("id") for item in package.iter(f"{PACKAGE}item")]
    assert [item.get("idref") in ids for item in package.iter(f"{PACKAGE}itemref")] == [True] * 3
    links = [link.get("href") for link in trees["book/nav.xhtml"].iter(f"{XHTML}a")]
    assert links == ["essay-1.xhtml", "essay-2.xhtml"]
    chapter = trees["book/essay-1.xhtml"]
    assert [heading.text for heading in chapter.iter(f"{XHTML}h2")] == ["小节<一>", "样式"]
    assert [strong.text for strong in chapter.iter(f"{XHTML}strong")] == ["重点"]


@pytest.mark.parametrize(
    "address", ["/essays/999999.docx", "/collections/999999.epub", "/essays/1.pdf", "/essays/1.doc"]
)
def test_what_is_not_there_is_not_found(db: None, stranger: Client, address: str) -> None:
    assert stranger.get(address).status_code == 404


@pytest.mark.parametrize("form", ["docx", "epub", "txt"])
def test_no_file_is_made_of_text_with_a_leftover_marker(stranger: Client, essay: Essay, form: str) -> None:
    Section.objects.live().filter(essay=essay, is_paid=False).update(body="<p>前##paidbegin##秘密</p>")
    assert stranger.get(f"/essays/{essay.pk}.{form}").status_code == 500


def test_the_pages_lead_to_the_files(stranger: Client, shelf: Collection, essay: Essay) -> None:
    assert f'href="/essays/{essay.pk}.docx"' in stranger.get(essay.get_absolute_url()).content.decode()
    assert f'href="/collections/{shelf.pk}.epub"' in stranger.get(shelf.get_absolute_url()).content.decode()


def test_a_collection_as_text_and_as_markdown(reader: Client, stranger: Client, shelf: Collection) -> None:
    text = reader.get(f"/collections/{shelf.pk}.txt").content.decode()
    assert text.startswith("小路建设心得\n\n第一篇 路通人和——记村口\n\n小节<一>\n　　免费的一段。\n")
    assert "　　下一行。" in text
    assert f"http://testserver/collections/{shelf.pk}/" in text

    marked = stranger.get(f"/collections/{shelf.pk}.md").content.decode()
    assert marked.startswith("# 小路建设心得\n\n> ")
    assert "\n## 第二篇 桥下那条河\n\n### 小节\\<一\\>\n\n免费的一段。\n" in marked
    assert "*后面还有" in marked or "登录后可读" in marked
    assert "外人读不到" not in marked
