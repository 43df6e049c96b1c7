"""Web pages (.html): headings, paragraphs, lists, quotes and tables; what only steers a browser is left out."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from lxml.etree import _Element as Element

from essays.documents.blocks import Block, Reading
from essays.documents.messages import DocumentError, Message
from essays.documents.normalize import clean, findings, merge
from essays.documents.readers.conservation import count_characters

from .encoding import decode_page
from .walk import Page

_DEEPEST = 200  # elements in one another; no writer nests so deep, and each level is a call of the walk


def read_page(data: bytes, encoding: str | None = None) -> Reading:
    """Read a web page. Raises DocumentError as `decode` does, and E103, E118."""
    decoded = decode_page(data, encoding)
    root = _parse(clean(decoded.text).replace("\r\n", "\n").replace("\r", "\n"))
    titles = [element for element in root.iter("h1") if "".join(element.itertext()).strip()]
    page = Page(title_level=1 if len(titles) == 1 else 0)
    blocks = tuple(page.blocks(root))
    messages = merge((*findings(decoded.text), *page.messages))
    return Reading(
        blocks,
        decoded.encoding,
        (*decoded.messages, *messages, *_title(root, blocks)),
        count_characters(blocks),
    )


def _parse(text: str) -> Element:
    # The encoding is given, so that no declaration in the page can change it. Without `huge_tree` a text of more
    # than 10 MB is dropped; files are limited before they come here, and entities cannot grow in HTML.
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_pis=True, huge_tree=True)
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.LxmlError:
        root = None
    if root is None:
        raise DocumentError(Message("E103"))
    if _depth(root) > _DEEPEST:
        raise DocumentError(Message("E118"))
    return root


def _depth(root: Element) -> int:
    deepest = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _title(root: Element, blocks: tuple[Block, ...]) -> Iterator[Message]:
    """Say so when the words of the page's title stand nowhere in its text."""
    title = " ".join(clean(root.findtext("head/title") or "").split())
    if title and not any(title in block.text for block in blocks):
        yield Message("W272", params={"title": title})
