"""Places where a name may begin, and what stands before them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from enum import Enum
from functools import cache
from typing import NamedTuple

from essays import segmentation
from essays.documents.quotes.phrases import CURTAIN, skip_leads
from essays.documents.quotes.posts import STANDING
from essays.documents.quotes.words import alternation, one_of, words

from .letters import HAN, LISTED, initials, is_han, name_initials, surname_weights

ANYONE, LIKELY = 1.4, 1.5  # 老人, 汉子: seldom is a name said behind it
OPEN_TITLES = {
    "员": 2.6,
    "匠": 2.2,
    "长": 2.0,
    "兵": 2.0,
    "师": 1.8,
    "者": 1.8,
    "户": 1.8,
    "民": 1.5,
    "手": 1.3,
    "工": 1.3,
    "生": 1.3,
    "贩": 1.5,
    "商": 1.0,
    "客": 1.0,
    "家": 0.8,
    "人": 0.8,
}  # what the last character of a title that no list holds speaks for a name behind it


# What stands behind whoever is quoted: 在李明|看来, 用李明|的话说, 正如李明|所说.
FRAME = (
    "看来|眼[里中]|心[里中]|所[说讲言]|说过|[说讲]的|[对跟]我[说讲]|之口"
    "|的(?:话|说法|叮嘱|嘱咐|教导|提醒|感慨|来信|回信|短信|微信|[^，。：的]{0,3}[一那这]?[句番段席]话)"
)
TITLED = 3.0  # 《高塔上的三十年》
WORDS_ONLY = "民人家商客生户兵者"


class Before(Enum):
    """What stands before a place where a name may begin.

    `weight` is what that speaks for a name; `plainness` (0 to 1) is how little choice it leaves; `introduces`: is it
    a post, or part of one, of whoever is named.
    """

    TITLE = (3.0, 0.8, True)
    RELATION = (2.6, 0.8, True)
    CALLED = (3.5, 0.8, False)
    LIKE_TITLE = (1.8, 0.5, True)  # no list holds it, but it ends as a title does: 护渔员
    SCARCELY = (0.8, 0.0, True)  # it ends as many a word does: 人, 家
    BODY = (1.1, 0.0, False)
    HEAD = (1.2, 0.0, False)
    LED = (1.0, 0.0, False)
    JOINT = (0.4, 0.0, False)
    AGED = (2.2, 0.5, False)
    SPOKEN = (2.4, 0.3, False)

    def __init__(self, weight: float, plainness: float, introduces: bool) -> None:
        self.weight, self.plainness, self.introduces = weight, plainness, introduces
        self.is_plain = plainness > 0.5  # it ends in a word of its own, whatever follows


class Anchor(NamedTuple):
    position: int
    before: Before
    weight: float


MET = (
    "(?<=[教访望见到完罢起得着念谢请同伴])"  # a look at one character saves most of the work
    "(?<=请教|拜访|看望|探望|采访|遇见|遇到|见到|碰到|收到|接到|听完|听罢|想起|记得|记着|怀念|感谢|邀请|陪同|陪伴)"
)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    titles = words("offices") | words("honours")
    common = "".join(sorted(name for name, weight in surname_weights().items() if weight >= LISTED and len(name) == 1))
    first = "".join(sorted(name_initials()))
    verbs = one_of("speech_verbs")
    last = {word[-1] for word in titles | words("relations") | words("institutions")} | set(OPEN_TITLES)
    return {
        "ends": re.compile(f"[{''.join(sorted(last))}”」](?={initials()})"),
        "forwards": re.compile(alternation(sorted(titles | words("relations")))),
        "called": re.compile(
            f"(?:名叫|名字叫|叫作|叫做|名为|大名|全名|本名|真名|原名|名字是|署名[是为]?|落款[是为]?|叫|是)(?={initials()})"
            f"|(?<=[的是])(?:名叫|叫)(?=[{HAN}]{{2,4}}[，。；])"
        ),
        "head": re.compile(f"(?<![{HAN}0-9A-Za-z])(?=[{HAN}])"),
        "familiar": re.compile(f"(?<=[{HAN}])(?=[老小][{common}])"),
        "compound": re.compile(one_of("surnames_compound")),
        "was": re.compile(
            f"(?:时任|身为|作为|担任)[^，。：；的]{{1,14}}?(?:{alternation(sorted(words('offices')))})的(?={initials()})"
        ),
        "standing": re.compile(f"{STANDING}(?={initials()})"),
        "aged": re.compile(f'(?:岁的|[0-9０-９]后[”"]?)(?=[{HAN}])'),
        "spoken": re.compile(f'(?<={CURTAIN}[”"＂」』])(?={initials()})'),
        "framed": re.compile(
            f"(?:(?<=[在用按照依据借套])|(?<=[像如])|(?<=记得|收到|接到|出自|响起|想起|读到|翻开|牢记|铭记|重温|想到))(?={initials()}[{HAN}]{{1,3}}(?:{FRAME}))"
            f"|(?:(?<=[问请推])|(?<=遇见|见到|找到|碰到|遇到))(?={initials()}[{HAN}]{{1,3}}[{HAN}]{{0,5}}?，[他她](?!们))"
            f'|(?<={CURTAIN}[”"＂」』]\n)(?:[—–-]+ ?(?={initials()}[{HAN}]{{1,3}}(?:[，（\n]|$))'
            f"|（(?={initials()}[{HAN}]{{1,3}}）)|(?={initials()}[{HAN}]{{1,3}}(?:{verbs})[。！]?(?:\n|$)))"
        ),
        "joint": re.compile(
            f"(?=[{first}])(?:(?<=[的了着过和与同跟及向对给让请找问替由听把被为、])(?<![一两三四五六七八九十几]把)|{MET})"
        ),
    }


def _anchor(position: int, before: Before, more: float = 0.0) -> Anchor:
    return Anchor(position, before, before.weight + more)


def find_anchors(veiled: str) -> dict[int, Anchor]:
    """The anchors by their place; of two at one place the plainer one."""
    found: dict[int, Anchor] = {}
    for anchor in (
        *_compounds(veiled),
        *_familiars(veiled),
        *_joints(veiled),
        *_heads(veiled),
        *_were(veiled),
        *_standings(veiled),
        *_aged(veiled),
        *_spoken(veiled),
        *_framed(veiled),
        *_called(veiled),
        *_ends(veiled),
    ):
        other = found.get(anchor.position)
        if other is None or other.weight < anchor.weight:
            found[anchor.position] = anchor
    return found


def _joints(veiled: str) -> Iterator[Anchor]:
    return (
        _anchor(match.end(), Before.JOINT, 0.6 * (veiled[match.end() - 1] == "的"))
        for match in _patterns()["joint"].finditer(veiled)
    )


def _familiars(veiled: str) -> Iterator[Anchor]:
    """收到|小杰的短信: a form of address may stand behind anything."""
    return (_anchor(match.end(), Before.JOINT) for match in _patterns()["familiar"].finditer(veiled))


def _compounds(veiled: str) -> Iterator[Anchor]:
    """那天晚上|尉迟教授: a surname of two characters may stand behind anything."""
    return (_anchor(match.start(), Before.JOINT, -1.4) for match in _patterns()["compound"].finditer(veiled))


def _standings(veiled: str) -> Iterator[Anchor]:
    """副书记（挂职）|岑一鸣."""
    return (_anchor(match.end(), Before.TITLE) for match in _patterns()["standing"].finditer(veiled))


def _were(veiled: str) -> Iterator[Anchor]:
    """时任公社书记的|解放山."""
    return (_anchor(match.end(), Before.TITLE) for match in _patterns()["was"].finditer(veiled))


def _aged(veiled: str) -> Iterator[Anchor]:
    """九岁的李想."""
    return (_anchor(match.end(), Before.AGED) for match in _patterns()["aged"].finditer(veiled))


def _spoken(veiled: str) -> Iterator[Anchor]:
    """“…”李明说."""
    return (_anchor(match.end(), Before.SPOKEN) for match in _patterns()["spoken"].finditer(veiled))


def _framed(veiled: str) -> Iterator[Anchor]:
    """用李明的话说; and on a line of its own behind what is quoted: ——李明, （李明）, 李明说。"""
    return (_anchor(match.end(), Before.SPOKEN) for match in _patterns()["framed"].finditer(veiled))


def _called(veiled: str) -> Iterator[Anchor]:
    return (
        _anchor(match.end(), Before.CALLED if match.group() != "是" else Before.HEAD)
        for match in _patterns()["called"].finditer(veiled)
    )


def _heads(veiled: str) -> Iterator[Anchor]:
    """The heads of the clauses, and the places behind the words that lead them."""
    first = name_initials()
    for match in _patterns()["head"].finditer(veiled):
        start = match.start()
        if veiled[start] in first or veiled[start] == veiled[start + 1 : start + 2]:
            yield _anchor(start, Before.HEAD, -TITLED * (veiled[start - 1] == "《"))
        led = skip_leads(veiled, start, min(start + 20, len(veiled)))
        if led > start and veiled[led : led + 1] in first:
            yield _anchor(led, Before.LED)


def _ends(veiled: str) -> Iterator[Anchor]:
    """The places behind an office, a relation or an institution."""
    for match in _patterns()["ends"].finditer(veiled):
        position = match.end()
        before, length = _ended(veiled, position)
        if before and before is not Before.BODY and _goes_on(veiled, position - length, position):
            before = None
        if before is None or before is Before.BODY:
            last = veiled[position - 1]
            if last in OPEN_TITLES and _is_title(veiled[max(position - 3, 0) : position][::-1]):
                weight = OPEN_TITLES[last]
                yield Anchor(position, Before.LIKE_TITLE if weight > LIKELY else Before.SCARCELY, weight)
            elif before:
                yield _anchor(position, before)
        elif before is Before.RELATION and veiled[position - length : position] in words("anybody"):
            yield Anchor(position, Before.SCARCELY, ANYONE)
        else:
            yield _anchor(position, before)


def _ended(veiled: str, position: int) -> tuple[Before | None, int]:
    """Which kind of listed word ends at `position`, and how long it is: an office before a relation before a body."""
    kinds = _endings()
    best: tuple[Before | None, int] = (None, 0)
    for length in _lengths().get(veiled[position - 1], ()):
        kind = kinds.get(veiled[max(position - length, 0) : position])
        if kind is Before.TITLE:
            return kind, length
        if kind and (best[0] is None or best[0] is Before.BODY):
            best = (kind, length) if kind is Before.RELATION or best[0] is None else best
    return best


@cache
def _endings() -> dict[str, Before]:
    found = dict.fromkeys(words("institutions"), Before.BODY)
    found |= dict.fromkeys(words("relations"), Before.RELATION)
    return found | dict.fromkeys(words("offices") | words("honours"), Before.TITLE)


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """The lengths of the listed words, the longest first, by the character they end in."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for word in _endings():
        lengths[word[-1]].add(len(word))
    return {last: tuple(sorted(found, reverse=True)) for last, found in lengths.items()}


def _is_title(backwards: str) -> bool:
    """护渔员, 养鸭户: something before the last character, which with some must be a word of the dictionary."""
    if not (
        (is_han(backwards[1:2] or " ") and is_han(backwards[2:3] or " ")) or segmentation.frequency(backwards[1::-1])
    ):
        return False
    return backwards[0] not in WORDS_ONLY or any(segmentation.frequency(backwards[n::-1]) for n in (1, 2))


def _goes_on(veiled: str, start: int, end: int) -> bool:
    """Does a longer title than the one in `[start, end)` begin there or inside it? 女工|程师 is 女|工程师."""
    longer = (_patterns()["forwards"].match(veiled, place) for place in range(start, end))
    return any(title and title.end() > end for title in longer)
