"""Runs of words with their marks, and how they become blocks: what Word, HTML and Markdown have in common."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape

from essays.documents.blocks import Block, Kind

# The order in which marks are nested, so that equal marks always make equal markup.
_ORDER = ("ruby", "rt", "rp", "strong", "em", "u", "s", "sub", "sup")
_LINKABLE = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Run:
    """Words with the same marks. `tags` are among _ORDER; a newline in the text begins another line."""

    text: str
    tags: frozenset[str] = frozenset()
    href: str = ""
    title: str = ""


def is_linkable(address: str) -> bool:
    """Tell whether a link to this address may stand on the site."""
    return bool(_LINKABLE.fullmatch(address))


def text_of(runs: Iterable[Run]) -> str:
    return "".join(run.text for run in runs)


def split_lines(runs: Iterable[Run]) -> list[list[Run]]:
    """Cut runs at their newlines; there is always one line at least."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *rest = run.text.split("\n")
        lines[-1].append(replace(run, text=first))
        lines += [[replace(run, text=text)] for text in rest]
    return lines


def strip(runs: Sequence[Run]) -> tuple[list[Run], int]:
    """Return the runs without blanks at either end, and how many characters were dropped in front."""
    text = text_of(runs)
    start = len(text) - len(text.lstrip())
    end = max(start, len(text.rstrip()))
    kept, position = [], 0
    for run in runs:
        part = run.text[max(start - position, 0) : max(end - position, 0)]
        if part:
            kept.append(replace(run, text=part.replace("\t", " ")))
        position += len(run.text)
    return kept, start


def markup(runs: Iterable[Run]) -> str:
    """Write runs of one line as inline HTML, each mark opened once for as long as it lasts."""
    pieces: list[str] = []
    path: list[tuple[str, str]] = []
    for run in runs:
        wanted = _path(run)
        shared = _shared(path, wanted)
        pieces += [f"</{name}>" for name, _ in reversed(path[shared:])]
        pieces += [opening for _, opening in wanted[shared:]]
        pieces.append(escape(run.text, quote=False))
        path = wanted
    pieces += [f"</{name}>" for name, _ in reversed(path)]
    return "".join(pieces)


def paragraph_markup(runs: Sequence[Run]) -> str:
    return f"<p>{markup(runs)}</p>"


def has_marks(runs: Iterable[Run]) -> bool:
    return any(run.tags or run.href for run in runs)


def blocks_of(
    runs: Sequence[Run],
    line: int,
    column: int = 1,
    *,
    kind: Kind = Kind.PARAGRAPH,
    level: int = 0,
    is_quoted: bool = False,
) -> Iterator[Block]:
    """Yield one block for each line of the runs, a blank one where a line is blank."""
    for words in split_lines(runs):
        kept, dropped = strip(words)
        if kept:
            html = paragraph_markup(kept) if has_marks(kept) or is_quoted else ""
            html = f"<blockquote>{html}</blockquote>" if is_quoted else html
            yield Block(text_of(kept), line, column + dropped, kind, level, html)
        else:
            yield Block("", line, column, Kind.BLANK)
        column += len(text_of(words)) + 1


def _path(run: Run) -> list[tuple[str, str]]:
    """Return the tags around a run, outermost first, each with its opening."""
    path = [(name, f"<{name}>") for name in _ORDER if name in run.tags]
    if not run.href:
        return path
    title = f' title="{escape(run.title)}"' if run.title else ""
    return [("a", f'<a href="{escape(run.href)}"{title}>'), *path]


def _shared(path: Sequence[tuple[str, str]], wanted: Sequence[tuple[str, str]]) -> int:
    count = 0
    for have, want in zip(path, wanted, strict=False):
        if have != want:
            break
        count += 1
    return count
