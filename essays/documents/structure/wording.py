"""What the words of one line tell about what the line is."""

from __future__ import annotations

import re

from .numerals import NUMERAL

SHORT = 50  # characters a heading without an ordinal has at most
SHORT_QUESTION = 30
LONG = 120  # and what a title, a deck or a heading that says what it is may have

_CLOSERS = "”’」』）)】》〉\"'"
_SENTENCE_ENDS = "。！；：…，、!;:,．."
_QUOTED_ENDS = "。！；…!;．"
_INSIDE = re.compile("[。！；!;]")
# “……。”——高尔基, “……！”——李明: words and who said them; “……！”——读《……》有感 is a title.
_CITED = re.compile(
    '[“「『"][^”」』"]*(?:[。…][”」』"]\\s*(?:[—–-]{1,2}|[（(])\\s*(?!.*(?:感|体会|心得|感悟|启示|纪实))[^。！？]{2,20}'
    '|[！？!?][”」』"]\\s*[—–-]{1,2}\\s*[\u4e00-\u9fff·]{2,5})'
)

# Guideline: a heading may begin with 一、 （一） 1. 1．; a deck may not. Kept in the order of rank in print.
ORDINALS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"第\s*{NUMERAL}\s*(?:章|节|部分|编|单元|讲|点|个|方面)")),
    ("han", re.compile(r"[〇一二三四五六七八九十]{1,3}\s*(?:[、．.]|$)")),
    ("bracketed han", re.compile(r"[（(【]\s*[〇一二三四五六七八九十]{1,3}\s*[)）】]\s*[、．.]?")),
    ("arabic", re.compile(r"[0-9０-９]{1,2}(?:\s*、|\s*[．.](?![0-9０-９])|\s+(?=[\u4e00-\u9fff])|$)")),
    ("bracketed arabic", re.compile(r"[（(]?\s*[0-9０-９]{1,2}\s*[)）]\s*[、．.]?")),
    ("circled", re.compile(r"[①-⑳㈠-㈩⑴-⒇⒈-⒛Ⅰ-Ⅻ]")),
    ("其", re.compile(r"其[一二三四五六七八九十](?=[：:、，, ])")),
)
_ENUMERATION = re.compile(
    r"(?:[一二三四五六七八九十]+(?:是|要|则)|(?:首先|其次|再次|再者|最后|同时|此外|第[一二三四五六七八九十]+)[，,、：:])"
)
_DATE = re.compile(
    rf"[（(]?\s*(?:[0-9０-９]{{2,4}}|[〇零一二三四五六七八九○]{{4}})\s*[年./-]\s*{NUMERAL}\s*"
    rf"(?:[月./-]\s*(?:{NUMERAL}\s*日?)?)?\s*[)）]?"
)
_BYLINE = re.compile(
    r"[（(]?(?:作者|来源|时间|日期|单位|姓名|发布时间|编辑|供稿|撰稿|作者单位|[演宣主]讲人|[汇报发言主持]{2}人|学员|班级|学号)\s*[：:].*"
)


def ends_as_sentence(text: str) -> bool:
    """Tell whether a line ends as running text does. A question may be a heading; so may “…” at the end."""
    core = text.rstrip(_CLOSERS)
    if not core:
        return True
    if core[-1] not in _SENTENCE_ENDS:
        return core[-1] in "？?" and core != text and text[0] in '“"「『'
    return core == text or core[-1] in _QUOTED_ENDS


def ordinal(text: str) -> str:
    """Give the kind of ordinal a line begins with, "" for none."""
    for name, pattern in ORDINALS:
        if pattern.match(text):
            return name
    return ""


def is_enumeration(text: str) -> bool:
    """一是…；二是…, 首先，…: a step of an argument, never a heading."""
    return bool(_ENUMERATION.match(text))


def is_date_or_byline(text: str) -> bool:
    return bool(_DATE.fullmatch(text) or _BYLINE.fullmatch(text))


def has_sentence_inside(text: str) -> bool:
    return bool(_INSIDE.search(text))


def is_title_like(text: str) -> bool:
    """Whether a line can be a title or a deck at all: not running text, and not without end."""
    return len(text) <= LONG and not ends_as_sentence(text) and not _CITED.fullmatch(text)
