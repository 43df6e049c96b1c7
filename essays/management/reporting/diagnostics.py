"""A finding printed the way compilers print theirs: where, the line itself, a caret under the place, and help."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from essays.documents.catalogue import TEMPLATES
from essays.documents.messages import Level, Message, Place
from essays.importing.wording import Words, level_name, printable, words_of

from .cells import clip, width
from .terminal import Terminal

WIDEST = 60  # cells of an excerpt
MARKED = 20  # characters of the place that a summary repeats


@dataclass(frozen=True, slots=True)
class Finding:
    """A diagnostic in words, whoever found it. `excerpt` is the whole input line."""

    code: str
    level: Level
    words: Words
    place: Place
    excerpt: str = ""


def explain(code: str) -> str:
    """The long text of a code, its summary with … for what differs from case to case. Raises KeyError."""
    template = TEMPLATES[code]
    summary = re.sub(r"%\(\w+\)s", "…", _(template.summary)).replace("%%", "%")
    return f"{level_name(template.level)} {code} {summary}\n\n{_(template.explanation)}"


def finding_of(message: Message) -> Finding:
    return Finding(message.code, message.level, words_of(message), message.place, message.excerpt)


def render(message: Message, path: str, terminal: Terminal) -> Iterator[str]:
    """The lines of one diagnostic."""
    return draw(finding_of(message), path, terminal)


def draw(finding: Finding, path: str, terminal: Terminal) -> Iterator[str]:
    words, place = finding.words, finding.place
    marked = printable(finding.excerpt[place.column - 1 : place.end - 1])[:MARKED]
    again = f" 「{marked}」" if marked.strip() and marked not in words.summary else ""
    yield terminal.paint(f"{words.level} {finding.code}", finding.level.value) + f" {words.summary}{again}"
    yield terminal.paint("  --> ", "dim") + f"{printable(path)}:{place.line}:{place.column}"
    gutter = " " * len(str(place.line))
    bar = terminal.paint("|", "dim")
    if finding.excerpt.strip():
        before, mark, after = excerpt(finding, terminal)
        blanks = " " * width(before, ambiguous=terminal.ambiguous)
        carets = "^" * max(width(mark, ambiguous=terminal.ambiguous), 1)
        yield f"{gutter} {bar}"
        yield f"{terminal.paint(str(place.line), 'dim')} {bar} {before}{mark}{after}"
        yield f"{gutter} {bar} {blanks}{terminal.paint(carets, finding.level.value)}"
    if words.help:
        yield f"{gutter} {terminal.paint('=', 'dim')} " + _("help: %(help)s") % {"help": words.help}
    yield ""


def excerpt(finding: Finding, terminal: Terminal) -> tuple[str, str, str]:
    """What stands before the place, the place, and what follows: together at most WIDEST cells."""
    place, line = finding.place, printable(finding.excerpt)
    start, end = min(place.column - 1, len(line)), min(max(place.end, place.column) - 1, len(line))
    dots, cells = terminal.glyphs.ellipsis, terminal.ambiguous
    room = WIDEST - 2 * width(dots, ambiguous=cells)
    mark = clip(line[start:end], room * 2 // 3, ambiguous=cells)
    end = start + len(mark)
    room -= width(mark, ambiguous=cells)
    before = clip(line[:start].lstrip(), room // 2, ambiguous=cells, from_end=True)
    after = clip(line[end:].rstrip(), room - width(before, ambiguous=cells), ambiguous=cells)
    if before != line[:start].lstrip():
        before = dots + before
    if after != line[end:].rstrip():
        after += dots
    return before, mark, after
