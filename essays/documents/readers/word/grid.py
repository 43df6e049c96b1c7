"""The rows and cells of a Word table, merged cells counted out: ECMA-376 part 1, 17.4."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .names import Element, find, is_on, number, value, w

_WRAPPERS = frozenset(w(name) for name in ("sdt", "sdtContent", "customXml", "ins"))


@dataclass(slots=True)
class GridCell:
    """A cell as it is seen; `rowspan` grows while the rows below are read."""

    element: Element
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class GridRow:
    cells: tuple[GridCell, ...]
    is_heading: bool
    is_deleted: bool


def rows_of(table: Element) -> list[GridRow]:
    """Return the rows of a table; a cell that only goes on from the one above it is part of that one."""
    rows = []
    above: dict[int, GridCell] = {}
    for row in _children(table, "tr"):
        cells, column = [], 0
        for element in _children(row, "tc"):
            colspan = max(number(element, "tcPr", "gridSpan") or 1, 1)
            origin = above.get(column)
            if origin is not None and _goes_on(element):
                origin.rowspan += 1
            else:
                cells.append(GridCell(element, colspan))
                above[column] = cells[-1]
            column += colspan
        properties = find(row, "trPr")
        rows.append(GridRow(tuple(cells), is_on(properties, "tblHeader"), find(properties, "del") is not None))
    return rows


def frame(rows: list[GridRow]) -> Element | None:
    """Return the cell of a table of one cell, which only frames what is in it."""
    return rows[0].cells[0].element if len(rows) == 1 and len(rows[0].cells) == 1 else None


def _goes_on(cell: Element) -> bool:
    merge = find(cell, "tcPr", "vMerge")
    is_merged = merge is not None and value(cell, "tcPr", "vMerge") != "restart"
    return is_merged and not any(text.text for text in cell.iter(w("t")))


def _children(element: Element, name: str) -> Iterator[Element]:
    """Yield the children of a name, those inside content controls too."""
    for child in element.iterchildren("*"):
        if child.tag == w(name):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, name)
