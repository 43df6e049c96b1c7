"""A .docx is opened only when that is safe, and a damaged one is refused with a code, never with a crash."""

from __future__ import annotations

import random
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import docx
import pytest

from essays.documents.messages import DocumentError
from essays.documents.readers import read_blocks
from essays.documents.readers.messages import TEMPLATES

from .word_files import HEAD, level, listed, numbering, pack, paragraph, word_file, word_parts

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def refusal(data: bytes, name: str = "文集.docx") -> str:
    with pytest.raises(DocumentError) as refused:
        read_blocks(data, name)
    return refused.value.messages[0].code


def with_part(name: str, content: str | bytes) -> bytes:
    return pack({**word_parts(paragraph("正文")), name: content})


def test_a_file_that_is_no_zip_is_no_word_document():
    assert refusal("只是文字".encode()) == "E113"


def test_an_old_word_file_by_any_name_is_told_by_its_bytes():
    assert refusal(OLE) == "E107"
    assert refusal(OLE, "a.doc") == "E107"
    assert refusal(OLE, "a.txt") == "E107"


def test_a_word_file_with_a_password_is_named_so():
    assert refusal(OLE + "EncryptedPackage".encode("utf-16-le")) == "E111"


def test_a_zip_with_a_password_is_named_so():
    data = bytearray(word_file(paragraph("正文")))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    assert refusal(bytes(data)) == "E111"


def test_another_kind_of_zip_is_no_word_document():
    assert refusal(pack({"a.txt": "文字"})) == "E113"
    parts = word_parts(paragraph("正文"))
    types = parts["[Content_Types].xml"].replace("wordprocessingml.document.main", "spreadsheetml.sheet.main")
    assert refusal(pack({**parts, "[Content_Types].xml": types})) == "E113"


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_a_file_cut_short_is_damaged(share):
    data = word_file("".join(paragraph(f"第{number}段，学习心得。") for number in range(200)))
    assert refusal(data[: int(len(data) * share)]) == "E106"


def test_a_wrong_checksum_is_damage():
    data = bytearray(pack_stored(word_parts(paragraph("正文在此"))))
    place = bytes(data).index("正文在此".encode())
    data[place] ^= 1
    assert refusal(bytes(data)) == "E106"


def pack_stored(members: dict[str, str]) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def test_parts_that_are_not_xml_are_damage():
    assert refusal(with_part("word/document.xml", HEAD + "<w:document>")) == "E106"


@pytest.mark.parametrize(
    "bomb",
    [
        {"word/media/a.bin": bytes(60_000_000)},
        {"word/media/a.bin": bytes(30_000_000)},
        {f"word/media/{number}": b"" for number in range(2_100)},
    ],
)
def test_bombs_are_not_unpacked(bomb):
    assert refusal(pack({**word_parts(paragraph("正文")), **bomb})) == "E114"


def test_a_bomb_that_lies_about_its_size_is_damage():
    data = with_part("word/extra.xml", "<a/>" + " " * 40_000_000)
    entry = data.rindex(b"PK\x01\x02", 0, data.rindex(b"word/extra.xml"))
    lie = (100).to_bytes(4, "little")
    assert refusal(data[: entry + 24] + lie + data[entry + 28 :]) == "E106"


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    "part", ["word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml", "docProps/core.xml"]
)
def test_document_type_declarations_are_refused_in_every_part(part):
    content = word_parts(paragraph("正文")).get(part, HEAD + "<x/>").replace(HEAD, HEAD + LAUGHS)
    assert refusal(with_part(part, content)) == "E112"


def test_a_declaration_cannot_hide_in_another_encoding():
    content = word_parts(paragraph("正文"))["word/document.xml"].replace(
        HEAD, '<?xml version="1.0" encoding="UTF-16"?>' + LAUGHS
    )
    assert refusal(with_part("word/document.xml", content.encode("utf-16"))) == "E112"
    content = content.replace("UTF-16", "UTF-7")
    hidden = content.encode("utf-7").replace(b"<!DOCTYPE", b"+ADwAIQ-DOCTYPE")
    assert refusal(with_part("word/document.xml", hidden)) == "E106"


def test_nesting_without_end_is_refused_or_read_but_never_a_crash():
    deep = "<w:sdt><w:sdtContent>" * 3_000 + paragraph("深") + "</w:sdtContent></w:sdt>" * 3_000
    assert refusal(word_file(deep)) in ("E106", "E114")


def test_a_file_without_words_is_empty():
    assert refusal(word_file(paragraph("") + paragraph("　 "))) == "E103"


def a_rich_file() -> bytes:
    document = docx.Document()
    document.add_heading("第一章", 1)
    document.add_paragraph("正文").add_run("粗").bold = True
    document.add_paragraph("清单", style="List Number")
    document.add_table(2, 2).cell(0, 0).text = "格"
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def outcome(data: bytes) -> str:
    try:
        read_blocks(data, "x.docx")
    except DocumentError as refused:
        return refused.messages[0].code
    return "read"


def test_flipped_bytes_never_raise_anything_but_a_refusal():
    chance = random.Random(2)
    whole = a_rich_file()
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        assert outcome(bytes(data)) == "read" or outcome(bytes(data)) in TEMPLATES


def test_flipped_characters_inside_the_xml_never_raise_anything_but_a_refusal():
    """Checksums hide the parts from flipped bytes, so the parts themselves are damaged and packed anew."""
    chance = random.Random(3)
    parts = word_parts(listed("甲") + paragraph("正文"), numbering=numbering(level(0, "decimal", "%1.")))
    for _ in range(300):
        name = chance.choice(list(parts))
        data = bytearray(parts[name].encode())
        for _ in range(chance.randint(1, 3)):
            data[chance.randrange(len(data))] = chance.choice(b"<>/\"'=wx0 \xff")
        assert outcome(pack({**parts, name: bytes(data)})) in (*TEMPLATES, "read")
