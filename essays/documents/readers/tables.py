"""A table as one block: its markup, and the text that `html.plain` gives back for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from essays.documents.blocks import Block, Kind

from .inline import Run, markup, paragraph_markup, split_lines, strip, text_of


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's runs, one list a paragraph; spans count columns and rows."""

    paragraphs: tuple[Sequence[Run], ...]
    colspan: int = 1
    rowspan: int = 1
    is_heading: bool = False


def cell_of(paragraphs: Sequence[Sequence[Run]], colspan: int = 1, rowspan: int = 1, is_heading: bool = False) -> Cell:
    """Make a cell of paragraphs, in which a newline begins another; blank ones are left out."""
    lines = (strip(line)[0] for runs in paragraphs for line in split_lines(runs))
    return Cell(tuple(line for line in lines if line), colspan, rowspan, is_heading)


def table_block(rows: Sequence[Sequence[Cell]], line: int) -> Block:
    """Make the block of a table; heading rows at its top become the table's head."""
    heads = 0
    while heads < len(rows) - 1 and rows[heads] and all(cell.is_heading for cell in rows[heads]):
        heads += 1
    head = f"<thead>{_rows(rows[:heads], scope='col')}</thead>" if heads else ""
    html = f"<table>{head}<tbody>{_rows(rows[heads:])}</tbody></table>"
    text = "\n".join("\t".join(_text(cell) for cell in row) for row in rows)
    return Block(text, line, kind=Kind.TABLE, html=html)


def is_blank(rows: Sequence[Sequence[Cell]]) -> bool:
    return not any(cell.paragraphs for row in rows for cell in row)


def _text(cell: Cell) -> str:
    return "\n".join(text_of(runs) for runs in cell.paragraphs)


def _rows(rows: Sequence[Sequence[Cell]], scope: str = "") -> str:
    return "".join(f"<tr>{''.join(_cell(cell, scope) for cell in row)}</tr>" for row in rows)


def _cell(cell: Cell, scope: str) -> str:
    name = "th" if cell.is_heading else "td"
    spans = "".join(
        f' {attribute}="{span}"'
        for attribute, span in (("colspan", cell.colspan), ("rowspan", cell.rowspan))
        if span > 1
    )
    spans += f' scope="{scope}"' if scope else ""
    return f"<{name}{spans}>{_inside(cell.paragraphs)}</{name}>"


def _inside(paragraphs: Sequence[Sequence[Run]]) -> str:
    if len(paragraphs) == 1:
        return markup(paragraphs[0])
    return "".join(map(paragraph_markup, paragraphs))
