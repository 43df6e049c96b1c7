"""Who acts in a clause: the noun phrase that can be the one who speaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

from .cast import Cast, Mention
from .grammar import find_verb, patterns
from .phrases import is_object, phrase_start, skip_leads
from .words import words

LONGEST_BODY = 30
ONLY_GROUPS = frozenset(
    ["我们", "咱们", "他们", "她们", "大家", "人们", "不少人", "许多人", "很多人", "大伙", "大伙儿"]
)
NUMBERS = "一二三四五六七八九十某该本全"
MEANWHILE = ("一路", "一边", "一面")
PLACES = tuple("里上下中面边外旁后前头排间内")
WAITS = tuple("得着了到不在候待他她它我你您")  # 凤兰英等得有点急: a verb
FARTHEST = 240  # characters from the head of a clause; a subject stands nearer, and a text may have no stops
CLAUSE_END = ("，", "。", "；", "！", "？", "\n", "")
CALLED = ("叫", "署名", "名为", "落款")
# 朝婆婆|鞠了一躬
TOWARDS = re.compile(
    "(?:朝着?|冲着?|向着?|对着)[^，。]{1,12}?(?:鞠|敬|挥|招|摆|喊|点|笑|拱|磕|竖|伸|深深)"
)  # 朝婆婆|鞠了一躬
FELLOW = re.compile("(?:当年|昔日|从前|以前|曾经|多年|生前|身边|手下|大学|中学|小学|高中)的(?!我|他|她)")
KIND = re.compile("(?:第?[一二三]|另一)[种派方](?:意见|观点|声音)?则?")  # 一种认为：“…”另一种则认为：“…”
COUNTED_IS = re.compile(
    "(?:第[一二三四五六七八九十]|最后一|另一|还有一)[条封句张页个]，?是"
)  # 第二条是|办公室的小姑娘们匿名写的
WAITS_FOR = re.compile("[^，。：；人位名]{1,6}(?:停|完|结束|安静|散|静|走远|下来|坐下|坐定)")
BESIDE = re.compile("(?:面前|身[边旁后前]|跟前|旁边|对面)")
GIVES = re.compile("把[^，。]*[递送交塞带让留转寄还]给[^，。]{0,24}|指[着了向][^，。]{0,10}的")
ASIDE = re.compile("（[^（）]{5,}")  # 谢尔盖（她的父亲是俄罗斯专家）
PURPOSE = ("为了", "为着")  # 为了找会修斗拱的师傅，: who acts is named behind it
NAMED_END = ("，", "。", "；", "、", "\n", "的", "")


class Kind(Enum):
    PERSON = auto()
    PRONOUN = auto()
    ROLE = auto()
    GROUP = auto()
    SOMEONE = auto()
    SELF = auto()


class Subject(NamedTuple):
    """`start`/`end` in the essay's text; `words` as printed. `possessive`: what belongs to the person acts."""

    kind: Kind
    start: int
    end: int
    words: str
    mention: Mention | None = None
    possessive: bool = False


KINDS = {
    "someone": Kind.SOMEONE,
    "pronoun": Kind.PRONOUN,
    "self": Kind.SELF,
    "group": Kind.GROUP,
    "this": Kind.ROLE,
    "role": Kind.ROLE,
}
EVEN_LEADING = ("someone", "group", "this")  # may begin with what leads a clause else


# 正如李建华所说, 我至今记得他说过, 用她的话说: it is somebody's saying.
AS_SAID = re.compile(
    "(?:正[如像]|[诚恰就]如|就像|我?(?:至今|仍|还|犹|清楚地?|清晰地?)?[还仍]?(?:记得|想起)|[借套]?用)"
    "(?=[^，。：；]{2,24}?(?:(?<=[的所])[说讲言]|[说讲]过|[说讲写]的?|指出|强调|的话(?:来)?[说讲])"
    "(?:的?那样|的?那?句话|就?是)?[，：:]?$)"
)


