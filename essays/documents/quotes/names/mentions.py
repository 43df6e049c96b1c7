"""Every place of an essay where a person is named, with the post that stands there."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from essays import segmentation
from essays.documents.quotes.phrases import STOPS, phrase_start
from essays.documents.quotes.posts import Post, is_body, read_post
from essays.documents.quotes.words import words
from essays.documents.tree import Affiliation

from .addressed import Address
from .anchors import Before
from .appositions import is_title, of_body, post_elsewhere
from .candidates import Candidate
from .choosing import AND, DOTS, SURE, choose_names, title_behind
from .evidence import after, cut_word
from .letters import PERSON, is_han

NOBODY = Post()
LONGEST_PAPER = 20
FAR = 40  # characters before a name in which a post may stand
APART = 1.0  # by how much a name must outweigh another that begins at the same place to be sure


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named: the noun phrase begins at `start`, the name at `name_start`; `end` is after both."""

    start: int
    name_start: int
    end: int
    name: str
    post: Post = NOBODY
    full: bool = True
    sure: bool = True


def find_mentions(text: str, veiled: str) -> list[Mention]:
    chosen = choose_names(veiled)
    ends = [0, *(one.end for one in chosen)]
    mentions = [_mention(text, veiled, one, before) for one, before in zip(chosen, ends, strict=False)]
    taken = {mention.name_start: mention for mention in mentions}
    _add_known(text, veiled, taken)
    found = sorted(taken.values(), key=lambda mention: mention.name_start)
    return [_with_post_elsewhere(text, veiled, mention) for mention in found]


def _with_post_elsewhere(text: str, veiled: str, mention: Mention) -> Mention:
    post = post_elsewhere(text, veiled, mention.start, mention.name_start, mention.end, mention.post)
    return mention if post is mention.post else replace(mention, post=post)


def _mention(text: str, veiled: str, one: Candidate | Address, low: int) -> Mention:
    """`low` is where the name before ends: what introduces this one begins behind it."""
    start, end, post = one.start, one.end, NOBODY
    if one.anchor.before.introduces or one.anchor.before is Before.BODY:
        start = phrase_start(veiled, one.start)
        if start < low:
            start = low + (veiled[low : low + 1] in AND)
        start = _with_clause_before(text, veiled, start)
        start = _with_paper(veiled, start)
        theirs = THEIRS.search(veiled, max(start - 2, 0), start) or (0 < low == start - 1 and veiled[low] == "的")
        own = THEIR_OWN.match(text, start, one.start) if theirs else None
        post = read_post(text[own.end() if own else start : one.start].replace("，", "、"))
    elif one.anchor.before is Before.CALLED:
        post = _called_post(text, veiled, one.start)
    elif one.anchor.before is Before.AGED:
        post = _listed_post(text, veiled, LISTED.search(veiled, max(one.start - FAR, 0), one.start), "post")
    post = of_body(text, veiled, start, post)
    if veiled[start - 1 : start] == "的" and not post.organisation:
        listed = _listed_post(text, veiled, LISTED.search(veiled, max(start - FAR, 0), start), "post")
        besides = () if post.title in FELLOWS else post.affiliations
        if is_body(listed.organisation):
            post = Post((*listed.affiliations, *besides), post.relation)  # 院长、满江虹当年的同学
    sure = one.weight >= SURE
    if isinstance(one, Address):
        if one.title and not post.title:
            post = Post((Affiliation(post.organisation, one.title),), post.relation)
        return Mention(start, one.start, end, one.text, post, full=one.title in ("某", "某某"), sure=sure)
    end, post = _title_behind(text, veiled, end, post)
    return Mention(start, one.start, end, one.text, post, True, sure and one.weight - one.rival >= APART)


def _called_post(text: str, veiled: str, name: int) -> Post:
    """心理医生姓蒲，叫|蒲柳青; 如今是镇卫生院的大夫，姓鲍，名叫|鲍海生."""
    if surnamed := SURNAMED.search(veiled, max(name - FAR, 0), name):
        post = _listed_post(text, veiled, surnamed, surnamed.lastgroup or "one")
    else:
        start = phrase_start(veiled, name - 1)
        before = THERE_IS.sub("", veiled[start:name].rstrip("叫名作做大全姓是署落款"))
        post = of_body(text, veiled, start, read_post(before))
    found = EMPLOYED.search(veiled, max(name - FAR, 0), name)
    employed = _listed_post(text, veiled, found, "post")
    if found and found["body"] and employed.title and not employed.organisation:
        body = text[phrase_start(veiled, found.end("body")) : found.end("body")]
        employed = Post((Affiliation(body, employed.title),))
    return employed if employed.title and not (post.title or post.relation) else post


def _listed_post(text: str, veiled: str, listed: re.Match[str] | None, group: str) -> Post:
    """最老的茶农、九十四岁的闻人德山."""
    if listed is None:
        return NOBODY
    start = max(phrase_start(veiled, listed.end(group)), listed.start(group))
    words_ = text[start : listed.end(group)]
    return of_body(text, veiled, start, read_post(words_)) if is_title(words_) else NOBODY


