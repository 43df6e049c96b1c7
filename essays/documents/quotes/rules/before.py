"""A clause that leads to the words: 李明说：“…” 李明表示，“…” 李明摇摇头，“…”"""

from __future__ import annotations

import re
from functools import cache

from essays.documents.quotes.acts import Act
from essays.documents.quotes.grammar import SOME, find_verb
from essays.documents.quotes.speakers import ANONYMOUS, Speaker, institution_at, with_group
from essays.documents.quotes.subjects import Kind
from essays.documents.quotes.utterances import SAID_BY
from essays.documents.quotes.words import one_of
from essays.documents.tree import Confidence

from .acting import reacts
from .attribution import Attribution, Place

OPEN = ("，", ",", "——", "—")
SAID = re.compile("(?:讲|说)[过了]?(?:这样|这么)?一?(?:段|句|番|席)话$|(?:讲|说)的(?:[这那]?一?[番句席段])?话$")
KEEPS = re.compile("[^，。：]{0,8}?(?:记得|记着|记住|记在|记下|忘|抄|传)")
LISTENED = re.compile("(?:[我他她]们?|大家)?(?:听|聆听)[了完过]?")
COUNTED = re.compile("第[二三四五六七八九十]句话?是?[，：:]$")
COUNTED_NEAR = 4
NEAR = 2  # paragraphs back in which a subject that is left out may stand


READS = re.compile(
    "(?:信|字条|纸条|短信)[^。]*[念读](?:给|道|了|出)|[念读](?:下去|道|起来|给[^，。：]{1,4}听)?[：:]$"
)  # who reads a letter out did not write it


def before_colon(place: Place) -> Attribution | None:
    """李明说：“…” 老张一拍大腿：“…”"""
    if not place.has_colon:
        return None
    clause = (place.utterance.left, place.utterance.run.start)
    if owner := _owner(place):
        return Attribution(owner, "before-colon-owner", clause, introduces=True).weakened(Confidence.LIKELY)
    if _is_somebody().search(place.before):
        return Attribution(ANONYMOUS, "before-colon-unnamed", clause, introduces=True)
    speaker = _actor(place)
    if speaker is not None:
        if READS.search(place.before):
            return Attribution(_writer(place) or speaker, "before-colon", clause, True).weakened(Confidence.UNSURE)
        return Attribution(speaker, "before-colon", clause, introduces=True)
    if body := body_in_front(place):
        return Attribution(with_group(body), "before-colon-body", clause, introduces=True).weakened(Confidence.LIKELY)
    told = find_verb(place.before, 0, len(place.before)) is not None or bool(_words_follow().search(place.before))
    told = told or bool(ALL_AT_ONCE.search(place.before))
    return _carried(place, told) if told or place.acts_before else None


ALL_AT_ONCE = re.compile("(?:异口同声|齐声|齐刷刷|七嘴八舌|你一言我一语|不约而同)(?:地|的)?[：:]$")


def _reporter(place: Place) -> Act | None:
    """祁连雪说，过去要跑一天；现在一个人签字，“…” Who reports says the words as well."""
    low, _ = place.scene.paragraph_bounds(place.utterance.run.start)
    act = next((act for act in place.discourse.before(place.utterance.left) if not act.reported), None)
    return act if act and act.actor and act.start >= low else None


def _writer(place: Place) -> Speaker | None:
    """商陆写了八个字。阮青禾念给我们听：“…”"""
    low, _ = place.scene.paragraph_bounds(place.utterance.run.start)
    for act in place.discourse.before(place.utterance.run.start):
        if act.start < low:
            return None
        if act.actor and act.actor.name and WROTE.search(place.scene.veiled, act.start, act.end):
            return act.actor
    return None


WROTE = re.compile("[写留][了下过]")


def _actor(place: Place) -> Speaker | None:
    """Who acts in the last clause before that says so."""
    acting = [act for act in reversed(place.acts_before) if act.actor is not None]
    heard = [act for act in acting if act.actor and act.actor.group and reacts(place, act)]
    acting = [act for act in acting if act not in heard] or acting
    told = [] if place.has_colon else [act for act in acting if not act.reported]
    act = next(iter([*told, *acting]), None)
    if not told and act and act.reported and not place.has_colon:
        act = _reporter(place) or act
    return act and (_of_words(place, act) or _whom(place, act) or act.actor)


def _whom(place: Place, act: Act) -> Speaker | None:
    """我问他累不累，“…。” Who asks does not answer."""
    if act.subject is None or act.subject.kind is not Kind.SELF or place.has_colon:
        return None
    asked = ASKED.match(place.scene.veiled, act.subject.end, act.end)
    if asked is None or place.is_question:
        return None
    return place.discourse.owner(asked.end(), act.end)


ASKED = re.compile("[^，。：]{0,4}?(?:问|请教)(?:起|过|了)?(?=[^，。：])")


