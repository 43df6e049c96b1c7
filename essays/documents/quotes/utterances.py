"""Which runs in quotation marks may be what somebody says, and which are terms, signs, mottoes or proverbs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache

from .grammar import equals, find_verb, verb_pattern
from .marks import Run
from .phrases import VEIL
from .scene import GAP, Scene, is_whole
from .subjects import Kind, Subject, find_subject
from .words import one_of

PEOPLE = "[^，。：；]{0,14}?(?:人|员|师|姑娘|小伙|汉子|孩|娃|生|者|工|长|兵|妹|哥|爷|奶|娘)(?!们?的)"
BUILT_IN_AFTER = re.compile(
    f"的|之|等|式|字样|[一二三四五六七八九十]个?字|这(?:一(?!句)|样(?!的话)|种|个(?!{PEOPLE})|些(?!话)|类|次|项)|这[句番]?(?:口号|标语|校训|格言|俗话|谚语|老话|古训|诗|歌)|几个"
)
SAID_SUCH = re.compile("(?:[说讲]|[留写撂]下|道出)[了过]?(?:这样|这么)的?一[句番段]话[：:]?$")  # 李明说了这样一句话：
CLAUSE_MARKS = "，：—"


class Shape(Enum):
    """What the run needs before it is believed to be speech."""

    WHOLE = auto()  # ends as a sentence where a sentence may stand
    TOLD = auto()  # a verb of speech introduces it with a colon
    HALF = auto()  # ends in a comma or in nothing: only a clause of attribution beside it makes it speech


@dataclass(frozen=True, slots=True)
class Utterance:
    """A run with the part of the text in which its speaker may be named: `left` up to it, up to `right`."""

    run: Run
    shape: Shape
    left: int
    right: int


IN_BOOK = re.compile("扉页|封面|封底|书签")
# 扉页印着贝处长的一句话：, 高尔基的名言：
OWN_WORDS = re.compile(
    "的[^，。：；的]{0,4}(?:(?:话|字|题词|寄语|嘱托|赠言|嘱咐)[：:]|(?:名言|格言|名句|警句|教导|教诲)(?:[：:]|$))"
)
SAID_BY = re.compile("[说讲]这(?:句)?话的(?:人)?是")  # 有句老话，“…”讲这话的是首席技师
PRINTED = re.compile("印(?:着|有|了|的)")  # 本子的扉页上印着一句话：
HAS_WORDS = re.compile("有(?:这样|这么)?一?句话[，：:]?$")
NOTE = re.compile("[有另]一[张条封则页]")
ON_WALL = re.compile("[墙门碑匾][上面楣](?:有|是)[^，。]{0,4}[字话]$")


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    sign, message = one_of("signs", "proverbs"), one_of("messages")
    told = "(?:里|中|上)?(?:常|曾|也|都)?(?:说得好|说的好|讲得好|说道|说|道|讲|云|曰|有云|是|为|叫|写道)"
    return {
        "verb_end": re.compile(f"(?:{verb_pattern()})(?:到|过|着|了|出|下)?$"),
        "sign": re.compile(sign),
        "sign_head": re.compile(f"{sign}[^，。：；]{{0,4}}?(?:[：:]|$)"),
        "message": re.compile(message),
        "shown": re.compile(
            "(?:写|(?<![片此立时顷即这一])刻|挂|印|贴|刷|题|书写|镌刻|悬挂|张贴|闪烁|滚动|打出|绣|喷|涂|标|镶|立)(?:着|有|了|满|上)?(?:(?:这样|着|了)?(?:几|两|[一二三四五六七八九十]+)个?(?:大|红|金)?(?:字|行字|行大字|句话|句))?(?:[：:]|$)"
        ),
        "surface": re.compile(
            "红纸|红字|标语|牌|碑|石头|匾|旗|横幅|条幅|标语|海报|屏|对联|楹联|门楣|奖状|证书|校训|展板|宣传栏|墙上挂|墙上刷|(?<![片此立时顷即这一])刻"
        ),
        "proverb": re.compile(
            f"(?:{one_of('proverbs')}|(?<![只就还另])有(?:这样|这么)?一?句(?:老)?话|(?:流行|流传)着?(?:这样|这么)?(?:一?句)?老?[话说])(?:{told})?[，：:]?$|》(?:有|里|中)?[云曰][，：:]?$"
        ),
        "sign_told": re.compile(f"(?:{one_of('signs')}){told}[，：:]?$"),
        "red": re.compile(
            "(?:红纸|红字|大字|金字|标语|红布|条石|木板)[：:]?$|(?:刷|贴|挂|印|刻|写)[^，。]{0,20}(?:红字|大字|金字|红纸)"
        ),
        "by_somebody": re.compile(f"{one_of('relations', 'people')}[^，。：；]{{0,6}}[写题留]的[^，。：；]{{0,6}}$"),
        "sign_after": re.compile(f"，?[^。：；！？，]{{0,14}}?(?:{sign})"),
    }


def pick_utterances(scene: Scene) -> list[Utterance]:
    shaped = [(run, shape) for run in scene.runs if (shape := _shape(scene, run))]
    picked = []
    for index, (run, shape) in enumerate(shaped):
        low, high = scene.paragraph_bounds(run.start)
        previous = shaped[index - 1][0].end if index and shaped[index - 1][0].end > low else low
        following = shaped[index + 1][0].start if index + 1 < len(shaped) else high
        utterance = Utterance(run, shape, _left(scene, run, previous), _right(scene, run, min(following, high)))
        if not is_sign(scene, utterance):
            picked.append(utterance)
    return picked


def _left(scene: Scene, run: Run, previous: int) -> int:
    """The sentence that leads to the run; a paragraph that ends in a colon leads to the next one's first run."""
    low, _ = scene.paragraph_bounds(run.start)
    if low and not scene.passage.text[low : run.start].strip() and scene.veiled[low - 2 : low - 1] in ("：", ":"):
        return max(scene.sentence_start(low - 1), scene.paragraph_bounds(low - 1)[0])
    return max(previous, scene.sentence_start(run.start), low)


