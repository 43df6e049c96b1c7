"""Lead a document's blocks through the gate: lines without markers, and the paid regions between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from essays.documents.blocks import Block, Kind
from essays.documents.markers import Marker
from essays.documents.messages import Message, Place
from essays.documents.normalize import column_at
from essays.documents.paywall import Gate, clean, fence
from essays.documents.tree import PaidSpan

from .line import Line

CONTEXT = 10  # characters that show where a region begins and ends
_CHUNK = 64  # characters looked at in one go: a region may begin deep in a very long line

Spot = tuple[int, int]  # a line by its index, and an offset in its text


@dataclass(frozen=True, slots=True)
class Region:
    """Paid text from one line and offset to another, by index; `begin` is the message's place of its marker."""

    start: Spot
    end: Spot
    begin: Place
    excerpt: str


@dataclass(frozen=True, slots=True)
class Reading:
    """`marker_text` is the markers as they stood, one string."""

    lines: tuple[Line, ...]
    regions: tuple[Region, ...]
    messages: tuple[Message, ...]
    marker_text: str


def read_lines(blocks: Iterable[Block]) -> Reading:
    """Take the markers out of all blocks; blank ones and those that held only markers are no lines."""
    reader = _Reader()
    for block in blocks:
        if block.kind is not Kind.BLANK:
            reader.read(block)
    return reader.finish()


class _Reader:
    def __init__(self) -> None:
        self.gate = Gate()
        self.lines: list[Line] = []
        self.regions: list[Region] = []
        self.messages: list[Message] = []
        self.markers: list[str] = []
        self.begin: tuple[Spot, Place, str] = ((0, 0), Place(), "")

    def read(self, block: Block) -> None:
        cleaned = clean(block.text, block.html)
        was_open = self.gate.is_open
        fenced, doubts = fence(cleaned, self.gate)
        for code, marker in doubts:
            self._say(code, block, marker)
        if cleaned.marks:
            self._follow(block, cleaned.marks, was_open)
        if cleaned.text:
            self.lines.append(Line(block, cleaned, fenced))

    def _follow(self, block: Block, marks: Sequence[tuple[int, Marker]], is_open: bool) -> None:
        """Note where regions begin and end, with a second gate that sees only this block."""
        gate = Gate()
        gate.is_open = is_open
        for offset, marker in marks:
            self.markers.append(block.text[marker.start : marker.end])
            was_open = gate.is_open
            gate.read(marker)
            if gate.is_open and not was_open:
                self.begin = ((len(self.lines), offset), _place(block, marker), _excerpt(block))
            elif was_open and not gate.is_open:
                self._close((len(self.lines), offset))

    def _close(self, end: Spot) -> None:
        start, place, excerpt = self.begin
        self.regions.append(Region(start, end, place, excerpt))

    def _say(self, code: str, block: Block, marker: Marker) -> None:
        params = {
            "marker": block.text[marker.start : marker.end],
            "before": block.text[max(marker.start - 4, 0) : marker.start],
        }
        self.messages.append(Message(code, _place(block, marker), params, _excerpt(block)))

    def finish(self) -> Reading:
        if self.gate.is_open:
            _, place, excerpt = self.begin
            self.messages.append(Message("W231", place, {}, excerpt))
            self._close((len(self.lines), 0))
        lines = tuple(self.lines)
        regions = []
        for region in self.regions:
            if has_text(region, lines):
                regions.append(region)
            else:
                self.messages.append(Message("W237", region.begin, {}, region.excerpt))
        return Reading(lines, tuple(regions), tuple(self.messages), "".join(self.markers))


def _place(block: Block, marker: Marker) -> Place:
    start = column_at(block, marker.start)
    return Place(block.line, start, start + marker.end - marker.start)


def _excerpt(block: Block) -> str:
    return block.raw or block.text


def has_text(region: Region, lines: Sequence[Line]) -> bool:
    return bool(_forward(lines, region.start, region.end, 1))


def paid_span(region: Region, lines: Sequence[Line]) -> PaidSpan:
    """Show a region by the characters around its ends, all white space removed."""
    return PaidSpan(
        _backward(lines, (0, 0), region.start, CONTEXT),
        _forward(lines, region.start, region.end, CONTEXT),
        _backward(lines, region.start, region.end, CONTEXT),
    )


def _forward(lines: Sequence[Line], start: Spot, end: Spot, length: int) -> str:
    found = ""
    for index in range(start[0], min(end[0] + 1, len(lines))):
        first, last = _bounds(lines, index, start, end)
        while len(found) < length and first < last:
            found += _inked(lines[index].text[first : min(first + _CHUNK, last)])
            first += _CHUNK
        if len(found) >= length:
            break
    return found[:length]


def _backward(lines: Sequence[Line], start: Spot, end: Spot, length: int) -> str:
    found = ""
    for index in range(min(end[0], len(lines) - 1), start[0] - 1, -1):
        first, last = _bounds(lines, index, start, end)
        while len(found) < length and first < last:
            found = _inked(lines[index].text[max(first, last - _CHUNK) : last]) + found
            last -= _CHUNK
        if len(found) >= length:
            break
    return found[-length:]


def _bounds(lines: Sequence[Line], index: int, start: Spot, end: Spot) -> Spot:
    """The part of a line that lies between two spots."""
    return (start[1] if index == start[0] else 0), (end[1] if index == end[0] else len(lines[index].text))


def _inked(text: str) -> str:
    return "".join(text.split())
