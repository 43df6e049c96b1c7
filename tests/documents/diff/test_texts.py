"""Two texts, character by character."""

from __future__ import annotations

import random
from itertools import pairwise
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from essays.documents.diff import Run, RunKind, compare_texts

KEEP, INSERT, DELETE = RunKind.KEEP, RunKind.INSERT, RunKind.DELETE
TEXTS = st.text(st.sampled_from("加快建设成的。，“”ab1 \n") | st.characters(), max_size=80)
HAN = st.text(st.sampled_from("加快建设修路，。"), max_size=40)


def runs(old: str, new: str) -> list[tuple[RunKind, str]]:
    return [tuple(run) for run in compare_texts(old, new)]


def test_one_character_deleted_and_one_inserted() -> None:
    assert runs("加快建设", "加快建成") == [(KEEP, "加快建"), (DELETE, "设"), (INSERT, "成")]


@given(TEXTS, TEXTS)
def test_either_text_can_be_read_out_of_the_runs(old: str, new: str) -> None:
    found = compare_texts(old, new)

    assert "".join(run.text for run in found if not run.is_inserted) == old
    assert "".join(run.text for run in found if not run.is_deleted) == new


@given(TEXTS, TEXTS)
def test_no_run_is_empty_or_could_be_joined_to_the_next(old: str, new: str) -> None:
    found = compare_texts(old, new)

    assert all(run.text for run in found)
    assert all(first.kind is not second.kind for first, second in pairwise(found))
    assert (INSERT, DELETE) not in [(first.kind, second.kind) for first, second in pairwise(found)]


@given(TEXTS)
def test_a_text_compared_with_itself_is_kept(text: str) -> None:
    assert compare_texts(text, text) == ((Run(KEEP, text),) if text else ())


@given(
    st.text(st.sampled_from("加快建设修路，。")),
    st.integers(0, 80),
    st.text(st.sampled_from("修路架桥"), min_size=1, max_size=5),
)
def test_what_was_put_in_is_all_that_is_inserted(text: str, at: int, put: str) -> None:
    found = compare_texts(text, text[:at] + put + text[at:])

    assert not [run for run in found if run.is_deleted]
    assert sum(len(run.text) for run in found if run.is_inserted) == len(put)


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("今年GDP增长5.2%", "今年GDP增长6.3%", [(DELETE, "5.2"), (INSERT, "6.3")]),
        ("看open source项目", "看closed source项目", [(DELETE, "open"), (INSERT, "closed")]),
        ("共1,200人", "共1,300人", [(DELETE, "1,200"), (INSERT, "1,300")]),
    ],
)
def test_latin_words_and_numbers_change_as_wholes(old: str, new: str, changed: list[tuple[RunKind, str]]) -> None:
    assert [run for run in runs(old, new) if run[0] is not KEEP] == changed


def test_a_single_character_between_great_changes_does_not_tear_them_apart() -> None:
    assert runs("小路的来历", "大河的去处") == [(DELETE, "小路的来历"), (INSERT, "大河的去处")]


def test_a_single_character_between_small_changes_stands() -> None:
    assert (KEEP, "、") in runs("一、小", "二、大")


@pytest.mark.parametrize(
    ("old", "new", "inserted"),
    [
        ("小山。", "小河。小山。", "小河。"),
        ("上山，下山。", "上山，上坡，下山。", "上坡，"),
        ("他说：“好。”", "他说：“好。”她说：“好。”", "她说：“好。”"),
    ],
)
def test_an_insertion_stands_where_sentences_begin_and_end(old: str, new: str, inserted: str) -> None:
    assert [run for run in runs(old, new) if run[0] is INSERT] == [(INSERT, inserted)]


def test_a_change_never_cuts_a_latin_word() -> None:
    assert runs("say hello", "say hello hello") == [(KEEP, "say hello"), (INSERT, " hello")]


def _random_text(length: int, seed: int) -> str:
    return "".join(random.Random(seed).choices([chr(code) for code in range(0x4E00, 0x5200)], k=length))


@pytest.mark.parametrize(
    "new",
    [
        lambda old: _random_text(len(old), 2),
        lambda old: "好" * len(old),
        lambda old: old[len(old) // 2 :] + old[: len(old) // 2],
        lambda old: "".join("好" if at % 3 == 0 else sign for at, sign in enumerate(old)),
        lambda old: "的".join(old[at : at + 7] for at in range(0, len(old), 7)),
    ],
    ids=["rewritten", "all the same", "halves swapped", "every third", "every seventh"],
)
def test_the_work_grows_with_the_text_and_not_with_its_square(new: object) -> None:
    old = _random_text(100_000, 1)
    started = perf_counter()

    compare_texts(old, new(old))  # type: ignore[operator]

    assert perf_counter() - started < 10
