"""Walk the body of a Word file in order: paragraphs and tables, in content controls too.

python-docx's `iter_inner_content` passes over what stands in content controls and tracked insertions, so the
walk is over the XML itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from essays.documents.blocks import Block
from essays.documents.markers import find_markers
from essays.documents.messages import Message, Place
from essays.documents.normalize import clean, findings
from essays.documents.readers.inline import Run, blocks_of, text_of
from essays.documents.readers.labels import carries
from essays.documents.readers.tables import Cell, cell_of, is_blank, table_block

from .content import Aside, Content
from .grid import GridRow, frame, rows_of
from .names import COMPATIBILITY, Element, find, value, w
from .numbering import Numbering
from .styles import Styles

_TRANSPARENT = frozenset(w(name) for name in ("sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_CONTENTS = "Table of Contents"


class Body:
    """Reads one document once. `messages` grows while `blocks` is being iterated."""

    def __init__(self, styles: Styles, numbering: Numbering, links: Mapping[str, str]) -> None:
        self.messages: list[Message] = []
        self._styles = styles
        self._numbering = numbering
        self._content = Content(links)
        self._line = 0
        self._held: list[Run] = []

    def blocks(self, container: Element) -> Iterator[Block]:
        """Yield the blocks of a body, or of a cell that frames a part of it."""
        for element in self._elements(container):
            if element.tag == w("tbl"):
                yield from self._table(element)
                continue
            self._line += 1
            runs = self._paragraph(element)
            if runs is not None:
                kind, level = self._styles.kind_of(element)
                yield from blocks_of(runs, self._line, kind=kind, level=level)
        held, self._held = self._held, []
        if held:
            yield from blocks_of(held, self._line)

    def _elements(self, container: Element) -> Iterator[Element]:
        for child in container.iterchildren("*"):
            if child.tag in (w("p"), w("tbl")):
                yield child
            elif child.tag in _TRANSPARENT:
                yield from self._elements(child)
            elif child.tag == w("sdt"):
                yield from self._control(child)
            elif child.tag == w("altChunk"):
                self._say("W257")
            elif child.tag == f"{COMPATIBILITY}AlternateContent":
                for fallback in child.iterchildren(f"{COMPATIBILITY}Fallback"):
                    yield from self._elements(fallback)

    def _control(self, element: Element) -> Iterator[Element]:
        content = find(element, "sdtContent")
        if content is None:
            return
        if value(element, "sdtPr", "docPartObj", "docPartGallery") == _CONTENTS:
            for _ in content.iter(w("p")):
                self._line += 1
                self._say("W262")
        else:
            yield from self._elements(content)

    def _paragraph(self, element: Element) -> list[Run] | None:
        """Return the runs of a paragraph with its number, None where nothing of it stands in the text."""
        runs = self._held + self._runs(element)
        self._held = []
        if find(element, "pPr", "rPr", "del") is not None:
            # The end of the paragraph is deleted: the next one goes on from here.
            self._held = runs
            return None
        if runs and self._styles.is_contents(element):
            self._say("W262")
            return None
        return self._numbered(element, runs)

    def _numbered(self, element: Element, runs: list[Run]) -> list[Run]:
        """Write the number of a list before its text, unless the text has it already."""
        text = text_of(runs)
        label = self._numbering.label(self._styles.list_place(element)) if text.strip() else None
        if label is None:
            return runs
        if label.is_bullet:
            self._say("N303")
        elif label.text and not carries(text, label.text):
            self._say("N304")
            return [Run(label.text + label.separator), *runs]
        return runs

    def _runs(self, element: Element) -> list[Run]:
        runs = []
        for piece in self._content.pieces(element):
            if isinstance(piece, Aside):
                self._say(piece.code, piece.text)
            else:
                runs.append(piece)
        self.messages += findings(text_of(runs), self._line)
        return [Run(clean(run.text), run.tags, run.href, run.title) for run in runs]

    def _table(self, table: Element) -> Iterator[Block]:
        grid = rows_of(table)
        framed = frame(grid)
        if framed is not None:
            yield from self.blocks(framed)
            return
        first = self._line + 1
        rows = [row for row in map(self._row, grid) if row is not None]
        if not is_blank(rows):
            yield table_block(rows, first)

    def _row(self, row: GridRow) -> list[Cell] | None:
        self._line += 1
        if row.is_deleted:
            self._say("W260")
            return None
        return [
            cell_of(list(self._cell(cell.element)), cell.colspan, cell.rowspan, row.is_heading) for cell in row.cells
        ]

    def _cell(self, cell: Element) -> Iterator[list[Run]]:
        """Yield the paragraphs of a cell; a table in it is read cell by cell."""
        for element in self._elements(cell):
            if element.tag == w("tbl"):
                for row in rows_of(element):
                    for inner in row.cells:
                        yield from self._cell(inner.element)
            else:
                yield self._paragraph(element) or []

    def _say(self, code: str, text: str = "") -> None:
        place = Place(max(self._line, 1))
        self.messages.append(Message(code, place, {"count": 1}))
        if markers := find_markers(text):
            self.messages.append(Message("W268", place, {"count": len(markers)}))
