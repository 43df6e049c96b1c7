"""Where an organisation ends, a title begins and a name after them, in posts as they are printed.

`posts.txt` has one a line, organisation|title; where more stands before the name, that comes first: printed => post.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from .test_frames import WORDS, fill, quotes_in

LINES = Path(__file__).with_name("posts.txt").read_text(encoding="utf-8").splitlines()
POSTS = [line for line in LINES if line and not line.startswith("#")]


@pytest.mark.parametrize("frame", ["{S}说：{Q}", "{Q}{S}说。", "正如{S}所说：{Q}"])
@pytest.mark.parametrize("name", ["李建华", "欧阳倩"])
def test_a_post_is_cut_where_it_should_be(frame: str, name: str) -> None:
    wrong = {}
    for line in POSTS:
        printed, _arrow, post = line.rpartition(" => ")
        organisation, _bar, title = post.rpartition("|")
        found = [
            (quote.speaker, quote.organisation, quote.title)
            for quote in quotes_in(fill(frame, f"{printed or organisation + title}{name}", WORDS[0]))
        ]
        if found != [(name, organisation, title)]:
            wrong[line] = found
    assert not wrong