def find_subject(cast: Cast, low: int, high: int) -> Subject | None:
    """The first noun phrase of the clause `[low, high)` that is no object and owns nothing but its own words."""
    high = min(high, low + FARTHEST)
    if counted := COUNTED_IS.match(cast.veiled, low, high):
        low = counted.end()
    if cast.veiled.startswith(PURPOSE, low) or (
        TOWARDS.match(cast.veiled, low, high) and not any(one.start == low for one in cast.between(low, high))
    ):
        return None
    if as_said := AS_SAID.match(cast.veiled, low, high):
        low = as_said.end()
    aside = ASIDE.search(cast.veiled, low + 1, high)
    if aside and (found := find_subject(cast, low, aside.start())):
        return found
    start = skip_leads(cast.veiled, low, high)
    if not cast.any_between(low, high) and not cast.nouns.any_between(low, high):
        return _body(cast, start, high)
    persons = [subject for mention in cast.between(low, high) if (subject := _person(cast, low, high, mention))]
    head = next((p for p in persons if cast.veiled[p.start - 1 : p.start] == "的" and p.start > low), None)
    limit = persons[0].start if persons else high
    other = next(_others(cast, low, start, limit, high), None)
    if other and head and _describes(cast, other, head):
        return head
    if other and persons and _names(cast, other, persons[0]):
        return persons[0]
    return other or (persons[0] if persons else None) or _agent(cast, low, high) or _body(cast, start, high)


def _agent(cast: Cast, low: int, high: int) -> Subject | None:
    """那条微信被汪来喜截图贴在墙上: who acts where something else is the subject."""
    for mention in cast.between(low, high):
        if cast.veiled[mention.start - 1 : mention.start] in ("被", "由") and mention.end < high:
            return Subject(Kind.PERSON, mention.start, mention.end, mention.name, mention)
    return None


def _describes(cast: Cast, other: Subject, head: Subject) -> bool:
    """坐在他旁边的欧阳静文: what stands before 的 describes who is named; not 我问承包食堂的温良恭."""
    before = other.start < head.start and not other.possessive and other.kind is not Kind.GROUP
    return before and not patterns()["told"].match(cast.veiled, other.end, head.start)


def _names(cast: Cast, other: Subject, person: Subject) -> bool:
    """徒弟叫司徒晓雯, 一个叫苏日娜的女孩."""
    between = cast.veiled[other.start : person.start]
    return between.endswith(("叫", "名叫", "叫作", "叫做", "就是", "署名"))


def noun_phrases(cast: Cast, low: int, high: int) -> Iterator[Subject]:
    """Whoever is spoken of in `[low, high)`, whatever the part in the sentence, in the order of the text."""
    found = [
        Subject(Kind.PERSON, mention.start, mention.end, mention.name, mention)
        for mention in cast.between(low, high)
        if not is_object(cast.veiled, low, mention.start)
    ]
    for name, match in cast.nouns.between(low, high):
        covered = any(other.start < match.end() and match.start() < other.end for other in found)
        if not covered and not cast.covers(*match.span()) and not is_object(cast.veiled, low, match.start()):
            found.append(Subject(KINDS[name], match.start(), match.end(), match.group()))
    return iter(sorted(found, key=lambda phrase: phrase.start))


def introduced(cast: Cast, low: int, high: int) -> Iterator[str]:
    """江堤上遇见一位散步的老人: the words for persons who are brought in without a name."""
    for _, match in cast.introductions.between(low, high):
        who = match["who"] or match["there"] or match["described"] or match["after"] or match["hearer"]
        if match["pair"]:
            yield from ("老爷子", "老太太")
        elif not cast.covers(match.start(), match.end() + 1) and who != "人":
            yield who.rsplit("的", 1)[-1]


# -- Persons by name -----------------------------------------------------------------------------------------


