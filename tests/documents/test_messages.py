"""Every message has words, and a level that its code says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import essays.documents
from essays.documents.catalogue import TEMPLATES, merge
from essays.documents.messages import Level, Message, Template

ROOM = Path(essays.documents.__file__).parent
CODE = re.compile(r'"([EWN]\d{3})"')


def test_every_code_that_is_used_has_words():
    used = {code for path in ROOM.rglob("*.py") for code in CODE.findall(path.read_text(encoding="utf-8"))}
    assert used == set(TEMPLATES)


def test_the_letter_of_a_code_is_its_level():
    assert [Message(code).level for code in ("E105", "W231", "N331")] == [Level.ERROR, Level.WARNING, Level.NOTE]


def test_a_code_has_one_meaning():
    words = {"W231": Template(Level.WARNING, "", "", "")}
    with pytest.raises(ValueError, match="two meanings"):
        merge(words, words)
    with pytest.raises(ValueError, match="level"):
        merge({"E105": words["W231"]})
