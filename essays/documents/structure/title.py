"""The collection's title and the count it declares: （3篇）, （三篇）, (精选5篇), （２篇）, or bare …心得体会3篇."""

from __future__ import annotations

import re
from dataclasses import dataclass

from essays.documents.simplified import simplified

from .numerals import NUMERAL, value

_PRAISE = (
    "(?:精选|通用|专业|实用|热门|优选|优秀|最新|推荐|必备|经典|精编"
    "|合集|集合|汇编|汇总|大全|锦集|集锦|整理|共计|共|多)"
)
_COUNT = rf"(?P<count>{NUMERAL})\s*篇"
_BRACKETED = re.compile(
    rf"\s*[（(【\[〔](?:[^（()）【】\[\]〔〕第]{{0,8}}?){_COUNT}[^（()）【】\[\]〔〕]{{0,8}}[)）】\]〕]\s*"
)
_BARE = re.compile(rf"\s*{_PRAISE}*\s*(?<!第){_COUNT}{_PRAISE}*$")
_ALONE = re.compile(rf"[（(【\[〔]?\s*{_PRAISE}*\s*{_COUNT}\s*{_PRAISE}*\s*[)）】\]〕]?")


@dataclass(frozen=True, slots=True)
class Title:
    """`span` is where the count stands in the line, empty for none."""

    text: str
    count: int | None
    span: tuple[int, int] = (0, 0)


def read_title(line: str) -> Title:
    """Cut the declared count off a title line, wherever in it the count stands."""
    words = simplified(line)
    match = _BRACKETED.search(words) or _BARE.search(words)
    if not match:
        return Title(line, None)
    text = line[: match.start()] + line[match.end() :]
    if not text.strip():
        return Title(line, None)
    return Title(text, value(match["count"]), match.span())


def read_count(line: str) -> int | None:
    """Give the count of a line that holds nothing else."""
    match = _ALONE.fullmatch(line)
    return value(match["count"]) if match else None