def _person(cast: Cast, low: int, high: int, mention: Mention) -> Subject | None:
    start = max(mention.start, low)
    veiled = cast.veiled
    if _is_called(veiled, start, mention):
        return Subject(Kind.PERSON, start, mention.end, mention.name, mention)
    if is_object(veiled, low, start) or patterns()["object_end"].search(veiled, max(start - 2, low), start):
        return None
    if veiled[mention.end : mention.end + 1] == "的":
        if patterns()["own"].match(veiled, mention.end, high):
            return Subject(Kind.PERSON, start, mention.end, mention.name, mention, possessive=True)
        return None
    if FELLOW.match(veiled, mention.end) or BESIDE.match(veiled, mention.end):
        return None  # 满江虹当年的同学; 李明面前
    if GIVES.fullmatch(veiled, low, start):
        return None  # 把剩下的半瓢递给来调研的|谢尔盖; 指着脚下的|林海
    joint = veiled[mention.end : mention.end + 2]
    if joint[:1] in ("等", "、", "和", "与") or joint in words("pairs") | {"一家"}:
        return _together(cast, start, high, mention)
    possessive = bool(patterns()["own"].match(veiled, mention.end, high))
    return Subject(Kind.PERSON, start, mention.end, mention.name, mention, possessive=possessive)


def _is_called(veiled: str, start: int, mention: Mention) -> bool:
    """徒弟叫司徒晓雯， 一个叫苏日娜的女孩, 署名阿依古丽的学员: named, and not called for."""
    return veiled[max(start - 2, 0) : start].endswith(CALLED) and veiled[mention.end : mention.end + 1] in NAMED_END


def _together(cast: Cast, start: int, high: int, mention: Mention) -> Subject:
    """李明和王芳, 李明等人: several persons speak as a group when the list goes on; else the first is meant."""
    end = mention.end
    tail = patterns()["tail"].match(cast.veiled, end, high)
    if tail and tail.group() == "等" and _waits(cast.veiled, tail.end()):
        return Subject(Kind.PERSON, start, end, mention.name, mention)
    if tail:
        return Subject(Kind.GROUP, start, tail.end(), cast.text[start : tail.end()])
    for other in cast.between(end + 1, high):
        if other.start == end + 1:
            tail = patterns()["tail"].match(cast.veiled, other.end, high)
            end = tail.end() if tail else other.end
            return Subject(Kind.GROUP, start, end, cast.text[start:end])
        break
    return Subject(Kind.PERSON, start, end, mention.name, mention)


def _waits(veiled: str, position: int) -> bool:
    """Is 等 the verb: 上官雨薇等笑声停下来?"""
    return veiled[position : position + 1] in WAITS or bool(WAITS_FOR.match(veiled, position))


# -- Pronouns, roles, groups ---------------------------------------------------------------------------------


def _others(cast: Cast, low: int, start: int, limit: int, high: int) -> Iterator[Subject]:
    """The pronouns, groups and roles that begin before `limit`, in their order."""
    for name, match in cast.nouns.between(low, high):
        if match.start() > limit:
            return
        if match.start() >= start or match.start() == low or name in EVEN_LEADING:
            subject = _other(cast, KINDS[name], match, low, low if match.start() == low else start)
            if subject:
                yield subject


def _other(cast: Cast, kind: Kind, match: re.Match[str], low: int, first: int) -> Subject | None:
    veiled = cast.veiled
    start, end = match.span()
    if kind in (Kind.GROUP, Kind.ROLE):
        while more := patterns()["more"].match(veiled, end):
            end = more.end()
            kind = Kind.GROUP if more.group() in ("们", "代表", "群众", "人员") else kind
    if kind is Kind.GROUP:
        whole = min(first, start)
        if (
            match.group() in ONLY_GROUPS
            and veiled[whole:start].rstrip("的")
            and not patterns()["light"].fullmatch(veiled, whole, start)
        ):
            return None
        start = whole if end - whole <= LONGEST_BODY else phrase_start(veiled, start)
    elif kind is Kind.ROLE:
        if start != low and veiled[start] not in "这那":
            start = max(phrase_start(veiled, end), first)
        kind = Kind.GROUP if patterns()["many"].match(veiled, start) else kind
    if kind is Kind.ROLE and (both := patterns()["both"].match(veiled, end)):
        kind, start, end = Kind.GROUP, min(first, start), both.end()
    if kind is Kind.ROLE and patterns()["together"].match(veiled, end):
        kind, start = Kind.GROUP, min(first, start)
    if not _may_act(cast, kind, low, start, match.start(), end):
        return None
    possessive = bool(patterns()["own"].match(veiled, end))
    return Subject(kind, start, end, cast.text[start:end], possessive=possessive)


