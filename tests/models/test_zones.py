"""Which rows are in which zone, and that the parts of a library are all of it."""

import importlib

import pytest

from essays.models.grams.asked import COLLECTION_MASK, Condition
from essays.models.grams.zones import RUNS, ZONES, parted, run_of


def test_the_index_is_made_of_what_is_asked() -> None:
    """The planner takes no other form of the same expression; a migration that has landed never changes."""
    assert importlib.import_module("essays.migrations.0021_zones").ZONES == ZONES


@pytest.mark.parametrize("last", [0, 1, 63, 64, 127, 128, 1023, 1500, 16_384, 100_000, COLLECTION_MASK])
def test_each_collection_is_in_one_part(last: int) -> None:
    """By its number, by its zones, and by the span that is said."""
    parts = list(parted(last, RUNS))
    for collection in {0, last, last // 2, *(one.params[0] for part in parts for one in part)}:
        if collection <= last:
            assert [_holds(part, collection, by_zones=False) for part in parts].count(True) == 1
            assert [_holds(part, collection, by_zones=True) for part in parts].count(True) == 1
            spanned = [all(one.span[0] <= collection <= one.span[1] for one in part) for part in parts]
            assert spanned == [_holds(part, collection, by_zones=False) for part in parts]


def _holds(part: list[Condition], collection: int, *, by_zones: bool) -> bool:
    zones = {run_of(collection >> bits, bits) for bits in RUNS}
    met = []
    for one in part:
        if one.is_all and by_zones:
            met.append(bool(zones & set(one.runs)))
        else:
            met.append(collection >= one.params[0] if ">=" in one.sql else collection <= one.params[0])
    return all(met)


def test_the_first_part_is_small_however_large_the_library() -> None:
    [start] = next(parted(100_000, RUNS))[0].params

    assert 64 <= 100_000 - start + 1 <= 128
