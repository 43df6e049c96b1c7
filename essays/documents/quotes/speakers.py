"""The speaker of an utterance: a person with the post known there, a group, or nobody by name."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache

from essays.documents.tree import Confidence

from .cast import NOBODY, Mention, Person
from .names.evidence import after, cut_word
from .names.letters import is_han
from .phrases import phrase_start, skip_leads
from .posts import HEADS_OF, Post
from .scene import Scene
from .words import words

FURTHEST_SUBJECT = 400
LEVELS = (Confidence.UNSURE, Confidence.LIKELY, Confidence.CERTAIN)


@dataclass(frozen=True, slots=True)
class Speaker:
    """`name` is "" for anonymous speech; `group` holds the words of a group or body."""

    name: str = ""
    post: Post = NOBODY
    group: str = ""
    confidence: Confidence = Confidence.UNSURE

    @property
    def key(self) -> tuple[str, str]:
        return self.name, self.group

    def weakened(self, confidence: Confidence) -> Speaker:
        """The same, no surer than `confidence`."""
        weaker = min(self.confidence, confidence, key=LEVELS.index)
        return self if weaker is self.confidence else replace(self, confidence=weaker)


ANONYMOUS = Speaker(confidence=Confidence.LIKELY)


def named(scene: Scene, mention: Mention, confidence: Confidence) -> Speaker:
    if mention.name_start not in scene.cast.placed:
        scene.cast.placed[mention.name_start] = _place(scene, mention)
    person, post = scene.cast.placed[mention.name_start]
    return Speaker(person.name, post, confidence=confidence if person.sure else Confidence.LIKELY)


def _place(scene: Scene, mention: Mention) -> tuple[Person, Post]:
    person = scene.cast.person(mention)
    post = _with_paragraph(scene, mention, person.post)
    if post is not person.post:
        scene.cast.learn(person.name, mention.name_start, post, besides=mention.name_start)
    return person, post


def with_group(words_: str) -> Speaker:
    return Speaker(group=words_.strip("，、 　"), confidence=Confidence.LIKELY)


def _with_paragraph(scene: Scene, mention: Mention, post: Post) -> Post:
    """A bare title takes the organisation that is the subject of its paragraph (guideline §4.8)."""
    if post.organisation or mention.post.organisation or not mention.post.title.endswith(HEADS_OF):
        return post
    if mention.post.title in OF_THE_STATE:
        return post
    low, _ = scene.paragraph_bounds(mention.start)
    start = max(low, scene.sentence_start(max(mention.start - FURTHEST_SUBJECT, 0)))
    for clause in CLAUSE_HEAD.finditer(scene.veiled, start, mention.start):
        institution = institution_at(scene, clause.end(), mention.start)
        if institution and _may_head(mention.post.title, institution):
            first = post.affiliations[0]
            return replace(post, affiliations=(replace(first, organisation=institution), *post.affiliations[1:]))
    return post


def _may_head(title: str, body: str) -> bool:
    """A 校长 heads a school, and no committee."""
    bodies = HEADED.get(title[-2:-1]) if title.endswith("长") else None
    return bodies is None or body.endswith(bodies)


def institution_at(scene: Scene, start: int, end: int) -> str:
    """The institution that is the subject of the clause at `start`, if it is named before `end`, else ""."""
    if start not in scene.institutions:
        scene.institutions[start] = _institution(scene, start)
    name = scene.institutions[start]
    return name if start + len(name) <= end else ""


def _institution(scene: Scene, start: int) -> str:
    start = skip_leads(scene.veiled, start, start + 20)
    if leading := FUNCTION.match(scene.veiled, start):
        start = leading.end()
    match = INSTITUTION.match(scene.passage.text, start)
    if not match:
        return ""
    for end in range(match.end(), start + 1, -1):
        if _ends_institution(scene.veiled, start, end) and _stands_alone(scene, start, end):
            unit = UNIT.match(scene.veiled, end)
            end = unit.end() if unit else end
            name = scene.passage.text[start:end]
            return "" if COUNTED.match(name) or scene.veiled[end] == "的" else name
    return ""


def _stands_alone(scene: Scene, start: int, end: int) -> bool:
    """Does the clause go on behind the name of the body with what the body does or is?"""
    following = scene.veiled[end : end + 1] or " "
    if (
        not is_han(following)
        or following in INSIDE
        or scene.cast.covers(start, end)
        or (end - start == 2 and not SHORT_BODY.match(scene.veiled, start))
    ):
        return False
    goes_on = after(scene.veiled, end) > 0.7 or STANDS.match(scene.veiled, end)
    begins = phrase_start(scene.veiled, end)
    own = begins == start or scene.veiled[start:begins].startswith("《")
    return bool(goes_on) and (own or bool(FUNCTION.fullmatch(scene.veiled, begins, start)))


def _ends_institution(veiled: str, start: int, end: int) -> bool:
    """单位组|织学习 ends none: a single character must not begin a word."""
    lengths = _institution_lengths().get(veiled[end - 1], frozenset())
    fitting = [length for length in lengths if length <= end - start and veiled[end - length : end] in _institutions()]
    return cut_word(veiled, end, end - 1, end + 2) < BEGINS if fitting == [1] else bool(fitting)


@cache
def _institutions() -> frozenset[str]:
    return words("institutions") | (words("companies") - words("phrase_ends"))


@cache
def _institution_lengths() -> dict[str, frozenset[int]]:
    """How long the listed bodies are, by the character they end in."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for name in _institutions():
        lengths[name[-1]].add(len(name))
    return {last: frozenset(found) for last, found in lengths.items()}


HEADED = {
    "校": ("校", "学", "中", "小", "学院"),
    "园": ("园", "园区"),
    "厂": ("厂", "公司", "集团"),
    "局": ("局", "办", "委"),
    "馆": ("馆", "中心"),
    **{body: (body,) for body in "镇乡县区村厅行站店"},
}  # by what stands before 长 in a title: how the names of the bodies end that have such a head
FUNCTION = re.compile("(?:承办|主办|协办|承建|施工|建设|主管|帮扶|派出)单位(?!的|，|。)")  # 承办单位|市住建局
# 铁塔公司|维护三班
UNIT = re.compile(
    "[^，。；：的了]{0,4}?[一二三四五六七八九十0-9]+(?:[班组队科室部处站]|车间)(?=[有共在是])"
)  # 铁塔公司|维护三班
BEGINS = 2.0
OF_THE_STATE = ("总书记", "总理", "委员长", "国家主席")
SHORT_BODY = re.compile("[一二三四五六七八九十某该本全][连营团旅局厂院校科]|[我本全][们]?[连营团旅局厂院校科]")
CLAUSE_HEAD = re.compile("^|(?<=[。！？；，\n])", re.M)
INSIDE = "中上下里内外"
STANDS = re.compile("建于|创办|不大|海拔|位于|地处|坐落|藏在|占地|始建|成立|距|离|共|现有|地势")
COUNTED = re.compile("[0-9０-９一二三四五六七八九十两几数]+(?:[支个台名位座条家所次天页张封本]|年前)|人[一几两]")
INSTITUTION = re.compile("[^，。！？；：的“”「」\\s]{3,30}")
