"""Names that everybody knows: found wherever they stand, though nothing introduces them and no surname begins them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from essays.documents.quotes.words import one_of

from .anchors import Anchor, Before
from .candidates import ENDS_THERE, Candidate, made
from .letters import surname_at

FAMOUS, A_CHARACTER, SOMEBODY_ELSE = 3.0, 0.5, 1.5
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


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(f"(?>{one_of('famous')})(?!{_BORNE})")
