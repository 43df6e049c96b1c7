"""Versions to be proofread, written as plain lines."""

from __future__ import annotations

from essays.documents import html
from essays.documents.proofreading import Issue, check, galley_of, in_order
from essays.documents.tree import Continues
from essays.documents.version import Version, VersionSection


def section(*lines: str, heading: str = "", uid: str = "a", continues: Continues = Continues.NO) -> VersionSection:
    blocks = tuple(line if line.startswith("<") else html.escape_paragraph(line) for line in lines)
    return VersionSection(uid, heading, blocks, continues=continues)


def version(*lines: str) -> Version:
    return Version("村里的路", "", (section(*lines),))


def issues_of(text: Version) -> tuple[Issue, ...]:
    return in_order(check(galley_of(text)), text)


def codes(*lines: str) -> list[str]:
    """The codes of what is found in an essay of these paragraphs."""
    return [issue.code for issue in issues_of(version(*lines))]
