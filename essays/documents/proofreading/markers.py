"""Markers of paid text that stand in the text still: they fence nothing any more, and readers would see them."""

from __future__ import annotations

from collections.abc import Iterator

from essays.documents.markers import find_markers
from essays.documents.messages import gettext_noop

from .galley import Galley
from .issue import Issue, Severity

LEFT = gettext_noop("The marker “%(words)s” stands in the text: save the essay so that it fences, or take it out.")


def markers_left(galley: Galley) -> Iterator[Issue]:
    for line in galley.lines:
        for marker in find_markers(line.text):
            yield line.issue("marker-left", Severity.BLOCK, LEFT, marker.start, marker.end)
