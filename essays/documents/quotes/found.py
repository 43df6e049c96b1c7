"""What is found in an essay: quotes and statements with the places of their words."""

from __future__ import annotations

from dataclasses import dataclass

from essays.documents.tree import Affiliation, Confidence, SpeechKind


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters: section and paragraph by index, `start`/`end` in the paragraph, end exclusive."""

    section: int
    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Found:
    """A quote or statement with its words' places, before anyone knows what is paid."""

    text: str
    pieces: tuple[str, ...]
    spans: tuple[Span, ...]
    kind: SpeechKind
    speaker: str
    organisation: str
    title: str
    affiliations: tuple[Affiliation, ...]
    rule: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Findings:
    """`doubts` are (message code, span): quotation marks unbalanced, attribution unsure…"""

    quotes: tuple[Found, ...] = ()
    statements: tuple[Found, ...] = ()
    doubts: tuple[tuple[str, Span], ...] = ()
