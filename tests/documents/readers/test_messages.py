"""Every code that reading can give has its words, and every code that has words can be given."""

from __future__ import annotations

import re

import pytest

from essays.documents.messages import DocumentError, Level, Message
from essays.documents.readers import MAX_SIZE, read_blocks
from essays.documents.readers.messages import TEMPLATES

from .word_files import (
    HEAD,
    level,
    listed,
    numbering,
    pack,
    paragraph,
    run,
    style,
    styled,
    table,
    word_file,
    word_parts,
)

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PASSWORD = OLE + "EncryptedPackage".encode("utf-16-le")
CHINESE = "我们要把学到的东西落实到工作中去，为人民群众办实事。"
WORD = word_file(paragraph("正文"))
BOMB = pack({**word_parts(paragraph("正文")), "word/media/a.bin": bytes(30_000_000)})
DTD = pack({**word_parts(paragraph("正文")), "word/extra.xml": HEAD + "<!DOCTYPE x><x/>"})
CONTENTS = word_file(styled("第一章 1") + paragraph("正文"), styles=style("toc 1"))
BULLETS = word_file(listed("甲"), numbering=numbering(level(0, "bullet", "•")))
NUMBERS = word_file(listed("甲"), numbering=numbering(level(0, "decimal", "%1.")))
BOX = "<w:r><w:drawing><wps:txbx><w:txbxContent>" + paragraph("框") + "</w:txbxContent></wps:txbx></w:drawing></w:r>"


def word(xml: str) -> bytes:
    return word_file(paragraph(run("正文") + xml))


CAUSES: dict[str, tuple[bytes, str, str | None]] = {
    "E101": (b"caf\xe9 au lait", "a.txt", None),
    "E102": (b"\x89PNG\r\n\x1a\n", "a.txt", None),
    "E103": (b" ", "a.txt", None),
    "E104": (bytes(MAX_SIZE + 1), "a.txt", None),
    "E106": (WORD[:-40], "a.docx", None),
    "E107": (OLE, "a.doc", None),
    "E108": (b"\xff", "a.txt", "utf-8"),
    "E109": (f"{CHINESE}\n".encode() * 2 + CHINESE.encode("gbk"), "a.txt", None),
    "E110": (b"x", "a.pages", None),
    "E111": (PASSWORD, "a.docx", None),
    "E112": (DTD, "a.docx", None),
    "E113": (b"x", "a.docx", None),
    "E114": (BOMB, "a.docx", None),
    "E115": (b"x", "a.txt", "klingon"),
    "E116": ("程计".encode("gbk"), "a.txt", None),
    "E117": (b"\x01\x02\x03" * 9, "a.txt", None),
    "E118": (b"<div>" * 999 + b"x", "a.html", None),
    "W201": ("上\0海".encode(), "a.txt", None),
    "W202": ("上\x07海".encode(), "a.txt", None),
    "W203": ("上\u202e海".encode(), "a.txt", None),
    "W204": ("上\u200b海".encode(), "a.txt", None),
    "W205": ("上\ufeff海".encode(), "a.txt", None),
    "W206": ("上\xad海".encode(), "a.txt", None),
    "W207": ("上\ud800海".encode("utf-8", "surrogatepass"), "a.txt", None),
    "W208": ("a\ufe0f".encode(), "a.txt", None),
    "W209": (("a" + "\u0301" * 9).encode(), "a.txt", None),
    "W210": ("上\ufffd".encode(), "a.txt", None),
    "W211": (CHINESE.encode("gbk"), "a.txt", "latin-1"),
    "W212": ("上\ue000".encode(), "a.txt", None),
    "W213": (f"<meta charset=big5><p>{CHINESE}".encode(), "a.html", None),
    "W251": (b"x ![](a.png)", "a.md", None),
    "W252": (word("<w:r><w:footnoteReference/></w:r>"), "a.docx", None),
    "W253": (word("<w:r><w:endnoteReference/></w:r>"), "a.docx", None),
    "W254": (word(BOX), "a.docx", None),
    "W255": (word("<w:r><w:commentReference/></w:r>"), "a.docx", None),
    "W256": (word_file(paragraph("正文"), header=paragraph("页眉")), "a.docx", None),
    "W257": (word("<w:r><w:object/></w:r>"), "a.docx", None),
    "W258": (word("<m:oMath/>"), "a.docx", None),
    "W259": (word("<w:r><w:drawing/></w:r>"), "a.docx", None),
    "W260": (word("<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"), "a.docx", None),
    "W261": (word(run("藏", "<w:vanish/>")), "a.docx", None),
    "W262": (CONTENTS, "a.docx", None),
    "W263": (word("<w:r><w:sym/></w:r>"), "a.docx", None),
    "W264": (b"x<noscript>y</noscript>", "a.html", None),
    "W265": (b"x<nav>y</nav>", "a.html", None),
    "W266": (b"x<button>y</button>", "a.html", None),
    "W267": (b"x<iframe></iframe>", "a.html", None),
    "W268": (b"x<!-- ##paidbegin## -->", "a.html", None),
    "W269": (b"---\ntitle: x\n---\ny", "a.md", None),
    "W270": (b"x\n\n[a]: b", "a.md", None),
    "W271": (b"[a](b)", "a.md", None),
    "W272": (b"<title>x</title><p>y", "a.html", None),
    "W273": (b"|a|\n|-|\n|b|c|", "a.md", None),
    "N301": ("一\u2028二".encode(), "a.txt", None),
    "N302": (b"<html>x", "a.txt", None),
    "N303": (BULLETS, "a.docx", None),
    "N304": (NUMBERS, "a.docx", None),
    "N305": (b"`x`", "a.md", None),
    "N306": (b"<b>x</b>", "a.md", None),
}


def messages(data: bytes, name: str, encoding: str | None) -> tuple[Message, ...]:
    try:
        return read_blocks(data, name, encoding).messages
    except DocumentError as refused:
        return refused.messages


def test_every_code_with_words_has_a_cause():
    assert set(CAUSES) == set(TEMPLATES)


@pytest.mark.parametrize("code", CAUSES)
def test_a_cause_gives_its_message_and_the_words_take_its_values(code):
    given = [message for message in messages(*CAUSES[code]) if message.code == code]
    assert len(given) == 1
    words = TEMPLATES[code]
    for text in (words.summary, words.help):
        assert "%" not in (text % given[0].params).replace("% of", "")
    place = given[0].place
    assert place.line >= 1
    assert 1 <= place.column <= max(place.end, place.column)


@pytest.mark.parametrize("code", TEMPLATES)
def test_words_say_what_happened_what_to_do_and_give_an_example(code):
    words = TEMPLATES[code]
    assert words.level is {"E": Level.ERROR, "W": Level.WARNING, "N": Level.NOTE}[code[0]]
    assert words.summary.endswith((".", "”."))
    assert words.help.endswith(".")
    assert "\n\nExample:" in words.explanation
    assert re.search(r"\.$", words.explanation)


@pytest.mark.parametrize(("data", "name", "encoding"), CAUSES.values(), ids=CAUSES)
def test_an_excerpt_can_always_be_printed(data, name, encoding):
    for message in messages(data, name, encoding):
        message.excerpt.encode()
        assert all(character.isprintable() or character in "\t\ufffd" for character in message.excerpt)


def test_a_table_in_a_word_file_has_no_message():
    assert messages(word_file(table("<w:tc><w:p/></w:tc>") + paragraph("正文")), "a.docx", None) == ()
