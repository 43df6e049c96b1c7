"""Word files are read as they are seen: headings, marks, links, tables; what is left out is said."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest

from essays.documents.blocks import Kind
from essays.documents.html import canonical, plain
from essays.documents.readers import read_blocks

from .word_files import cell, paragraph, run, style, styled, table, word_file


def read(body: str, **parts):
    reading = read_blocks(word_file(body, **parts), "文集.docx")
    for block in reading.blocks:
        assert not block.html or plain(block.html) == block.text
        assert canonical(block.html) == block.html
    assert reading.characters == sum(len("".join(block.text.split())) for block in reading.blocks)
    assert reading.encoding == ""
    return reading


def texts(reading) -> list[str]:
    return [block.text for block in reading.blocks]


def codes(reading) -> dict[str, object]:
    return {message.code: message.params.get("count") for message in reading.messages}


def test_a_file_made_by_a_word_processor_library_is_read_in_order():
    document = docx.Document()
    document.add_paragraph("学习心得", style="Title")
    document.add_heading("第一章", 1)
    document.add_paragraph("　　正文。")
    made = document.add_table(1, 2)
    made.cell(0, 0).text, made.cell(0, 1).text = "姓名", "单位"
    document.add_paragraph("表后的正文。")
    stream = BytesIO()
    document.save(stream)
    reading = read_blocks(stream.getvalue(), "x.docx")
    assert [(block.kind, block.text) for block in reading.blocks] == [
        (Kind.TITLE, "学习心得"),
        (Kind.HEADING, "第一章"),
        (Kind.PARAGRAPH, "正文。"),
        (Kind.TABLE, "姓名\t单位"),
        (Kind.PARAGRAPH, "表后的正文。"),
    ]
    assert [block.column for block in reading.blocks] == [1, 1, 3, 1, 1]


def test_lines_are_paragraphs_and_table_rows_counted_from_one():
    row = cell("甲") + cell("乙")
    reading = read(paragraph("一") + paragraph("") + table(row, row) + paragraph("尾"))
    assert [(block.line, block.kind) for block in reading.blocks] == [
        (1, Kind.PARAGRAPH),
        (2, Kind.BLANK),
        (3, Kind.TABLE),
        (5, Kind.PARAGRAPH),
    ]


@pytest.mark.parametrize(
    ("name", "properties", "kind", "level"),
    [
        ("heading 1", "", Kind.HEADING, 1),
        ("Heading 3", "", Kind.HEADING, 3),
        ("标题 2", "", Kind.HEADING, 2),
        ("heading 9", "", Kind.HEADING, 6),
        ("小节", '<w:outlineLvl w:val="1"/>', Kind.HEADING, 2),
        ("正文样式", '<w:outlineLvl w:val="9"/>', Kind.PARAGRAPH, 0),
        ("Title", "", Kind.TITLE, 0),
        ("标题", "", Kind.TITLE, 0),
        ("Normal", "", Kind.PARAGRAPH, 0),
    ],
)
def test_styles_tell_headings_and_titles(name, properties, kind, level):
    block = read(styled("前言"), styles=style(name, properties)).blocks[0]
    assert (block.kind, block.level, block.text) == (kind, level, "前言")


def test_a_style_inherits_its_heading_and_a_circle_of_styles_ends():
    inherited = style("我的标题", key="mine", based_on="h") + style("heading 2", key="h")
    assert read(styled("前言", "mine"), styles=inherited).blocks[0].level == 2
    circle = style("甲", key="a", based_on="b") + style("乙", key="b", based_on="a")
    assert read(styled("前言", "a"), styles=circle).blocks[0].kind is Kind.PARAGRAPH


def test_an_outline_level_on_the_paragraph_itself_makes_a_heading():
    block = read(paragraph("前言", '<w:outlineLvl w:val="0"/>')).blocks[0]
    assert (block.kind, block.level) == (Kind.HEADING, 1)


def test_marks_of_runs_become_clean_markup():
    body = paragraph(
        run("普通")
        + run("粗", "<w:b/>")
        + run("粗斜", "<w:b/><w:i/>")
        + run("斜", '<w:i w:val="1"/>')
        + run("线", '<w:u w:val="single"/>')
        + run("无", '<w:u w:val="none"/><w:b w:val="0"/>')
        + run("删", "<w:strike/>")
        + run("2", '<w:vertAlign w:val="superscript"/>')
        + run("3", '<w:vertAlign w:val="subscript"/>')
    )
    assert read(body).blocks[0].html == (
        "<p>普通<strong>粗<em>粗斜</em></strong><em>斜</em><u>线</u>无<s>删</s><sup>2</sup><sub>3</sub></p>"
    )


def test_text_without_marks_has_no_markup():
    assert read(paragraph("平常的话")).blocks[0].html == ""


def test_text_that_looks_like_markup_is_text():
    block = read(paragraph(run("&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;", "<w:b/>"))).blocks[0]
    assert block.text == "<script>alert(1)</script>&amp;"
    assert block.html == "<p><strong>&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;</strong></p>"


def test_a_marker_cut_into_runs_is_whole_in_the_text():
    body = paragraph(run("前##paid") + run("begin", "<w:b/>") + run("##后"))
    assert texts(read(body)) == ["前##paidbegin##后"]


def test_line_breaks_make_lines_and_tabs_make_spaces():
    body = paragraph(run("第一行") + "<w:r><w:br/></w:r>" + run("　第二") + "<w:r><w:tab/></w:r>" + run("行"))
    assert [(block.text, block.line, block.column) for block in read(body).blocks] == [
        ("第一行", 1, 1),
        ("第二 行", 1, 6),
    ]


def test_links_keep_their_address_if_it_may_be_linked_to():
    body = paragraph(
        '<w:hyperlink r:id="good" w:tooltip="提示">' + run("好") + "</w:hyperlink>"
        '<w:hyperlink r:id="bad">' + run("坏") + "</w:hyperlink>"
        '<w:hyperlink w:anchor="top">' + run("内") + "</w:hyperlink>"
    )
    links = {"good": "https://example.org/?a=1&amp;b=2", "bad": "javascript:alert(1)"}
    reading = read(body, links=links)
    assert reading.blocks[0].html == '<p><a href="https://example.org/?a=1&amp;b=2" title="提示">好</a>坏内</p>'
    assert codes(reading) == {"W271": 1}


def test_fields_show_their_result_and_links_made_by_fields_are_links():
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = '<w:r><w:instrText> HYPERLINK "https://example.org/" </w:instrText></w:r>'
    body = paragraph(run("见") + mark("begin") + code + mark("separate") + run("此处") + mark("end") + run("。"))
    assert read(body).blocks[0].html == '<p>见<a href="https://example.org/">此处</a>。</p>'


def test_ruby_is_kept():
    body = paragraph(
        "<w:r><w:ruby><w:rt>" + run("táng") + "</w:rt><w:rubyBase>" + run("堂") + "</w:rubyBase></w:ruby></w:r>"
    )
    assert read(body).blocks[0].html == "<p><ruby>堂<rt>táng</rt></ruby></p>"


def test_content_controls_and_old_tags_are_read_through():
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('控件')}</w:sdtContent></w:sdt>"
    inline = paragraph(
        f"<w:sdt><w:sdtContent>{run('行内')}</w:sdtContent></w:sdt><w:smartTag>{run('标记')}</w:smartTag>"
    )
    assert texts(read(control + inline)) == ["控件", "行内标记"]


def test_insertions_are_kept_and_deletions_left_out_with_a_message():
    body = paragraph(
        f"<w:ins>{run('新')}</w:ins><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
        f"<w:moveFrom>{run('走')}</w:moveFrom><w:moveTo>{run('来')}</w:moveTo>"
    )
    reading = read(body)
    assert texts(reading) == ["新来"]
    assert codes(reading) == {"W260": 2}


def test_a_deleted_paragraph_end_joins_two_paragraphs():
    body = paragraph("前半", "<w:rPr><w:del/></w:rPr>") + paragraph("后半")
    assert texts(read(body)) == ["前半后半"]


def test_hidden_text_is_left_out_with_a_message():
    reading = read(paragraph(run("看得见") + run("##paidbegin##", "<w:vanish/>")))
    assert texts(reading) == ["看得见"]
    assert codes(reading) == {"W261": 1, "W268": 1}


def test_a_table_of_contents_is_left_out_with_a_message():
    control = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{paragraph('目录')}{paragraph('第一章 1')}</w:sdtContent></w:sdt>"
    )
    reading = read(control + styled("第二章 2") + paragraph("正文"), styles=style("toc 1"))
    assert texts(reading) == ["正文"]
    assert codes(reading) == {"W262": 3}


BOX = f"<wps:txbx><w:txbxContent>{paragraph('框里##paidend##')}</w:txbxContent></wps:txbx>"


def test_a_text_box_given_in_two_forms_is_told_once_and_read_not_at_all():
    body = paragraph(
        run("正文") + f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{BOX}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox><w:txbxContent>{paragraph('框里')}</w:txbxContent></v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r>"
    )
    reading = read(body)
    assert texts(reading) == ["正文"]
    assert codes(reading) == {"W254": 1, "W268": 1}


def test_a_character_given_in_two_forms_is_read_once():
    body = paragraph(
        "<w:r><mc:AlternateContent><mc:Choice Requires='w16se'/><mc:Fallback><w:t>☺</w:t></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    assert texts(read(body)) == ["☺"]


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        ("<w:r><w:drawing><pic:pic/></w:drawing></w:r>", "W251"),
        ("<w:r><w:pict><v:imagedata/></w:pict></w:r>", "W251"),
        ("<w:r><w:footnoteReference/></w:r>", "W252"),
        ("<w:r><w:endnoteReference/></w:r>", "W253"),
        ("<w:r><w:commentReference/></w:r>", "W255"),
        ("<w:r><w:object/></w:r>", "W257"),
        ("<m:oMath/>", "W258"),
        ("<m:oMathPara><m:oMath/></m:oMathPara>", "W258"),
        ("<w:r><w:drawing><a:graphic/></w:drawing></w:r>", "W259"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0B7"/></w:r>', "W263"),
    ],
)
def test_what_is_no_text_is_one_message_a_kind_with_count_and_first_place(xml, code):
    reading = read(paragraph("正文") + paragraph(run("甲") + xml + xml) + paragraph(run("乙") + xml))
    assert texts(reading) == ["正文", "甲", "乙"]
    assert [(m.code, m.params["count"], m.place.line) for m in reading.messages] == [(code, 3, 2)]


def test_headers_and_footers_with_text_are_told():
    reading = read(paragraph("正文"), header=paragraph("页眉"), footer=paragraph(""))
    assert codes(reading) == {"W256": 1}


def test_a_table_is_one_block_with_its_markup():
    body = table(
        cell("姓名") + cell("说<明".replace("<", "&lt;")),
        cell(paragraph(run("张", "<w:b/>")) + paragraph("三")) + cell(""),
    )
    block = read(body).blocks[0]
    assert (block.kind, block.text) == (Kind.TABLE, "姓名\t说<明\n张\n三\t")
    assert block.html == (
        "<table><tbody><tr><td>姓名</td><td>说&lt;明</td></tr>"
        "<tr><td><p><strong>张</strong></p><p>三</p></td><td></td></tr></tbody></table>"
    )


def test_merged_cells_span_columns_and_rows():
    body = table(
        cell("宽", '<w:gridSpan w:val="2"/>') + cell("高", '<w:vMerge w:val="restart"/>'),
        cell("甲") + cell("乙") + cell("<w:p/>", "<w:vMerge/>"),
    )
    assert read(body).blocks[0].html == (
        '<table><tbody><tr><td colspan="2">宽</td><td rowspan="2">高</td></tr>'
        "<tr><td>甲</td><td>乙</td></tr></tbody></table>"
    )


def test_header_rows_become_the_head_of_the_table():
    heading = "<w:trPr><w:tblHeader/></w:trPr>"
    body = table(heading + cell("姓名") + cell("单位"), cell("张三") + cell("上海"))
    assert (
        read(body)
        .blocks[0]
        .html.startswith('<table><thead><tr><th scope="col">姓名</th><th scope="col">单位</th></tr></thead><tbody>')
    )


def test_a_deleted_row_is_left_out():
    reading = read(table("<w:trPr><w:del/></w:trPr>" + cell("旧") + cell("旧"), cell("新") + cell("新")))
    assert texts(reading) == ["新\t新"]
    assert codes(reading) == {"W260": 1}


def test_a_table_of_one_cell_only_frames_the_text():
    body = table(cell(styled("第一章") + paragraph("正文")))
    assert [(b.kind, b.text) for b in read(body, styles=style("heading 1")).blocks] == [
        (Kind.HEADING, "第一章"),
        (Kind.PARAGRAPH, "正文"),
    ]


def test_a_table_inside_a_table_keeps_its_words():
    inner = table(cell("内一") + cell("内二"))
    assert texts(read(table(cell("外") + cell(inner + "<w:p/>")))) == ["外\t内一\n内二"]


def test_invisible_characters_are_taken_out_with_their_place():
    reading = read(paragraph("正文") + paragraph("##paid\u200bbegin##"))
    assert texts(reading) == ["正文", "##paidbegin##"]
    message = reading.messages[0]
    assert (message.code, message.place.line, message.place.column) == ("W204", 2, 7)
