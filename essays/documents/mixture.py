"""Does a file hold lines of more than one encoding, as when two files were pasted together?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from .byte_places import locate
from .messages import Message
from .plausibility import plausibility

_PLAUSIBLE = 0.4
_FEWEST = 3  # characters of three bytes: fewer may be UTF-8 by accident
# Six in a row are never an accident of GB 18030 or Big5, whose characters have two bytes.
_UTF8_RUN = re.compile(rb"(?:[\xe3-\xe9\xef][\x80-\xbf]{2}){6,}")


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Bytes of one line that only one of the encodings explains."""

    offset: int
    length: int
    encoding: str


def find_mixture(data: bytes) -> Message | None:
    """Return E109 with the place where the rarer of two encodings is first used, None for a file of one."""
    lines = list(_lines(data))
    unicode = [stretch for line in lines for stretch in _as_utf8(line)]
    others = [stretch for stretch in map(_as_other, lines) if stretch] if unicode else []
    if not others:
        return None
    main, rare = sorted((unicode, others), key=lambda found: sum(stretch.length for stretch in found), reverse=True)
    first = min(rare, key=lambda stretch: stretch.offset)
    place, excerpt = locate(data, first.offset, first.encoding)
    params = {"first": main[0].encoding, "second": first.encoding, "offset": first.offset}
    return Message("E109", place, params, excerpt)


class _Line(NamedTuple):
    offset: int
    content: bytes
    is_utf8: bool


def _lines(data: bytes) -> Iterator[_Line]:
    """Yield the lines that hold more than ASCII."""
    offset = 0
    for content in data.split(b"\n"):
        if not content.isascii():
            yield _Line(offset, content, _is_utf8(content))
        offset += len(content) + 1


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _as_utf8(line: _Line) -> Iterator[_Stretch]:
    """Yield the line, or the stretches of a line in another encoding, that can only be UTF-8."""
    if not line.is_utf8:
        for run in _UTF8_RUN.finditer(line.content):
            yield _Stretch(line.offset + run.start(), len(run.group()), "utf-8")
    elif sum(character > "\u07ff" for character in line.content.decode("utf-8")) >= _FEWEST:
        yield _Stretch(line.offset, len(line.content), "utf-8")


def _as_other(line: _Line) -> _Stretch | None:
    if line.is_utf8:
        return None
    for codec, label in (("gb18030", "gb18030"), ("cp950", "big5")):
        try:
            score = plausibility(line.content.decode(codec))
        except UnicodeDecodeError:
            continue
        if score >= _PLAUSIBLE:
            return _Stretch(line.offset, len(line.content), label)
    return None
