"""Runs of collections: what stands everywhere is found in the newest ones without a look at the others, however many
there are. On PostgreSQL the numbers of the runs that a row lies in stand beside its grams in one index.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .asked import COLLECTION_MASK, COLLECTION_SHIFT, OF_COLLECTION, Condition

# Runs of 64, 1,024 and 16,384 collections; a run of one is the collection itself.
RUNS = (6, 10, 14)
_TAG = 32  # each length of runs has its own numbers


def run_of(number: int, bits: int = 0) -> int:
    """The run of 2 ** `bits` collections with this number; that of one collection has the collection's."""
    return (bits + 1 << _TAG) + number


def _run(bits: int) -> str:
    number = f"id >> {COLLECTION_SHIFT + bits} & {COLLECTION_MASK >> bits}"
    return f"({run_of(0, bits)}::bigint + ({number}))"


# As the index has it: the planner knows an expression by its very form.
ZONES = f"(ARRAY[{', '.join(map(_run, (0, *RUNS)))}])"


def parted(last: int, runs: Sequence[int]) -> Iterator[list[Condition]]:
    """Conditions that part all collections up to the last one: the newest 64 to 128, more, and the rest.

    >>> [[one.params for one in part] for part in parted(100_000, RUNS)]
    [[(99904,)], [(98304,), (99903,)], [(81920,), (98303,)], [(81919,)]]
    """
    end = COLLECTION_MASK
    for bits in runs:
        number = (last >> bits) - 1
        start = max(number << bits, 0)
        if start <= end:
            both = run_of(number, bits), run_of(number + 1, bits)
            span = start, COLLECTION_MASK
            yield [Condition(f"{OF_COLLECTION} >= %s", (start,), runs=both, span=span, is_all=True), *_up_to(end)]
            end = start - 1
    if end >= 0:
        yield _up_to(end)


def _up_to(end: int) -> list[Condition]:
    return [Condition(f"{OF_COLLECTION} <= %s", (end,), span=(0, end))] if end < COLLECTION_MASK else []
