"""How likely a run of characters is somebody's name, by its own characters and by what stands around it."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from math import log10

from essays import segmentation
from essays.documents.quotes.words import words

from .evidence import MEMORY, RARE, after, cut_word, is_titled
from .letters import PERSON, given_weight, is_han, surname_weights

ACTS = ("v", "d", "p", "c", "r", "u", "t", "m")
NEVER_LAST = "写先再只就从同在对也还都却又便仍更已要想不没未被把让使给跟说问答道讲喊叫是等看听很常笑叹曾则将会能得"
NEVER_GIVEN = "地姓的了着过们说吗呢吧啊呀么我你您他她它这哪谁"
PLACES = "县镇村乡市区"
BODIES = "湾湖洼塬峪坳崖滩岙垭坨峁沟坝坪厂局校所馆店社厅司街站屯寨旗队团室处科组院会部委系办"
FUNCTIONS = "从有和向连那任当来都经全应时由于称能成才但者别单相平是"
HARD = "从有当都来是"
THREE, FOUR = 1.0, 0.3
WORD, EVERYDAY, COMMON, SELDOM = 0.9, 4000, 100, 20  # the last three are counts of the dictionary
PLAIN, SPOKEN = 0.5, 0.3  # see Anchor.plainness
NEVER = 6.0
NOT_NAME = 2.5
WORD_TOO, WORD_ALONE = 0.8, -0.8  # 高原, 江山: behind what introduces somebody, and elsewhere
NEARBY = 10_000  # characters each way in which other places of a name are looked for
HALF = 0.5  # 丁一凡|是: what the word cut in two counts where the next character mostly is one of its own


@cache
def _titles() -> frozenset[str]:
    return words("offices") | words("address") | words("relations")


@cache
def _light() -> frozenset[str]:
    return words("manner") | words("linking")


@cache
def is_given(character: str) -> bool:
    return character not in NEVER_GIVEN and is_han(character)


def given_score(given: str) -> float:
    return sum(map(given_weight, given)) - (given[-1:] in NEVER_LAST)


def most_own_weight(name: str, surname: str) -> float:
    """At least `own_weight` of a name that nothing introduces, and sooner known."""
    if name in words("names_too"):
        return WORD_ALONE
    given = name[len(surname) :]
    weight = surname_weights()[surname] + given_weight(given[0]) + 0.5
    return weight if len(given) == 1 else weight + given_weight(given[1]) + THREE


@lru_cache(maxsize=MEMORY)
def own_weight(name: str, surname: str, plainness: float) -> float:
    """What the characters of a Chinese name speak for it; `plainness` (0 to 1): how sure a name is expected there."""
    if name in words("names_too"):
        return WORD_TOO if plainness >= SPOKEN else WORD_ALONE
    given = name[len(surname) :]
    weight = surname_weights()[surname] + given_score(given) + _by_form(given, surname)
    weight += _by_dictionary(name, plainness)
    if plainness < PLAIN:
        weight += _by_chance(name, given, surname)
    return weight - NEVER * (surname in HARD)


def _by_form(given: str, surname: str) -> float:
    weight = 0.0
    if len(given) == 2:
        weight += THREE if len(surname) == 1 else FOUR
    if given in _titles() or (len(given) > 1 and given in words("institutions")):
        weight -= 5.0  # 师|范大学
    if surname + given[:1] in _titles() and len(given) == 2:
        weight -= 5.0  # 司机|师傅嘟囔
    name = surname + given
    if name in words("institutions") or (name in words("not_names") and segmentation.frequency(name) > EVERYDAY):
        weight -= 5.0  # 区|文明办, 评论员|文章
    if given == "家" or given[-1] in BODIES + PLACES:
        weight -= 3.0 if given[-1] not in PLACES else NEVER
    return weight


def _by_dictionary(name: str, plainness: float) -> float:
    """The name as a word, or a word at its beginning or end."""
    found = segmentation.frequency(name)
    if found >= RARE:
        # The dictionary calls many a common word a name (满屋子, 张嘴): only of a rare one is it believed.
        known = segmentation.tag(name) == PERSON and found < COMMON
        return (0.5 if known else -WORD * (1 - plainness) * log10(found)) - 1.5 * (found > EVERYDAY)
    if len(name) != 3:
        return 0.0
    weight, first = 0.0, segmentation.frequency(name[:2])
    if segmentation.tag(name[:2])[:1] in ACTS or first > EVERYDAY:
        weight -= 0.45 * log10(first + 1)
    weight -= 3.0 * (name[:2] in _light())
    return weight - 1.5 * (name[1:] in words("speech_verbs") or name[1:] in _light())


def _by_chance(name: str, given: str, surname: str) -> float:
    """What speaks against a run of characters that nothing introduces as a name."""
    weight = -2.0 * (surname in FUNCTIONS)
    first = segmentation.frequency(name[:2]) if len(name) == 3 else 0
    if first > COMMON or (first > SELDOM and segmentation.tag(name[:2]) != PERSON):
        weight -= 1.2
    return weight - 1.5 * (given[-1] in "里上下中内外" and segmentation.frequency(given) < RARE)


def is_everyday(name: str) -> bool:
    """Is it a word that seldom is a name?"""
    return (
        segmentation.frequency(name) > COMMON and segmentation.tag(name) != PERSON and name not in words("names_too")
    )


def is_no_name(name: str) -> bool:
    """Is it a word of the list that the dictionary, which has its own say, does not know?"""
    if name in words("names_too"):
        return False
    return name in words("not_names") or (name[:2] in words("not_names") and segmentation.frequency(name[:2]) < RARE)


MEANWHILE = re.compile("一?边[^，。：；边]{1,4}一?边|眼[里中睛]")
ONE_WORD = 1.0
DISTRICT = re.compile("(?![在向对和与跟])[^，。：；的]{0,5}(?:[局委办处科站所院厂庭]|中心|公司|大队|支队)(?!长)")
NOWHERE = -6.0


def place_weight(veiled: str, start: int, end: int) -> float:
    """What the text behind a name speaks for its end there."""
    if MEANWHILE.match(veiled, end):
        return after(veiled, end) + ONE_WORD  # 赵德海|边走边说, 彭小满|眼里: though 海边, 满眼 are words
    if is_titled(veiled, end):
        return after(veiled, end)  # 王大山|县长
    if veiled[start] == "区" and DISTRICT.match(veiled, end):
        return NOWHERE  # 区行政|审批局
    cut = cut_word(veiled, end, start, end + 3)
    verb = veiled[end : end + 1] in tuple("是在有把对") and cut_word(veiled, end, end - 1, end + 1) == cut
    return after(veiled, end) - cut * (HALF if verb else 1.0)


def goes_on(veiled: str, start: int, longer: str) -> bool:
    """Do all places near `start` where a name stands, of which there are several, go on as the longer one does?"""
    low, high = max(start - NEARBY, 0), start + NEARBY
    count = veiled.count(longer[:-1], low, high)
    return count > 1 and veiled.count(longer, low, high) == count


def company_weight(veiled: str, start: int, end: int) -> float:
    """Does the run stand elsewhere too without its last character, or never without the next one?"""
    name, longer = veiled[start:end], veiled[start : end + 1]
    low, high = max(start - NEARBY, 0), end + NEARBY
    shorter = veiled.count(name[:-1], low, high) if len(name) > 2 else 0
    if shorter == 1:
        return 0.0  # it stands here and nowhere else: most do
    count = veiled.count(name, low, high)
    weight = -1.0 if shorter > count else 0.0
    if count < 2:
        return weight
    if is_han(longer[-1]) and veiled.count(longer, low, high) == count:
        weight -= 2.0
    return weight + (shorter == count)
