"""Numbers are written as word processors write them."""

from __future__ import annotations

import pytest

from essays.documents.readers.labels import carries
from essays.documents.readers.numerals import write_number


@pytest.mark.parametrize(
    ("number_format", "written"),
    [
        ("decimal", {1: "1", 10: "10"}),
        ("decimalZero", {1: "01", 12: "12"}),
        ("decimalFullWidth", {12: "１２"}),
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 100: "一○○", 105: "一○五"}),
        ("chineseCountingThousand", {10: "十", 100: "一百", 101: "一百零一", 110: "一百一十", 1010: "一千零一十"}),
        ("chineseCountingThousand", {10000: "一万", 10500: "一万零五百", 12345: "一万二千三百四十五"}),
        ("taiwaneseCountingThousand", {10000: "一萬"}),
        ("ideographDigital", {10: "一○", 23: "二三"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "甲"}),
        ("ideographZodiac", {1: "子", 12: "亥"}),
        ("chineseLegalSimplified", {1: "壹", 10: "壹拾", 105: "壹佰零伍"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "㉑", 50: "㊿", 51: "51"}),
        ("decimalEnclosedParen", {3: "⑶", 21: "21"}),
        ("lowerLetter", {1: "a", 26: "z", 27: "aa", 53: "aaa"}),
        ("upperLetter", {2: "B"}),
        ("lowerRoman", {4: "iv", 9: "ix", 14: "xiv"}),
        ("upperRoman", {1994: "MCMXCIV", 4000: "4000"}),
        ("ordinal", {1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 11: "11th", 21: "21st"}),
        ("numberInDash", {7: "- 7 -"}),
        ("none", {1: "", 0: ""}),
        ("klingon", {5: "5"}),
        ("lowerLetter", {0: "0", -3: "-3", 999_999_999: "999999999"}),
    ],
)
def test_a_number_is_written_in_its_format(number_format, written):
    assert {number: write_number(number, number_format) for number in written} == written


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        ("一、甲", "一、", True),
        ("（一）甲", "（一）", True),
        ("(一)甲", "（一）", True),
        ("1. 甲", "1.", True),
        ("１．甲", "1.", True),
        ("1、甲", "1.", True),
        ("第一篇 甲", "第一篇", True),
        ("a) 甲", "a)", True),
        ("1.1 甲", "1.1", True),
        ("1.5亿元", "1.", False),
        ("2023年", "2", False),
        ("10. 甲", "1.", False),
        ("an apple", "a)", False),
        ("二、甲", "一、", False),
        ("甲", "", False),
    ],
)
def test_a_text_carries_its_number_or_does_not(text, label, expected):
    assert carries(text, label) is expected
