"""A taken-away essay or collection as plain text (UTF-8) and as Markdown (CommonMark 0.31)."""

from __future__ import annotations

from collections.abc import Iterator

from .blocks import Passage
from .markdown import escape
from .taking import Leaf, TakeAway

INDENT = "　　"  # of a paragraph, as Chinese text files have it


def text_file(taken: TakeAway) -> bytes:
    """Titles and headings stand alone on a line, paragraphs are indented, a gap says how much is missing."""
    lines = [taken.title]
    for leaf in taken.leaves:
        lines += ["", *([f"{leaf.label} {leaf.title}"] if len(taken.leaves) > 1 else []), *_text(leaf, taken)]
    return "\n".join([*lines, "", taken.author, taken.address, ""]).encode()


def _text(leaf: Leaf, taken: TakeAway) -> Iterator[str]:
    for block in leaf.blocks:
        if isinstance(block, Passage):
            if block.heading:
                yield ""
                yield block.heading
            for paragraph in block.paragraphs:
                yield from (INDENT + line.strip() for line in paragraph.text.splitlines() if line.strip())
        else:
            yield f"〔{taken.missing(block)}〕"


def markdown_file(taken: TakeAway) -> bytes:
    parts = [f"# {escape(taken.title)}", f"> {escape(taken.author)}  \n> <{taken.address}>"]
    for leaf in taken.leaves:
        parts += [f"## {escape(f'{leaf.label} {leaf.title}')}", *_markdown(leaf, taken)]
    return ("\n\n".join(parts) + "\n").encode()


def _markdown(leaf: Leaf, taken: TakeAway) -> Iterator[str]:
    for block in leaf.blocks:
        if isinstance(block, Passage):
            if block.heading:
                yield f"### {escape(block.heading)}"
            yield from (escape(paragraph.text) for paragraph in block.paragraphs if paragraph.text.strip())
        else:
            yield f"*{taken.missing(block)}*"
