"""Names that nothing introduces and no surname begins: those that everybody knows, and what can only be foreign."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from essays import segmentation
from essays.documents.quotes.words import one_of, words

from .anchors import FRAME, Anchor, Before
from .candidates import ENDS_THERE, Candidate, made
from .evidence import TALK, after
from .letters import PERSON, surname_at

FAMOUS, A_CHARACTER, SOMEBODY_ELSE = 3.0, 0.5, 1.5
FOREIGN = 1.0
# 马克思主义, 焦裕禄精神, 鲁迅文学院: what bears a name is not who says something.
_BORNE = (
    "主义|思想|精神|干部|理论|学说|法则|定律|效应|故里|故居|纪念|文学|文艺|文化|图书|出版|事迹|大学|小学|中学|学院|学校|学堂|公园|广场"
    "|[路街县奖杯班岗号像式传墓祠庙庵]|全集|选集|文集|诗[集选词]|手稿|著作|画像|雕像|铜像|书[院店]"
)


def famous(veiled: str, anchors: dict[int, Anchor]) -> Iterator[Candidate]:
    for match in _pattern().finditer(veiled):
        anchor = anchors.get(match.start()) or Anchor(match.start(), Before.JOINT, Before.JOINT.weight)
        may_go_on = len(match.group()) == 2 and bool(surname_at(veiled, match.start()))
        # 股长班固元: behind a post the other rules know best where a name ends.
        if not (may_go_on and anchor.before.introduces):
            one = made(veiled, anchor, match.end(), FAMOUS + A_CHARACTER * len(match.group()))
            one.weight -= may_go_on and one.place < ENDS_THERE and SOMEBODY_ELSE
            yield one


def foreign(veiled: str, anchors: dict[int, Anchor]) -> Iterator[Candidate]:
    """茨威格|说过, 正如雅斯贝尔斯|所说: all of it sounds foreign, and it goes on as from somebody who speaks."""
    for match in _sounds().finditer(veiled):
        start, end = match.span()
        anchor = anchors.get(start) or Anchor(start, Before.JOINT, Before.JOINT.weight)
        if not anchor.before.introduces and (after(veiled, end) >= TALK or _frame().match(veiled, end)):
            name = match.group()
            if not segmentation.frequency(name) or segmentation.tag(name)[:2] == PERSON:
                yield made(veiled, anchor, end, FOREIGN + A_CHARACTER * len(name))


@cache
def _sounds() -> re.Pattern[str]:
    sound = f"[{''.join(sorted(words('translit')))}]"
    return re.compile(f"(?<!{sound}){sound}{{3,8}}(?!{sound})")


@cache
def _frame() -> re.Pattern[str]:
    return re.compile(f"{FRAME}|[曾常也]?有(?:一?句|这样)|曾经?[说讲指写]")


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(f"(?>{one_of('famous')})(?!{_BORNE})")
