"""Characters that no reader should meet: what `normalize` would take out or remark on."""

from __future__ import annotations

from collections.abc import Iterator

from essays.documents.messages import Message, gettext_noop
from essays.documents.normalize import findings, is_clean

from .galley import Galley, Line
from .issue import Issue, Severity

CONTROL = gettext_noop("%(count)s control characters stand in the text.")
BROKEN = gettext_noop("%(count)s characters are lost and read � now: look them up in the source.")
UNSEEN = gettext_noop("%(count)s characters stand here that nobody can see.")
PRIVATE = gettext_noop("%(count)s characters are of a private font: most readers see a box.")

_UNSEEN = ("char-unseen", Severity.WARNING, UNSEEN)
KINDS = {
    "W201": ("char-control", Severity.BLOCK, CONTROL),
    "W202": ("char-control", Severity.BLOCK, CONTROL),
    "W207": ("char-broken", Severity.BLOCK, BROKEN),
    "W210": ("char-broken", Severity.BLOCK, BROKEN),
    "W212": ("char-private", Severity.WARNING, PRIVATE),
    **dict.fromkeys(("W203", "W204", "W205", "W206", "W208", "W209"), _UNSEEN),
}


def damage(galley: Galley) -> Iterator[Issue]:
    for line in galley.lines:
        if not is_clean(line.text):
            yield from (_issue(line, found) for found in findings(line.text) if found.code in KINDS)


def _issue(line: Line, found: Message) -> Issue:
    code, severity, template = KINDS[found.code]
    before = sum(len(part) + 1 for part in line.text.split("\n")[: found.place.line - 1])
    start, end = before + found.place.column - 1, before + found.place.end - 1
    return line.issue(code, severity, template, start, end, count=found.params["count"])
