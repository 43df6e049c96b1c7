"""The paid regions of essays that are no longer a file, told by the characters around their ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .tree import Continues, Essay, PaidSpan

CONTEXT = 10  # characters of each side, white space left out


def paid_spans(essays: Iterable[Essay]) -> Iterator[PaidSpan]:
    """One span for each run of paid rows within an essay.

    Rows do not say on which side of a title or heading a marker stood: a run begins with the first of its text.
    """
    before = ""
    for essay in essays:
        before += _inked(essay.title + essay.subtitle)
        after, run = "", ""
        for section in essay.sections:
            heading = "" if section.continues is not Continues.NO else _inked(section.heading)
            text = _inked(section.text)
            if section.is_paid:
                after = after if run else (before + heading)[-CONTEXT:]
                run += heading + text if run else text
            elif run:
                yield PaidSpan(after, run[:CONTEXT], run[-CONTEXT:])
                run = ""
            before = (before + heading + text)[-CONTEXT:]
        if run:
            yield PaidSpan(after, run[:CONTEXT], run[-CONTEXT:])


def _inked(text: str) -> str:
    return "".join(text.split())
