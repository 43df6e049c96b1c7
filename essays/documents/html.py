"""Cut and mend the markup of paragraphs by offsets in their plain text: the only place that does.

A paragraph is one top-level block (`<p>`, `<blockquote>`, `<ol>`, `<table>`…) of allow-listed tags. Its plain
text has one tab between the cells of a row and one newline between rows, list items and other inner blocks;
entities are decoded. `canonical` gives the form for which `join(*split(html, i)) == html` holds at every offset.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape, unescape
from itertools import pairwise
from typing import NamedTuple

CONTAINERS = frozenset(("ol", "ul", "table", "thead", "tbody", "tr", "hr"))
LISTS = frozenset(("ul", "ol"))
CELLS = frozenset(("td", "th"))
HOLDERS = frozenset(("p", "h3", "h4", "blockquote", "li", "th", "td"))  # blocks that may begin with words
BLOCKS = CONTAINERS | HOLDERS
VOID = frozenset(("br", "hr"))

_TOKEN = re.compile(
    r"""<(?P<closing>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?:[^<>"']|"[^"]*"|'[^']*')*+>"""
    r"|&(?:\#\d+|\#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);|[^<&]+|[<&]"
)
_START = re.compile(r"""\sstart=["']?(\d+)""")
_BREAKS = re.compile(r"[\t\n\r]+")
_SIMPLE_BODY = re.compile(r"(?:<p>[^<\n]*</p>\n)*<p>[^<\n]*</p>")


class _Token(NamedTuple):
    raw: str
    name: str = ""  # of a tag, "" for text
    closing: bool = False
    text: str = ""

    @property
    def is_block(self) -> bool:
        return self.name in BLOCKS

    @property
    def is_opening(self) -> bool:
        return bool(self.name) and not self.closing and self.name not in VOID


class _Run(NamedTuple):
    """Characters of the plain text: those of token number `token`, or a separator said to stand just before it."""

    token: int
    text: str
    is_separator: bool


def _tokens(html: str) -> list[_Token]:
    found = []
    for match in _TOKEN.finditer(html):
        raw, name = match.group(), (match["name"] or "").lower()
        if name:
            found.append(_Token(raw, name, bool(match["closing"]), "\n" if name == "br" else ""))
        else:
            found.append(_Token(raw, text=unescape(raw) if raw[0] == "&" else raw))
    return found


def _is_gap(tokens: list[_Token], index: int) -> bool:
    """White space of a pretty-printed source between block tags is no text; blanks that a block begins with are."""
    text = tokens[index].text
    if tokens[index].name or not text.isascii() or text.strip():
        return False
    before, after = (tokens[i] if 0 <= i < len(tokens) else None for i in (index - 1, index + 1))
    if before and after and after.is_block and before.is_opening and before.name in HOLDERS and "\n" not in text:
        return not (after.closing or (before.name == "li" and after.name in LISTS))
    return (before is None or before.is_block) and (after is None or after.is_block)


def _runs(tokens: list[_Token]) -> Iterator[_Run]:
    """The plain text in order. Each innermost block begins with a separator run (empty for the first)."""
    begun, fresh, pending, anchor, leaves = False, True, "", 0, 0
    opened: list[int] = []  # how many leaves there were when each open block began
    for index, token in enumerate(tokens):
        leaf = token.text if not token.is_block and not _is_gap(tokens, index) else ""
        is_empty = token.is_block and token.closing and bool(opened) and opened.pop() == leaves
        if (leaf and fresh) or is_empty:
            yield _Run(anchor, (pending or "\n") if begun else "", True)
            begun, fresh, pending, leaves = True, False, "", leaves + 1
        if leaf:
            yield _Run(index, leaf, False)
        if token.is_block:
            fresh, anchor = True, index + 1
            pending = _pending(token, pending)
            if token.is_opening:
                opened.append(leaves)


def _pending(token: _Token, pending: str) -> str:
    if token.closing and token.name in CELLS:
        return "\t"
    if token.closing and token.name == "tr":
        return "\n"
    return pending or "\n"


def _is_simple(html: str) -> bool:
    """One `<p>` of bare text without entities, as nearly every paragraph is."""
    return html.startswith("<p>") and html.endswith("</p>") and html.count("<") == 2 and "&" not in html


def escape_paragraph(text: str) -> str:
    """Give one paragraph of plain text as markup; a newline inside becomes a line break."""
    if "&" in text or "<" in text or ">" in text:
        text = escape(text, quote=False)
    return f"<p>{text}</p>".replace("\n", "<br>")


def plain(html: str) -> str:
    """Give the plain text of one paragraph."""
    if _is_simple(html):
        return html[3:-4]
    return "".join(run.text for run in _runs(_tokens(html)))


def split(html: str, offset: int) -> tuple[str, str]:
    """Cut one paragraph at an offset of its plain text, 0 to its length; open tags are closed and reopened.

    Both halves keep the path of open blocks, so their plain texts add up to that of the whole. The line break between
    an item's own words and the list inside it goes to the left half: the right one could not hold it.
    """
    if _is_simple(html):
        return html[: 3 + offset] + "</p>", "<p>" + html[3 + offset :]
    tokens = _tokens(html)
    index, inside = _cut_point(tokens, offset)
    left, right = [token.raw for token in tokens[:index]], [token.raw for token in tokens[index:]]
    if inside:
        token = tokens[index]
        left.append(_slice(token, 0, inside))
        right[0] = _slice(token, inside, len(token.text))
    path = _open_path(tokens[:index])
    closing = "".join(f"</{name}>" for name, _ in reversed(path))
    return "".join(left) + closing, "".join(tag for _, tag in path) + "".join(right)


def pieces(html: str, offsets: Sequence[int]) -> tuple[str, ...]:
    """Cut one paragraph at several offsets, in rising order."""
    if _is_simple(html):
        bounds = [3, *(3 + offset for offset in offsets), len(html) - 4]
        return tuple(f"<p>{html[start:end]}</p>" for start, end in pairwise(bounds))
    found, done = [], 0
    for offset in offsets:
        left, html = split(html, max(offset - done, 0))
        found.append(left)
        done += len(plain(left))
    return (*found, html)


def _slice(token: _Token, start: int, end: int) -> str:
    return token.raw[start:end] if token.raw == token.text else escape(token.text[start:end], quote=False)


def _cut_point(tokens: list[_Token], offset: int) -> tuple[int, int]:
    """Give the token to cut before, or to cut in with the number of its characters that stay left."""
    seen = 0
    for run in _runs(tokens):
        seen += len(run.text)
        if seen < offset:
            continue
        if run.is_separator:
            return run.token, 0
        if seen > offset:
            return run.token, offset - (seen - len(run.text))
        at = _after_closings(tokens, run.token + 1)
        if at == len(tokens) or not tokens[at].is_opening or tokens[at].name not in LISTS:
            return at, 0
    return len(tokens), 0


def _after_closings(tokens: list[_Token], index: int) -> int:
    while index < len(tokens) and tokens[index].closing and not tokens[index].is_block:
        index += 1
    return index


def _open_path(tokens: list[_Token]) -> list[tuple[str, str]]:
    """The tags still open, outermost first, as they must be written to go on: a list goes on counting."""
    path: list[tuple[str, str]] = []
    items: list[int] = []
    for token in tokens:
        if token.is_opening:
            if token.name == "li" and items:
                items[-1] += 1
            path.append((token.name, token.raw))
            items.append(0)
        elif token.closing and path:
            path.pop()
            items.pop()
    return [
        (name, _renumbered(tag, count)) if name == "ol" else (name, tag)
        for (name, tag), count in zip(path, items, strict=True)
    ]


def _renumbered(tag: str, items: int) -> str:
    match = _START.search(tag)
    number = (int(match[1]) if match else 1) + max(items - 1, 0)
    return tag if number == 1 or items < 2 else f'<ol start="{number}">'


def join(left: str, right: str) -> str:
    """Mend what `split` cut: the tags closed at the end of `left` and opened again by `right` become one."""
    if not left or not right:
        return left or right
    if left.endswith("</p>") and right.startswith("<p>") and (left[-5] != ">" or right[3] != "<"):
        return left[:-4] + right[3:]
    before, after = _tokens(left), _tokens(right)
    shared = _shared(before, after)
    return "".join(token.raw for token in before[: len(before) - shared] + after[shared:])


def _shared(before: list[_Token], after: list[_Token]) -> int:
    """How many tags closed at the end of `before` are opened again by `after`, outermost first."""
    path: list[_Token] = []
    closed: list[_Token] = []
    for token in before:
        if token.is_opening:
            path.append(token)
        if token.closing and path:
            closed.append(path.pop())
        else:
            closed.clear()
    count = 0
    for ended, begun in zip(reversed(closed), after, strict=False):
        is_same = ended.name == begun.name if begun.is_block else ended.raw == begun.raw
        if not begun.is_opening or not is_same:
            break
        count += 1
    return count


def cut(html: str, start: int, end: int) -> str:
    """Take the characters from `start` to `end` of the plain text out of the markup."""
    rest, right = split(html, end)
    return join(split(rest, start)[0], right)


def rewrite(html: str, cells: Sequence[str]) -> str:
    """Give the markup other words: one string a character of its plain text; breaks stay whatever is said of them."""
    if _is_simple(html):
        return f"<p>{escape(''.join(cells), quote=False)}</p>"
    tokens, start = _tokens(html), 0
    written = [token.raw for token in tokens]
    for run in _runs(tokens):
        end = start + len(run.text)
        if not run.is_separator and not tokens[run.token].name and list(run.text) != list(cells[start:end]):
            written[run.token] = escape("".join(cells[start:end]), quote=False)
        start = end
    return "".join(written)


def paragraphs(body: str) -> tuple[str, ...]:
    """Give the top-level blocks of a body in order; words outside any block become a `<p>` of their own."""
    if _SIMPLE_BODY.fullmatch(body):
        return tuple(body.split("\n"))
    found: list[str] = []
    depth, loose = 0, ""
    current: list[str] = []
    for token in _tokens(body):
        if not depth and not token.is_block:
            loose += token.raw
            continue
        if loose.strip():
            found.append(f"<p>{loose.strip()}</p>")
        loose = ""
        current.append(token.raw)
        if token.is_block and token.name not in VOID:
            depth += -1 if token.closing else 1
        if depth <= 0:
            found.append("".join(current))
            current, depth = [], 0
    tail = "".join(current) or (f"<p>{loose.strip()}</p>" if loose.strip() else "")
    return (*found, tail) if tail else tuple(found)


def body(blocks: Iterable[str]) -> str:
    """Give paragraphs as one body, as a section's row stores it."""
    return "\n".join(blocks)


def plain_body(html: str) -> str:
    """Give the plain text of a body: its paragraphs' plain texts, one newline between two."""
    return "\n".join(map(plain, paragraphs(html)))


def canonical(html: str) -> str:
    """Give a sanitised body without gaps, empty or doubled inline tags, and words outside a block."""
    return body([_canonical(block) for block in paragraphs(html)])


def _canonical(html: str) -> str:
    if _is_simple(html) and "\n" not in html:
        return html
    tokens = _tokens(html)
    out: list[_Token] = []
    wrapped = False
    for index, token in enumerate(tokens):
        if _is_gap(tokens, index):
            continue
        if token.is_block and wrapped:
            out.append(_Token("</p>", "p", closing=True))
            wrapped = False
        elif not token.is_block and out and out[-1].is_block and not _may_hold_words(out[-1]):
            out.append(_Token("<p>", "p"))
            wrapped = True
        _append(out, token)
    return "".join(token.raw for token in out)


def _may_hold_words(token: _Token) -> bool:
    return token.is_opening and token.name in HOLDERS


def _append(out: list[_Token], token: _Token) -> None:
    """Add a token, taking back an inline tag that would be empty or would go on what was just closed."""
    if not token.name:
        out.append(token._replace(raw=_BREAKS.sub(" ", token.raw)))
    elif not token.is_block and out and _undoes(out, token):
        out.pop()
    else:
        out.append(token)


def _undoes(out: list[_Token], token: _Token) -> bool:
    last = out[-1]
    if token.closing:
        return last.is_opening and last.name == token.name
    if not last.closing or last.is_block or token.name in VOID:
        return False
    opened = _opening_of_last(out)
    return opened is not None and opened.raw == token.raw


def _opening_of_last(out: list[_Token]) -> _Token | None:
    depth = 0
    for token in reversed(out):
        if token.closing:
            depth += 1
        elif token.is_opening:
            depth -= 1
            if depth == 0:
                return token
    return None
