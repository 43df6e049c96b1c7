"""What the checks have found, ready for a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django import template

from essays.documents.proofreading import Issue, Severity
from essays.documents.proofreading.placing import Placed, place_issues
from essays.documents.version import Version

register = template.Library()


MOST = 200  # a list that somebody reads; mending these brings up the next ones


@register.filter
def placed(issues: Iterable[Issue], version: Version) -> list[Placed]:
    """The first issues of a version with the words around them, the gravest before others."""
    gravest_first = sorted(issues, key=lambda issue: list(Severity).index(issue.severity))
    return list(place_issues(gravest_first[:MOST], version))


@register.filter
def beyond(issues: Sequence[Issue]) -> int:
    """How many are not shown."""
    return max(len(issues) - MOST, 0)
