"""Where the noun phrase that ends in a name begins: what stands before it in its clause is cut away (§4.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from essays import segmentation

from .words import one_of, words

VEIL = "\ue000"  # in place of a term, which may be part of a name: “红旗”合作社
CURTAIN = "\ue001"  # in place of speech: no phrase reaches through it
WINDOW = 80
LONGEST_LEAD = 40
MEMORY = 1 << 13  # phrases remembered: the same clause is asked about again and again
LONGEST_COUNCIL = 3  # 市委|会
WORD = 50  # counted oftener in the dictionary, two characters are a word
CUTTING_WORDS = frozenset(  # verbs, prepositions and adverbs of one character that stand in no name of a body
    "是有在到来去说问请找叫见看听想要会能可做当任吃喝买卖拿带送给让使令替帮陪随拉拽推抱扶背救选派调娶嫁称呼骂劝求托访"
    "朝进入往把被将向对从由以用为按据靠跟于自因就也都还又才再已曾正只却更最很太被他她我你您它这那哪谁其该每着了过得吧呢"
)
AND = frozenset("和与同跟")
JOINED = frozenset(["n", "v", "a", "j", "b", "l"])  # what 和 may join inside a name: 发展和改革
NOUNS = ("n", "b", "s")
RESULTS = "住到出起来去给向于为成过自得着进回见让对开"
PREPOSITION = re.compile("([由被把问])")
STOPS = '，。！？；：…!?;,:\n“”"「」『』＂《》 　—\ue001'
AGE = (
    "(?:今年|现年|年近|年过|已)?(?:[0-9０-９]{1,3}|[一二三四五六七八九十百]{1,4})多?岁(?:高龄)?的?"
    '|[“"]?(?:[0-9０-９]{2}|[五六七八九零〇]{1,2})后[”"]?|年过半百的?|年过花甲的?|年近[古稀花甲七八九旬]{2}的?'
    "|(?:[0-9０-９一二三四五六七八九十两]+|一|几|数)(?:位|名|个)|这[位名个]|那[位名个]|该|我国|当地|本地|外地|同村|邻村"
    "|是|年轻(?!人)|普通|著名|知名|年迈|优秀|返乡(?!创业|就业)|获得者"
)


@cache
def _leads() -> re.Pattern[str]:
    """Words that open a clause; one that is also how a name begins (和平, 同济) is left alone."""
    markers = f"(?!{one_of('not_leads')})(?:{one_of('object_markers')})"
    return re.compile(f"(?:{AGE}|{one_of('leads')}|{markers}|[0-9０-９]+月[0-9０-９]+日(?:[上下]午)?|[、的])")


@cache
def _cuts() -> re.Pattern[str]:
    return re.compile(
        f"{one_of('cuts')}|[他她我](?:和|与|跟|同(?![事学伴乡窗]))|[我咱]们|第[一二三四五六七八九十]+[个位名]|[了着过]|的是?(?!哥)"
    )


@cache
def _markers() -> re.Pattern[str]:
    return re.compile(f"(?:{one_of('object_markers')})$")


@cache
def _office() -> re.Pattern[str]:
    return re.compile(f"{one_of('offices')}$")


def phrase_start(text: str, name: int) -> int:
    """The offset at which the noun phrase that leads to the name at `name` begins."""
    low = name
    while low and name - low < WINDOW and text[low - 1] not in STOPS:
        low -= 1
    return low + _phrase_start(text[low:name])


@lru_cache(maxsize=MEMORY)
def _phrase_start(text: str) -> int:
    name = len(text)
    start = _after_open_bracket(text, 0, name)
    for cut in _cuts().finditer(text, start, name):
        if not _bracketed(text, start, cut.start()):
            start = cut.end()
    start = skip_leads(text, start, name)
    return skip_leads(text, _after_verb(text, start, name), name)


def _after_verb(text: str, start: int, end: int) -> int:
    """The offset behind the last word that no name of a body or office holds: 他|把|县农技中心, 她抓住|护士长."""
    last = offset = start
    before = ""
    office = _office().search(text, start, end)
    title = office.start() + 1 if office else end
    for word in _words(text[start:end]):
        offset += len(word)
        joins = word in AND and before and segmentation.tag(before)[:1] not in JOINED
        cuts = offset < title and _cuts_off(word) and not _makes_word(word, text[offset])
        cuts = cuts and not (word == "都" and _names_city(before))
        cuts = cuts and not (
            word == "会" and text[max(offset - LONGEST_COUNCIL, start) : offset] in words("institutions")
        )
        if (joins or cuts) and not _bracketed(text, start, offset):
            last = offset
        before = word
    return last


def _words(text: str) -> Iterator[str]:
    """The words, with one that no dictionary has (课由县) parted behind what stands in no name."""
    for word in segmentation.cut(text):
        if len(word) > 1 and not segmentation.frequency(word):
            yield from filter(None, PREPOSITION.split(word))
        else:
            yield word


def _names_city(word: str) -> bool:
    """草|都, 瓷|都: what a city is known for."""
    return len(word) == 1 and segmentation.tag(word)[:1] == "n"


def _makes_word(word: str, following: str) -> bool:
    """当|地, 对|外, 接|警员: is it the beginning of a noun?"""
    return len(word) == 1 and segmentation.tag(word + following)[:1] in NOUNS


def _cuts_off(word: str) -> bool:
    """把, 由; 抓住, 出自: a body may 服务 or 检测 in its name, but no verb stands there with what it results in."""
    if len(word) == 1:
        return word in CUTTING_WORDS
    results = len(word) == 2 and word[1] in RESULTS and word not in words("nominal_verbs")
    return results and segmentation.tag(word) == "v"


def skip_leads(text: str, start: int, end: int) -> int:
    """Step over words of time and linking words at the head of a clause."""
    return start + _leading(text[start : min(end, start + LONGEST_LEAD)])


@lru_cache(maxsize=MEMORY)
def _leading(text: str) -> int:
    """How many characters of a clause are words of time and links."""
    leads, start = _leads(), 0
    match = leads.match(text)
    while match and match.end() > start:
        if match.end() == start + 1 and _begins_word(text, start, len(text)):
            break
        start = match.end()
        match = leads.match(text, start)
    return start


def _begins_word(text: str, start: int, end: int) -> bool:
    """同|桌, 和|平: the word of one character is the beginning of another."""
    word = text[start : start + 2]
    return start + 2 <= end and segmentation.frequency(word) > WORD and segmentation.tag(word)[:1] not in "pcdr"


SEEN = re.compile("[只但忽便却]见$|[只但忽却就]听$")


def is_object(text: str, low: int, start: int) -> bool:
    """Does a word before `start` make the phrase an object (向局长…, 见到局长…), not the one who speaks?"""
    low = max(low, start - 4)
    return bool(_markers().search(text, low, start)) and not SEEN.search(text, low, start)


def _after_open_bracket(text: str, start: int, end: int) -> int:
    depth = 0
    for index in range(end - 1, start - 1, -1):
        depth += (text[index] in "）)") - (text[index] in "（(")
        if depth < 0:
            return index + 1
    return start


def _bracketed(text: str, start: int, position: int) -> bool:
    before = text[start:position]
    return before.count("（") + before.count("(") > before.count("）") + before.count(")")
