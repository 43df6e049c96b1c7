"""An essay as Markdown (CommonMark 0.31): what one reader may read of its text, and how much is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .blocks import Block, Passage

# What means something in the middle of a line, and what does at its beginning.
MEANT = re.compile(r"([\\`*_\[\]<>#|~]|&(?=#?\w+;))")
MEANT_FIRST = re.compile(r"^(\d+)([.)])|^([-+=])", re.MULTILINE)


def escape(text: str) -> str:
    """Plain text as Markdown that shows the same characters, on one line."""
    line = MEANT.sub(r"\\\1", " ".join(text.split()))
    return MEANT_FIRST.sub(lambda match: f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}", line)


def essay_markdown(title: str, about: Sequence[str], blocks: Sequence[Block], left_out: str) -> str:
    """`about` are lines on where it stands; `left_out` says of a gap how much is missing: it holds `{words}`."""
    lines = [f"# {escape(title)}", *(f"> {line}  " for line in about)]
    return "\n\n".join([lines[0], "\n".join(lines[1:]), *_body(blocks, left_out)]) + "\n"


def _body(blocks: Sequence[Block], left_out: str) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Passage):
            if block.heading:
                yield f"## {escape(block.heading)}"
            yield from (escape(paragraph.text) for paragraph in block.paragraphs if paragraph.text.strip())
        else:
            yield f"*{left_out.format(words=block.words)}*"
