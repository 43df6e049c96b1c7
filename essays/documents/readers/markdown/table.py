"""A Markdown table while its rows are being read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from essays.documents.blocks import Block
from essays.documents.readers.inline import Run
from essays.documents.readers.tables import Cell, cell_of, is_blank, table_block


class OpenTable:
    """Collects the cells of one table. A row may hold more cells than the table has columns: those are lost."""

    def __init__(self, line: int) -> None:
        self._line = line
        self._rows: list[list[Cell]] = []
        self._is_heading = False
        self._words = 0

    def take(self, token: Token) -> None:
        """Take note of a token that opens or closes a part of the table."""
        if token.type == "tr_open":
            self._rows.append([])
            self._words = 0
        elif token.tag in ("th", "td"):
            self._is_heading = token.tag == "th"

    def add(self, runs: Sequence[Run], content: str) -> None:
        """Add a cell; `content` is its source."""
        self._rows[-1].append(cell_of([runs], is_heading=self._is_heading))
        self._words += _words(content)

    def loses(self, source: str) -> bool:
        """Tell whether the source line of the row just read holds more words than its cells."""
        return _words(source) > self._words

    def blocks(self) -> Iterator[Block]:
        if not is_blank(self._rows):
            yield table_block(self._rows, self._line)


def _words(text: str) -> int:
    return sum(character.isalnum() for character in text)
