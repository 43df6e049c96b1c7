"""What the text around a place says: has a name just ended there, may one begin there, is a word cut in two."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from math import log10

from essays import segmentation
from essays.documents.quotes.phrases import CURTAIN
from essays.documents.quotes.words import alternation, one_of, words

from .letters import is_han

LONGEST_WORD = 4
FAR_AHEAD = 16
AHEAD = 8  # characters looked at behind a name
MEMORY = 1 << 15  # contexts remembered: those of one essay recur in the next
RARE = 3  # counted less often, a word of the dictionary is no evidence
TITLED = 1.5
PLACE_ENDS = "县镇村乡市区"
TALK = 3.0
SHORT_VERBS = "说讲问答喊叫嚷道叹想写称唱吼骂劝云曰谈念赞夸"
GESTURE = 2.0
PREPOSITIONS = "为给对向在把被从让用"
TWO_PREPOSITIONS = frozenset(a + b for a in PREPOSITIONS for b in PREPOSITIONS)
JOINTS = "和与同跟及"
SINGLE = "也都还就却又才便仍更曾已正将会能要想总在把被让给对向从用是有一"
PARTICLES = "的等和与同跟及或"
MARKS = {
    "：": 2.5,
    ":": 2.5,
    "，": 1.2,
    "。": 1.2,
    "！": 1.2,
    "？": 1.2,
    "、": 0.8,
    "（": 1.0,
    CURTAIN: 2.0,
    "“": 2.0,
    "「": 2.0,
    '"': 2.0,
}
TAGS = {
    "v": 1.6,
    "d": 1.6,
    "p": 1.2,
    "c": 1.0,
    "r": 0.8,
    "u": 1.0,
    "f": 0.3,
    "t": 1.0,
    "m": 0.6,
    "i": 1.2,
    "l": 0.8,
    "a": 0.6,
    "z": 0.8,
    "n": -1.0,
    "s": 0.6,
}
ASPECT = "着了过"
SINGLE_WORD = 0.8


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    long = [verb for verb in words("speech_verbs") if len(verb) > 1]
    ends = '[，。：:；！？“”"＂「」『』、\n着了起完]|$'
    return {
        "talk": re.compile(
            f"在[^，。：]{{1,4}}[中上时后里](?:{alternation(sorted(long))}|[{SHORT_VERBS}])"
            f"|[先又也还便就才却忙]?{alternation(sorted(long))}|[{SHORT_VERBS}](?={ends})|[问劝骂夸叫喊](?=[他她我你]|大[家伙]|众人|记者)|说(?!明|法|服|不定)"
        ),
        "gesture": re.compile(
            f"[为给向对跟带替同](?:我|大家|记者|[他她]|咱们|孩子)|{one_of('manner', 'linking', 'pairs')}"
        ),
        "age": re.compile(
            "(?:今年|现年|年近|年仅|已|才|刚满?|将满|快|虚岁)?[0-9０-９一二三四五六七八九十]{1,3}(?:多)?岁"
        ),
        "titled": re.compile(f"(?:{one_of('office_prefixes')})+(?:{one_of('offices')})|[县镇乡市区]长(?!大|期|江)"),
        "called": re.compile(
            f"{one_of('offices', 'address', 'relations')}|(?P<own>(?:{one_of('own_nouns')}|话)(?![们人]))"
        ),
    }


def after(veiled: str, end: int) -> float:
    """How plainly the text at `end` shows that a name has just ended (below 0: it speaks against it)."""
    return _titled(veiled[end : end + FAR_AHEAD]) or _after(veiled[end : end + AHEAD])


def is_titled(veiled: str, end: int) -> bool:
    return _titled(veiled[end : end + FAR_AHEAD]) > 0


@lru_cache(maxsize=MEMORY)
def _titled(text: str) -> float:
    """王大山|县长说, 李建华|副局长笑了: though 县 and 副 end no name; not 杨浦|区长薛某. 0 where no title stands."""
    match = _patterns()["titled"].match(text)
    if match is None:
        return 0
    rest = text[match.end() :]
    acts = _listed(rest)[0] if is_han(rest[:1] or "，") else TITLED
    return max(min(acts, TALK), TITLED) if acts > 0 else 0


@lru_cache(maxsize=MEMORY)
def _after(text: str) -> float:
    following = text[:1]
    if not following or not is_han(following):
        return MARKS.get(following, 1.0)
    if following in PARTICLES:
        return -1.0 if following in JOINTS and _acts(text[1:]) else 1.0
    if following in "着了过们" or (following == "有" and text[2:3] and text[2] in ASPECT):
        return -3.0  # 谭大|有指着
    if following in "地得":
        return -2.0
    if _patterns()["age"].match(text):
        return GESTURE
    if following in PLACE_ENDS:
        return -2.0
    listed, length = _listed(text)
    word = word_at(text, 0)
    if word and len(word) > max(length, 1):
        weight = _by_word(word)
        return listed if weight > 0 and length > 1 else max(weight, min(listed, 0.5))  # 举起手|来
    if following == text[2:3] and text[1] in "了一":
        return GESTURE  # 雷厉|扬了扬手
    if text[1:2] and text[1] in ASPECT:
        return max(listed, GESTURE)
    return max(listed, _by_word(word) if word else -1.0)


def _acts(text: str) -> bool:
    """栾景和|低声说: behind 和 another person is named, nobody acts."""
    gesture = _patterns()["gesture"].match(text)
    return bool(_patterns()["talk"].match(text)) or (gesture is not None and gesture.end() > 1)


def _listed(text: str) -> tuple[float, int]:
    """By the lists of what may follow a name: what it speaks, and how many characters it has."""
    patterns = _patterns()
    talk = patterns["talk"].match(text)
    if talk:
        return TALK, talk.end()
    gesture = patterns["gesture"].match(text)
    if gesture:
        if gesture.end() > 1:
            return GESTURE, gesture.end()
        alone = gesture.group() not in SINGLE or text[:2] in TWO_PREPOSITIONS
        return (0.4 if alone else 1.2), 1
    called = patterns["called"].match(text)
    if not called:
        return -9.0, 0
    says = not called["own"] and patterns["talk"].match(text, called.end())  # 王建国|教授说
    return TALK if says else TITLED, called.end()


def _by_word(word: str) -> float:
    """By the part of speech of the next word; a rare one of a single character tells little."""
    weight = TAGS.get(segmentation.tag(word)[:1], 0.0)
    return weight if len(word) > 1 else weight * SINGLE_WORD * min(log10(segmentation.frequency(word)) / 4, 1)


def word_at(veiled: str, start: int) -> str:
    """The longest word of the dictionary that begins at `start`, "" when there is none."""
    found = segmentation.frequencies().get
    for length in range(LONGEST_WORD, 0, -1):
        word = veiled[start : start + length]
        if len(word) == length and found(word, 0) >= RARE:
            return word
    return ""


def cut_word(veiled: str, position: int, low: int, high: int) -> float:
    """How strong a word is cut in two at `position`: 0 when none of `[low, high)` is."""
    longest = LONGEST_WORD - 1
    return _cut(veiled[max(position - longest, low, 0) : position], veiled[position : min(position + longest, high)])


@lru_cache(maxsize=MEMORY)
def _cut(before: str, behind: str) -> float:
    found = segmentation.frequencies().get
    strongest = RARE
    for left in range(1, len(before) + 1):
        head = before[-left:]
        for right in range(1, min(LONGEST_WORD - left, len(behind)) + 1):
            strongest = max(strongest, found(head + behind[:right], 0))
    return 0.75 * log10(strongest) if strongest > RARE else 0.0
