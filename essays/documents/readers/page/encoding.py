"""The encoding of a page: what was asked for, a byte order mark, what the page declares, or what is found."""

from __future__ import annotations

import re
from dataclasses import replace

from essays.documents.decoding import Decoded, decode
from essays.documents.messages import DocumentError, Message

_HEAD = 4_096  # bytes; the HTML standard looks at 1,024, and older editors write long heads
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)|<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w.:-]+)""",
    re.IGNORECASE,
)


def decode_page(data: bytes, encoding: str | None) -> Decoded:
    """Decode a page. A declaration is believed unless its text does not look written and another's does."""
    declared = _declared(data)
    if encoding or not declared or data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return decode(data, encoding)
    try:
        decoded = decode(data, declared)
    except DocumentError:
        return _found(data, declared)
    return _found(data, declared) if decoded.messages else decoded


def _declared(data: bytes) -> str:
    match = _DECLARED.search(data[:_HEAD])
    return (match[1] or match[2]).decode("ascii", "replace") if match else ""


def _found(data: bytes, declared: str) -> Decoded:
    decoded = decode(data)
    doubt = Message("W213", params={"encoding": declared, "other": decoded.encoding})
    return replace(decoded, messages=(*decoded.messages, doubt))
