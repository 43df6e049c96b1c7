"""Which of the runs of characters that may be names are names: those weighed highest, where they overlap."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from essays.documents.quotes.phrases import phrase_start
from essays.documents.quotes.words import alternation, one_of, words

from .addressed import Address, addresses_at
from .anchors import Anchor, Before, find_anchors
from .candidates import Candidate, Poor, candidates_at, dotted, part_alone, reconsidered
from .famous import famous, foreign
from .letters import DOT, surname_at
from .weighing import goes_on, is_everyday

AND = ("和", "与", "同", "跟", "、", "及")
ENOUGH, PLAIN_ENOUGH = 3.0, 1.0  # what a candidate must weigh, and where a name is expected
SURE = 6.0
PART, EVERYDAY = 2.5, 1.0
SPENT, KNOWN, FAMILY = 2.5, 1.0, 1.0
SUPPORT, MOST_SUPPORT = 0.3, 3.0  # what other places of the same name add
DOTS = re.compile(f"[{DOT}]")


def choose_names(veiled: str) -> list[Candidate | Address]:
    """The names of an essay in the order of the text, but those that stand in what introduces another."""
    chosen = sorted(_choose(veiled, weigh(veiled)), key=lambda one: one.start)
    phrases = sorted((phrase_start(veiled, one.start), one.start) for one in chosen if one.anchor.before.introduces)
    swallowed = {one.text for one in chosen if not one.anchor.before.introduces and _inside(veiled, one, phrases)}
    return [one for one in chosen if one.anchor.before.introduces or one.text not in swallowed]


def _inside(veiled: str, one: Candidate | Address, phrases: list[tuple[int, int]]) -> bool:
    """通海港|务集团董事长顾长风: part of what stands before another name."""
    index = bisect_right(phrases, (one.start, len(veiled)))
    inside = index > 0 and phrases[index - 1][1] > one.start
    return inside and veiled[one.end : one.end + 1] not in AND


def weigh(veiled: str) -> list[Candidate | Address]:
    """All candidates, each with what the other places where it stands speak for it."""
    anchors = find_anchors(veiled)
    found: list[Candidate | Address] = []
    poor: list[Poor] = []
    found += dotted(veiled, anchors)
    spans = {one.start for one in found}
    found += (one for one in (*famous(veiled, anchors), *foreign(veiled, anchors)) if one.start not in spans)
    for anchor in anchors.values():
        if anchor.position not in spans:
            for one in candidates_at(veiled, anchor):
                if isinstance(one, Poor):
                    poor.append(one)
                else:
                    found.append(one)
        found += addresses_at(veiled, anchor)
    plainly = {one.text for one in found if _speaks(one)}
    found += [reconsidered(veiled, one) for one in poor if veiled[one.anchor.position : one.end] in plainly]
    found += _parts_alone(veiled, anchors, found)
    _prefer_whole(veiled, found)
    _support(found)
    _note_rivals(found)
    return found


def _note_rivals(found: list[Candidate | Address]) -> None:
    """左丘明|远, 左丘明远: whichever is chosen, it is not sure while the other is as likely."""
    together: dict[int, list[Candidate]] = defaultdict(list)
    for one in found:
        if isinstance(one, Candidate):
            together[one.start].append(one)
    for same in together.values():
        for one in same:
            one.rival = max((other.weight for other in same if other.end != one.end), default=one.rival)


def _prefer_whole(veiled: str, found: list[Candidate | Address]) -> None:
    """毋秋|实用湿布 where 毋秋实 stands whole elsewhere, and 毋秋 never without 实; 幸福|来在, not 幸福来."""
    whole: dict[str, set[str]] = defaultdict(set)
    beside: set[int] = set()
    for one in found:
        if isinstance(one, Candidate) and len(one.text) == 3 and one.place >= 1.0:
            whole[one.text[:2]].add(one.text)
            beside.add(one.start)
    for one in found:
        if not isinstance(one, Candidate) or one.text not in whole:
            continue
        if any(goes_on(veiled, one.start, longer) for longer in whole[one.text]):
            one.weight -= PART
        if one.start in beside and is_everyday(one.text):
            one.weight -= EVERYDAY


def _support(found: list[Candidate | Address]) -> None:
    """A name plain in one place is likelier in another; so is 老李 where 李明 is named."""
    support: dict[str, float] = defaultdict(float)
    for one in found:
        support[one.text] += _speaks(one)
    plain = {one.text for one in found if one.weight >= SURE and one.anchor.before.is_plain and one.place >= 0.5}
    surnames = {surname_at(name, 0) for name in plain}
    for one in found:
        others = min((support[one.text] - _speaks(one)) * SUPPORT, MOST_SUPPORT)
        if isinstance(one, Address) and one.core in surnames and one.text not in plain:
            one.weight += FAMILY
        if one.text in plain:
            one.weight += KNOWN
        elif one.text[:-1] in plain and isinstance(one, Candidate):
            one.weight -= KNOWN
        one.weight += others


def _parts_alone(veiled: str, anchors: dict[int, Anchor], found: list[Candidate | Address]) -> Iterator[Candidate]:
    """阿丽娅 where 阿丽娅·买买提 was named."""
    whole = [one.text for one in found if one.weight >= SURE and DOTS.search(one.text)]
    parts = {part for name in whole for part in DOTS.split(name) if len(part) > 1}
    if parts:
        for match in re.finditer(f"(?<![{DOT}])(?:{alternation(sorted(parts))})(?![{DOT}])", veiled):
            if match.start() in anchors:
                yield part_alone(veiled, anchors[match.start()], match.end())


def _speaks(one: Candidate | Address) -> float:
    """What one place speaks for the same name at another: nothing where its end is not plain."""
    return max(one.weight - 0.5, 0) if one.place >= 0.5 else 0


def _choose(veiled: str, found: list[Candidate | Address]) -> list[Candidate | Address]:
    """The plainest of those that overlap. A title that goes with the name before it introduces nobody."""
    chosen: list[Candidate | Address] = []
    covered: list[tuple[int, int]] = []
    named = {one.start for one in found if one.anchor.before is Before.TITLE and one.weight >= SURE}
    found = [one for one in found if not (isinstance(one, Address) and one.end in named)]  # 机务段司机|李明
    ended = {match.end() for match in _leaders().finditer(veiled)}
    for one in sorted(found, key=lambda one: -one.weight):
        weight = one.weight - (SPENT if one.start in ended else 0)
        if weight < (PLAIN_ENOUGH if one.anchor.before.plainness >= 0.5 else ENOUGH):
            continue
        index = bisect_left(covered, (one.end, 0))
        if index and covered[index - 1][1] > one.start:
            continue
        insort(covered, (one.start, one.end))
        chosen.append(one)
        behind = title_behind().match(veiled, one.end)
        ended.add(behind.end() if behind and not isinstance(one, Address) else one.end)
    return chosen


@cache
def _leaders() -> re.Pattern[str]:
    names = alternation(sorted(entry.split("|")[0] for entry in words("leaders")))
    return re.compile(f"{names}(?:{one_of('office_prefixes')})*(?:{one_of('offices', 'address')})?")


@cache
def title_behind() -> re.Pattern[str]:
    """An office, or how somebody is addressed, behind a name: 李明局长, 张芳老师."""
    return re.compile(
        f"(?!的哥哥|的姐姐)(?:{one_of('office_prefixes')})*(?:{one_of('offices', 'address', 'relations')})"
    )
