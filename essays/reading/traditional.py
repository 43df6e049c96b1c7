"""繁體 of a page, by OpenCC; names of people keep the characters they are written with (U9.6)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache
from typing import Any

from django.core.cache import cache as kept
from django.utils import timezone
from opencc import OpenCC

from essays.access import STRANGER, visible_to
from essays.models import Quote

# Characters that stand for several traditional ones, and that a name has as they are: 于勇 is not 於勇, 范 not 範.
KEPT_IN_NAMES = frozenset("于范后里余岳涂姜卜谷周朱党种曲舍胡松向志才升征咸布采沈郁仇佣洪洁苏台占只岩杠尽")
TRADITIONAL_ROOT = "/hant/"  # of the addresses of converted pages
NAMES_KEY, NAMES_KEPT = "public-names", 60  # seconds
# What is left alone: scripts, what somebody has typed, and what says of itself that it is not to be translated.
LEFT = (
    r'<(?P<raw>script|style|textarea|code)\b.*?</(?P=raw)\s*>|<(?P<as_is>\w+)\s[^>]*\btranslate="no".*?</(?P=as_is)>'
)
TOKEN = re.compile(LEFT + "|<!--.*?-->|<[^>]*>|[^<]+", re.DOTALL)
SAID = re.compile(
    r'(?P<before>\s(?:title|alt|aria-label|placeholder|data-[a-z]+)=")(?P<words>[^"]*[\u3400-\u9fff][^"]*)'
)
META = re.compile(r'^<meta\s+(?:name="description"|property="og:(?:title|description|site_name)")\s+content="')
CONTENT = re.compile(r'(?P<before>\scontent=")(?P<words>[^"]*)')
LANGUAGE = re.compile(r'(?P<before>\s(?:xml:)?lang=")zh-Hans"')


def public_names() -> frozenset[str]:
    """Speakers whom a stranger may know, as printed; kept for a minute. What is hidden protects nothing."""
    names = kept.get(NAMES_KEY)
    if names is None:
        rows = Quote.objects.live(timezone.now()).confirmed().filter(visible_to(STRANGER)).named(STRANGER)
        names = frozenset(rows.exclude(speaker="").order_by().values_list("speaker", flat=True).distinct())
        kept.set(NAMES_KEY, names, NAMES_KEPT)
    return names


@cache
def _converter() -> Any:
    return OpenCC("s2tw")


def convert(text: str, names: Collection[str] = ()) -> str:
    """Simplified to traditional characters, word by word; `names` sign by sign."""
    if not names:
        return str(_converter().convert(text))
    pattern = _pattern(frozenset(names))
    parts, done = [], 0
    for match in pattern.finditer(text):
        parts += [_converter().convert(text[done : match.start()]), convert_name(match[0])]
        done = match.end()
    return "".join([*parts, _converter().convert(text[done:])])


def convert_name(name: str) -> str:
    return "".join(sign if sign in KEPT_IN_NAMES else _converter().convert(sign) for sign in name)


@cache
def _pattern(names: frozenset[str]) -> re.Pattern[str]:
    """The longest name first: 欧阳海 is not 欧阳 and 海."""
    return re.compile("|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name)))))


def convert_page(page: str, names: Iterable[str]) -> str:
    """A page of HTML: its texts and spoken attributes; no address, no script, no field's value."""
    known = frozenset(name for name in names if any(sign in KEPT_IN_NAMES for sign in name))

    def spoken(match: re.Match[str]) -> str:
        return match["before"] + convert(match["words"], known)

    def one(match: re.Match[str]) -> str:
        token = match[0]
        if match["raw"] or match["as_is"] or token.startswith("<!"):
            return token
        if not token.startswith("<"):
            return convert(token, known)
        token = LANGUAGE.sub(r'\g<before>zh-Hant"', SAID.sub(spoken, token))
        return CONTENT.sub(spoken, token) if META.match(token) else token

    return TOKEN.sub(one, page)
