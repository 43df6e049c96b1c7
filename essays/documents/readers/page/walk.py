"""Walk a page's elements in order and cut its words into lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree
from lxml.etree import _Element as Element

from essays.documents.blocks import Block, Kind
from essays.documents.markers import find_markers
from essays.documents.messages import Message, Place
from essays.documents.normalize import clean, removals
from essays.documents.readers.inline import Run, blocks_of, is_linkable, text_of
from essays.documents.readers.labels import carries
from essays.documents.readers.numerals import write_number
from essays.documents.readers.spacing import SOFT_BREAK, collapse
from essays.documents.readers.tables import Cell, cell_of, is_blank, table_block

from .elements import BORDERS, HEADINGS, LEFT_OUT, LIST_TYPES, MARKS, SILENT

_PLAIN = Run("")
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
_MOST_SPANNED = 1_000  # the HTML standard's limit for colspan


@dataclass(frozen=True, slots=True)
class Setting:
    """What the elements around a text make of it."""

    look: Run = _PLAIN
    kind: Kind = Kind.PARAGRAPH
    level: int = 0
    is_quoted: bool = False
    is_preformatted: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """The runs of one line of text, and where in the source it begins."""

    runs: list[Run]
    line: int
    setting: Setting


class Page:
    """Reads one page once. `messages` grows while `blocks` is being iterated."""

    def __init__(self, title_level: int) -> None:
        self.messages: list[Message] = []
        self._title_level = title_level
        self._runs: list[Run] = []
        self._begins = 0
        self._line = 1
        self._label = ""

    def blocks(self, root: Element) -> Iterator[Block]:
        """Yield the blocks of the page below `root`."""
        for found in self._lines(root, Setting()):
            if isinstance(found, Block):
                yield found
            else:
                setting = found.setting
                yield from blocks_of(
                    found.runs, found.line, kind=setting.kind, level=setting.level, is_quoted=setting.is_quoted
                )

    def _lines(self, element: Element, setting: Setting) -> Iterator[Line | Block]:
        """Yield what an element holds, with a border on either side."""
        yield from self._border(setting)
        yield from self._inside(element, setting)
        yield from self._border(setting)

    def _inside(self, element: Element, setting: Setting) -> Iterator[Line | Block]:
        yield from self._words(element.text, setting)
        for child in element:
            yield from self._child(child, setting)
            yield from self._words(child.tail, setting)

    def _child(self, element: Element, setting: Setting) -> Iterator[Line | Block]:
        self._line = element.sourceline or self._line
        tag = element.tag
        if not isinstance(tag, str):
            self._comment(element)
        elif tag in SILENT:
            self._check_markers(_words_of(element))
        elif tag in LEFT_OUT:
            self._leave_out(element, LEFT_OUT[tag])
        elif _is_hidden(element):
            self._leave_out(element, "W261")
        elif tag == "br":
            yield from self._border(setting)
        elif tag in BORDERS:
            yield from self._block(element, tag, setting)
        else:
            yield from self._phrase(element, tag, setting)

    def _block(self, element: Element, tag: str, setting: Setting) -> Iterator[Line | Block]:
        yield from self._border(setting)
        setting = replace(setting, look=replace(setting.look, tags=frozenset(), href="", title=""))
        if tag in HEADINGS:
            yield from self._lines(element, self._heading(tag, setting))
        elif tag == "table" and not _is_layout(element):
            yield from self._table(element, setting)
        elif tag in ("ol", "ul", "menu", "dir"):
            yield from self._list(element, tag, setting)
        elif tag == "blockquote":
            yield from self._lines(element, replace(setting, is_quoted=True))
        elif tag == "pre":
            yield from self._lines(element, replace(setting, is_preformatted=True))
        else:
            yield from self._lines(element, setting)

    def _phrase(self, element: Element, tag: str, setting: Setting) -> Iterator[Line | Block]:
        look = setting.look
        if tag in MARKS:
            look = replace(look, tags=look.tags | {MARKS[tag]})
        elif tag == "a":
            look = self._link(element, look)
        quote = ("“", "”") if tag == "q" else ("", "")
        yield from self._words(quote[0], setting)
        yield from self._inside(element, replace(setting, look=look))
        yield from self._words(quote[1], setting)

    def _link(self, element: Element, look: Run) -> Run:
        address = clean(element.get("href", "")).strip()
        if is_linkable(address):
            return replace(look, href=address, title=clean(element.get("title", "")))
        if address:
            self._say("W271")
        return look

    def _heading(self, tag: str, setting: Setting) -> Setting:
        level = HEADINGS[tag]
        if level == self._title_level:
            return replace(setting, kind=Kind.TITLE, level=0)
        return replace(setting, kind=Kind.HEADING, level=level)

    def _list(self, element: Element, tag: str, setting: Setting) -> Iterator[Line | Block]:
        count = _whole(element.get("start"), 1) - 1
        written = LIST_TYPES.get(element.get("type", ""), "decimal")
        for child in element:
            if child.tag != "li":
                yield from self._child(child, setting)
                continue
            if tag == "ol":
                count = _whole(child.get("value"), count + 1)
                self._label = f"{write_number(count, written)}. "
            elif _words_of(child).strip():
                self._line = child.sourceline or self._line
                self._say("N303")
            yield from self._child(child, setting)
            self._label = ""

    def _table(self, element: Element, setting: Setting) -> Iterator[Line | Block]:
        for caption in element.iterchildren("caption"):
            yield from self._lines(caption, setting)
        first = element.sourceline or self._line
        rows = [[self._cell(cell, setting) for cell in row.iterchildren("td", "th")] for row in element.iter("tr")]
        if not is_blank(rows):
            yield table_block(rows, first)

    def _cell(self, element: Element, setting: Setting) -> Cell:
        self._line = element.sourceline or self._line
        paragraphs = [line.runs for line in self._lines(element, setting) if isinstance(line, Line)]
        return cell_of(
            paragraphs,
            colspan=min(_whole(element.get("colspan"), 1), _MOST_SPANNED),
            rowspan=min(_whole(element.get("rowspan"), 1), _MOST_SPANNED),
            is_heading=element.tag == "th",
        )

    def _words(self, text: str | None, setting: Setting) -> Iterator[Line | Block]:
        """Add a text to the line that is being read; in preformatted text every line end is a border."""
        for position, words in enumerate((text or "").split("\n")):
            if position:
                if setting.is_preformatted:
                    yield from self._border(setting)
                else:
                    self._runs.append(replace(setting.look, text=SOFT_BREAK))
                self._line += 1
            if not words:
                continue
            if not self._begins and not words.isspace():
                self._begins = self._line
            self._runs.append(replace(setting.look, text=words))

    def _border(self, setting: Setting) -> Iterator[Line]:
        """End the line that is being read, if it has any words."""
        line, self._begins = self._begins or self._line, 0
        runs, self._runs = self._runs, []
        text = text_of(runs)
        if not text.strip():
            return
        self.messages += removals(text.replace(SOFT_BREAK, " "), line)
        runs = collapse([replace(run, text=clean(run.text)) for run in runs])
        label, self._label = self._label, ""
        if label and not carries(text_of(runs), label):
            self._say("N304")
            runs = [Run(label), *runs]
        yield Line(runs, line, setting)

    def _comment(self, element: Element) -> None:
        if isinstance(element, etree._Comment) and (element.text or "").strip():
            self._say("W255")
            self._check_markers(element.text or "")

    def _leave_out(self, element: Element, code: str) -> None:
        text = _words_of(element)
        if code not in ("W261", "W264", "W265") or text.strip():
            self._say(code)
        self._check_markers(text)

    def _check_markers(self, text: str) -> None:
        if markers := find_markers(clean(text)):
            self._say("W268", len(markers))

    def _say(self, code: str, count: int = 1) -> None:
        self.messages.append(Message(code, Place(self._line), {"count": count}))


def _words_of(element: Element) -> str:
    return "".join(str(text) for text in element.itertext())


def _is_hidden(element: Element) -> bool:
    return "hidden" in element.attrib or bool(_HIDDEN.search(element.get("style", "")))


def _is_layout(table: Element) -> bool:
    """Tell a table that only arranges the page: one cell, or headings or other tables in it."""
    cells = sum(1 for _ in table.iter("td", "th"))
    return cells < 2 or any(found is not table for found in table.iter("table", *HEADINGS))


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else otherwise
