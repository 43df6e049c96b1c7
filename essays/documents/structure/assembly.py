"""From the outline to the tree: sections become rows with one access each."""

from __future__ import annotations

from collections.abc import Sequence

from essays.documents.html import escape_paragraph
from essays.documents.normalize import column_at
from essays.documents.paywall import Piece, pieces, rows
from essays.documents.tree import Document, Essay, PaidSpan, Paragraph, Section

from .line import Line
from .outline import EssayOutline, Outline, SectionOutline


def assemble(outline: Outline, paid: tuple[PaidSpan, ...]) -> Document:
    preface = Essay(0, "", sections=_rows(SectionOutline(None, outline.preface)), line=_line(outline.preface))
    return Document(
        outline.title,
        outline.declared_count,
        preface if outline.preface else None,
        tuple(_essay(essay) for essay in outline.essays),
        paid,
    )


def _line(lines: Sequence[Line]) -> int:
    return lines[0].number if lines else 0


def _essay(outline: EssayOutline) -> Essay:
    return Essay(
        outline.number,
        outline.title,
        outline.subtitle.text if outline.subtitle else "",
        tuple(row for section in outline.sections for row in _rows(section)),
        line=outline.line,
    )


def _rows(section: SectionOutline) -> tuple[Section, ...]:
    heading = section.heading
    found = [piece for line in section.paragraphs for piece in _pieces(line)]
    if heading is None:
        return rows("", found, line=_line(section.paragraphs))
    return rows(heading.text, found, heading.fence.is_paid_at_end, heading.number)


def _pieces(line: Line) -> Sequence[Piece]:
    paragraph = Paragraph(line.text, line.cleaned.html or escape_paragraph(line.text), line.number, line.block.column)
    columns = [column_at(line.block, cut.source) for cut in line.fence.cuts]
    return tuple(pieces(paragraph, line.fence, columns))
