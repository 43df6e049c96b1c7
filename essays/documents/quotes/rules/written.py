"""Words somebody wrote: 小杰的短信：“…” 她在信里写道：“…” 一位家长发给老师的：“…”"""

from __future__ import annotations

import re
from functools import cache

from essays.documents.quotes.acts import Act
from essays.documents.quotes.posts import is_body
from essays.documents.quotes.speakers import ANONYMOUS, Speaker, institution_at, with_group
from essays.documents.quotes.words import one_of
from essays.documents.tree import Confidence

from .attribution import Attribution, Place
from .before import body_in_front, earlier
from .sentence import whose_things

FAR = 14  # characters before a message in which its owner stands
SIGNED = re.compile(
    "[^。；]{0,6}?(?:(?:发信人|写信人|落款|署名|留言人)(?:是|：|写着)|(?:写下|留下|说出|发来|写|发|寄)(?:它|短信|信|留言|这[^，。]{0,6})?的[，]?(?:人)?，?是)"
)
COUNTED = "(?:第[一二三四五六七八九十]|最后一|其中一|[还另]有一)[封张条则段]"
NO_NAME = re.compile("没有?(?:写|留)?(?:名字|姓名|落款|署名)[：:，,](?:[^，。：]{1,6}[：:])?$")
UNSIGNED = re.compile(
    "没有署名|没署名|未署名|匿名|没有落款|没落款|没有留名|没留名|不知(?:是)?谁|(?:^|，|有)(?:另|其中)?一封信"
    f"|(?:^|，){COUNTED}|一[个种把][^，。：]{1, 8}(?:声音|嗓音|童声|女声|男声)"
)
RECORD = re.compile("(?:会议|值班|接访)记录|记录[本簿册]|登记[本簿册表]|签到[本簿册]|台账")
ANOTHER = re.compile("[颁授]奖词|推荐语|(?:留言|意见|签名)[簿本册]|有人|另一(?:种|个)?笔迹|一行[^，]{0,4}字|字迹|笔迹")
WRITTEN_ON = re.compile(
    "(?:开头是|结尾是|(?:头一|第一|最后一)句话?是|写着|写道|写的是|上写|记着|抄着|记录着|一行字?|一页|字|^[只仅]有[一二两三四五几][行句段]话?)[：:]?$"
)
RECEIVED = re.compile(
    "收到|接到|看到|读到|念了?|读了|翻出|晒出|展示了?|翻到|翻开|看见|留着|夹着|翻了翻|打开|压着|贴着|摆着|放着|存着|保存着|发现"
)
BROUGHT = re.compile("捎来|带来|递来|转来|传来|送来|塞给")
SENT = re.compile("(?:发|写|寄|留|捎|带|递|传)(?:来|下|给|去)?的[^，。：；的]{0,6}$")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    message = one_of("messages")
    tail = (
        "(?:[只还另]有|是|里|中|上|末尾|开头|结尾|写着|写道|这样写|里写|上写|一句话|一句|一行|一行字|这样|的|说|写|短短|很短"
        "|几个字|几行字|：|:|，)*"
    )
    return {
        "message": re.compile(f"(?P<message>{message}|(?<=的)[话字]|^{COUNTED}){tail}[：:]?$"),
        "any_message": re.compile(message),
        "to": re.compile("(?:发给|写给|寄给|留给|捎给|带给|递给|传给)"),
    }


def written(place: Place) -> Attribution | None:
    """The owner of the message that leads to the words, when the clause itself names no writer."""
    span = (place.utterance.left, place.utterance.run.start)
    if NO_NAME.search(place.before):
        return _made(ANONYMOUS, "written-unnamed", span)
    return _of_owner(place, span) if place.has_colon and not TO_WHOM.search(place.before) else None


# 李明发现一张纸条，上面写着：, 我们收到李明的一封信，信中写道：
FOUND = re.compile(
    "(?:收到|接到|发现|捡到|找到|看到|翻出|拆开)了?(?P<who>[^，。：]{0,16}?)(?:来?信|纸条|字条|便条|短信|留言|贺卡|明信片|微信)"
    "，[^，。：]{0,8}(?:写|留|印)(?:着|道|有|的是|了)?[：:]$"
)