def _of_words(place: Place, act: Act) -> Speaker | None:
    """明德厚讲过一段话，我抄在了本子上：“…” Who writes it down or remembers it does not say it."""
    if act.subject is None:
        return None
    if act.subject.kind is not Kind.SELF and not KEEPS.match(place.scene.veiled, act.subject.end, act.end):
        return None
    for earlier_act in place.acts_before:
        if earlier_act.actor and SAID.search(place.scene.veiled, earlier_act.start, earlier_act.end):
            return earlier_act.actor
        heard = LISTENED.match(place.scene.veiled, earlier_act.start, earlier_act.end)
        mention = heard and next(place.scene.cast.between(heard.end(), earlier_act.end), None)
        if heard and mention and mention.start == heard.end():
            return place.discourse.speaker(mention)  # 听了李明的报告，我记住了一句话：
    return None


def _owner(place: Place) -> Speaker | None:
    """他至今记得尉迟教授的提问：, 总书记的告诫言犹在耳：, 田教练对他讲的话：, 被他一口回绝："""
    last, start = place.before.rfind("，") + 1, place.utterance.left
    if remembered := REMEMBERS.match(place.before, last):
        last = remembered.end()
        if match := SAID_ONCE.search(place.before, last):
            return place.discourse.owner(start + last, start + match.start())
    heard = HEARS.match(place.before, last)
    if heard and (match := SAYS.search(place.before, heard.end())):
        return place.discourse.owner(start + heard.end(), start + match.start())
    if match := BY.search(place.before, last):
        others = frozenset(act.actor.name for act in place.acts_before if act.actor)
        return place.discourse.owner(start + match.start("who"), start + match.end("who"), others)
    if match := THEIRS.search(place.before, last):
        named = place.scene.cast.between(start + last, start + match.start())
        if mention := next((one for one in named if one.end == start + match.start()), None):
            return place.discourse.speaker(mention)
    if SAYS_SUCH.search(place.before, last) or TAKES_UP.search(place.before, last):
        return None
    if match := _owned().search(place.before, last):
        where = WHERE.search(place.before, last, match.start())
        return place.discourse.owner(start + last, start + (where or match).start())
    return None


WHERE = re.compile("在[^，。：了着过]{1,40}(?:[上中里时]|期间)$")  # 李明|在全县干部大会上|的讲话中指出：
# 他至今记得田秀英说过：, 我常听李明念叨：
SAID_ONCE = re.compile("[曾常总][说讲][过的道]?[：:]$|[说讲](?:过|的)(?:(?:这样|这么)?的?一?[句番段]话)?[：:]$")
HEARS = re.compile("[^，。：]{0,6}?听(?![取从候众课写令])[见到过]?")
SAYS = re.compile("(?:[说讲]|念叨|提起|谈起)[过道起]?(?:(?:这样|这么)?的?一?[句番段]话)?[：:]$")
REMEMBERS = re.compile("[^，。：]{0,20}?(?:记得|牢记|记住|忘不了|忘不掉|忘记|难忘|想起|记着)")


@cache
def _words_follow() -> re.Pattern[str]:
    """第一句话就是：, 还有一条没有名字："""
    nouns = one_of("speech_nouns", "messages")
    return re.compile(f"(?:{nouns}|[一二三四五六七八九十][句条])[^，。：]{{0,6}}[：:]$")


SAYS_SUCH = re.compile("[说讲撂丢留回补冒](?:了|出)一?[句番段][^，。：]*话[：:]$")  # 老耿说了句让翻译为难的话：
# 李明接过老王的话茬：, 李明对老王的回答很满意：
TAKES_UP = re.compile(
    "(?:接过|接住|接着|顺着|打断)了?[^，。：]{1,16}的话[茬头锋]?[：:]$"
    "|对[^，。：]{1,20}的[^，。：的]{2,8}(?:满意|不满|赞同|认可|同感|不以为然|感动|佩服|惊讶|意外)[：:]$"
)
# 头一句就是窦大墩的：, 头一条是铁木耳写的：, 正如李明所强调的：
THEIRS = re.compile(
    "所?(?:[写说讲留发寄画题]|强调|指出|要求|倡导|告诫|叮嘱|提醒|教导|期望|总结|提出|阐述)?的(?:那样)?[：:]$"
)
BY = re.compile(
    "被(?P<who>[^，。]{1,12}?)(?:一口|一句话|当场|当面|断然|坚决|笑着|婉言)?"
    "(?:[回拒谢]绝|打断|[顶怼骂堵]了?回[去来]|训斥|批评|数落|[拦喝劝叫]住)[^，。：]{0,6}[：:]$"
)


@cache
def _owned() -> re.Pattern[str]:
    nouns, others = one_of("speech_nouns"), one_of("relations", "people", "offices", "groups")
    return re.compile(
        f"(?:的(?!(?!{nouns}){SOME}{others})[^，。的]{{0,4}}?(?:{nouns}|那句)|(?:对[^，。]{{1,4}})?(?:讲|说|留)(?:过|下)?的[^，。]{{0,4}}?(?:话|句话))(?:言犹在耳|至今难忘|[^，。]{{0,4}})?[：:]$"
    )


