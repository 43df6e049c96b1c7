"""The names that may begin at a place: Chinese by surname, those of other peoples by their pieces, with · or Latin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from essays import segmentation
from essays.documents.quotes.words import alternation, one_of, words

from .anchors import Anchor, Before
from .evidence import TALK, after, cut_word, word_at
from .letters import DOT, HAN, PERSON, is_han, piece_initials, surname_at, surname_initials
from .weighing import (
    HARD,
    NEARBY,
    NEVER_LAST,
    NOT_NAME,
    company_weight,
    given_score,
    is_given,
    is_no_name,
    most_own_weight,
    own_weight,
    place_weight,
)

LONGEST_RUN = 8
MOST_PARTS, LONGEST_PART = 5, 12
NEAR_PEOPLE = 9
REACH = 2.0  # what a candidate must weigh in the best place for the others of its name to lift it
GOES_ON, ENDS_THERE = 1.5, 1.2  # 高原|正带着: the word that is a name ends before what may go on with it
NO_WORD = 3.5
PART_OF_VERB = 3.0  # 李明|赞道
MOST_PLACES = 12
PIECES = 3.0
WHOLE_RUN = 1.5  # 路德维希: four characters that all write foreign sounds are rarely a surname and something else
DOTTED = 4.0
GIVEN, SPOKEN, PLACE = 0.5, 8.0, 3.0
COMMON_WORD = 100
ENDED, WHOLE = ("，", "。", "；", "、"), 2.5
ONCE = "曾"
MASTER = "师傅"  # though 医师 is a title and 傅 a surname
BOTH = re.compile("连.带.")  # 连烟带人


@dataclass(slots=True)
class Candidate:
    start: int
    end: int
    text: str
    weight: float
    anchor: Anchor
    own: float = 0
    place: float = 0
    rival: float = -99.0  # what the best other name weighs that begins at the same place


class Poor(NamedTuple):
    """What can only be a name if it is plainly one elsewhere: not weighed yet."""

    anchor: Anchor
    end: int
    surname: str


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    translit = "".join(sorted(words("translit")))
    part = f"(?:[{HAN}]{{1,10}}(?:-[{HAN}]{{1,6}})?|[A-Za-z.]{{1,12}})"
    bodies = alternation(sorted(name for name in words("institutions") if len(name) > 1))
    return {
        "dot": re.compile(f"[{DOT}]"),
        "head": re.compile(f"{part}$"),
        "chain": re.compile(
            f"(?:[{DOT}]{part}){{0,{MOST_PARTS - 1}}}[{DOT}](?P<tail>[{HAN}]{{1,9}}|[A-Za-z.]{{1,12}})"
        ),
        "pieces": re.compile(f"(?:{one_of('name_pieces')})+"),
        "run": re.compile(f"[{translit}]{{2,{LONGEST_RUN}}}"),
        "place": re.compile(f"[省市县区镇乡村州旗]|[^，。：；、的了着过上到在去来是说]{{0,4}}?(?:{bodies}|水库|码头)"),
        "title": re.compile(f"(?:{one_of('offices', 'relations')})$"),
        "nickname": re.compile(f"[{HAN}]{{2,3}}(?=[，。；])"),
        "somebody": re.compile(
            "(?:[他她]|那个|这个|[男女]孩|孩子|娃|姑娘|小伙|学生|小名|外号|绰号)[也就]?(?:名叫|叫作|叫做|叫)$"
        ),
        "people": re.compile(f"(?:{one_of('peoples')})[^，。；：]{{0,5}}$"),
        "latin": re.compile(r"[A-Z][A-Za-z'’.-]*(?: [A-Z][A-Za-z'’.-]*){0,3}"),
        "japanese": re.compile(one_of("surnames_japanese")),
    }


def candidates_at(veiled: str, anchor: Anchor) -> Iterator[Candidate | Poor]:
    start = anchor.position
    first = veiled[start : start + 1]
    longest = 0
    if first in piece_initials() and (match := _patterns()["pieces"].match(veiled, start)):
        if _inside_pieces(veiled, start):
            return
        longest = match.end()
        yield from _pieces(veiled, anchor, longest)
    elif anchor.before.introduces:
        yield from _foreign(veiled, anchor)
    if anchor.before is Before.CALLED and _patterns()["somebody"].search(veiled, max(start - NEAR_PEOPLE, 0), start):
        yield from _nickname(veiled, anchor)
    if anchor.before.introduces and _patterns()["people"].search(veiled, max(start - NEAR_PEOPLE, 0), start):
        yield from _of_a_people(veiled, anchor)
    if first in surname_initials():
        yield from (one for one in _chinese(veiled, anchor) if one.end >= longest)
    if anchor.before.is_plain and not surname_at(veiled, start):
        yield from _strange(veiled, anchor)
    if first and first == veiled[start + 1 : start + 2] and is_han(first):
        yield from _doubled(veiled, anchor)


def _inside_pieces(veiled: str, position: int) -> bool:
    """尕让|卓玛: does a piece of a name end here, which goes on with another?"""
    pieces = words("name_pieces")
    return any(veiled[position - length : position] in pieces for length in (2, 3, 4))


def dotted(veiled: str, anchors: dict[int, Anchor]) -> Iterator[Candidate]:
    """Names of several parts with a dot between, wherever they stand."""
    past = 0
    for dot in _patterns()["dot"].finditer(veiled):
        if dot.start() < past:
            continue
        head = _patterns()["head"].search(veiled, max(dot.start() - LONGEST_PART, past, 0), dot.start())
        chain = _patterns()["chain"].match(veiled, dot.start())
        if head and chain:
            past = chain.end()
            yield from _dotted(veiled, anchors, head.start(), dot.start(), chain)


def _dotted(veiled: str, anchors: dict[int, Anchor], low: int, dot: int, chain: re.Match[str]) -> Iterator[Candidate]:
    """`low` is where the name begins at the earliest, `dot` its first dot; `chain` are the parts from there on."""
    tail = chain.start("tail")
    starts = [place for place in range(low, dot) if place in anchors]
    sounds = [p for p in range(low, dot) if p not in anchors and all(map(_is_sound, veiled[p:dot]))]
    for start in starts + sounds:
        anchor = anchors.get(start) or Anchor(start, Before.JOINT, 0.4)
        own = DOTTED + _sounds(veiled[start:dot])
        if start not in anchors and start > low and _is_sound(veiled[start - 1]):
            own -= 1.5
        for end in range(tail + 1, chain.end() + 1):
            yield made(veiled, anchor, end, own + _sounds(veiled[tail:end]))


def _is_place(veiled: str, start: int, end: int) -> bool:
    """云溪|镇中心小学, 通海港|务集团: does the name of a place or a body go on behind it, here or nearby?"""
    name, found, high = veiled[start:end], max(start - NEARBY, 0) - 1, start + NEARBY
    for _ in range(MOST_PLACES):
        found = veiled.find(name, found + 1, high)
        if found < 0:
            return False
        if _patterns()["place"].match(veiled, found + len(name)):
            return True
    return False


@cache
def _spoken() -> frozenset[str]:
    """Words that are never names, though they may stand where one does."""
    return frozenset().union(
        *map(words, ("speech_verbs", "manner", "linking", "leads", "offices", "relations", "address", "groups"))
    )


def _is_sound(character: str) -> bool:
    return character in words("translit") or not is_han(character)


def _sounds(part: str) -> float:
    """How well a part of a name sounds as one."""
    if not is_han(part[0]):
        return 1.0
    rest = _patterns()["pieces"].sub("", part)
    weight = 0.5 * (len(part) - len(rest)) + sum(0.35 if _is_sound(c) else -2.5 for c in rest)
    if title := _patterns()["title"].search(part):
        weight -= 3.0 * (title.start() > 0)
    return weight + 2.0 * (not rest)


def made(veiled: str, anchor: Anchor, end: int, own: float) -> Candidate:
    """The candidate with its weight: by its characters (`own`), by what stands around it here and elsewhere."""
    start, before = anchor.position, anchor.before
    text = veiled[start:end]
    place = place_weight(veiled, start, end)
    own += company_weight(veiled, start, end)
    weight = own + anchor.weight + place
    weight -= veiled[end - 1] in NEVER_LAST and (place < TALK or end - start > 2)
    weight += _introduced(veiled, start, text, place) if before.is_plain else _unannounced(veiled, start, text, place)
    if end - start == 3 and text[:2] in words("names_too") and place_weight(veiled, start, end - 1) >= ENDS_THERE:
        weight -= GOES_ON
    if end - start == 3 and veiled[end - 1 : end + 1] in words("speech_verbs"):
        weight -= PART_OF_VERB
    if text in _spoken():
        weight -= SPOKEN
    if veiled[start] == ONCE and text[1:] in words("speech_verbs") | words("speech_nouns"):
        weight -= SPOKEN  # 毛主席|曾教导我们
    if veiled[start - 1 : start + 1] == MASTER and end - start == 2:
        weight -= SPOKEN  # 我的师傅|常说
    if before is Before.CALLED and veiled[end : end + 1] in ENDED:
        weight += WHOLE  # 本名耿继先，: no 先 begins there
    if not before.introduces and _is_place(veiled, start, end):
        weight -= PLACE
    return Candidate(start, end, text, weight, anchor, own, place)


def _introduced(veiled: str, start: int, text: str, place: float) -> float:
    """Behind a title: a word of every day is a name only where the text goes on as it does behind one."""
    word = segmentation.frequency(text) > COMMON_WORD and segmentation.tag(text) != PERSON
    listed = text in words("not_names") and text not in words("names_too")
    weight = 1.0 if place >= 1.0 else -1.0 * word
    return weight - 0.6 * cut_word(veiled, start, start - 1, start + 1) - NO_WORD * listed


def _unannounced(veiled: str, start: int, text: str, place: float) -> float:
    weight = -NOT_NAME * is_no_name(text) - 2.0 * (place < 0)
    has_dot = any(dot in text for dot in DOT)
    return weight if has_dot else weight - cut_word(veiled, start, start - 2, start + len(text))


def _chinese(veiled: str, anchor: Anchor) -> Iterator[Candidate | Poor]:
    start, plainness = anchor.position, anchor.before.plainness
    surname = surname_at(veiled, start)
    if surname and (plainness or surname not in HARD) and not BOTH.match(veiled, start):
        first = start + len(surname)
        for end in (first + 1, first + 2):
            if len(veiled) < end or not is_given(veiled[end - 1]):
                break
            if veiled[end - 1 : end + 1] in words("offices") or veiled[first : first + 4] in words("offices"):
                continue  # 焊工|班班|长, 机务|段火车|司机
            if plainness or _may_be_rich(veiled, anchor, end, surname):
                yield made(veiled, anchor, end, own_weight(veiled[start:end], surname, plainness))
            else:
                yield Poor(anchor, end, surname)
    if match := _patterns()["japanese"].match(veiled, start):
        for end in range(match.end() + 1, match.end() + 4):
            if len(veiled) < end or not is_given(veiled[end - 1]):
                break
            given = veiled[match.end() : end]
            own = 1.0 + given_score(given) * 0.6 + 0.4 * len(given) + (given[-1] in "一二三郎子美树介")
            yield made(veiled, anchor, end, own)


def _may_be_rich(veiled: str, anchor: Anchor, end: int, surname: str) -> bool:
    """Could the run be a name of itself? Asked of what nothing introduces, the cheapest answers first."""
    name = veiled[anchor.position : end]
    lacking = REACH - anchor.weight - after(veiled, end)
    if most_own_weight(name, surname) < lacking or own_weight(name, surname, 0.0) < lacking:
        return False
    return own_weight(name, surname, 0.0) + anchor.weight + place_weight(veiled, anchor.position, end) >= REACH


def reconsidered(veiled: str, poor: Poor) -> Candidate:
    start = poor.anchor.position
    own = own_weight(veiled[start : poor.end], poor.surname, poor.anchor.before.plainness)
    return made(veiled, poor.anchor, poor.end, own)


def part_alone(veiled: str, anchor: Anchor, end: int) -> Candidate:
    """A part of a name of several parts, standing for the whole."""
    return made(veiled, anchor, end, DOTTED)


def _doubled(veiled: str, anchor: Anchor) -> Iterator[Candidate]:
    """闹闹, 圆圆."""
    end = anchor.position + 2
    if veiled[end - 1 : end + 1] in words("offices"):
        return  # 司机班|班长
    if segmentation.frequency(veiled[anchor.position : end]) < COMMON_WORD:
        yield made(veiled, anchor, end, 0.5)


def _strange(veiled: str, anchor: Anchor) -> Iterator[Candidate]:
    """A surname that no list holds, behind a title: believed when what follows it is plainly given to people."""
    start = anchor.position
    given = veiled[start + 1 : start + 3]
    word = segmentation.frequency(veiled[start : start + 2]) + segmentation.frequency(veiled[start : start + 3])
    if (
        is_han(veiled[start : start + 1] or " ")
        and len(given) == 2
        and not word
        and all(map(is_given, given))
        and given_score(given) > GIVEN
    ):
        yield made(veiled, anchor, start + 3, given_score(given) - 0.5)
    elif (
        is_han(veiled[start : start + 1] or " ")
        and is_given(given[:1])
        and given_score(given[:1]) > GIVEN
        and not segmentation.frequency(veiled[start : start + 2])
        and after(veiled, start + 2) >= TALK
    ):
        yield made(veiled, anchor, start + 2, 0.5)


def _pieces(veiled: str, anchor: Anchor, end: int) -> Iterator[Candidate]:
    """The pieces up to `end`; one that no list holds may go on behind those that do."""
    following = veiled[end : end + 2]
    sounds_on = all(map(_is_sound, following)) and not word_at(veiled, end)[1:]
    yield made(veiled, anchor, end, PIECES - 2.0 * sounds_on)
    run = _patterns()["run"].match(veiled, anchor.position)
    for longer in range(end + 1, run.end() + 1 if run else 0):
        yield made(veiled, anchor, longer, PIECES - 0.5)


def _nickname(veiled: str, anchor: Anchor) -> Iterator[Candidate]:
    """最皮的那个叫|铁蛋."""
    if nickname := _patterns()["nickname"].match(veiled, anchor.position):
        yield made(veiled, anchor, nickname.end(), 1.0)


def _of_a_people(veiled: str, anchor: Anchor) -> Iterator[Candidate]:
    """彝族姑娘|阿果曲洛: behind the name of a people, whatever the text goes on from as from a name."""
    start = anchor.position
    for end in range(start + 3, start + 6):
        if len(veiled) < end or not all(map(is_given, veiled[start:end])):
            return
        word = segmentation.frequency(veiled[start:end]) or segmentation.frequency(veiled[end - 2 : end])
        if not word and after(veiled, end) >= ENDS_THERE:
            yield made(veiled, anchor, end, 1.0)


def _foreign(veiled: str, anchor: Anchor) -> Iterator[Candidate]:
    """Behind a title: a run of the characters that write the sounds of other languages, or Latin letters."""
    start = anchor.position
    if run := _patterns()["run"].match(veiled, start):
        for end in range(start + 2, run.end() + 1):
            long = end > start + 2 or not _is_sound(veiled[end : end + 1] or " ")
            name = veiled[start:end]
            if long and (not segmentation.frequency(name) or segmentation.tag(name)[:2] == PERSON):
                whole = end == run.end() and end - start > 3
                yield made(veiled, anchor, end, 0.25 * (end - start) + WHOLE_RUN * whole)
    if latin := _patterns()["latin"].match(veiled, start):
        yield made(veiled, anchor, latin.end(), 1.0)
