"""The bytes of a text file become its characters, by the right encoding or not at all."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from essays.documents.decoding import decode
from essays.documents.messages import DocumentError

SHORT = "学习贯彻新思想，担当新使命"
SENTENCE = "我们要把学到的东西落实到工作中去，为人民群众办实事。"
LONG = (SENTENCE + "\n") * 150
NUMBERED = "（3篇）\n篇1：在学习中成长\n2023年11月，我参加了为期5天的培训。\n"
TRADITIONAL_SHORT = "學習歷史，認識國家"
TRADITIONAL = "我們應當認真學習歷史，從過去的經驗裡得到教訓，為社會的發展盡一份力量。"
TRADITIONAL_LONG = (TRADITIONAL + "\r\n") * 100
RARE = "刘栿堂同志和杲云同志在会上说，我们要坚定信心。㐂𠮷"
EUROPEAN = "Café Zürich naïve — “plain” text"
ASCII = "Plain text, line one.\nLine two.\n"

CASES = [
    ("utf-8", SHORT, "utf-8"),
    ("utf-8", "好", "utf-8"),
    ("utf-8", LONG, "utf-8"),
    ("utf-8", RARE, "utf-8"),
    ("utf-8", TRADITIONAL, "utf-8"),
    ("utf-8", EUROPEAN, "utf-8"),
    ("utf-8-sig", SHORT, "utf-8"),
    ("utf-8-sig", LONG, "utf-8"),
    ("utf-8-sig", ASCII, "utf-8"),
    ("ascii", ASCII, "utf-8"),
    ("ascii", "x", "utf-8"),
    ("gb2312", SHORT, "gb18030"),
    ("gb2312", SENTENCE, "gb18030"),
    ("gbk", "我们说“要镕铸精神”，大家都点头", "gb18030"),
    ("gbk", NUMBERED, "gb18030"),
    ("gbk", LONG, "gb18030"),
    ("gbk", LONG.replace("\n", "\r\n"), "gb18030"),
    ("gbk", TRADITIONAL_LONG, "gb18030"),
    ("gb18030", RARE, "gb18030"),
    ("gb18030", SENTENCE + "𠮷" * 3, "gb18030"),
    ("gb18030", SENTENCE + "€㐂", "gb18030"),
    ("gb18030", "Report 2023\n" + SENTENCE, "gb18030"),
    ("big5", TRADITIONAL_SHORT, "big5"),
    ("big5", TRADITIONAL, "big5"),
    ("big5", TRADITIONAL_LONG, "big5"),
    ("big5", "第１篇\r\n" + TRADITIONAL, "big5"),
    ("cp950", TRADITIONAL + "碁", "big5"),
    ("big5hkscs", TRADITIONAL + "嗰啲嘢佢哋", "big5"),
    ("utf-16", SHORT, "utf-16-le"),
    ("utf-16", LONG, "utf-16-le"),
    ("utf-16-le", SENTENCE, "utf-16-le"),
    ("utf-16-le", NUMBERED, "utf-16-le"),
    ("utf-16-le", LONG, "utf-16-le"),
    ("utf-16-le", TRADITIONAL_LONG, "utf-16-le"),
    ("utf-16-le", ASCII, "utf-16-le"),
    ("utf-16-be", SENTENCE, "utf-16-be"),
    ("utf-16-be", NUMBERED, "utf-16-be"),
    ("utf-16-be", ASCII, "utf-16-be"),
    ("utf-16-be", RARE, "utf-16-be"),
    ("utf-32", SENTENCE, "utf-32-le"),
]


def refusal(data: bytes, encoding: str | None = None):
    with pytest.raises(DocumentError) as refused:
        decode(data, encoding)
    return refused.value.messages[0]


REFUSALS = ("E101", "E102", "E107", "E109", "E116", "E117")


def read_or_refuse(data: bytes) -> str:
    try:
        return decode(data).text
    except DocumentError as refused:
        return refused.messages[0].code


@pytest.mark.parametrize(("codec", "text", "label"), CASES)
def test_the_encoding_is_found_and_reported(codec, text, label):
    decoded = decode(text.encode(codec))
    assert (decoded.text, decoded.encoding, decoded.messages) == (text, label, ())


def test_a_big_endian_mark_is_obeyed_and_left_out_of_the_text():
    decoded = decode(b"\xfe\xff" + SHORT.encode("utf-16-be"))
    assert (decoded.text, decoded.encoding) == (SHORT, "utf-16-be")


@pytest.mark.parametrize(("codec", "text", "label"), CASES)
def test_asking_for_the_reported_encoding_gives_the_same_text(codec, text, label):
    assert decode(text.encode(codec), label).text == text


CHINESE = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5) | st.sampled_from("，。\nA1"))


@given(CHINESE, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
def test_any_text_survives_utf8_and_marked_utf16(text, codec):
    assume("\0" not in text)
    assert decode(text.encode(codec)).text == text


@given(st.text(st.sampled_from(sorted(set(SENTENCE + SHORT))), min_size=30, max_size=300))
def test_running_chinese_survives_gb18030(text):
    assert decode((SENTENCE + text).encode("gb18030")).text == SENTENCE + text


@given(st.text(st.sampled_from(sorted(set(TRADITIONAL))), min_size=30, max_size=300))
def test_running_traditional_chinese_survives_big5(text):
    assert decode((TRADITIONAL + text).encode("big5")).text == TRADITIONAL + text


@given(CHINESE.filter(lambda text: not text.isascii()), st.sampled_from(["gb18030", "big5", "utf-16-le", "utf-16-be"]))
def test_a_text_is_either_right_or_refused(text, codec):
    """Characters drawn at random are no writing: they may be refused, but never come out as others."""
    try:
        data = (SENTENCE + text).encode(codec)
    except UnicodeEncodeError:
        assume(False)
    assert read_or_refuse(data) in (SENTENCE + text, "E101", "E109", "E116", "E117")


@given(st.binary(min_size=1, max_size=400))
def test_no_bytes_end_in_anything_but_a_text_or_a_refusal(data):
    if read_or_refuse(data) not in REFUSALS:
        decoded = decode(data)
        assert decode(data, decoded.encoding).text == decoded.text


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("shift_jis", "すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。" * 3),
        ("euc_kr", "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다. " * 3),
        ("euc_jp", "すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。" * 3),
        ("cp1251", "Все люди рождаются свободными и равными"),
        ("latin-1", "Tous les êtres humains naissent libres et égaux"),
    ],
)
def test_other_encodings_are_refused_and_never_turned_into_rubbish(codec, text):
    message = refusal(text.encode(codec))
    assert message.code == "E101"
    assert message.params["encoding"] == "utf-8"


def test_the_first_bad_byte_is_named_with_its_place():
    data = "第一行\n第二".encode() + b"\xff\xfe" + "行".encode()
    message = refusal(data)
    assert message.code == "E101"
    assert message.params["offset"] == 16
    assert message.params["bytes"].startswith("FF FE")
    assert (message.place.line, message.place.column) == (2, 3)
    assert message.excerpt == "第二\\xff\\xfe行"


def test_the_line_shown_for_a_bad_byte_cannot_steer_the_terminal():
    message = refusal("上\x1b[31m海".encode() + b"\xff")
    assert message.excerpt == "上\ufffd[31m海\\xff"
    assert message.place.column == 8


def test_a_file_cut_off_inside_a_character_is_refused():
    message = refusal(SENTENCE.encode()[:-1])
    assert (message.code, message.params["offset"]) == ("E101", len(SENTENCE.encode()) - 3)


def test_marked_utf16_with_half_a_character_is_refused():
    assert refusal(SHORT.encode("utf-16") + b"\x00").code == "E101"


def test_lone_surrogates_pass_to_normalising():
    assert decode("上\ud800海".encode("utf-8", "surrogatepass")).text == "上\ud800海"
    assert decode("上\udc00海".encode("utf-16", "surrogatepass")).text == "上\udc00海"


def test_surrogate_pairs_of_cesu8_become_one_character():
    assert decode("\ud842\udfb7".encode("utf-8", "surrogatepass")).text == "𠮷"


def test_a_stray_nul_is_left_to_normalising():
    assert decode("上\0海".encode()).text == "上\0海"


@pytest.mark.parametrize(
    ("first", "second", "line"),
    [("utf-8", "gb18030", 4), ("gb18030", "utf-8", 4), ("utf-8", "big5", 4)],
)
def test_lines_of_two_encodings_are_refused_with_the_place_of_the_second(first, second, line):
    text = TRADITIONAL if second == "big5" else SENTENCE
    data = b"".join(((SENTENCE + "\n") * 3).encode(first).splitlines(keepends=True))
    message = refusal(data + text.encode(second))
    assert message.code == "E109"
    assert (message.params["first"], message.params["second"]) == (first, second)
    assert message.place.line == line
    assert message.params["offset"] == len(data)


def test_a_foreign_stretch_inside_a_line_is_refused():
    data = (SENTENCE * 20).encode("gb18030") + SENTENCE.encode() + (SENTENCE * 20).encode("gb18030")
    assert refusal(data).code in ("E101", "E109")


PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + zlib.compress(bytes(400))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (PNG, "PNG"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "JPEG"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF"),
        (b"\x7fELF\x02\x01\x01" + bytes(60), "ELF"),
        (b"PK\x03\x04\x14\0\0\0\x08\0" + b"[Content_Types].xml" + b"xl/workbook.xml", "XLSX"),
        (b"PK\x03\x04\x14\0\0\0\x08\0" + b"a.bin", "ZIP"),
        (b"{\\rtf1\\ansi\\deff0 text}", "RTF"),
    ],
)
def test_other_formats_are_told_by_their_first_bytes(data, kind):
    message = refusal(data)
    assert (message.code, message.params["kind"]) == ("E102", kind)
    assert refusal(data, "latin-1").code == "E102"


def test_an_old_word_file_has_a_code_of_its_own():
    assert refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)).code == "E107"


def test_control_codes_without_end_are_no_text():
    message = refusal(bytes(range(32)) * 20)
    assert message.code == "E117"
    assert message.params["share"] > 50


def test_the_encoding_asked_for_must_fit():
    message = refusal(SENTENCE.encode("gb18030"), "utf-8")
    assert (message.code, message.params["encoding"], message.params["offset"]) == ("E108", "utf-8", 0)


@pytest.mark.parametrize("name", ["klingon", "hex", "rot13", "", "utf-8\0"])
def test_an_unknown_encoding_is_refused(name):
    if name:
        assert refusal(SENTENCE.encode(), name).code == "E115"
    else:
        assert decode(SENTENCE.encode(), name).encoding == "utf-8"


@pytest.mark.parametrize("name", ["GB2312", "gbk", "cp936", "GB18030"])
def test_the_older_names_of_gb18030_read_all_of_it(name):
    assert decode(RARE.encode("gb18030"), name).encoding == "gb18030"


def test_asking_for_an_unlikely_encoding_is_obeyed_with_a_warning():
    decoded = decode(SENTENCE.encode("gb18030"), "latin-1")
    assert decoded.encoding == "iso8859-1"
    assert [(message.code, message.params["other"]) for message in decoded.messages] == [("W211", "gb18030")]


def test_two_characters_that_two_encodings_explain_are_refused_and_read_when_asked():
    data = "程计".encode("gb18030")
    message = refusal(data)
    assert (message.code, set(message.params.values())) == ("E116", {"gb18030", "big5"})
    assert decode(data, "gb18030").text == "程计"
    assert decode(data, "big5").text == "最數"
