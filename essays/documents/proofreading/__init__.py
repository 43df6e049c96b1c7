"""What a proofreader marks: pure checks over one version of an essay."""

from __future__ import annotations

from collections.abc import Iterable

from essays.documents.version import Version

from .galley import Galley, Line, galley_of
from .issue import Issue, Severity
from .lexicon import Entry, Lexicon
from .rules import CHECKS, Check

__all__ = [
    "CHECKS",
    "Check",
    "Entry",
    "Galley",
    "Issue",
    "Lexicon",
    "Line",
    "Severity",
    "check",
    "galley_of",
    "in_order",
]


def check(galley: Galley) -> list[Issue]:
    """Everything the checks find in one text, in no order."""
    return [issue for rule in CHECKS for issue in rule(galley)]


def in_order(issues: Iterable[Issue], version: Version) -> tuple[Issue, ...]:
    """Issues in the order of the text, the graver first at one place."""
    rows = {"": -1} | {section.uid: number for number, section in enumerate(version.sections)}
    gravity = list(Severity)
    return tuple(
        sorted(
            issues,
            key=lambda issue: (
                rows.get(issue.section, len(rows)),
                issue.paragraph,
                issue.start,
                gravity.index(issue.severity),
                issue.code,
            ),
        )
    )
