"""A Word file in the layout of Chinese official documents (GB/T 9704—2012), made anew for each reader."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml.html import HtmlElement

from .blocks import Passage
from .taking import Leaf, TakeAway, elements

MARGINS = {"top_margin": 37, "bottom_margin": 35, "left_margin": 28, "right_margin": 26, "footer_distance": 25}  # mm
LINE = 28  # points from line to line
TITLE_FONT, SONG, HEI, KAI, FANG = "方正小标宋简体", "宋体", "黑体", "楷体", "仿宋"
LATIN = "Times New Roman"
TITLE, BODY, PAGE_NUMBER = 22, 16, 14  # points: 二号, 三号, 四号
INDENT = 2  # characters at the head of a paragraph
FORMATS = {
    "strong": "bold",
    "em": "dotted",
    "u": "underline",
    "s": "strike",
    "sub": "subscript",
    "sup": "superscript",
}
STYLES = (
    ("Normal", FANG, BODY),
    ("Title", TITLE_FONT, TITLE),
    ("Heading 1", TITLE_FONT, TITLE),
    ("Heading 2", HEI, BODY),
)
CENTRED = ("Title", "Heading 1")


def word_file(taken: TakeAway) -> bytes:
    document = Document()
    _set_page(document)
    _set_styles(document)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = taken.title, taken.author, taken.address
    alone = len(taken.leaves) == 1
    if not alone:
        document.add_paragraph(taken.title, style="Title")
        _add(document, taken.address, font=KAI, indent=0, align=WD_ALIGN_PARAGRAPH.CENTER)
        _add(document, "", indent=0)
        for leaf in taken.leaves:
            _add(document, f"{leaf.label}　{leaf.title}", indent=0, align=WD_ALIGN_PARAGRAPH.LEFT)
    for leaf in taken.leaves:
        _add_leaf(document, taken, leaf, alone=alone)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _add_leaf(document: Any, taken: TakeAway, leaf: Leaf, *, alone: bool) -> None:
    first, second = leaf.storeys
    if alone:
        document.add_paragraph(first, style="Title")
    else:
        heading = document.add_paragraph(f"{leaf.label}　{first}", style="Heading 1")
        heading.paragraph_format.page_break_before = True
    if second:
        _add(document, second, font=KAI, indent=0, align=WD_ALIGN_PARAGRAPH.CENTER)
    if alone:
        _add(document, taken.address, font=KAI, indent=0, align=WD_ALIGN_PARAGRAPH.CENTER)
    _add(document, "", indent=0)
    for block in leaf.blocks:
        if isinstance(block, Passage):
            if block.heading:
                document.add_paragraph(block.heading, style="Heading 2")
            for paragraph in block.paragraphs:
                for element in elements(paragraph):
                    _add_element(document, element)
        else:
            _add(document, taken.missing(block), font=KAI)


# -- Text ----------------------------------------------------------------------------------------------------


def _add_element(document: Any, element: HtmlElement, font: str = "") -> None:
    if element.tag == "blockquote":
        for child in element:
            _add_element(document, child, KAI)
    elif element.tag in ("ol", "ul"):
        for number, item in enumerate(element, start=int(element.get("start") or 1)):
            _add_runs(document, item, font, f"{number}．" if element.tag == "ol" else "· ")
    elif element.tag == "table":
        _add_table(document, element)
    elif element.tag != "hr":
        _add_runs(document, element, HEI if element.tag in ("h3", "h4") else font)


def _add_runs(document: Any, element: HtmlElement, font: str, lead: str = "") -> None:
    paragraph = _add(document, lead, font=font)
    for text, formats in _runs(element, frozenset()):
        if "break" in formats:
            paragraph.add_run().add_break()
            continue
        run = paragraph.add_run(text)
        _set_font(run, font or FANG)
        for name in formats & {"bold", "underline"}:
            setattr(run, name, True)
        for name in formats & {"strike", "subscript", "superscript"}:
            setattr(run.font, name, True)
        if "dotted" in formats:
            dots = OxmlElement("w:em")
            dots.set(qn("w:val"), "dot")
            run._r.get_or_add_rPr().append(dots)


def _runs(element: HtmlElement, formats: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    if element.text:
        yield element.text, formats
    for child in element:
        own = FORMATS.get(str(child.tag))
        if child.tag == "br":
            yield "", frozenset(["break"])
        elif child.tag not in ("ol", "ul"):
            yield from _runs(child, formats | {own} if own else formats)
        else:
            yield from ((f" {text}", kept) for item in child for text, kept in _runs(item, formats))
        if child.tail:
            yield child.tail, formats


def _add_table(document: Any, element: HtmlElement) -> None:
    rows = [[str(cell.text_content()).strip() for cell in row.iter("td", "th")] for row in element.iter("tr")]
    width = max(map(len, rows), default=0)
    if not width:
        return
    table = document.add_table(rows=len(rows), cols=width, style="Table Grid")
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=False):
            cell.text = text


def _add(
    document: Any,
    text: str,
    *,
    font: str = "",
    indent: int = INDENT,
    align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.JUSTIFY,
) -> Any:
    paragraph = document.add_paragraph()
    paragraph.alignment = align
    if indent:
        paragraph.paragraph_format.first_line_indent = Pt(BODY * indent)
    if text:
        _set_font(paragraph.add_run(text), font or FANG)
    return paragraph


# -- Page and styles -----------------------------------------------------------------------------------------


def _set_page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    for name, size in MARGINS.items():
        setattr(section, name, Mm(size))
    document.settings.odd_and_even_pages_header_footer = True
    for footer, align in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        _add_page_number(footer.paragraphs[0], align)


def _add_page_number(paragraph: Any, align: WD_ALIGN_PARAGRAPH) -> None:
    """— 1 —, one character from the edge: on the right of odd pages, on the left of even ones."""
    paragraph.alignment = align
    side = "right_indent" if align is WD_ALIGN_PARAGRAPH.RIGHT else "left_indent"
    setattr(paragraph.paragraph_format, side, Pt(PAGE_NUMBER))
    for text, field in (("— ", ""), ("", "PAGE"), (" —", "")):
        run = paragraph.add_run(text)
        _set_font(run, SONG)
        run.font.size = Pt(PAGE_NUMBER)
        if field:
            for kind, instruction in (("begin", ""), ("", field), ("end", "")):
                mark = OxmlElement("w:fldChar" if kind else "w:instrText")
                if kind:
                    mark.set(qn("w:fldCharType"), kind)
                else:
                    mark.text = instruction
                run._r.append(mark)


def _set_styles(document: Any) -> None:
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")  # whose forms the marks take
    for name, font, size in STYLES:
        style = document.styles[name]
        style.font.size, style.font.bold, style.font.italic = Pt(size), False, False
        style.font.color.rgb = None
        _set_font(style, font)
        space = style.paragraph_format
        space.line_spacing_rule, space.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(LINE if size == BODY else 36)
        space.space_before = space.space_after = Pt(0)
        if name in CENTRED:
            space.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif name == "Heading 2":
            space.first_line_indent = Pt(BODY * INDENT)
        for border in style.element.findall(f".//{qn('w:pBdr')}"):
            border.getparent().remove(border)


def _set_font(item: Any, font: str) -> None:
    """One font for Han and one for Latin: Word keeps them apart."""
    item.font.name = LATIN
    fonts = item.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    fonts.set(qn("w:eastAsia"), font)
    fonts.set(qn("w:hint"), "eastAsia")  # “ ” — … are Chinese marks here
