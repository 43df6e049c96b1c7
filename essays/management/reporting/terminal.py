"""What the terminal at the other end can show."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

COLOURS = {"error": "31;1", "warning": "33;1", "note": "36", "dim": "2", "good": "32"}


@dataclass(frozen=True, slots=True)
class Glyphs:
    branch: str = "├─ "
    last: str = "└─ "
    trunk: str = "│  "
    bar: str = "│"
    dot: str = " · "
    ellipsis: str = "…"
    lock: str = "🔒 "
    arrow: str = "→"


ASCII = Glyphs("|- ", "`- ", "|  ", "|", " - ", "...", "[paid] ", "->")


@dataclass(frozen=True, slots=True)
class Terminal:
    """`ambiguous` is how many cells “ ” … take here: 1, or 2 in many East Asian terminals."""

    glyphs: Glyphs = Glyphs()
    has_colour: bool = False
    ambiguous: int = 1

    def paint(self, text: str, colour: str) -> str:
        return f"\x1b[{COLOURS[colour]}m{text}\x1b[0m" if self.has_colour else text


def speaks_unicode(stream: Any) -> bool:
    """Whether the stream takes UTF-8. One that has no encoding, such as a test's, takes any text."""
    encoding = getattr(stream, "encoding", None)
    return not encoding or encoding.lower().replace("-", "").startswith("utf")


def is_terminal(stream: Any) -> bool:
    return bool(getattr(stream, "isatty", lambda: False)())


def terminal_of(
    stream: Any, *, colour: bool | None = None, wide: bool = False, environment: Mapping[str, str] = os.environ
) -> Terminal:
    """What a stream can show; `colour` True or False overrides what NO_COLOR, TERM and the stream say."""
    is_plain = bool(environment.get("NO_COLOR")) or environment.get("TERM") == "dumb"
    has_colour = colour if colour is not None else is_terminal(stream) and not is_plain
    return Terminal(Glyphs() if speaks_unicode(stream) else ASCII, has_colour, 2 if wide else 1)


def encodable(line: str, stream: Any) -> str:
    """What the stream cannot show is escaped: a title must not stop a run."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    return line.encode(encoding, "backslashreplace").decode(encoding)
