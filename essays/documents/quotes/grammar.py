"""The patterns by which a clause is read: who may act in it, whose a word is, where a body's name ends."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from .words import alternation, first_characters, one_of, words

NUMBER = "[0-9０-９一二三四五六七八九十百千两几数]+"
SOME = "(?:[几两三四五一各这][位名个])?"
THEIRS = "秘书|司机|助理|学生|领导|下属|上司|教练|导师"  # offices of which 他秘书 is said
MEMBERS = "[理董监]事|总工|委员|常委|[班村居党团支业]委"  # 理事|会, 总工|会
ONE_CHARACTER_VERBS = "说讲问答喊叫嚷道叹想写称唱吼骂劝云曰谈念赞夸"
NOUNS = ("someone", "pronoun", "self", "group", "this", "role")  # of several at one place the first
ENDS = '[，。：:；！？“”"＂「」『』、\n着了起完]|$'


@cache
def verb_pattern() -> str:
    """A verb of speech; one of a single character only where no word can go on after it."""
    long = alternation(sorted(verb for verb in words("speech_verbs") if len(verb) > 1))
    return f"(?:{long})(?!书|信|函|卡|稿|词)|[{ONE_CHARACTER_VERBS}](?={ENDS})|说(?!明|法|服|不定)"


@cache
def equals() -> re.Pattern[str]:
    """刘洋的回答是, 他常说的一句话就是: what stands in marks behind is what was said."""
    said = "回答|答复|回复|回应|答案|开场白|开场|口头禅|原话|评价|理由|结论|临终嘱托|遗言|[句番段席]话"
    return re.compile(f"(?:的[^，。：；的]{{0,4}}?|一)(?:{said})[就便总永]?[却仍还只远都]?是$")


def find_verb(veiled: str, low: int, high: int) -> re.Match[str] | None:
    return patterns()["verb"].search(veiled, low, high)


class Matches:
    """Where patterns match in one text, in the order of the text and of the patterns: searched for once."""

    def __init__(self, text: str, names: Sequence[str]) -> None:
        found = [(m.start(), rank, m) for rank, name in enumerate(names) for m in patterns()[name].finditer(text)]
        found.sort(key=lambda one: one[:2])
        self._found = [(names[rank], match) for _, rank, match in found]
        self._starts = [start for start, _, _ in found]

    def any_between(self, low: int, high: int) -> bool:
        index = bisect_left(self._starts, low)
        return index < len(self._starts) and self._starts[index] < high

    def between(self, low: int, high: int) -> Iterator[tuple[str, re.Match[str]]]:
        """The name of a pattern with a match that begins and ends in `[low, high]`."""
        for index in range(bisect_left(self._starts, low), len(self._starts)):
            if self._starts[index] > high:
                return
            if self._found[index][1].end() <= high:
                yield self._found[index]


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    texts = _people() | _bodies() | _clauses()
    return {name: re.compile(text) for name, text in texts.items()}


def _people() -> dict[str, str]:
    """Noun phrases for people who are not named."""
    role = one_of("offices", "relations")
    people = one_of("offices", "relations", "people")
    many, groups = one_of("many"), one_of("groups")
    first = first_characters("office_prefixes", "offices", "relations")
    counted = f"(?<!第)(?!一[名位个]){NUMBER}多?[名位个号][^，。：；的是]{{0,4}}?"
    head = "(?:另外?|又|其中|旁边|现场)?"
    away = "(?:电话|屏幕|视频|对讲机|人群|门|队伍)[^，。：；的他她]{0,6}的(?:人|声音)"
    away += "|(?:电话|听筒|话筒|手机|屏幕)?那头(?=[就便又立才也的]?[^的，。；])"
    some = f"{away}|{head}(?<![没所])(?:有的?|某|有些)一?[位名个]?[^，。：；有]{{0,10}}?{people}"
    one = f"(?<!没){head}(?:有一?|一|另一|(?<=[是有]))[位名个][^，。：；是]{{0,14}}?{people}"
    one += "|一个[^，。：；是]{0,6}?(?:[女男童]声|声音)(?=[，：问说])"
    # 在路上遇见|一位散步的老人: not 是一位老人, nor 每一位老人
    before = "(?<=[^是，、和与没每任无如象像作成当为\\W])(?<!没有|哪怕)"
    # 最小的那个跑过来, 另一个接话
    single = "最[^，。：；的]{1,2}的(?:那|一)?[位名个]?(?=[^，。：；的是]{0,2}[跑走站拉抢举扯说问喊笑])"
    single += "|[那此这]人(?![们群口家工间生员士物])|(?<![\u4e00-\u9fff])[\u4e00-\u9fff]{1,2}的人(?=[问说喊])"
    single += "|一[位个](?=[说问答喊笑摇点])"
    single += "|其中一[位名个人](?!的)|另外?一[位名个人](?=[马立连赶接说却则也就笑问答道忙抢跟喊叫插摇点])"
    several = f"{groups}(?!记录|纪要|室|厅|材料|现场)|与会[^，。：；的]{{0,4}}?{people}"
    several += f"|{counted}{people}(?!员)|{many}[^，。：；的是]{{0,8}}?{people}(?!员)"
    # A look at the first character saves most of the work: the engine tries the branches one by one.
    return {
        "introduced": f"(?=[一另老]){before}[一另][位名个](?P<who>[^，。：；]{{0,14}}?{people})(?!们|叫|名叫)"
        f"|(?<=[头边里中口面上]是[个位名])(?P<there>[^，。：；]{{0,8}}?{people})(?=[，。：；])"
        f"|(?<=的是)[^，。：；是的]{{0,6}}?(?P<after>{people})(?=[，。；])"
        f"|(?<=[，。：；\\n]是)[^，。：；是]{{2,14}}的(?P<described>{people})(?=[，。；])|(?P<pair>老两口|老夫妻)"
        f"|(?<=[给跟对和问])(?P<hearer>{one_of('relations')})(?=[听说讲看，。])",
        "this": f"[这那][位名个][^，。：；是]{{0,14}}?{people}(?!们)",
        "someone": "(?=[另又其旁现有某不一电屏视对人门队位名个那这此看来路听话手最])"
        f"(?:{some}|{single}|(?<!没)有的(?=[^是])|{head}不知是?谁|{one})(?!们|叫|名叫)",
        "pronoun": f"[他她](?![们人俩乡]|的?(?:{one_of('relations')}|{THEIRS}))(?:本人|自己)?",
        "self": f"(?:我|笔者|本人)(?![们国市省县区镇乡村校院局厂军党家省委]|看看?你|一[言语句]|{one_of('relations')})",
        "group": f"(?=[与0-9０-９一二三四五六七八九十百千两几数{first_characters('groups', 'many')}])(?:{several})"
        "|[台场底]下(?=齐|异口同声|喊|应)|[\u4e00-\u9fff]{2}人员(?!的|名)|[\u4e00-\u9fff]们|(?<=[村镇乡])人(?=[都把就也常总爱])|(?<=的)人(?=[就都全也纷一路走来围])",
        # 县委书记、县长|都说过
        "both": f"[、和与][^，。：；的、]{{0,6}}?(?>{role})(?=都|均|共同|一致|联合|不约而同|异口同声)",
        "more": f"(?!委员会)(?:{groups}|{role}|们|代表|人员)",
        # Atomic, so that 老师傅们 is not 老师 with something behind.
        "role": f"(?=[{first}])(?:{one_of('office_prefixes')})*(?>{role})(?!们|(?<={MEMBERS})会|(?<=[河林湖路田]长)办)"
        "|(?<=的)(?:[小老]?同志|年轻人)(?!们)|(?<![\u4e00-\u9fff])领导(?=[看听问说笑点摇走指叫找])",
        "many": f"{many}|{counted}",
    }


def _bodies() -> dict[str, str]:
    """The names of institutions, and where they end."""
    long = alternation(sorted(name for name in words("institutions") if len(name) > 1))
    return {
        "institution": f"{one_of('institutions')}$",
        "institution_near": f"[^，。：；的我你他们到在去来送给把对向出住入转返\ue001]{{0,4}}?"
        f"(?:{long}|[局厅院校馆所厂])",
        "inside": "[上中里间室厅期之内]|的?(?:面前|身[边旁后前]|跟前|旁边|对面|家[里门中]|门[口前])",
        "adverbs": f"{one_of('linking', 'manner', 'leads')}+$",
        "circumstance": "(?:在|于|就|对|向|通过|以|用)[^，。]{1,20}$",
        "members": f"(?:{MEMBERS})会$",
    }


def _clauses() -> dict[str, str]:
    """What stands before or behind the one who acts."""
    when = "时|后|前|中|上|里|下|面|边|外|旁|头|排|那天|当天|之余"
    then = "[^，。]{1,12}(?:的路上|的途中|途中|的时候|那天|那晚|那年|之[后前余])"
    light = "[这那][位名个]|没想到|只听|只见|倒是|等|待|直到|每当"
    group = "人|代表|委员|专家|同志|干部|群众"
    own, others = one_of("speech_nouns", "messages"), one_of("relations", "people", "offices", "groups")
    return {
        "verb": verb_pattern(),
        # 李明的话, 李明这番话, 牧民巴雅尔的那条, 李明声音
        "own": f"的(?!(?!{own}){SOME}{others})[^，。：；、的]{{0,4}}?{own}"
        f"|[的这那就]?一?(?:句话|番话|席话)|的[那这][条封句张页](?!路|河|街|沟)|的?{one_of('own_nouns')}(?!工|艺|机)",
        "is": "[正就便都却也还竟已]?(?:(?<![倒总可于但])是|为|当|成了|成为|做)(?:一[位名个])?$",
        "predicate": "(?:也|又|还|就|正|便|都|曾|已|已经|如今|现在|后来)*(?:是|担任|现任|任|当上|成为|成了)",
        "telling": f"(?:{one_of('linking', 'manner', 'leads')})*"
        "[^，。：；]{0,4}?(?:用[^，。：；]{1,6}?)?(?:问候?|请教|看望|拜访|告诉|叮嘱|嘱咐|吩咐"
        "|对(?![面门岸手象])|向(?![阳来])|跟(?![前班])|朝(?!阳)|冲(?!锋))(?!过?的)",
        "told": f"(?:{one_of('speech_verbs', 'cuts', 'object_markers')}|[来去]找)(?!过?的)",
        "light": f"(?:{one_of('linking', 'leads', 'manner')}|{light}|[^，。的]{{1,12}}(?:{when})|{then})+",
        "together": "[们都也又就]?(?:齐声|纷纷|一致|异口同声|七嘴八舌|齐刷刷|你一言我一语|不约而同|普遍)|[们都]抢着"
        "|都(?=[说讲夸]|表示|认为|觉得|反映|称赞)",
        "made": "(?:让|令|[使惹引逗][得来]?)[^，。：；的]{0,3}$",
        "object_end": "(?<!没想)[了着过到给住][我他她你您]?$",
        "tail": f"[两三四五]位[^，。：；的]{{0,3}}?{one_of('people', 'relations')}"
        f"|等(?:[^，。：；]{{0,6}}?(?:{group}))?|{one_of('pairs')}俩?|一家人?",
    }
