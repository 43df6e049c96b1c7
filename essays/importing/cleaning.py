"""A tree made fit for the database: markup within the allow-list, and nothing longer than its column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from essays.documents import html
from essays.documents.messages import DocumentError, Message, Place
from essays.documents.plan import essays_of
from essays.documents.tree import Confidence, Document, Essay, Paragraph, Section, Speech
from essays.models import Collection, Quote
from essays.models import Essay as EssayRow
from essays.models import Section as SectionRow
from essays.richtext import sanitize

LARGEST = 2**31 - 1  # what a PositiveIntegerField holds on every database


def clean_document(document: Document) -> tuple[Document, tuple[Message, ...]]:
    """The tree as it can be stored, and what had to be left out.

    Markup is sanitised before the merge, so that the same file gives the same text a second time.
    Raises DocumentError for what is over a limit: E181, E186. Nothing is cut off in silence.
    """
    errors = tuple(_over_limits(document))
    if errors:
        raise DocumentError(*errors)
    messages: list[Message] = []
    return replace(
        document,
        preface=_essay(document.preface, messages) if document.preface else None,
        essays=tuple(_essay(essay, messages) for essay in document.essays),
    ), tuple(messages)


def _longest(model: type, field: str) -> int:
    return int(model._meta.get_field(field).max_length)  # type: ignore[attr-defined]


TITLE = _longest(Collection, "title")
LIMITS = {
    "title": _longest(EssayRow, "title"),
    "subtitle": _longest(EssayRow, "subtitle"),
    "heading": _longest(SectionRow, "heading"),
}
SPOKEN = {name: _longest(Quote, name) for name in ("speaker", "organisation", "title")}


def _over_limits(document: Document) -> Iterator[Message]:
    yield from _too_long(document.title, TITLE, 1)
    yield from _too_large(document.declared_count or 0, 1)
    for essay in essays_of(document):
        yield from _too_large(essay.number, essay.line)
        yield from _too_long(essay.title, LIMITS["title"], essay.line)
        yield from _too_long(essay.subtitle, LIMITS["subtitle"], essay.line)
        for section in essay.sections:
            if not section.continues:
                yield from _too_long(section.heading, LIMITS["heading"], section.line)


def _too_long(text: str, limit: int, line: int) -> Iterator[Message]:
    if len(text) > limit:
        place = Place(max(line, 1), 1, len(text) + 1)
        yield Message("E181", place, {"length": len(text), "limit": limit}, text)


def _too_large(number: int, line: int) -> Iterator[Message]:
    if number > LARGEST:
        yield Message("E186", Place(max(line, 1)), {"number": number, "limit": LARGEST})


def _essay(essay: Essay, messages: list[Message]) -> Essay:
    return replace(
        essay,
        sections=tuple(_section(section) for section in essay.sections),
        quotes=tuple(_speech(speech, messages) for speech in essay.quotes),
        statements=tuple(_speech(speech, messages) for speech in essay.statements),
    )


def _section(section: Section) -> Section:
    return replace(section, paragraphs=tuple(_paragraph(paragraph) for paragraph in section.paragraphs))


def _paragraph(paragraph: Paragraph) -> Paragraph:
    markup = html.canonical(sanitize(paragraph.html))
    return paragraph if markup == paragraph.html else replace(paragraph, html=markup, text=html.plain_body(markup))


def _speech(speech: Speech, messages: list[Message]) -> Speech:
    if all(len(getattr(speech, name)) <= limit for name, limit in SPOKEN.items()):
        return speech
    params = {"words": speech.text[:20], "limit": min(SPOKEN.values())}
    messages.append(Message("W293", params=params))
    return replace(speech, speaker="", organisation="", title="", affiliations=(), confidence=Confidence.UNSURE)