@cache
def _is_somebody() -> re.Pattern[str]:
    who = one_of("people", "offices", "relations")
    sent = "[^，。：]{0,2}?[写寄发送捎留][来给下]?[^，。：]{0,4}?的"
    return re.compile(
        f"(?:^|，|那[头端边封条张页]|里|中)(?:是|站着|坐着)(?:一)?[个位名][^，。：]{{0,6}}?(?:{who})(?:{sent})?[：:]$"
    )


def body_in_front(place: Place) -> str:
    """县自来水公司三天后书面答复：“…”: the institution at the head of a clause before, or ""."""
    bodies = (institution_at(place.scene, act.start, place.utterance.run.start) for act in reversed(place.acts_before))
    return next(filter(None, bodies), "")


WRITTEN = re.compile("[写刻画题](?:着|下|道|的|了)[^，。：]{0,4}[：:]$")


# 《人民日报》的一篇评论说得好：
ARTICLE = re.compile(
    "(?:评论|社论|短评|时评|文章|报道|通讯|专栏)(?![中里])[^，。：]{0,6}?(?:[说写讲道称]|指出|认为|强调|提到)"
)


def _carried(place: Place, told: bool) -> Attribution | None:
    """激动地说：“…” leaves its subject out: it is that of a sentence before."""
    clause = (place.utterance.left, place.utterance.run.start)
    act, sounds = earlier(place), SOUND.search(place.before)
    if named_here := WRITTEN.search(place.before) and next(place.scene.cast.between(*clause), None):
        return Attribution(place.discourse.speaker(named_here), "written-owner", clause, True).weakened(
            Confidence.UNSURE
        )
    if act is not None and act.actor is not None and not (sounds or ARTICLE.search(place.before)):
        return Attribution(act.actor.weakened(Confidence.LIKELY), "before-colon-carried", clause, introduces=True)
    return Attribution(ANONYMOUS, "before-colon-unnamed", clause, True) if told or sounds else None


# Not of whoever acted before: 身后响起一个稚嫩的声音：, 广播里一遍遍播放：
SOUND = re.compile(
    "(?:传来|传出|响起|飘来|炸响|听到|听见)了?(?:[^，。：他她]{0,12}(?:[喊叫吼哭笑]?声音?|喊叫?|嗓音|呼救))?[：:]$"
    "|(?:广播|喇叭|录音|对讲机|收音机|扩音器|音箱)[^，。：他她]{0,8}(?:播放?|响|说|喊|叫|通知)(?:着|了|起来?|道)?[：:]$"
)


def earlier(place: Place, *, groups: bool = False) -> Act | None:
    """The nearest clause before the sentence with a person for its subject, in this paragraph or the one before."""
    paragraph = place.scene.passage.paragraph_at(place.utterance.run.start)
    near = COUNTED_NEAR if COUNTED.search(place.before) else NEAR
    for act in place.discourse.before(place.utterance.left):
        if paragraph - act.paragraph >= near:
            return None
        if (
            act.actor
            and act.subject
            and not act.reported
            and act.subject.kind is not Kind.SELF
            and (act.actor.name or groups)
        ):
            return act
    return None


def before_comma(place: Place) -> Attribution | None:
    """李明表示，“…” and 李明说“…。”"""
    if place.has_colon or not _told_at_end().search(place.before):
        return None
    rule = "before-comma" if place.before.endswith(("，", ",")) else "before-verb"
    speaker = _actor(place)
    clause = (place.utterance.left, place.utterance.run.start)
    if speaker is None:
        return _carried(place, told=True)
    return Attribution(speaker, rule, clause, introduces=True)


@cache
def _told_at_end() -> re.Pattern[str]:
    return re.compile(f"(?:{one_of('speech_verbs')})(?:着|了|过|起来|出)?(?:我|他|她|我们|大家)?[，,]?$")


def before_gesture(place: Place) -> Attribution | None:
    """李明摇摇头，“…” 老太太白他一眼，“…”: no verb of speech, and the sentence is open."""
    if not place.before.endswith(OPEN) or SAID_BY.match(place.scene.veiled, place.utterance.run.end):
        return None
    speaker = _actor(place)
    if speaker is None:
        act = earlier(place)
        speaker = act.actor if act else None
    if speaker is None:
        return None
    clause = (place.utterance.left, place.utterance.run.start)
    return Attribution(speaker, "before-gesture", clause).weakened(Confidence.LIKELY)


def before_person(place: Place) -> Attribution | None:
    """The same, where the clause names who acts: asked before what stands behind the words."""
    named = any(
        act.subject and act.subject.kind in (Kind.PERSON, Kind.PRONOUN, Kind.ROLE) for act in place.acts_before
    )
    return before_gesture(place) if named else None
