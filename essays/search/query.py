"""What somebody typed into the search box, read as words, phrases and filters. Anything at all can be typed."""

from __future__ import annotations

import re
from dataclasses import dataclass

from essays.documents.folding import fold

LONGEST = 64  # characters; what is longer is cut, and said to be (U3.8)
FIELDS = {"讲话人": "speakers", "speaker": "speakers", "文集": "collections", "collection": "collections"}
OPENING, CLOSING = '"“”„‟＂「『', '"”“‟＂」』'
PART = re.compile(
    rf"(?P<minus>[-－−]?)(?:(?P<field>\w+)[:：])?"
    rf"(?:[{OPENING}](?P<phrase>[^{OPENING}{CLOSING}]+)[{CLOSING}](?=\s|$)|(?P<word>\S+))"
)


@dataclass(frozen=True, slots=True)
class Query:
    """`words` and `without` are folded runs of characters: all of the first must stand there, none of the others.

    `speakers` and `collections` are parts of names. `text` is what was typed, cut to what is looked for.
    """

    text: str
    words: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
    was_cut: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.speakers or self.collections)


def read_query(typed: str) -> Query:
    """Words are found all together; “…” keeps its blanks; 讲话人: and 文集: narrow; a minus leaves out.

    What makes no sense as a sign is taken for what it is: a lone minus, half a pair of quotation marks.
    """
    clean = " ".join(typed.replace("\x00", " ").split())
    text = clean[:LONGEST].rstrip()
    found: dict[str, list[str]] = {"words": [], "without": [], "speakers": [], "collections": []}
    for match in PART.finditer(text):
        kind, run = _part(match)
        if run and run not in found[kind]:
            found[kind].append(run)
    if found["without"] and not (found["words"] or found["speakers"] or found["collections"]):
        found["words"], found["without"] = [fold(word) for word in text.split() if fold(word)], []
    return Query(text, was_cut=len(clean) > LONGEST, **{name: tuple(runs) for name, runs in found.items()})


def _part(match: re.Match[str]) -> tuple[str, str]:
    run = fold(match["phrase"] or match["word"] or "").replace("\n", "")
    field = FIELDS.get(fold(match["field"] or ""))
    if match["minus"] and not match["field"]:
        return ("without", run) if run else ("words", fold(match[0]))
    if field and run and not match["minus"]:
        return field, run
    return "words", fold(match[0]).replace("\n", "") if match["field"] or match["minus"] else run
