"""Prepare the source of a Markdown file, line by line, so that its line numbers stay what they are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from essays.documents.markers import find_markers

_FENCE = "---"
_SETTING = re.compile(r"[\w.-][\w .-]*\s*:(?:\s|$)|\s|-\s|#|$")
_TELLING = 15  # characters of a line whose end tells something
_MARGIN = 120  # characters: no margin is wider
_SENTENCE_ENDS = tuple("。！？；：…”’」』）!?;:")
_STRUCTURE = re.compile(r"[ \t]*(?:#|>|\||[-*+][ \t]|\d{1,9}[.)][ \t])")
_CONTAINERS = r"(?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*"
_HEADING = re.compile(rf"{_CONTAINERS}#{{1,6}}(?=[ \t])")


def front_matter(lines: Sequence[str]) -> int:
    """Return how many lines at the head of the file are settings between two lines of `---`."""
    if not lines or lines[0].rstrip() != _FENCE:
        return 0
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() in (_FENCE, "..."):
            return number + 1 if number > 1 else 0
        if not _SETTING.match(line):
            return 0
    return 0


def is_wrapped(lines: Sequence[str]) -> bool:
    """Tell whether the file breaks its lines at a margin, in mid-sentence, as Markdown allows.

    Chinese is mostly written one paragraph a line, with no blank line between: there, lines that go on below end
    like sentences, or are longer than any margin. Lines too short to tell (titles, headings) have no say.
    """
    telling = [
        line.rstrip()
        for line, below in pairwise(lines)
        if below.strip() and len(line.strip()) >= _TELLING and not _STRUCTURE.match(line)
    ]
    if any(len(line) > _MARGIN for line in telling):
        return False
    return 2 * sum(not line.endswith(_SENTENCE_ENDS) for line in telling) >= len(telling)


def protect(line: str) -> str:
    """Escape the signs of paid markers in what looks like a heading, whose own signs Markdown takes away.

    `## paidbegin ##` would become a heading “paidbegin”, and `# 标题 ## paidbegin ##` lose its last signs.
    """
    heading = _HEADING.match(line)
    if heading is None:
        return line
    rest = line[heading.end() :]
    if any(not marker.is_damaged for marker in find_markers(rest)):
        return line[: heading.end()] + _escape(rest)
    return _escape(line)


def unprotect(text: str) -> str:
    """Take the escapes back where Markdown leaves them standing, in code."""
    plain = text.replace("\\#", "#")
    return plain if find_markers(plain) else text


def _escape(text: str) -> str:
    pieces, end = [], 0
    for marker in find_markers(text):
        pieces += [text[end : marker.start], text[marker.start : marker.end].replace("#", "\\#")]
        end = marker.end
    return "".join(pieces) + text[end:]
