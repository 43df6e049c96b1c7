"""The words of the interface: every one translated, compiled, and still in the source."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from .shared import REPOSITORY

LOCALE = REPOSITORY / "essays" / "locale"
CATALOGUES = sorted(LOCALE.glob("*/LC_MESSAGES/*.po"))
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w*)\}")

MAKE_MESSAGES = ("makemessages", "--all", "--no-obsolete", "--no-wrap", "--ignore=samples", "--ignore=data")

each_catalogue = pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])


def entries(path: Path) -> list[polib.POEntry]:
    return [entry for entry in polib.pofile(str(path)) if not entry.obsolete]


def key_of(entry: polib.POEntry | polib.MOEntry) -> tuple[str | None, str, str]:
    return entry.msgctxt, entry.msgid, entry.msgid_plural or ""


def wordings(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def test_there_is_a_chinese_catalogue() -> None:
    assert LOCALE / "zh_Hans" / "LC_MESSAGES" / "django.po" in CATALOGUES


@each_catalogue
def test_every_message_is_translated_and_none_is_a_guess(path: Path) -> None:
    unfinished = [entry.msgid for entry in entries(path) if entry.fuzzy or not all(wordings(entry) or [""])]

    assert unfinished == []


@each_catalogue
def test_translations_keep_the_places_to_fill(path: Path) -> None:
    allowed = {entry.msgid: set(PLACEHOLDER.findall(entry.msgid + entry.msgid_plural)) for entry in entries(path)}
    strange = [
        entry.msgid
        for entry in entries(path)
        if any(set(PLACEHOLDER.findall(wording)) - allowed[entry.msgid] for wording in wordings(entry))
    ]

    assert strange == []


@each_catalogue
def test_the_compiled_catalogue_is_in_step(path: Path) -> None:
    written = {key_of(entry): wordings(entry) for entry in entries(path)}
    compiled = {key_of(entry): wordings(entry) for entry in polib.mofile(str(path.with_suffix(".mo")))}

    assert compiled == written


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="needs gettext (Debian: apt-get install gettext)")
def test_the_catalogues_hold_what_the_source_says(tmp_path: Path) -> None:
    for name in ("essays", "studysite", "templates"):
        shutil.copytree(REPOSITORY / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(REPOSITORY / "manage.py", tmp_path)
    before = {path: {key_of(entry) for entry in entries(path)} for path in CATALOGUES}

    subprocess.run(
        [sys.executable, "manage.py", *MAKE_MESSAGES],
        cwd=tmp_path,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "studysite.settings"},
        check=True,
        capture_output=True,
    )

    after = {
        path: {key_of(entry) for entry in entries(tmp_path / path.relative_to(REPOSITORY))} for path in CATALOGUES
    }
    assert after == before
