"""Proof that no character of a document was lost, doubled or moved on its way into the tree."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from essays.documents.tree import Continues, Document, Essay

from .line import Line
from .outline import Outline


def inked(text: str) -> str:
    """The characters of a text that are not blank."""
    return "".join(text.split())


def coverage(document: Document, outline: Outline, lines: Sequence[Line], markers: str, characters: int) -> float:
    """Give the share of the input's `characters` that the tree holds, in order, or that are structure.

    1.0 exactly when the tree's words, read from top to bottom, are those of the lines without marks and counts.
    """
    expected, structure = _without_structure(outline, lines)
    found = inked("".join(_texts(document, outline)))
    if found != expected:
        return 0.0 if not characters else min(len(found) / (characters + 1), 0.999)
    accounted = len(found) + structure + len(inked(markers))
    return 1.0 if accounted == characters else accounted / max(characters, accounted + 1)


def _without_structure(outline: Outline, lines: Sequence[Line]) -> tuple[str, int]:
    texts = [line.text for line in lines]
    structure = 0
    for span in outline.structure:
        text = texts[span.index]
        structure += len(inked(text[span.start : span.end]))
        texts[span.index] = text[: span.start] + text[span.end :]
    return inked("".join(texts)), structure


def _texts(document: Document, outline: Outline) -> Iterator[str]:
    yield document.title
    if document.preface:
        yield from _essay_texts(document.preface)
    for essay, drawn in zip(document.essays, outline.essays, strict=True):
        if not drawn.is_title_borrowed:
            yield essay.title
        yield essay.subtitle
        yield from _essay_texts(essay)


def _essay_texts(essay: Essay) -> Iterator[str]:
    for section in essay.sections:
        if section.continues is Continues.NO:
            yield section.heading
        yield from (paragraph.text for paragraph in section.paragraphs)
