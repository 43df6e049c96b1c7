"""From the bytes of a file to its blocks: one reader a format, chosen by the file's suffix."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import PurePath

from essays.documents.blocks import Kind, Reading
from essays.documents.messages import DocumentError, Message
from essays.documents.signatures import is_encrypted_office, is_ole

from .markdown import read_markdown
from .page import read_page
from .text import read_text
from .word import read_word

MAX_SIZE = 20 * 1024 * 1024  # bytes

Reader = Callable[[bytes, str | None], Reading]

READERS: Mapping[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".docx": read_word,
    ".html": read_page,
    ".htm": read_page,
}
SUFFIXES = tuple(READERS)


def check_size(size: int) -> None:
    """Refuse a file by its size in bytes, before it is read. Raises DocumentError: E104."""
    if size > MAX_SIZE:
        megabytes = round(size / 1024 / 1024, 1)
        limit = MAX_SIZE // 1024 // 1024
        raise DocumentError(Message("E104", params={"size": megabytes, "limit": limit}))


def read_blocks(data: bytes, name: str, encoding: str | None = None) -> Reading:
    """Read a file's bytes into blocks; `name` is its path or name, "-" for a stream of text.

    `encoding` overrides what would be found, for the formats that do not fix it themselves.
    Raises DocumentError when nothing can be read: E101–E117.
    """
    check_size(len(data))
    if not data:
        raise DocumentError(Message("E103"))
    reading = _reader(data, name)(data, encoding)
    if all(block.kind is Kind.BLANK for block in reading.blocks):
        raise DocumentError(Message("E103"))
    return reading


def _reader(data: bytes, name: str) -> Reader:
    suffix = PurePath(name).suffix.lower() if name != "-" else ".txt"
    if is_encrypted_office(data):
        raise DocumentError(Message("E111"))
    if is_ole(data):
        raise DocumentError(Message("E107"))
    if suffix not in READERS:
        supported = " ".join(SUFFIXES)
        raise DocumentError(Message("E110", params={"suffix": suffix, "supported": supported}))
    return READERS[suffix]
