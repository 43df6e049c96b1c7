"""Clean a text once, at the entrance: of what no reader can see and a database or a terminal trips over.

Nothing visible is touched: full-width marks, unusual forms and spaces stay as the document has them (no
NFKC). `clean` removes or replaces inside a line and never makes or mends a line end, so it may be given a
whole text, a line or a run; `findings` says what it did; `column_at` finds the way back to the input.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from .blocks import Block
from .messages import Message, Place

# Unicode Standard Annex 14 BK, CR, LF, NL: what any editor shows as the end of a line.
_LINE_END = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_UNUSUAL_LINE_END = re.compile("[\v\f\x85\u2028\u2029]")

_COMBINING = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u06d6-\u06dc\u0e31\u0e34-\u0e3a"
    "\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u302a-\u302d\u3099\u309a\ufe20-\ufe2f"
)
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_PICTURE = "[\u2600-\u27bf\U0001f000-\U0001faff]"
_MOST_COMBINING = 4  # on one character; tone marks and Vietnamese need two


@dataclass(frozen=True, slots=True)
class _Rule:
    code: str
    pattern: re.Pattern[str]
    replacement: str = ""


# In this order: a rule sees what the ones before it left.
_RULES = (
    _Rule("W201", re.compile("\0")),
    _Rule("W202", re.compile("[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")),
    _Rule("W203", re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")),
    _Rule(
        "W204",
        # A joiner inside a composed picture is what makes it one picture.
        re.compile(
            f"[\u180e\u200b\u200c\u2060-\u2065\u206a-\u206f\ufff9-\ufffb\u034f\u115f\u1160\u3164\uffa0"
            f"\U000e0000-\U000e007f]|(?<!{_PICTURE})(?<!{_PICTURE}\ufe0f)\u200d|\u200d(?!{_PICTURE})"
        ),
    ),
    _Rule("W205", re.compile("\ufeff")),
    _Rule("W206", re.compile("\xad")),
    _Rule("W207", re.compile("[\ud800-\udfff]"), "\ufffd"),
    # A selector chooses a form of a Han character or a picture; elsewhere it chooses nothing.
    _Rule("W208", re.compile(f"(?:^|(?<=[\\s\x00-\x7f{_SELECTORS}]))[{_SELECTORS}]+", re.MULTILINE)),
    _Rule("W209", re.compile(f"(?<=[{_COMBINING}]{{{_MOST_COMBINING}}})[{_COMBINING}]+")),
)

# Kept, but worth a look: damage from before, and characters that only one machine's fonts can show.
_REMARKS = (
    _Rule("W210", re.compile("\ufffd")),
    _Rule("W212", re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd]")),
    _Rule("N301", _UNUSUAL_LINE_END),
)

# One pass over a clean text, which nearly every text is.
_SUSPECT = re.compile(
    "[\0-\x08\v\f\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ud800-\uf8ff\ufeff\uffa0\ufff9-\ufffd\U000e0000-\U000e007f\U000f0000-\U0010fffd"
    f"{_SELECTORS}]|[{_COMBINING}]{{{_MOST_COMBINING + 1}}}"
)
_UNPRINTABLE = re.compile(  # each shown as one character, so that columns stay what they are
    "[\0-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ud800-\uf8ff\ufeff\U000f0000-\U0010fffd]"
)


def split_lines(text: str) -> list[str]:
    """Split at every kind of line end; a line end at the very end begins no further line."""
    lines = text.split("\n") if _is_plain(text) else _LINE_END.split(text)
    if not lines[-1]:
        lines.pop()
    return lines


def _is_plain(text: str) -> bool:
    return "\r" not in text and not _UNUSUAL_LINE_END.search(text)


def is_clean(text: str) -> bool:
    """Tell at a glance that there is nothing to clean and nothing to find; False promises neither."""
    return not _SUSPECT.search(text)


def clean(text: str) -> str:
    """Take out what nobody can see; lone surrogates become U+FFFD."""
    if is_clean(text):
        return text
    for rule in _RULES:
        text = rule.pattern.sub(rule.replacement, text)
    return text


def findings(text: str, line: int = 1, column: int = 1) -> tuple[Message, ...]:
    """Say what `clean(text)` takes out: one message a kind with its count and its first place.

    `line` and `column` are where the text begins in the input.
    """
    return _find(text, (*_RULES, *_REMARKS), line, column)


def removals(text: str, line: int = 1) -> tuple[Message, ...]:
    """Say what `clean(text)` takes out of a text whose source has been looked through: what entities made."""
    return _find(text, _RULES, line, 1)


def _find(text: str, rules: Iterable[_Rule], line: int, column: int) -> tuple[Message, ...]:
    if is_clean(text):
        return ()
    found = []
    for rule in rules:
        count = sum(len(match.group()) for match in rule.pattern.finditer(text))
        if first := rule.pattern.search(text):
            place, excerpt = _place(text, first, line, column)
            found.append(Message(rule.code, place, {"count": count}, excerpt))
    return tuple(found)


def merge(messages: Iterable[Message]) -> tuple[Message, ...]:
    """Make one of all messages of a code that counts: the first place, the sum of the counts."""
    merged: dict[object, Message] = {}
    for position, message in enumerate(messages):
        key = message.code if "count" in message.params else position
        if earlier := merged.get(key):
            message = _add(earlier, message)
        merged[key] = message
    return tuple(merged.values())


def printable(line: str) -> str:
    """Return a line for showing: what would hide or turn on a terminal reads U+FFFD, one for one."""
    return _UNPRINTABLE.sub("\ufffd", line)


def column_at(block: Block, offset: int) -> int:
    """Return the column in the input line of the character at `offset` of the block's text."""
    if not block.raw or is_clean(block.raw):
        return block.column + offset
    kept = _kept(block.raw)
    before = sum(position < block.column - 1 for position in kept)
    return [*kept, len(block.raw)][min(before + offset, len(kept))] + 1


def input_column(raw: str) -> int:
    """Return the column of the first character of a line that is there to be read, 1 for a blank line."""
    return next((position + 1 for position in _kept(raw) if not raw[position].isspace()), 1)


def _kept(raw: str) -> Sequence[int]:
    """Return the positions in `raw` of the characters that `clean` leaves."""
    if is_clean(raw):
        return range(len(raw))
    positions = list(range(len(raw)))
    for rule in _RULES:
        text = "".join(raw[position] for position in positions)
        gone = {index for match in rule.pattern.finditer(text) for index in range(*match.span())}
        if gone and not rule.replacement:
            positions = [position for index, position in enumerate(positions) if index not in gone]
    return positions


def _place(text: str, match: re.Match[str], line: int, column: int) -> tuple[Place, str]:
    """Return where a match stands and the input line it stands in."""
    ends = [end for end in _LINE_END.finditer(text, 0, match.end()) if end.end() <= match.start()]
    start = ends[-1].end() if ends else 0
    shift = 1 if ends else column
    stop = _LINE_END.search(text, match.start())
    place = Place(line + len(ends), match.start() - start + shift, match.end() - start + shift)
    excerpt = text[start : stop.start() if stop else len(text)]
    return place, printable(excerpt)


def _add(earlier: Message, later: Message) -> Message:
    total = int(str(earlier.params["count"])) + int(str(later.params["count"]))
    return replace(earlier, params={**earlier.params, "count": total})