def _right(scene: Scene, run: Run, limit: int) -> int:
    return max(min(limit, scene.sentence_end(run.end)), run.end)


def _shape(scene: Scene, run: Run) -> Shape | None:
    before, veiled = scene.previous_character(run.start), scene.veiled
    built_in = BUILT_IN_AFTER.match(veiled, run.end)
    waits = built_in and built_in[0] == "等" and before in ("，", ",")  # 他不承认，“没味！”等检测单出来，
    if run.end - run.start < 3 or (built_in and not waits and before not in ("：", ":")):
        return None
    if is_whole(scene.passage.text, run) or run.start in scene.chained:
        return Shape.WHOLE if _may_open(scene, run, before) else None
    if before in ("：", ":"):
        return Shape.TOLD if _told(scene, run) else None
    return Shape.HALF if _half(scene, run, before) else None


def _may_open(scene: Scene, run: Run, before: str) -> bool:
    """May a whole sentence stand here? Not inside the reporter's own sentence: 围绕“学什么？”展开讨论."""
    if before == "" or not (before.isalnum() or before == VEIL):
        return before not in ("、", "《", "（", "(")
    return _verb_before(scene, run)


def _verb_before(scene: Scene, run: Run) -> bool:
    low = max(scene.sentence_start(run.start), run.start - 12)
    words = scene.veiled[low : run.start].rstrip()
    return bool(_patterns()["verb_end"].search(words) or equals().search(words))


def _told(scene: Scene, run: Run) -> bool:
    low = max(scene.sentence_start(run.start), scene.paragraph_bounds(run.start)[0])
    if _verb_clause(scene, run):
        return True
    colon = scene.veiled.rstrip().rfind("：", low, run.start)
    return any(mention.end == colon for mention in scene.cast.between(low, run.start))


def _half(scene: Scene, run: Run, before: str) -> bool:
    """“我们一定努力”，李明说。 “我去，”李明说。 李明表示，“我们一定努力”。"""
    last = scene.words_of(run)[-1:]
    after = scene.veiled[run.end : run.end + 1]
    if before in ("”", "」", "』") and after not in ("，", "。") and scene.veiled[run.start] == VEIL:
        return False  # “…。”“七一勋章”获得者李明说。
    opens = before in ("", "。", "！", "？", "；", "”", "」", '"', "』", "＂")
    if opens and (last in CLAUSE_MARKS or not run.closed or after == "，" or find_near_verb(scene, run)):
        return True
    if before == "，" and last in CLAUSE_MARKS and last:
        return True
    long = run.end - run.start > 9
    return before == "，" and long and after in ("。", "\n", "", "！", "？") and _verb_clause(scene, run)


def find_near_verb(scene: Scene, run: Run) -> bool:
    verb = find_verb(scene.veiled, run.end, min(scene.sentence_end(run.end), run.end + 40))
    if verb is None:
        return False
    comma = scene.veiled.find("，", run.end, verb.start())
    return comma < 0 and any(m.end <= verb.start() for m in scene.cast.between(run.end, verb.end()))


