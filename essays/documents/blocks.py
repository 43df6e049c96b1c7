"""What every reader turns a file into: a list of blocks, one a line or paragraph, in the order of the file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .messages import Message


class Kind(StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"  # the reader knows it is one: a Word style, # in Markdown, <h2>
    TITLE = "title"  # the document's own title: Word's Title style, <h1> or # when there is one only
    TABLE = "table"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Block:
    """One line or paragraph.

    `text` is plain, normalised, stripped of indents, and still holds the paid markers.
    `html` is the same content as clean markup (inline tags inside one block tag: `<p>`, `<blockquote>`, `<ol>`,
    `<table>`…), so `html.plain(block.html) == block.text`; empty when the text alone says everything.
    `line`/`column` are where `text` begins in the input, 1-based. `level` is 1…6 for headings, else 0.
    `raw` is the whole input line where it is not `text` itself, for excerpts and `normalize.column_at`.
    """

    text: str
    line: int
    column: int = 1
    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    html: str = ""
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """A file read: its blocks, the encoding used ("" where the format fixes it) and what there is to say.

    `characters` is how many characters of text the input held, blanks and line ends left out: the sum that
    conservation is proved against.
    """

    blocks: tuple[Block, ...]
    encoding: str
    messages: tuple[Message, ...]
    characters: int
