"""What is asked of an index of grams, whichever database keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

from essays.documents.folding import fold

# The id of a row: its kind, its collection, its essay, and its number among the essay's rows of that kind.
COLLECTION_BITS, ESSAY_BITS, NUMBER_BITS = 21, 25, 14
COLLECTION_SHIFT = ESSAY_BITS + NUMBER_BITS
KIND_SHIFT = COLLECTION_BITS + COLLECTION_SHIFT
COLLECTION_MASK = (1 << COLLECTION_BITS) - 1
ESSAY_MASK = (1 << ESSAY_BITS) - 1
NUMBER_MASK = (1 << NUMBER_BITS) - 1
EVERYWHERE = 0, COLLECTION_MASK
KINDS = frozenset(range(1 << 63 - KIND_SHIFT))
OF_KIND = f"({{id}} >> {KIND_SHIFT})"
OF_COLLECTION = f"({{id}} >> {COLLECTION_SHIFT} & {COLLECTION_MASK})"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Folded runs of characters: all of `words` stand in what is found, none of `without`."""

    words: tuple[str, ...]
    without: tuple[str, ...] = ()

    @property
    def adjoining(self) -> str:
        """The words as one run, for what has them side by side comes first; empty for a single one."""
        return fold(" ".join(self.words)) if len(self.words) > 1 else ""


@dataclass(frozen=True, slots=True)
class Face:
    """Which side of the wall is searched: what strangers may find, but of `opened` collections what readers may.

    With `is_open` all of them are. The desk's side has its own rows, which are on no other.
    """

    is_open: bool = False
    is_desk: bool = False
    opened: frozenset[int] = field(default_factory=frozenset)

    def opens(self, collection: int) -> bool:
        """Whether paid text of the collection stands on this side."""
        return self.is_open or collection in self.opened


class Condition(NamedTuple):
    """A condition on a hit; `{id}` stands for its id.

    What meets it is of one of `kinds`, in one of `collections`, in one of their `runs`, where those are named, in a
    `span` of them, the first and the last: an index that knows them need not read the others. With `is_all` that is
    all that it says.
    """

    sql: str
    params: tuple[Any, ...] = ()
    kinds: frozenset[int] = KINDS
    collections: tuple[int, ...] = ()
    runs: tuple[int, ...] = ()
    span: tuple[int, int] = EVERYWHERE
    is_all: bool = False


class Statement(NamedTuple):
    sql: str
    params: list[Any]


class Row(Protocol):
    """What is indexed: its lines, and the faces it belongs to."""

    pk: Any
    text: str
    for_strangers: bool
    for_readers: bool
    for_desk: bool


class GramIndex(Protocol):
    """An index of character bigrams: it finds a run of characters wherever it stands in a line, and nothing else.

    With `has_order` it comes upon hits in the order of their ids, so the first ones cost no look at the others.
    """

    has_order: bool
    newest_first: str  # an ORDER BY of hits called `id`
    runs: tuple[int, ...]  # of 2 ** so many collections, into which they are parted, the newest first
    most_read: int  # hits of which kind and collection are read; more are counted where they stand
    most_counted: int  # hits of a kind that pages lead to: what a page costs does not grow with the library

    def asking(self) -> AbstractContextManager[object]:
        """What a page of results is made in, from the first question to the last: as is best for this database."""

    def add(self, rows: Sequence[Any]) -> None: ...

    def remove(self, rows: Sequence[Any]) -> None:
        """Rows must be as they were when they were added."""

    def clear(self) -> None: ...

    def tidy(self) -> None:
        """Pack what many writes have left in pieces."""

    def hits(self, wanted: Wanted, face: Face, conditions: Sequence[Condition]) -> Statement:
        """A SELECT of the ids of all that is found."""

    def places(self, hits: Statement) -> list[int]:
        """Kind and collection, the upper bits of the id, of each hit, in order."""

    def best(self, wanted: Wanted, face: Face, conditions: Sequence[Condition]) -> Statement:
        """The same in order: words side by side, then near each other, then by weight; ties by id.

        A single character is in so many rows that they come as they stand, the newest first.
        """


def kinds_left(conditions: Sequence[Condition]) -> frozenset[int]:
    """What meets all of them is of one of these."""
    return KINDS.intersection(*(one.kinds for one in conditions))


def standing(table: str, face: Face, conditions: Sequence[Condition]) -> Statement:
    """A SELECT of the ids of all rows of a table with the columns of both faces that stand on this one."""
    more = joined([side(face), *conditions], "id")
    return Statement(f"SELECT id FROM {table} WHERE TRUE{more.sql}", more.params)


def side(face: Face) -> Condition:
    """Rows on this face, by their columns."""
    if face.is_desk:
        return Condition("for_desk")
    if face.is_open:
        return Condition("for_readers")
    if not face.opened:
        return Condition("for_strangers")
    opened = tuple(sorted(face.opened))
    marks = ", ".join(["%s"] * len(opened))
    own = f"{OF_COLLECTION} IN ({marks})"
    return Condition(f"(for_readers AND {own} OR for_strangers AND NOT {own})", opened * 2)


def joined(conditions: Sequence[Condition], name: str) -> Statement:
    """The conditions as the end of a WHERE clause, of hits whose id is called `name`."""
    sql = "".join(f" AND {one.sql.format(id=name)}" for one in conditions)
    return Statement(sql, [value for one in conditions for value in one.params])
