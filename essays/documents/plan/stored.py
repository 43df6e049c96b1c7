"""The tree of an import as JSON data, kept as the base of the next merge.

`from_data(to_data(document)) == document`, exactly. Lists instead of objects, since a tree is stored for every
import; a paragraph's markup is left out where it says no more than the text.
"""

from __future__ import annotations

from typing import Any

from essays.documents import html
from essays.documents.tree import (
    Affiliation,
    Confidence,
    Continues,
    Document,
    Essay,
    PaidSpan,
    Paragraph,
    Part,
    Section,
    Speech,
    SpeechKind,
)

from .working import Imported, Names

VERSION = 1


class UnknownVersionError(ValueError):
    """The data were written by another version of the program."""


def imported_to_data(imported: Imported) -> dict[str, Any]:
    names = [[name.id, list(name.sections)] for name in imported.names]
    return {**to_data(imported.document), "names": names}


def imported_from_data(data: dict[str, Any]) -> Imported:
    """Raises UnknownVersionError."""
    names = tuple(Names(id_, tuple(sections)) for id_, sections in data.get("names", ()))
    return Imported(from_data(data), names)


def to_data(document: Document) -> dict[str, Any]:
    return {
        "version": VERSION,
        "title": document.title,
        "declared_count": document.declared_count,
        "preface": _essay(document.preface) if document.preface else None,
        "essays": [_essay(essay) for essay in document.essays],
        "paid": [[span.begins_after, span.begins_with, span.ends_after] for span in document.paid],
    }


def from_data(data: dict[str, Any]) -> Document:
    """Raises UnknownVersionError."""
    if data.get("version") != VERSION:
        raise UnknownVersionError(str(data.get("version")))
    return Document(
        data["title"],
        data["declared_count"],
        _to_essay(data["preface"]) if data["preface"] else None,
        tuple(_to_essay(essay) for essay in data["essays"]),
        tuple(PaidSpan(*span) for span in data["paid"]),
    )


def _essay(essay: Essay) -> list[Any]:
    return [
        essay.number,
        essay.title,
        essay.subtitle,
        [_section(section) for section in essay.sections],
        [_speech(speech) for speech in essay.quotes],
        [_speech(speech) for speech in essay.statements],
        essay.line,
    ]


def _to_essay(data: list[Any]) -> Essay:
    number, title, subtitle, sections, quotes, statements, line = data
    return Essay(
        number,
        title,
        subtitle,
        tuple(_to_section(section) for section in sections),
        tuple(_to_speech(speech) for speech in quotes),
        tuple(_to_speech(speech) for speech in statements),
        line,
    )


def _section(section: Section) -> list[Any]:
    paragraphs = [_paragraph(paragraph) for paragraph in section.paragraphs]
    return [section.heading, paragraphs, section.is_paid, section.continues.value, section.line]


def _to_section(data: list[Any]) -> Section:
    heading, paragraphs, is_paid, continues, line = data
    return Section(heading, tuple(_to_paragraph(one) for one in paragraphs), is_paid, Continues(continues), line)


def _paragraph(paragraph: Paragraph) -> list[Any]:
    says_more = paragraph.html != html.escape_paragraph(paragraph.text)
    return [paragraph.text, paragraph.html if says_more else None, paragraph.line, paragraph.column]


def _to_paragraph(data: list[Any]) -> Paragraph:
    text, markup, line, column = data
    return Paragraph(text, html.escape_paragraph(text) if markup is None else markup, line, column)


def _speech(speech: Speech) -> list[Any]:
    return [
        speech.text,
        list(speech.pieces),
        [[part.section, part.start, part.end] for part in speech.parts],
        speech.kind.value,
        speech.speaker,
        speech.organisation,
        speech.title,
        [[affiliation.organisation, affiliation.title] for affiliation in speech.affiliations],
        speech.is_paid,
        speech.rule,
        speech.confidence.value,
    ]


def _to_speech(data: list[Any]) -> Speech:
    text, pieces, parts, kind, speaker, organisation, title, affiliations, is_paid, rule, confidence = data
    return Speech(
        text,
        tuple(pieces),
        tuple(Part(*part) for part in parts),
        SpeechKind(kind),
        speaker,
        organisation,
        title,
        tuple(Affiliation(*affiliation) for affiliation in affiliations),
        is_paid,
        rule,
        Confidence(confidence),
    )
