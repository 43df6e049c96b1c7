"""From what the user named to the files to read: folders opened, each file with the key it is known by."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from essays.documents.readers import SUFFIXES

STDIN = "-"
LONGEST_KEY = 500  # Source.key
_DIGITS = re.compile(r"(\d+)")


class IntakeError(Exception):
    """What was named cannot be used; says why."""


@dataclass(frozen=True, slots=True)
class Input:
    """A file to import. `shown` is how the user named it; `data` is set for what came by standard input."""

    key: str
    name: str
    shown: str
    path: Path | None = None
    data: bytes | None = None


def gather(paths: Sequence[str]) -> list[Input]:
    """The files of all paths, folders in natural order with every suffix that can be read. Raises IntakeError."""
    found: list[Input] = []
    for named in paths:
        if named == STDIN:
            raise IntakeError(_("“-” reads one document from standard input and stands alone."))
        path = Path(named)
        if path.is_dir():
            found += _open_folder(path)
        elif path.exists():
            found.append(Input(_text(path.name), _text(path.name), _text(named), path))
        else:
            raise IntakeError(_("There is no file or folder “%(path)s”.") % {"path": named})
    found = _without_repeats(found)
    if not found:
        raise IntakeError(_("No file to import: none ends in %(suffixes)s.") % {"suffixes": " ".join(SUFFIXES)})
    _check_keys(found)
    return found


def read_stdin(stream: BinaryIO, name: str, limit: int) -> Input:
    """Read standard input, at most one byte more than `limit`.

    Without a name it is known by its content alone: two documents piped in are never taken for one.
    """
    data = stream.read(limit + 1)
    key = name or f"stdin-{hashlib.sha256(data).hexdigest()[:16]}"
    return Input(key, name or STDIN, name or STDIN, data=data)


def natural(path: str) -> list[tuple[bool, int, str]]:
    """A key that sorts 第2篇 before 第10篇."""
    parts = _DIGITS.split(path.casefold())
    return [(part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts]


def _open_folder(folder: Path) -> Iterator[Input]:
    files = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        # Word keeps a lock file beside a document that is open: ~$name.docx
        wanted = (name for name in names if Path(name).suffix.lower() in SUFFIXES and name[0] not in ".~")
        files += [Path(parent, name) for name in wanted]
    for path in sorted(files, key=lambda path: natural(path.relative_to(folder).as_posix())):
        yield Input(_text(path.relative_to(folder).as_posix()), _text(path.name), _text(str(path)), path)


def _text(name: str) -> str:
    """A file name may hold any bytes; what is no UTF-8 cannot be stored or printed."""
    return os.fsencode(name).decode("utf-8", "replace")


def _without_repeats(found: list[Input]) -> list[Input]:
    known: dict[Path, Input] = {}
    for one in found:
        if one.path is not None:
            known.setdefault(one.path.resolve(), one)
    return list(known.values())


def _check_keys(found: Sequence[Input]) -> None:
    known: dict[str, Input] = {}
    for one in found:
        if len(one.key) > LONGEST_KEY:
            raise IntakeError(_("The path “%(path)s” is too long to be a key; use --key.") % {"path": one.shown})
        if one.key in known:
            raise IntakeError(
                _("“%(first)s” and “%(second)s” have the same key “%(key)s”: import them one by one with --key.")
                % {"first": known[one.key].shown, "second": one.shown, "key": one.key}
            )
        known[one.key] = one