def _verb_clause(scene: Scene, run: Run) -> bool:
    low = max(scene.sentence_start(run.start), run.start - 14)
    return bool(_patterns()["verb_end"].search(scene.veiled[low : run.start - 1]))


def is_sign(scene: Scene, utterance: Utterance) -> bool:
    """A sign, slogan, motto or proverb, by the words that lead to it or name it behind (guideline §3)."""
    return _sign_before(scene, utterance) or _sign_after(scene, utterance)


def _sign_before(scene: Scene, utterance: Utterance) -> bool:
    clause = scene.veiled[utterance.left : utterance.run.start]
    last = clause.rstrip("：:， ").rsplit("，", 1)[-1]
    patterns = _patterns()
    if not last or SAID_BY.match(scene.veiled, utterance.run.end):
        return False
    such = SAID_SUCH.search(clause)
    if _is_of_who_is_named(scene, utterance, such):
        return False
    if patterns["proverb"].search(clause) and not such:
        return not _is_of_somebody(scene, utterance, clause)
    if patterns["sign_told"].search(clause) and _writer(scene, utterance, whole=False) is None:
        return True
    if patterns["shown"].search(last):
        return not _is_message(scene, utterance, last)
    if ON_WALL.search(last):
        return _writer(scene, utterance, whole=False) is None
    if patterns["message"].search(last):
        return False
    if patterns["by_somebody"].search(last):
        return False
    if patterns["red"].search(last) and _writer(scene, utterance, whole=False) is None:
        return True
    named = patterns["sign_head"].search(last) or (
        patterns["sign"].search(last) and find_verb(last, 0, len(last)) is None
    )
    return bool(named) and _writer(scene, utterance) is None


def _is_of_who_is_named(scene: Scene, utterance: Utterance, such: re.Match[str] | None) -> bool:
    """扉页印着贝处长的一句话：, 记得李明说过这样一句话："""
    low, high = utterance.left, utterance.run.start
    return any(
        OWN_WORDS.match(scene.veiled, one.end, high) or (such and one.end == low + such.start())
        for one in scene.cast.between(low, high)
    )


def _is_of_somebody(scene: Scene, utterance: Utterance, clause: str) -> bool:
    """父亲有句话：, 李明常有一句话，: what one person always says is no proverb."""
    if not HAS_WORDS.search(clause):
        return False
    last = utterance.left + clause.rstrip("：:， ").rfind("，") + 1
    owner = find_subject(scene.cast, last, utterance.run.start)
    return owner is not None and owner.kind in (Kind.PERSON, Kind.ROLE, Kind.PRONOUN)


def _is_message(scene: Scene, utterance: Utterance, last: str) -> bool:
    """在墙上写下, 用铅笔写着: what people write to each other, by who writes it or on what; not what a wall bears."""
    patterns = _patterns()
    if patterns["surface"].search(last) or (PRINTED.search(last) and _writer(scene, utterance, whole=False) is None):
        return False
    paragraph, _ = scene.paragraph_bounds(utterance.run.start)
    start = max(scene.sentence_start(max(utterance.left - 1, 0)), paragraph)
    context = scene.veiled[start : utterance.run.start]
    in_notebook = bool(IN_BOOK.search(last)) and bool(patterns["message"].search(context))
    if patterns["sign"].search(last) and not in_notebook and _writer(scene, utterance, whole=False) is None:
        return False
    if patterns["message"].search(last) or NOTE.search(last):
        return True
    if _writer(scene, utterance) is not None:
        return True
    return bool(patterns["message"].search(context)) and not patterns["surface"].search(context)


def _writer(scene: Scene, utterance: Utterance, *, whole: bool = True) -> Subject | None:
    """Who acts in the clause that leads to the words, or else in the sentence before them."""
    clause = scene.veiled[utterance.left : utterance.run.start]
    last = utterance.left + clause.rfind("，") + 1
    for start in (last, utterance.left) if whole else (last,):
        writer = find_subject(scene.cast, start, utterance.run.start)
        if writer is not None and (writer.kind is not Kind.SELF or start == last):
            return None if writer.possessive else writer
    return None


def _sign_after(scene: Scene, utterance: Utterance) -> bool:
    low = utterance.run.end
    after = _patterns()["sign_after"].match(scene.veiled, low, utterance.right)
    if scene.veiled[utterance.left : utterance.run.start].strip(GAP):
        return False
    if not after or _patterns()["message"].search(after.group()):
        return False
    if find_verb(scene.veiled, low, utterance.right) is not None:
        return False
    writer = find_subject(scene.cast, low, utterance.right)
    return writer is None or writer.start > after.end() or (writer.kind is Kind.GROUP and writer.start > low)