def _found(place: Place, span: tuple[int, int]) -> Attribution | None:
    """Who finds or gets a letter did not write it."""
    found = FOUND.search(place.before)
    if found is None:
        return None
    low, high = (place.utterance.left + at for at in found.span("who"))
    mention = next(iter(place.scene.cast.between(low, high)), None)
    sender = place.discourse.speaker(mention) if mention else _letter_writer(place)
    return _made(sender or ANONYMOUS, "written-sender", span)


def _of_owner(place: Place, span: tuple[int, int]) -> Attribution | None:
    if plain := _signed(place) or _found(place, span):
        return plain
    if body := _papers_of(place) or _sender(place):
        return _made(with_group(body), "written-owner", span)
    clause = place.before.rsplit("，", 1)[-1]
    start = place.utterance.left + len(place.before) - len(clause)
    to = _patterns()["to"].search(clause)
    if to and _patterns()["any_message"].search(place.before):
        sender = place.discourse.owner(start, start + to.start()) or _author(place) or ANONYMOUS
        return _made(sender, "written-sender", span)
    if OF_LETTER.match(clause):
        return _made(_letter_writer(place) or ANONYMOUS, "written-unnamed", span)
    match = _patterns()["message"].search(clause)
    if match is None:
        return _kept(place, clause, span)
    if UNSIGNED.search(place.before) or (
        ANOTHER.search(clause)
        and not any(act.actor and (act.actor.name or act.actor.group) for act in place.acts_before)
    ):
        return _made(ANONYMOUS, "written-unnamed", span)
    received = _last(RECEIVED, clause, match.start())
    brought = _last(BROUGHT, clause, match.start())
    low = start + max(found.end() if found else 0 for found in (received, brought))
    high = start + match.start("message")
    if not (received or brought) and not SENT.search(clause[: match.start("message")]) and _writes(place, start):
        return None
    owner = place.discourse.owner(low, high) or (_letter_writer(place) if IN_LETTER.match(clause) else None)
    if owner:
        return _made(owner, "written-owner", span)
    if received:
        return _made(ANONYMOUS, "written-unnamed", span)
    return None if any(act.actor for act in place.acts_before) else _kept(place, clause, span)


def _letter_writer(place: Place) -> Speaker | None:
    """孩子们给市长写信，要求修球场。信里说：“…” 李明收到田秀英的来信，信中写道：“…”"""
    low, _ = place.scene.paragraph_bounds(place.utterance.run.start)
    for act in place.discourse.before(place.utterance.run.start):
        if act.start < low:
            return None
        received = LETTER_OF.search(place.scene.veiled, act.start, act.end)
        if received:
            return place.discourse.owner(received.start("who"), received.end("who"))
        if (
            act.actor
            and (act.actor.name or act.actor.group)
            and WRITES_TO.search(place.scene.veiled, act.start, act.end)
        ):
            return act.actor
    return None


IN_LETTER = re.compile("[来去回]?信(?:[里中上]|的)")
TO_WHOM = re.compile(
    "给[^，。：]{1,10}(?:写|发|留|寄)了?[^，。：]{0,3}[封张条份][^，。：]{1,6}[：:]$"
)  # 给全矿职工写了一封倡议书：
OF_LETTER = re.compile("信的(?:最后|结尾|开头|末尾|头|第一)")
LETTER_OF = re.compile(
    "(?:收到|接到|打开|拆开|捧着|读了?|翻出)了?(?P<who>[^，。：]{2,24})(?:写|寄|发)?来?的(?:一封)?(?:来|回)?信$"
)
WRITES_TO = re.compile("写[^，。：]{0,12}信|[来去致]信")


def _last(pattern: re.Pattern[str], clause: str, end: int) -> re.Match[str] | None:
    return max(pattern.finditer(clause, 0, end), key=lambda match: match.start(), default=None)


def _made(speaker: Speaker, rule: str, span: tuple[int, int]) -> Attribution:
    return Attribution(speaker, rule, span, introduces=True).weakened(Confidence.LIKELY)


