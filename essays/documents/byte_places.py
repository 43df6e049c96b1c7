"""Where in a text does a byte stand: its line and column, and the line itself to show."""

from __future__ import annotations

from .messages import Place
from .normalize import printable

_LONGEST_LINE = 4_000  # bytes shown; a longer line would fill the terminal and say no more


def locate(data: bytes, offset: int, label: str) -> tuple[Place, str]:
    r"""Return the place of the byte at `offset`, and its line with undecodable bytes as `\xNN`."""
    if label.startswith(("utf-16", "utf-32")):
        return Place(), ""
    start = data.rfind(b"\n", 0, offset) + 1
    line = data.count(b"\n", 0, offset) + 1
    if offset - start > _LONGEST_LINE:
        return Place(line), ""
    end = data.find(b"\n", offset)
    bad = data[offset : offset + 1]
    before = data[start:offset].decode(label, "backslashreplace")
    after = data[offset : len(data) if end < 0 else end][:_LONGEST_LINE].decode(label, "backslashreplace")
    column = len(before) + 1
    width = len(bad.decode(label, "backslashreplace"))
    return Place(line, column, column + width), printable((before + after).rstrip("\r"))
