"""The runs of a paragraph, cut wherever a paid boundary stands or stood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .groups import Span
from .shape import Piece
from .texts import Run


def cut_at_boundaries(runs: Iterable[Run], old: Iterable[Span], new: Iterable[Span]) -> tuple[Piece, ...]:
    """`old` and `new` are the spans of the two paragraphs the runs lead between."""
    return tuple(_with_boundaries(_cut(runs, _Spans(old), _Spans(new))))


class _Spans:
    """Reads spans character by character, a stretch at a time."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._spans = iter(spans)
        self._left, self.is_paid = 0, False

    def length(self, most: int) -> int:
        """How many of the next `most` characters have one access, which is `is_paid` from now on."""
        while not self._left:
            self._left, self.is_paid = next(self._spans)
        return min(self._left, most)

    def take(self, length: int) -> None:
        self._left -= length


def _cut(runs: Iterable[Run], old: _Spans, new: _Spans) -> Iterator[Piece]:
    for run in runs:
        at = 0
        while at < len(run.text):
            length = len(run.text) - at
            read = [spans for spans, gone in ((old, run.is_inserted), (new, run.is_deleted)) if not gone]
            for spans in read:
                length = spans.length(length)
            for spans in read:
                spans.take(length)
            was_paid = None if run.is_inserted else old.is_paid
            is_paid = None if run.is_deleted else new.is_paid
            yield Piece(run.kind, run.text[at : at + length], was_paid, is_paid)
            at += length


def _with_boundaries(pieces: Iterable[Piece]) -> Iterator[Piece]:
    before: bool | None = None
    turned = ""
    for piece in pieces:
        turns = "paid" if piece.became_paid else "free" if piece.became_free else ""
        begins = ""
        if piece.is_paid is not None:
            is_boundary = before is not None and before is not piece.is_paid
            begins = ("paid" if piece.is_paid else "free") if is_boundary else ""
            before = piece.is_paid
        yield piece._replace(begins=begins, turns=turns if turns != turned else "")
        turned = turns
