"""Checks that find what typesetting would mend: one home for the rule, so that both always agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from essays.documents.typesetting.edits import Rule, applied

from .galley import Galley
from .issue import Issue, Severity


def found_by(rule: Rule, code: str, severity: Severity, template: str) -> Callable[[Galley], Iterator[Issue]]:
    """The check that says `template` of everything `rule` would change, and suggests the change."""

    def check(galley: Galley) -> Iterator[Issue]:
        for line in galley.lines:
            for fix in rule(line.text):
                better = applied(line.text, fix)
                yield line.issue(code, severity, template, fix[0].start, fix[-1].end, better, better=better)

    return check
