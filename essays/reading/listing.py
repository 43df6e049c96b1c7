"""Collections with what is live of their essays, for every list of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone

from essays.access import Reader, is_free_to_all
from essays.models import Collection, Revision

SHOWN = (
    "number", "title", "subtitle", "free_words", "paid_words", "free_quotes", "paid_quotes", "live_from",
    "essay__number",
)  # fmt: skip
FEW = 6  # essays of a collection on the home page; the others stand on its own
WINDOW = 3  # essays shown to each side of the one being read


@dataclass(frozen=True, slots=True)
class Listing:
    """A collection as one reader may have it. `revisions` are in order, the preface (number 0) first."""

    collection: Collection
    revisions: Sequence[Revision]
    may_read_paid: bool

    @property
    def free_until(self) -> datetime | None:
        """When text that is free for everybody now becomes paid again."""
        is_free = self.paid_words and is_free_to_all(self.collection, timezone.now())
        return self.collection.free_until if is_free else None

    @property
    def essays(self) -> Sequence[Revision]:
        return [revision for revision in self.revisions if revision.essay.number]

    @property
    def words(self) -> int:
        return self.free_words + self.paid_words

    @property
    def free_words(self) -> int:
        return sum(revision.free_words for revision in self.revisions)

    @property
    def paid_words(self) -> int:
        return sum(revision.paid_words for revision in self.revisions)

    @property
    def quotes(self) -> int:
        return sum(revision.quotes for revision in self.revisions)

    @property
    def first_essays(self) -> Sequence[Revision]:
        return (self.essays or self.revisions)[:FEW]

    @property
    def more_essays(self) -> bool:
        return len(self.essays) > FEW

    def showing(self, revision: Revision) -> Listing:
        """The same with `revision` in the place of what is live of its essay, or where it would stand."""
        others = [one for one in self.revisions if one.essay_id != revision.essay_id]
        rows = sorted([*others, revision], key=lambda one: (one.essay.number, one.essay_id))
        return replace(self, revisions=rows)

    def neighbours(self, revision: Revision) -> tuple[Revision | None, Revision | None]:
        """The essays before and after this one."""
        index = self.revisions.index(revision)
        before = self.revisions[index - 1] if index else None
        after = self.revisions[index + 1] if index + 1 < len(self.revisions) else None
        return before, after

    def around(self, revision: Revision) -> Sequence[Revision]:
        """This essay and its nearest neighbours: a long collection is not listed on each of its pages."""
        index = self.revisions.index(revision)
        start = max(0, min(index - WINDOW, len(self.revisions) - 2 * WINDOW - 1))
        return self.revisions[start : start + 2 * WINDOW + 1]


def listings(collections: Iterable[Collection], reader: Reader, at: datetime | None = None) -> list[Listing]:
    """One query, however many collections there are."""
    shelves: dict[int, tuple[Collection, list[Revision]]] = {one.pk: (one, []) for one in collections}
    live = Revision.objects.live(at).visible_to(reader).filter(essay__collection__in=shelves)
    for revision in (
        live.select_related("essay").only(*SHOWN, "essay__collection_id").order_by("essay__number", "essay_id")
    ):
        shelves[revision.essay.collection_id][1].append(revision)
    return [
        Listing(collection, revisions, reader.may_read_paid(collection, at))
        for collection, revisions in shelves.values()
    ]
