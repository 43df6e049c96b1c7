"""Which well-known binary format do these bytes begin like?"""

from __future__ import annotations

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # [MS-CFB] 2.2: Word 97–2003, and any Office file with a password
ZIP = b"PK\x03\x04"

# Names of formats are the same in every language. "MZ" and "BM" are absent: a text may begin so.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"RIFF", "RIFF"),
    (b"II*\x00", "TIFF"),
    (b"MM\x00*", "TIFF"),
    (b"%PDF-", "PDF"),
    (b"%!PS-Adobe", "PostScript"),
    (b"{\\rtf", "RTF"),
    (b"\x7fELF", "ELF"),
    (b"MZ\x90\x00", "EXE"),
    (b"SQLite format 3\x00", "SQLite"),
    (b"ID3", "MP3"),
    (b"OggS\x00", "Ogg"),
    (b"fLaC", "FLAC"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"BZh9", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"PK\x05\x06", "ZIP"),
)

_ZIP_KINDS: tuple[tuple[bytes, str], ...] = (
    (b"word/", "DOCX"),
    (b"xl/", "XLSX"),
    (b"ppt/", "PPTX"),
    (b"application/epub+zip", "EPUB"),
    (b"application/vnd.oasis.opendocument", "OpenDocument"),
)


def recognise(data: bytes) -> str:
    """Return the format's name, "" for none of those known. An OLE container is told by `is_ole`."""
    if data.startswith(ZIP):
        return next((kind for mark, kind in _ZIP_KINDS if mark in data), "ZIP")
    return next((kind for signature, kind in _SIGNATURES if data.startswith(signature)), "")


def is_ole(data: bytes) -> bool:
    return data.startswith(OLE)


def is_encrypted_office(data: bytes) -> bool:
    """Tell an Office file with a password by the name of its stream, [MS-OFFCRYPTO] 2.3.4."""
    return is_ole(data) and "EncryptedPackage".encode("utf-16-le") in data
