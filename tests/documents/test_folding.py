from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essays.documents.folding import END, _rewritten, _table, bigrams, bigrams_of_run, fold, folded_places, spans

SIGNS = st.text(alphabet=st.sampled_from('甲乙長体ＡbＣ１2 　\u200b“”"‘·•，,．\ue021ßİ龘'), max_size=40)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("２０２３年ＡＢＣ", "2023年abc"),
        ("長三角一體化", "长三角一体化"),
        ("“最后一公里”", '"最后一公里"'),
        ("「最後一公里」", "“最后一公里”"),
        ("高质量 发展", "高质量发展"),
        ("D2P　模式", "d2p模式"),
        ("阿·卜", "阿•卜"),
        ("长\u200b三角", "长三角"),
        ("open   data", "Open data"),
    ],
)
def test_what_readers_take_for_the_same_is_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_blanks_between_letters_count() -> None:
    assert fold("open data") != fold("opendata")


def test_lines_stay_lines() -> None:
    assert fold("甲\n\n 乙\t丙 ") == "甲\n乙\n丙"


@given(SIGNS)
def test_each_folded_character_knows_its_place(text: str) -> None:
    folded, places = folded_places(text)

    assert folded == fold(text)
    assert len(folded) == len(places)
    assert list(places) == sorted(set(places))


def test_no_token_goes_over_the_end_of_a_line() -> None:
    assert bigrams("甲乙\n丙\n丁") == f"甲乙 乙{END} 丙{END} 丁{END}"
    assert bigrams("") == ""


@given(SIGNS)
def test_what_is_folded_stays_as_it_is(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(SIGNS, st.integers(0, 39), st.integers(1, 8))
def test_a_run_is_in_a_line_exactly_where_its_bigrams_are_in_a_row(text: str, start: int, length: int) -> None:
    line = fold(text)
    run = line[start : start + length]
    if len(run) > 1:
        tokens, wanted = bigrams(line).split(" "), bigrams_of_run(run)
        at = [place for place in range(len(tokens)) if tokens[place : place + len(wanted)] == wanted]
        assert at == [place for place in range(len(line)) if line.startswith(run, place)]


@given(SIGNS)
def test_no_token_holds_a_sign_of_a_query_language(text: str) -> None:
    assert all(sign.isalnum() or ord(sign) > 127 for token in bigrams(fold(text)).split(" ") for sign in token)


def test_touching_words_are_one_span() -> None:
    assert spans("长三角一体化，长 三角", ["三角", "角一", "长三"]) == [(0, 4), (7, 11)]


def test_every_character_is_written_as_a_table_would_write_it() -> None:
    signs = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x110000))))

    assert _rewritten(signs) == signs.translate(_table())
