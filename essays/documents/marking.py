"""A quote in its passage, as an editor judges it: its words marked, and those that name who says them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from .flow import Flow
from .tree import Part


class Mark(StrEnum):
    NONE = ""
    QUOTE = "quote"
    SPEAKER = "speaker"
    ORGANISATION = "organisation"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Run:
    text: str
    mark: Mark = Mark.NONE


@dataclass(frozen=True, slots=True)
class Marked:
    """A paragraph in runs; `is_near` when none of the quote stands in it."""

    runs: tuple[Run, ...]
    is_near: bool = False


@dataclass(frozen=True, slots=True)
class Passage:
    """The paragraphs of the quote with one to each side, and where the speaker is named when that is elsewhere."""

    heading: str
    paragraphs: tuple[Marked, ...]
    named: Marked | None = None


Names = Sequence[tuple[Mark, str]]


def mark_passage(flow: Flow, parts: Sequence[Part], speaker: str, organisation: str, title: str) -> Passage | None:
    """The passage of a quote with these places; None when they are not in the text."""
    spans = [span for part in parts if (span := flow.span(part)) is not None]
    if not spans:
        return None
    names = [
        (mark, words)
        for mark, words in ((Mark.ORGANISATION, organisation), (Mark.TITLE, title), (Mark.SPEAKER, speaker))
        if words
    ]
    section = spans[0].section
    texts = flow.sections[section]
    first, last = (edge(span.paragraph for span in spans if span.section == section) for edge in (min, max))
    shown = range(max(first - 1, 0), min(last + 2, len(texts)))
    paragraphs = []
    for number in shown:
        own = sorted((span.start, span.end) for span in spans if (span.section, span.paragraph) == (section, number))
        paragraphs.append(Marked(tuple(_runs(texts[number], own, names)), is_near=not own))
    named = None
    if speaker and not any(run.mark is Mark.SPEAKER for paragraph in paragraphs for run in paragraph.runs):
        named = _first_named(flow, speaker, names)
    return Passage(flow.headings[section], tuple(paragraphs), named)


def _first_named(flow: Flow, speaker: str, names: Names) -> Marked | None:
    """The sentence of the essay that first has the name."""
    for texts in flow.sections:
        for text in texts:
            at = text.find(speaker)
            if at >= 0:
                start = text.rfind("。", 0, at) + 1
                end = text.find("。", at) + 1 or len(text)
                return Marked(tuple(_runs(text[start:end], [], names)), is_near=True)
    return None


def _runs(text: str, own: Sequence[tuple[int, int]], names: Names) -> Iterator[Run]:
    at = 0
    for start, end in own:
        yield from _named(text[at:start], names)
        yield Run(text[start:end], Mark.QUOTE)
        at = end
    yield from _named(text[at:], names)


def _named(text: str, names: Names) -> Iterator[Run]:
    """Cut at each name in it, the longer one where one holds another."""
    while text:
        found = [(at, -len(words), mark) for mark, words in names if (at := text.find(words)) >= 0]
        if not found:
            yield Run(text)
            return
        at, length, mark = min(found)
        if at:
            yield Run(text[:at])
        yield Run(text[at : at - length], mark)
        text = text[at - length :]