def _may_act(cast: Cast, kind: Kind, low: int, start: int, head: int, end: int) -> bool:
    veiled = cast.veiled
    if cast.covers(head, end) or is_object(veiled, low, start) or is_object(veiled, low, head):
        return False
    if (
        patterns()["is"].search(veiled, low, start)
        or patterns()["predicate"].match(veiled, low, start)
        or patterns()["inside"].match(veiled, end)
        or GIVES.fullmatch(veiled, low, start)
    ):
        return False
    before = veiled[low:start]
    if before.endswith("的") and patterns()["telling"].match(before):
        return False  # 悄悄问旁边的|师傅
    place = kind is Kind.SOMEONE and before.endswith(PLACES)
    if before and not before.endswith("的") and not place and not patterns()["light"].fullmatch(before):
        return False
    if kind in (Kind.GROUP, Kind.ROLE) and patterns()["made"].search(veiled, low, head):
        return False  # 头一句话就让|社员们
    if kind is Kind.ROLE and patterns()["told"].match(veiled, start, head):
        return False  # 叮嘱|随行干部, 遇见|一位老人
    if kind is Kind.ROLE and patterns()["institution_near"].match(veiled, end):
        return False
    if kind is Kind.SOMEONE and veiled[end : end + 1] in CLAUSE_END:
        return False  # 一个红脸膛的中年人，: in apposition
    following = veiled[end : end + 1]
    if following == "的":
        return bool(patterns()["own"].match(veiled, end))
    return following != "、"


# -- Bodies --------------------------------------------------------------------------------------------------


def _body(cast: Cast, start: int, high: int) -> Subject | None:
    """闵行区人社局表示: an institution speaks."""
    verb = find_verb(cast.veiled, start, high)
    end = verb.start() if verb else high
    if verb is None or not 1 < end - start <= LONGEST_BODY:
        return None
    end = _body_end(cast, start, end)
    words_ = cast.text[start:end]
    if KIND.fullmatch(words_):
        return Subject(Kind.SOMEONE, start, end, words_)
    if len(words_) < 2 or is_object(cast.veiled, 0, start) or phrase_start(cast.veiled, end) > start:
        return None
    if (len(words_) == 2 and words_[0] not in NUMBERS) or words_.startswith(MEANWHILE) or words_.endswith("地"):
        return None
    if patterns()["institution"].search(words_) or verb.group() in BODY_VERBS:
        return Subject(Kind.GROUP, start, end, words_)
    return None


def _body_end(cast: Cast, start: int, end: int) -> int:
    """Where the name of the body ends: 市环保局|在通报中, 干部群众|一致, 区教育局、区文明办|随后联合."""
    if jointly := JOINTLY.search(cast.veiled, start + 1, end):
        end = jointly.start()
    if patterns()["institution"].search(cast.text, start, end):
        return end
    for pattern in ("circumstance", "adverbs"):
        match = patterns()[pattern].search(cast.veiled, start + 1, end)
        if match:
            return match.start() + bool(patterns()["members"].search(cast.veiled, start, match.start() + 1))
    return end


JOINTLY = re.compile("(?:随后|近日|日前|再次|已经?)*(?:联合|共同|一同)$")
BODY_VERBS = frozenset(["表示", "认为", "指出", "强调", "称", "透露", "回应", "宣布", "呼吁", "承诺", "介绍"])
