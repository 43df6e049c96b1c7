"""Runs of words become markup that says what they say, whoever made them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essays.documents.html import canonical, plain
from essays.documents.readers.inline import Run, blocks_of, is_linkable, text_of
from essays.documents.readers.spacing import SOFT_BREAK, collapse
from essays.documents.readers.tables import cell_of, table_block

RUNS = st.lists(
    st.builds(
        Run,
        st.text(st.sampled_from("上海 a<&>\"'\t\n　"), min_size=1, max_size=6),
        st.frozensets(st.sampled_from(["strong", "em", "u", "s", "sub", "sup", "ruby", "rt"]), max_size=3),
        st.sampled_from(["", "", "https://example.org/?a=1&b='2'"]),
    ),
    max_size=8,
)


@given(RUNS, st.booleans())
def test_markup_says_what_the_text_says(runs, is_quoted):
    blocks = list(blocks_of(runs, 1, is_quoted=is_quoted))
    assert len(blocks) == text_of(runs).count("\n") + 1
    for block in blocks:
        assert block.text == block.text.strip()
        if block.html:
            assert plain(block.html) == block.text
            assert canonical(block.html) == block.html
    shown = "".join("".join(block.text.split()) for block in blocks)
    assert shown == "".join(text_of(runs).split())


@given(st.lists(st.lists(st.lists(RUNS, max_size=2), min_size=1, max_size=3), min_size=1, max_size=3))
def test_a_table_says_what_its_text_says(rows):
    block = table_block([[cell_of(paragraphs) for paragraphs in row] for row in rows], 1)
    assert plain(block.html) == block.text
    words = "".join(text_of(runs) for row in rows for paragraphs in row for runs in paragraphs)
    assert "".join(block.text.split()) == "".join(words.split())


@given(RUNS)
def test_collapsing_blanks_keeps_every_character_and_its_marks(runs):
    before = [(character, run.tags) for run in runs for character in run.text if not character.isspace()]
    after = [(character, run.tags) for run in collapse(runs) for character in run.text if not character.isspace()]
    assert after == before


@pytest.mark.parametrize(
    ("texts", "collapsed"),
    [
        (["上海", SOFT_BREAK, "市委"], "上海市委"),
        (["上海 ", SOFT_BREAK, " 市委"], "上海市委"),
        (["上海 市委"], "上海 市委"),
        (["good", SOFT_BREAK, "day"], "good day"),
        (["上海", SOFT_BREAK, "day"], "上海 day"),
        (["他说：", SOFT_BREAK, "“好”"], "他说：“好”"),
        (["  a", "  ", "  b  "], "a b"),
        (["a \n b"], "a\nb"),
        (["上　海"], "上　海"),
    ],
)
def test_source_line_ends_mean_what_their_neighbours_make_of_them(texts, collapsed):
    assert text_of(collapse([Run(text) for text in texts])) == collapsed


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://example.org/a?b=1#c", True),
        ("HTTP://example.org", True),
        ("mailto:a@example.org", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("/a", False),
        ("https://a b", False),
        ('https://a"onclick=x', False),
        ("", False),
    ],
)
def test_only_addresses_of_the_web_and_of_mail_are_linked(address, expected):
    assert is_linkable(address) is expected
