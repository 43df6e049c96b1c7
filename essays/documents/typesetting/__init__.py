"""一键排版: an essay's marks, widths and blanks as Chinese print has them, its words and its markup untouched.

Nothing is put between Han and Latin: the page makes that gap. What is typeset already stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from essays.documents import html
from essays.documents.flow import Flow, Row, join_rows
from essays.documents.quotes import Span
from essays.documents.tree import Continues
from essays.documents.version import Version

from .blanks import edges, gaps
from .edits import Rule, until_stable
from .figures import full_width
from .marks import dashes, doubled, ellipses, half_width
from .quotes import straight_quotes

__all__ = ["RULES", "typeset", "typeset_text"]

RULES: tuple[Rule, ...] = (
    edges,
    full_width,
    ellipses,
    dashes,
    straight_quotes,
    half_width,
    doubled,
    gaps,
)


def typeset_text(text: str) -> str:
    """One line: a title, a heading, the plain text of a paragraph."""
    return "".join(_cells(text))


def typeset(version: Version) -> Version:
    """The same rows under the same names, in a better setting; paragraphs without a word are left out."""
    rows = [Row(row.heading, row.texts, row.is_paid, row.continues) for row in version.sections]
    flow = join_rows(rows)
    blocks: list[list[str]] = [list(row.paragraphs) for row in version.sections]
    for index, texts in enumerate(flow.sections):
        for number, text in enumerate(texts):
            _set_paragraph(blocks, rows, flow, Span(index, number, 0, len(text)), text)
    return replace(
        version,
        title=typeset_text(version.title),
        subtitle=typeset_text(version.subtitle),
        sections=tuple(
            replace(row, heading=typeset_text(row.heading), paragraphs=tuple(block for block in set_ if block))
            for row, set_ in zip(version.sections, blocks, strict=True)
        ),
    )


def _set_paragraph(blocks: list[list[str]], rows: Sequence[Row], flow: Flow, span: Span, text: str) -> None:
    """A paragraph is set as a whole: its pairs of marks may stand on both sides of a paid boundary."""
    row, paragraph, _offset = flow.place(span)
    if not text.strip() and not _is_cut(rows, row, paragraph) and blocks[row][paragraph].startswith("<p"):
        blocks[row][paragraph] = ""
        return
    cells = _cells(text)
    if "".join(cells) == text:
        return
    start = 0
    while start < len(text):
        row, paragraph, _offset = flow.place(Span(span.section, span.paragraph, start, start))
        end = start + len(rows[row].paragraphs[paragraph])
        blocks[row][paragraph] = html.canonical(html.rewrite(blocks[row][paragraph], cells[start:end]))
        start = end


def _is_cut(rows: Sequence[Row], row: int, paragraph: int) -> bool:
    """A paragraph that goes on over a paid boundary holds its rows together, blank or not."""
    goes_on = paragraph == len(rows[row].paragraphs) - 1 and any(
        later.continues == Continues.PARAGRAPH for later in rows[row + 1 : row + 2]
    )
    return goes_on or (paragraph == 0 and rows[row].continues == Continues.PARAGRAPH)


def _cells(text: str) -> list[str]:
    *_, last = until_stable(text, RULES)
    return last.cells
