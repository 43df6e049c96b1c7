"""The tree as plain data for JSON, in the form of the parsing guideline §1."""

from __future__ import annotations

from typing import Any

from .flow import Flow, join_sections
from .tree import Document, Essay, PaidSpan, Speech

FIRST = 12  # characters of a `first`, white space left out

Data = dict[str, Any]


def to_json(document: Document) -> Data:
    """Give a document as JSON's types; sections are merged by heading, however many rows they are."""
    essays = [(essay, join_sections(essay.sections)) for essay in document.essays]
    spoken = [*essays]
    if document.preface:
        spoken.insert(0, (document.preface, join_sections(document.preface.sections)))
    return {
        "title": document.title,
        "declared_count": document.declared_count,
        "preface": _preface(document.preface),
        "essays": [_essay(essay, flow) for essay, flow in essays],
        "paid": [_span(span) for span in document.paid],
        "quotes": [_quote(quote, essay, flow) for essay, flow in spoken for quote in essay.quotes],
        "statements": [_statement(said, essay) for essay, _ in spoken for said in essay.statements],
    }


def _first(text: str) -> str:
    return "".join(text[: 4 * FIRST].split())[:FIRST]


def _preface(preface: Essay | None) -> Data:
    texts = [text for section in join_sections(preface.sections).sections for text in section] if preface else []
    return {"paragraphs": len(texts), "first": _first("".join(texts))}


def _essay(essay: Essay, flow: Flow) -> Data:
    sections = [
        {
            "heading": heading,
            "paragraphs": len(texts),
            "first": _first("".join(texts)),
            "paid": _access([essay.sections[row].is_paid for row in rows]),
        }
        for heading, texts, rows in zip(flow.headings, flow.sections, flow.rows, strict=True)
    ]
    return {"number": essay.number, "title": essay.title, "subtitle": essay.subtitle, "sections": sections}


def _access(paid: list[bool]) -> str:
    return "all" if all(paid) else "partial" if any(paid) else "none"


def _span(span: PaidSpan) -> Data:
    return {
        "begins_after": span.begins_after,
        "begins_with": span.begins_with,
        "ends_after": span.ends_after,
    }


def _heading_of(speech: Speech, flow: Flow) -> str:
    first = speech.parts[0].section
    return next(heading for heading, rows in zip(flow.headings, flow.rows, strict=True) if first in rows)


def _quote(quote: Speech, essay: Essay, flow: Flow) -> Data:
    data: Data = {
        "essay": essay.number,
        "section": _heading_of(quote, flow),
        "text": quote.text,
        "speaker": quote.speaker,
        "organisation": quote.organisation,
        "title": quote.title,
        "kind": quote.kind.value,
        "paid": quote.is_paid,
    }
    if len(quote.pieces) > 1:
        data["parts"] = list(quote.pieces)
    if quote.affiliations:
        data["affiliations"] = [{"organisation": one.organisation, "title": one.title} for one in quote.affiliations]
    return data


def _statement(said: Speech, essay: Essay) -> Data:
    data: Data = {
        "essay": essay.number,
        "speaker": said.speaker,
        "organisation": said.organisation,
        "title": said.title,
        "first": _first(said.text),
    }
    if said.organisation and not said.speaker:
        data["collective"] = True
    return data
