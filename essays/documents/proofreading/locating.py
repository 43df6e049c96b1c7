"""Issues of a parsed essay, brought back to the lines of the file it came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from essays.documents.messages import Place
from essays.documents.tree import Essay
from essays.documents.version import Version, version_of_tree

from .issue import Issue

DECK = 5  # lines below the essay's mark in which its title and deck stand


@dataclass(frozen=True, slots=True)
class Located:
    """`excerpt` is the whole input line."""

    issue: Issue
    place: Place
    excerpt: str


def version_to_check(essay: Essay) -> Version:
    """An essay of a file; its rows are named by their index, for want of uids."""
    version = version_of_tree(essay)
    rows = tuple(replace(section, uid=str(index)) for index, section in enumerate(version.sections))
    return replace(version, sections=rows, quotes=())


def locate(issue: Issue, essay: Essay, lines: Mapping[int, str]) -> Located:
    """`lines` are the file's by number. An issue of an essay as a whole stands at its first line."""
    text, line, column = _spot(issue, essay, lines)
    words = text[issue.start : issue.end]
    raw = lines.get(line, "")
    begins = raw.find(text, column - 1)
    start = begins + issue.start if begins >= 0 else raw.find(words, column - 1)
    if not words or start < 0:
        return Located(issue, Place(line, column, column), raw)
    return Located(issue, Place(line, start + 1, start + 1 + len(words)), raw)


def _spot(issue: Issue, essay: Essay, lines: Mapping[int, str]) -> tuple[str, int, int]:
    """The text an issue counts its characters in, the line it begins in, and from which column on to look for it."""
    if not issue.section:
        text = essay.title if issue.paragraph < 0 else essay.subtitle
        near = range(essay.line, essay.line + DECK)
        return text, next((number for number in near if text and text in lines.get(number, "")), essay.line or 1), 1
    section = essay.sections[int(issue.section)]
    if issue.paragraph < 0:
        return section.heading, section.line or 1, 1
    paragraph = section.paragraphs[issue.paragraph]
    return paragraph.text, paragraph.line, paragraph.column
