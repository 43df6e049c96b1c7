"""Which rows are in which zone, and that the parts of a library are all of it."""

import importlib
from itertools import pairwise

import pytest

from essays.models.grams.asked import COLLECTION_MASK
from essays.models.grams.zones import RUNS, ZONES, parted, run_of


def test_the_index_is_made_of_what_is_asked() -> None:
    """The planner takes no other form of the same expression; a migration that has landed never changes."""
    assert importlib.import_module("essays.migrations.0021_zones").ZONES == ZONES


@pytest.mark.parametrize("last", [0, 1, 63, 64, 127, 128, 1023, 1500, 16_384, 100_000, COLLECTION_MASK])
def test_each_collection_is_in_one_part(last: int) -> None:
    parts = [part[0] for part in parted(last)]
    bounds = [one.params for one in parts]

    assert bounds[0][1] == COLLECTION_MASK
    assert bounds[-1][0] == 0
    assert all(end == start - 1 for (start, _end), (_start, end) in pairwise(bounds))
    for one in parts:
        start, end = one.params
        for collection in {start, (start + min(end, last)) // 2, min(end, last)}:
            runs = {run_of(collection >> bits, bits) for bits in (0, *RUNS)}
            assert not one.runs or runs & set(one.runs)


def test_the_first_part_is_small_however_large_the_library() -> None:
    start, _end = next(parted(100_000))[0].params

    assert 64 <= 100_000 - start + 1 <= 128
