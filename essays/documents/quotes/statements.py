"""Indirect speech: a clause of attribution followed by what is reported (guideline §5)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache

from essays.documents.tree import Confidence, SpeechKind

from .acts import Act
from .discourse import Discourse
from .found import Found
from .marks import Run
from .phrases import VEIL
from .scene import Scene
from .speakers import Speaker
from .subjects import Kind
from .words import first_characters, one_of

NO_SPEAKER = (Kind.SELF,)
OWN_GROUPS = ("我们", "咱们")
SHORTEST = 4
INTRODUCES = "：:"  # 被我们追问急了，才说了一段往事：“…”: nothing is reported but what stands in marks
OPEN_VERBS = "表示|强调|指出|认为|透露|坦言|承诺|呼吁|建议|告诉记者"  # need no comma: 她表示要为老人服务
NOT_TOLD = (  # 表示感谢, 强调了: an act, nothing reported
    "了|过|着|的|出|感谢|祝贺|欢迎|支持|赞同|赞赏|同意|衷心|热烈|由衷|满意|肯定|敬意|慰问|理解|遗憾|关切|一下"
)
WHOM = "(?:我们?|他们?|她们?|大家|记者|笔者|来访者|[^，。：；的]{2,4}?)"
TOLDS = "告诉|问|提醒|叮嘱"
ASKED_OF = "告诫|嘱咐|勉励|鼓励|号召|教导|叮咛|要求"  # 他勉励大家，, but 要求进步，
OF_WHOM = "(?:我们|他们|她们|大家|同学们|同志们|全体[^，。：；的]{2,6})"
TOLD = f"(?:{TOLDS}){WHOM}|对{WHOM}(?:说|讲)|(?:{ASKED_OF}){OF_WHOM}"  # 他告诉来访者，
PHRASES = (  # 一般来说, 可以说, 据介绍: nobody speaks
    "没|没有|不|不曾|不会|未|来|可以|就是|应该|一般|老实|具体|简单|总体|客观|严格|直接|据|听|传|(?<!一)再|虽|按|的|一些|这些|各项|所|换句话|比如"
)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    verbs = one_of("reporting_verbs")
    # A look at the first character saves most of the work.
    first = first_characters("reporting_verbs") + "".join(
        verb[0] for verb in f"{TOLDS}|{ASKED_OF}|对|{OPEN_VERBS}".split("|")
    )
    return {
        "report": re.compile(
            f'(?=[{first}])(?:(?P<verb>(?:{verbs})[说道到]?|{TOLD})[，：:](?![“「『"＂])'
            f'|(?P<open>{OPEN_VERBS})(?!{NOT_TOLD}|[{VEIL}“"「，。；、！？：:]))'
        ),
        "phrase": re.compile(f"(?:{PHRASES})$"),
    }


def find_reports(scene: Scene) -> list[re.Match[str]]:
    """The verbs behind which something may be reported."""
    return [match for match in _patterns()["report"].finditer(scene.veiled) if not _is_phrase(scene, match)]


def find_statements(discourse: Discourse, reports: Sequence[re.Match[str]], quoted: Sequence[Run]) -> list[Found]:
    """The statements of an essay, at most one a sentence, in the order of the text."""
    scene = discourse.scene
    starts, ends = sorted(run.start for run in quoted), sorted(run.end for run in quoted)
    found, past = [], 0
    for match in reports:
        start = match.end()
        if match.start() < past:
            continue
        statement = _statement(discourse, match, ends, starts)
        if statement:
            found.append(statement)
            past = scene.sentence_end(start)
    return found


def _is_phrase(scene: Scene, match: re.Match[str]) -> bool:
    return bool(_patterns()["phrase"].search(scene.veiled, max(match.start() - 4, 0), match.start()))


def _statement(discourse: Discourse, match: re.Match[str], ends: list[int], starts: list[int]) -> Found | None:
    scene = discourse.scene
    low = max(scene.sentence_start(match.start()), _last_before(ends, match.start()))
    verb = match.start("verb") if match["verb"] else match.start("open")
    start, end = match.end(), scene.sentence_end(match.end())
    end = min(end, next(iter(starts[(index := bisect_left(starts, start)) : index + 1]), end))
    if end - start < SHORTEST or scene.veiled[end - 1] in INTRODUCES:
        return None
    act = _act(discourse, low, verb)
    if act is None or act.actor is None or act.subject is None:
        return None
    if act.subject.kind in NO_SPEAKER or act.subject.words in OWN_GROUPS:
        return None
    return _found(scene, act.actor, start, end)


def _act(discourse: Discourse, low: int, verb: int) -> Act | None:
    """The last clause before the verb that says who acts."""
    return next((act for act in reversed(discourse.between(low, verb)) if act.subject), None)


def _last_before(ends: list[int], position: int) -> int:
    index = bisect_right(ends, position)
    return ends[index - 1] if index else 0


def _found(scene: Scene, speaker: Speaker, start: int, end: int) -> Found:
    text = scene.passage.text[start:end]
    return Found(
        text=text,
        pieces=(text,),
        spans=(scene.passage.span(start, end),),
        kind=SpeechKind.STATEMENT,
        speaker=speaker.name,
        organisation=speaker.group or speaker.post.organisation,
        title=speaker.post.title,
        affiliations=speaker.post.several,
        rule="reported",
        confidence=speaker.confidence if speaker.name or speaker.group else Confidence.UNSURE,
    )