def _signed(place: Place) -> Attribution | None:
    """“…”发信人是黎明。 里面传来一句话：“…”老米的声音。"""
    low, high = place.utterance.run.end, place.utterance.right
    signed = SIGNED.match(place.scene.veiled, low, high)
    mention = next(iter(place.scene.cast.between(signed.end() if signed else low, high)), None)
    voice = mention is not None and mention.start == low and VOICE.match(place.scene.veiled, mention.end)
    if not signed and not voice:
        return None
    speaker = place.discourse.speaker(mention) if mention else ANONYMOUS
    return Attribution(speaker, "written-signed", (low, high), introduces=True).weakened(Confidence.LIKELY)


VOICE = re.compile("的(?:声音|嗓门|喊声)[。，！]")


def _writes(place: Place, start: int) -> bool:
    """她在信里写道: the writer is the subject of the clause."""
    return any(act.start >= start and act.subject and not act.subject.possessive for act in place.acts_before)


def _kept(place: Place, clause: str, span: tuple[int, int]) -> Attribution | None:
    """翻开他的工作笔记，最后一页写着：“…” The message was named with its owner just before."""
    head = place.utterance.left + len(place.before) - len(clause)
    if not WRITTEN_ON.search(clause) or _writes(place, head) or institution_at(place.scene, head, span[1]):
        return None
    low, _ = place.scene.paragraph_bounds(place.utterance.run.start)
    start = max(low, place.scene.sentence_start(max(place.utterance.left - 1, 0)))
    if UNSIGNED.search(place.scene.veiled, start, place.utterance.run.start):
        return _made(ANONYMOUS, "written-unnamed", span)
    found = None
    for match in _patterns()["any_message"].finditer(place.scene.veiled, start, place.utterance.run.start):
        found = match
    if found is None:
        return None
    owner = place.discourse.owner(max(start, found.start() - FAR), found.start())
    if owner is None and _last_writer(place) is None and RECEIVED.search(place.scene.veiled, start, found.start()):
        return _made(ANONYMOUS, "written-unnamed", span)
    writer = _last_writer(place)
    if owner and found.group().startswith("群") and writer and writer.actor and writer.actor.name:
        owner = None  # 崔广平把短信发到职工群里，只写了两个字：
    if owner is None and writer is None and (things := whose_things(place, low)):
        return things
    if owner is None:
        act = writer or (None if RECORD.search(place.before) else earlier(place))
        owner = act.actor if act else None
    return _made(owner or ANONYMOUS, "written-owner", span)


def _last_writer(place: Place) -> Act | None:
    return next((act for act in reversed(place.acts_before) if act.subject and act.actor), None)


def _author(place: Place) -> Speaker | None:
    """第一封信的作者叫段纪平。信是写给孩子的：“…”"""
    low, _ = place.scene.paragraph_bounds(place.utterance.run.start)
    low = max(low, place.utterance.run.start - FURTHEST_AUTHOR)
    author = AUTHOR.search(place.scene.veiled, low, place.utterance.run.start)
    mention = next(place.scene.cast.between(author.end(), author.end() + FAR), None) if author else None
    return place.discourse.speaker(mention) if mention else None


FURTHEST_AUTHOR = 200
AUTHOR = re.compile("(?:作者|[写寄发]信人)(?:是|名?叫)")


def _papers_of(place: Place) -> str:
    """县委组织部的考核材料上，对他的评语是：“…”"""
    for head in {0, place.before.rfind("，") + 1}:
        start = place.utterance.left + head
        papers = PAPERS.match(place.before, head)
        body = papers and place.scene.passage.text[start : start + len(papers["body"])]
        if body and is_body(body) and not place.scene.cast.any_between(start, start + len(body)):
            return body
    return ""


def _sender(place: Place) -> str:
    """县防汛抗旱指挥部发来感谢信，信上说：“…”"""
    return body_in_front(place) if SENDS.search(place.before) else ""


SENDS = re.compile("(?:[发寄送]来|[致来复回]信|致电|来电)[^，。：]{0,8}，")
PAPERS = re.compile(
    "(?P<body>[^，。：；的]{3,20}?)(?:[给对致][^，。：；的]{1,6})?的[^，。：；的]{0,4}(?:材料|通报|报告|评语|评价|通知|鉴定|回信|回复|答复|公开信|批复|[颁授]奖词|感谢信|贺信|结论|纪要|回音|回应|反馈|声明|致歉信|倡议书|请战书)"
)