# 心理医生姓蒲，叫|蒲柳青; 副驾驶是刚放单的年轻人，叫|樊星海; 有一位八级画工，名叫|沈青花
SURNAMED = re.compile(
    "(?:(?P<surnamed>[^，。；：！？、“”\\n]{2,16}?)(?:姓[^，。；]{1,2}|是[^，。；]{2,14})"
    "|一[位名个](?P<one>[^，。；：！？、“”\\n]{2,16}))，[他她]?(?:名叫|叫|大名|名)$"
)
EMPLOYED = re.compile(
    "(?:在(?P<body>[^，。；：]{2,20}?))?(?:是|当|做|任)(?P<post>[^，。；：！？、“”\n]{2,20})，(?:姓[^，。；]{1,2}，)?[他她]?"
    "(?:(?:[全本真大]名|名字)(?:叫[作做]?|是)?|名?叫[作做]?|名)$"
)
THEIRS = re.compile("[他她我]的$")
THEIR_OWN = re.compile(
    "(?:导师|老师|师傅|师父|老板|领导|同事|上级|督导|上司|教练|班主任|学生|徒弟)、"
)  # 她的导师、研究员尹国栋
THERE_IS = re.compile(".*有一?[个位名]")  # 运河边有个|说书人叫柯三桥
FELLOWS = frozenset(["", "同学", "同事", "战友", "老乡", "搭档", "邻居", "朋友"])
LISTED = re.compile("(?P<post>[^，。；：！？、“”\n]{2,20})、[^，。；：！？、\n]{1,8}$")


def _with_paper(veiled: str, start: int) -> int:
    """《边城邮报》|记者: where the name of the paper begins."""
    if veiled[start - 1 : start] != "》":
        return start
    paper = veiled.rfind("《", max(start - LONGEST_PAPER, 0), start)
    if veiled[paper - 1 : paper] == "、":
        return phrase_start(veiled, paper - 1)  # 省作家协会副主席、《北方文学》主编
    return paper if paper >= 0 else start


def _with_clause_before(text: str, veiled: str, start: int) -> int:
    """区残联党组书记、理事长，区特教委员会主任委员衡山: a post parted by a comma from the next one."""
    if veiled[start - 1 : start] != "，":
        return start
    before = phrase_start(veiled, start - 1)
    whole = before == 0 or veiled[before - 1] in STOPS
    post = read_post(text[before : start - 1])
    return before if whole and post.organisation and post.title and is_title(text[before : start - 1]) else start


def _title_behind(text: str, veiled: str, end: int, post: Post) -> tuple[int, Post]:
    match = title_behind().match(veiled, end)
    if not match or after(veiled, match.end()) <= 0.5:
        return end, post
    title = match.group()
    if title in words("address") | words("relations") or post.title:
        return match.end(), post
    return match.end(), Post((Affiliation(post.organisation, title),), post.relation)


def _add_known(text: str, veiled: str, taken: dict[int, Mention]) -> None:
    """Every further place where a name already known stands, whole or without its surname."""
    names = {mention.name for mention in taken.values() if mention.full and len(mention.name) > 1}
    names |= {name for name in _leaders() if name in veiled}
    addressed = {mention.name for mention in taken.values() if not mention.full}
    given = {name[1:] for name in names if len(name) == 3}
    given |= {part for name in names for part in DOTS.split(name) if part != name and len(part) > 1}
    spans = sorted((mention.name_start, mention.end) for mention in taken.values())
    for known, full, alone in ((names, True, False), (addressed, False, False), (given - names, False, True)):
        for name in sorted(known, key=lambda name: (-len(name), name)):
            for start in _places(veiled, name):
                end = start + len(name)
                index = bisect_left(spans, (end, 0))
                if (index and spans[index - 1][1] > start) or not _stands(veiled, start, end, full, alone):
                    continue
                end, post = _title_behind(text, veiled, end, NOBODY)
                taken[start] = Mention(start, start, end, name, post, full)
                insort(spans, (start, end))


@cache
def _leaders() -> dict[str, str]:
    return dict(entry.split("|") for entry in words("leaders"))


def _places(veiled: str, name: str) -> Iterator[int]:
    start = veiled.find(name)
    while start >= 0:
        yield start
        start = veiled.find(name, start + 1)


def _stands(veiled: str, start: int, end: int, full: bool, alone: bool) -> bool:
    """Is the known name meant here? One without its surname is only at the head of a clause."""
    if alone and is_han(veiled[start - 1 : start] or " "):
        return False
    name = veiled[start:end]
    word = segmentation.frequency(name) > 20 and segmentation.tag(name) != PERSON
    evidence = after(veiled, end) - cut_word(veiled, end, start, end + 3) - cut_word(veiled, start, start - 3, end)
    if alone:
        return evidence >= 1
    return evidence >= (0.3 if word else -2.5)
