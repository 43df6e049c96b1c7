"""“…” and on a line of its own ——李明, （李明） or 李明说。"""

from __future__ import annotations

import re
from functools import cache

from essays.documents.quotes.phrases import CURTAIN
from essays.documents.quotes.scene import GAP
from essays.documents.quotes.words import one_of
from essays.documents.tree import Confidence

from .attribution import Attribution, Place

LONGEST = 40  # characters of a line that says nothing else


def signed(place: Place) -> Attribution | None:
    """The next line names who said it and does nothing else; not one that may lead to what the line behind it says."""
    scene = place.scene
    low, high = scene.paragraph_bounds(place.utterance.run.end)
    if (
        not place.opens_paragraph
        or scene.veiled[place.utterance.run.end : high].strip(GAP)
        or high >= len(scene.veiled)
    ):
        return None
    low, high = scene.paragraph_bounds(high + 1)
    line = scene.veiled[low:high].strip(GAP)
    if len(line) > LONGEST or not _patterns()["signature"].fullmatch(line):
        return None
    if _patterns()["told"].search(line) and any(run.start == high + 1 for run in scene.runs):
        return None
    mention = next(iter(scene.cast.between(low, high)), None)
    if mention is None:
        return None
    return Attribution(place.discourse.speaker(mention), "signed", (low, high)).weakened(Confidence.LIKELY)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    told = f"(?:{one_of('speech_verbs')})(?:道|着)?[。！]?"
    words = f'[^。！？：“”"＂「」『』{CURTAIN}]+'
    return {
        "signature": re.compile(f"[—–-]+ ?{words}|（{words}）|(?!.*，){words}{told}"),
        "told": re.compile(f"{told}$"),
    }
