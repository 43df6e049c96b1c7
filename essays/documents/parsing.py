"""From the bytes of a document file to its tree with everything there is to say about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from .flow import Flow, join_sections
from .messages import DocumentError, Message, Place
from .quotes import Span, find_speech
from .readers import read_blocks
from .structure import read_structure
from .tree import Document, Essay

WHOLE = 1.0


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document read. `messages` stand in the order of their places; `encoding` is "" where the format fixes it;
    `coverage` is the share of the input's characters that the tree accounts for.
    """

    document: Document
    messages: tuple[Message, ...]
    encoding: str
    coverage: float


def parse(data: bytes, name: str, encoding: str | None = None) -> Parsed:
    """Read a file's bytes; `name` is its path or name, `encoding` overrides what would be found.

    Raises DocumentError with the messages that say why when nothing can be imported: E1xx.
    """
    reading = read_blocks(data, name, encoding)
    structure = read_structure(reading.blocks, reading.characters)
    if structure.coverage != WHOLE:
        raise DocumentError(Message("E199", params={"percent": f"{structure.coverage:.3%}".rstrip("%")}))
    messages = [*reading.messages, *structure.messages]
    document = _with_speech(structure.document, messages)
    messages.sort(key=lambda message: (message.place.line, message.place.column))
    return Parsed(document, tuple(messages), reading.encoding, structure.coverage)


def _with_speech(document: Document, messages: list[Message]) -> Document:
    return replace(
        document,
        preface=_essay_with_speech(document.preface, messages) if document.preface else None,
        essays=tuple(_essay_with_speech(essay, messages) for essay in document.essays),
    )


def _essay_with_speech(essay: Essay, messages: list[Message]) -> Essay:
    flow = join_sections(essay.sections)
    findings = find_speech(flow.sections)
    messages += _doubts(essay, flow, findings.doubts)
    return replace(
        essay,
        quotes=tuple(map(flow.speech, findings.quotes)),
        statements=tuple(map(flow.speech, findings.statements)),
    )


def _doubts(essay: Essay, flow: Flow, doubts: tuple[tuple[str, Span], ...]) -> Iterator[Message]:
    """Find the place in the input of what the quote finder doubts: the piece of the paragraph it stands in."""
    for code, span in doubts:
        row, paragraph, offset = flow.place(span)
        piece = essay.sections[row].paragraphs[paragraph]
        column = piece.column + offset
        place = Place(piece.line, column, column + span.end - span.start)
        yield Message(code, place, {"words": piece.text[offset : offset + span.end - span.start]}, piece.text)
