"""The paragraphs of one section, and those that went from one section to another."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from essays.documents.html import escape_paragraph

from .groups import Paragraph
from .matching import moved, pair_texts, reading_order
from .pieces import cut_at_boundaries
from .sequences import Budget
from .shape import Kind, ParagraphDiff, SectionDiff
from .texts import DELETE, INSERT, KEEP, Run, RunKind, compare_texts, whole

_TAG = re.compile(r"<[^<>]*>")
_PLAIN = {"<p>", "</p>", "<br>"}


def compare_paragraphs(
    old: Sequence[Paragraph], new: Sequence[Paragraph], budget: Budget
) -> tuple[ParagraphDiff, ...]:
    if old == new:
        return tuple(_paragraph(one, one, budget) for one in new)
    pairs = pair_texts([one.text for one in old], [one.text for one in new])
    strayed = moved(pairs)
    found = []
    for i, j in reading_order(pairs, len(old), len(new)):
        before, after = old[i] if i is not None else None, new[j] if j is not None else None
        found.append(replace(_paragraph(before, after, budget), is_moved=j in strayed))
    return tuple(found)


def _paragraph(before: Paragraph | None, after: Paragraph | None, budget: Budget) -> ParagraphDiff:
    if before is None or after is None:
        return _one_sided(after or before, INSERT if after else DELETE)
    runs = compare_texts(before.text, after.text, budget)
    pieces = cut_at_boundaries(runs, before.spans, after.spans)
    markup = _markup(before.html, after.html, budget)
    is_same = not markup and all(piece.kind is KEEP and piece.was_paid is piece.is_paid for piece in pieces)
    return ParagraphDiff(Kind.KEPT if is_same else Kind.CHANGED, pieces, markup=markup)


def _one_sided(paragraph: Paragraph | None, kind: RunKind) -> ParagraphDiff:
    text, spans = (paragraph.text, paragraph.spans) if paragraph else ("", ())
    is_new = kind is INSERT
    pieces = cut_at_boundaries(whole(kind, text), () if is_new else spans, spans if is_new else ())
    markup = whole(kind, paragraph.html) if paragraph and set(_TAG.findall(paragraph.html)) - _PLAIN else ()
    return ParagraphDiff(Kind.INSERTED if is_new else Kind.DELETED, pieces, markup=markup)


def _markup(old: str, new: str, budget: Budget) -> tuple[Run, ...]:
    """The HTML as runs where its tags differ; a link that leads elsewhere has the same words as before."""
    return compare_texts(old, new, budget) if old != new and _TAG.findall(old) != _TAG.findall(new) else ()


def find_moved(sections: Sequence[SectionDiff], budget: Budget) -> tuple[SectionDiff, ...]:
    """Paragraphs gone from one section that stand in another: shown there as moved, and as moved away here."""
    gone: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for at, section in enumerate(sections):
        for index, paragraph in enumerate(section.paragraphs):
            if paragraph.kind is Kind.DELETED and paragraph.pieces:
                gone[_text(paragraph)].append((at, index))
    paragraphs = [list(section.paragraphs) for section in sections]
    for own in paragraphs if gone else ():
        for index, paragraph in enumerate(own):
            places = gone.get(_text(paragraph)) if paragraph.kind is Kind.INSERTED else None
            if places:
                at, old_index = places.pop(0)
                left = paragraphs[at][old_index]
                own[index] = _moved(left, paragraph, budget)
                paragraphs[at][old_index] = replace(left, is_moved=True)
    return tuple(replace(section, paragraphs=tuple(own)) for section, own in zip(sections, paragraphs, strict=True))


def _text(paragraph: ParagraphDiff) -> str:
    return "".join(piece.text for piece in paragraph.pieces)


def _moved(old: ParagraphDiff, new: ParagraphDiff, budget: Budget) -> ParagraphDiff:
    spans_old = [(len(piece.text), bool(piece.was_paid)) for piece in old.pieces]
    spans_new = [(len(piece.text), bool(piece.is_paid)) for piece in new.pieces]
    pieces = cut_at_boundaries([Run(KEEP, _text(new))], spans_old, spans_new)
    markup = _markup(_html(old), _html(new), budget)
    is_same = not markup and all(piece.was_paid is piece.is_paid for piece in pieces)
    return ParagraphDiff(Kind.KEPT if is_same else Kind.CHANGED, pieces, is_moved=True, markup=markup)


def _html(paragraph: ParagraphDiff) -> str:
    return "".join(run.text for run in paragraph.markup) or escape_paragraph(_text(paragraph))
