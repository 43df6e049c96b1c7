"""Whole stories in which many people speak in turn: who says what, by name, pronoun, post or not named at all.

A story is a run of paragraphs in `stories.txt`; the line that begins with > gives the speakers of its quotes in order,
a hyphen where nobody is named.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from essays.documents.parsing import parse

STORIES = Path(__file__).with_name("stories.txt").read_text(encoding="utf-8").split("\n\n")


@pytest.mark.parametrize("story", STORIES)
def test_everybody_says_what_is_theirs(story: str) -> None:
    text, speakers = story.rsplit("\n> ", 1)
    whole = f"学习体会\n\n篇1：学习先进\n\n今年以来，大家一起学习。\n{text}\n"
    [essay] = parse(whole.encode(), "a.txt").document.essays
    assert [quote.speaker or "-" for quote in essay.quotes] == speakers.split()
