"""The words of one Markdown paragraph: its inline tokens as runs, one list a line of the source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from markdown_it.token import Token

from essays.documents.markers import find_markers
from essays.documents.readers.inline import Run, is_linkable, text_of
from essays.documents.readers.spacing import SOFT_BREAK

from .source import unprotect

_MARKS = {"strong": "strong", "em": "em", "s": "s"}
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]*)?/?>|<!--")
_IDEOGRAPHIC_SPACE = "\u3000"


@dataclass(slots=True)
class Phrases:
    """The lines of a paragraph, whether the break after each is hard, and what was met that is no text."""

    lines: list[list[Run]] = field(default_factory=lambda: [[]])
    is_hard: list[bool] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    lost: str = ""
    addresses: list[str] = field(default_factory=list)


def read_phrases(tokens: Sequence[Token]) -> Phrases:
    found = Phrases()
    look = Run("")
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            found.lines.append([])
            found.is_hard.append(token.type == "hardbreak")
        elif token.type == "image":
            found.codes.append("W251")
            found.lost += token.content
        elif token.type in ("link_open", "link_close"):
            look = _link(token, look, found)
        elif token.nesting:
            look = _mark(token, look)
        else:
            _add(token, look, found)
    return found


def _link(token: Token, look: Run, found: Phrases) -> Run:
    address = str(token.attrGet("href") or "") if token.nesting > 0 else ""
    found.addresses.append(address)
    if address and not is_linkable(address):
        found.codes.append("W271")
        address = ""
    return replace(look, href=address, title=str(token.attrGet("title") or "") if address else "")


def _mark(token: Token, look: Run) -> Run:
    tag = frozenset((_MARKS[token.tag],)) if token.tag in _MARKS else frozenset()
    return replace(look, tags=look.tags | tag if token.nesting > 0 else look.tags - tag)


def _add(token: Token, look: Run, found: Phrases) -> None:
    text = token.content
    if token.type == "code_inline":
        found.codes.append("N305")
        text = unprotect(text)
    else:
        found.codes += ["N306"] * len(_TAG.findall(text))
    found.lines[-1].append(replace(look, text=text))


def paragraphs(phrases: Phrases, wrapped: bool) -> Iterator[tuple[int, list[Run]]]:
    """Yield the lines of text with the number of source lines before each.

    In a `wrapped` file a source line goes on from the one before it, unless that ended in a hard break, either is
    a marker alone, or this one is indented as a Chinese paragraph is. In others every line is a paragraph.
    """
    runs: list[Run] = []
    first = 0
    for number, line in enumerate(phrases.lines):
        if number and not (wrapped and _goes_on(phrases, number)):
            yield first, runs
            runs, first = [], number
        elif number:
            runs.append(Run(SOFT_BREAK))
        runs += line
    yield first, runs


def _goes_on(phrases: Phrases, number: int) -> bool:
    before, this = text_of(phrases.lines[number - 1]), text_of(phrases.lines[number])
    if phrases.is_hard[number - 1] or this.startswith(_IDEOGRAPHIC_SPACE):
        return False
    return not _is_marker(before) and not _is_marker(this)


def _is_marker(line: str) -> bool:
    markers = find_markers(line.strip())
    return len(markers) == 1 and markers[0].end - markers[0].start == len(line.strip())
