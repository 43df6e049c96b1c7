"""Open a .docx, after making sure that opening it is safe."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.exceptions import PythonDocxError
from docx.opc.exceptions import OpcError
from lxml import etree

from essays.documents.messages import DocumentError, Message

MOST_MEMBERS = 2_000
MOST_BYTES = 50 * 1024 * 1024
HIGHEST_RATIO = 100

_ENCRYPTED = 0x1  # APPNOTE.TXT 4.4.4, general purpose bit 0
_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]+)""")
_READABLE = (b"utf-8", b"us-ascii", b"ascii")

# What zipfile, zlib, lxml and python-docx raise on bytes that were damaged.
_DAMAGE = (
    *(BadZipFile, zlib.error, struct.error, etree.LxmlError, PythonDocxError, OpcError),
    *(ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, OSError, RuntimeError, TypeError),
    ValueError,
)


def open_document(data: bytes) -> Document:
    """Open the bytes of a .docx. Raises DocumentError: E106, E111–E114."""
    if not data.startswith(b"PK"):
        raise DocumentError(Message("E113"))
    with refusing_damage():
        with ZipFile(BytesIO(data)) as archive:
            _check_sizes(archive.infolist())
            _check_parts(archive)
        return _open(data)


@contextmanager
def refusing_damage() -> Iterator[None]:
    """Turn whatever a damaged file raises into E106."""
    try:
        yield
    except _DAMAGE as error:
        raise DocumentError(Message("E106")) from error


def _check_sizes(members: list[ZipInfo]) -> None:
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise DocumentError(Message("E111"))
    size = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    ratio = size / max(packed, 1)
    if len(members) > MOST_MEMBERS or size > MOST_BYTES or ratio > HIGHEST_RATIO:
        measures = {"parts": len(members), "size": round(size / 1024 / 1024, 1), "ratio": round(ratio)}
        raise DocumentError(Message("E114", params=measures))


def _check_parts(archive: ZipFile) -> None:
    """Refuse document type declarations, and every encoding in which one could hide."""
    names = archive.namelist()
    if "[Content_Types].xml" not in names:
        raise DocumentError(Message("E113"))
    for name in names:
        if name.endswith((".xml", ".rels")):
            part = archive.read(name)
            if b"<!DOCTYPE" in part.replace(b"\0", b""):  # in UTF-16 each character has a zero byte
                raise DocumentError(Message("E112", params={"part": name}))
            declared = _ENCODING.search(part[:300])
            if b"\0" in part or (declared and declared[1].lower() not in _READABLE):
                raise DocumentError(Message("E106"))


def _open(data: bytes) -> Document:
    try:
        return docx.Document(BytesIO(data))
    except (KeyError, ValueError) as error:
        # python-docx finds no main part of the kind that Word documents have
        raise DocumentError(Message("E113")) from error
