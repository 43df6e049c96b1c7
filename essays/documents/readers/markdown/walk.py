"""Walk the block tokens of a Markdown file and make blocks of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from markdown_it.token import Token

from essays.documents.blocks import Block, Kind
from essays.documents.markers import find_markers
from essays.documents.messages import Message, Place
from essays.documents.normalize import clean, removals
from essays.documents.readers.inline import Run, blocks_of, text_of
from essays.documents.readers.labels import carries
from essays.documents.readers.spacing import SOFT_BREAK, collapse

from .phrases import Phrases, paragraphs, read_phrases
from .source import is_wrapped, unprotect
from .table import OpenTable

_SHOWN_FOR_SEARCH = 8  # characters enough to find a paragraph in its source line


@dataclass(slots=True)
class _List:
    """An open list; `next_number` is None for bullets. `mark` is what stands before the next words of an item."""

    next_number: int | None
    delimiter: str
    mark: str = ""
    is_begun: bool = True


class Walk:
    """Reads the tokens of one file once. `messages` grows while `blocks` is being iterated."""

    def __init__(self, lines: Sequence[str], title_level: int) -> None:
        self.messages: list[Message] = []
        self.addresses: set[str] = set()
        self._source = lines
        self._is_wrapped = is_wrapped(lines)
        self._title_level = title_level
        self._lists: list[_List] = []
        self._quotes = 0
        self._heading = 0
        self._table: OpenTable | None = None
        self._row_line = 0

    def blocks(self, tokens: Sequence[Token]) -> Iterator[Block]:
        for token in tokens:
            if token.type == "inline":
                yield from self._inline(token)
            elif token.type == "fence":
                yield from self._code(token)
            elif token.type == "table_close" and self._table:
                yield from self._table.blocks()
                self._table = None
            else:
                self._enter_or_leave(token)

    def _enter_or_leave(self, token: Token) -> None:
        if token.tag in ("ol", "ul"):
            self._enter_or_leave_list(token)
        elif token.type == "list_item_open":
            self._begin_item()
        elif token.tag == "blockquote":
            self._quotes += token.nesting
        elif token.type in ("heading_open", "heading_close"):
            self._heading = int(token.tag[1]) if token.nesting > 0 else 0
        elif token.type == "table_open":
            self._table = OpenTable(_line(token))
        elif self._table:
            self._in_table(self._table, token)

    def _enter_or_leave_list(self, token: Token) -> None:
        if token.nesting < 0:
            self._lists.pop()
            return
        start = int(token.attrGet("start") or 1) if token.attrGet("start") != 0 else 0
        self._lists.append(_List(start if token.tag == "ol" else None, token.markup))

    def _begin_item(self) -> None:
        current = self._lists[-1]
        current.is_begun = False
        if current.next_number is not None:
            current.mark = f"{current.next_number}{current.delimiter} "
            current.next_number += 1

    def _in_table(self, table: OpenTable, token: Token) -> None:
        table.take(token)
        if token.type == "tr_open":
            self._row_line = _line(token)
        elif token.type == "tr_close" and not self._lists and table.loses(self._source[self._row_line - 1]):
            self._say("W273", self._row_line)

    def _inline(self, token: Token) -> Iterator[Block]:
        phrases = read_phrases(token.children or ())
        self._note(phrases, _line(token))
        if self._table:
            runs = [run for line in phrases.lines for run in line]
            self._table.add(self._clean(runs, _line(token)), token.content)
            return
        for skipped, runs in paragraphs(phrases, self._is_wrapped):
            line = _line(token) + skipped
            yield from self._paragraph(self._clean(runs, line), line)

    def _paragraph(self, runs: list[Run], line: int) -> Iterator[Block]:
        bare = text_of(runs)
        runs = self._with_mark(runs, line)
        column = self._column(line, text_of(runs), bare)
        kind, level = self._kind()
        yield from blocks_of(runs, line, column, kind=kind, level=level, is_quoted=self._quotes > 0)

    def _code(self, token: Token) -> Iterator[Block]:
        """Make a line of each line of code; Markdown has left the escapes of markers standing in it."""
        self._say("N305", _line(token))
        if not token.info.isascii() or find_markers(token.info):
            # The name of a programming language is no text; anything else there is.
            yield from blocks_of([Run(token.info.strip())], _line(token))
        lines = token.content.removesuffix("\n").split("\n") if token.content else []
        for number, text in enumerate(lines, start=_line(token) + 1):
            yield from blocks_of([Run(unprotect(text))], number)

    def _kind(self) -> tuple[Kind, int]:
        if not self._heading:
            return Kind.PARAGRAPH, 0
        if self._heading == self._title_level:
            return Kind.TITLE, 0
        return Kind.HEADING, self._heading

    def _with_mark(self, runs: list[Run], line: int) -> list[Run]:
        """Write the number of a list item before its first words, unless they have it already."""
        if not self._lists or self._lists[-1].is_begun:
            return runs
        current = self._lists[-1]
        current.is_begun = True
        if current.next_number is None:
            self._say("N303", line)
            return runs
        return runs if carries(text_of(runs), current.mark) else [Run(current.mark), *runs]

    def _clean(self, runs: Sequence[Run], line: int) -> list[Run]:
        self.messages += removals(text_of(runs).replace(SOFT_BREAK, " "), line)
        return collapse([replace(run, text=clean(run.text)) for run in runs])

    def _column(self, line: int, *texts: str) -> int:
        """Return the column of the first of the texts that the source line holds, else 1."""
        source = self._source[line - 1]
        places = (source.find(text[:_SHOWN_FOR_SEARCH]) for text in texts)
        return next((place + 1 for place in places if place >= 0), 1)

    def _note(self, phrases: Phrases, line: int) -> None:
        self.addresses.update(phrases.addresses)
        for code in phrases.codes:
            self._say(code, line)
        if markers := find_markers(phrases.lost):
            self._say("W268", line, len(markers))

    def _say(self, code: str, line: int, count: int = 1) -> None:
        self.messages.append(Message(code, Place(line), {"count": count}))


def _line(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1
