"""What a search finds: a row for each heading, title, confirmed quotation, speaker and run of text that is public or
will be.

A row says when it is live, and which of two faces it belongs to: what everybody may find, or what only readers of
paid text may. Its characters stand in the index of grams under the same id.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import Q

from .bulk import insert_rows
from .grams import Face, gram_index
from .grams.asked import COLLECTION_MASK, COLLECTION_SHIFT, ESSAY_MASK, KIND_SHIFT, NUMBER_BITS
from .identity import live_q

MOST_ROWS = 1 << NUMBER_BITS  # of one kind and essay


class Kind(models.IntegerChoices):
    """In the order in which they are shown."""

    SPEAKER = 1
    COLLECTION = 2
    HEADING = 3
    TITLE = 4
    QUOTE = 5
    BODY = 6


def row_id(kind: Kind, collection: int, essay: int, number: int) -> int:
    """The id says kind and collection, so that hits are counted by both without a look at their rows.

    It is unique since an essay's rows are written under its lock. Raises OverflowError for collection 2,097,152.
    """
    if collection > COLLECTION_MASK or number >= MOST_ROWS:
        raise OverflowError(f"collection {collection}, row {number}: more than the search index can hold")
    essay_part = (essay & ESSAY_MASK) << NUMBER_BITS
    return kind << KIND_SHIFT | collection << COLLECTION_SHIFT | essay_part | number


class SearchRowQuerySet(models.QuerySet["SearchRow"]):
    def on(self, face: Face) -> SearchRowQuerySet:
        """Rows that stand on this side of the wall."""
        if face.is_open:
            return self.filter(for_readers=True)
        opened = Q(collection__in=face.opened)
        return self.filter(opened & Q(for_readers=True) | ~opened & Q(for_strangers=True))

    def live(self, at: datetime) -> SearchRowQuerySet:
        return self.filter(live_q(at=at))

    def ended(self, at: datetime) -> SearchRowQuerySet:
        """What was live once and will not be again."""
        return self.filter(live_until__lte=at)

    def of_kind(self, kind: Kind) -> SearchRowQuerySet:
        return self.filter(pk__gte=kind << KIND_SHIFT, pk__lt=kind + 1 << KIND_SHIFT)


class SearchRow(models.Model):
    """`text` is what may be found, as printed, a line a paragraph; `places` gives [uid of the section, number of the
    paragraph] for each line of a BODY. Of a SPEAKER `heading` is the post, and `text` has a line a name beside it.
    """

    for_desk = False

    id = models.BigAutoField(primary_key=True)  # always given; on SQLite only this type is the key of the table itself
    collection = models.ForeignKey(
        "essays.Collection", models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    essay = models.ForeignKey("essays.Essay", models.DO_NOTHING, related_name="+", db_constraint=False)
    revision = models.ForeignKey(
        "essays.Revision", models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    attribution = models.ForeignKey(
        "essays.Attribution", models.DO_NOTHING, null=True, related_name="+", db_constraint=False
    )
    speaker = models.ForeignKey(  # who stands for whoever it is known to be by
        "essays.Speaker", models.DO_NOTHING, null=True, related_name="+", db_constraint=False, db_index=False
    )
    uid = models.CharField(max_length=10, blank=True)  # of the section or quote
    for_strangers = models.BooleanField()
    for_readers = models.BooleanField()
    live_from = models.DateTimeField(db_index=True)
    live_until = models.DateTimeField(null=True)
    # Of the name or title, without blanks: whole, and the first letter of each syllable.
    pinyin = models.CharField(max_length=200, blank=True)
    initials = models.CharField(max_length=60, blank=True)
    heading = models.CharField(max_length=400, blank=True)
    places = models.JSONField(default=list)
    text = models.TextField()

    objects = SearchRowQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["live_until"], name="searchrow_ends", condition=Q(live_until__isnull=False)),
            models.Index(fields=["pinyin"], name="searchrow_pinyin", condition=~Q(pinyin="")),
            models.Index(fields=["initials"], name="searchrow_initials", condition=~Q(initials="")),
        ]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def kind(self) -> Kind:
        return Kind(self.pk >> KIND_SHIFT)


class SearchState(models.Model):
    """One row: the version of the index that is complete, 0 while there is none."""

    version = models.PositiveIntegerField(default=0)
    built_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.version)


@dataclass(slots=True)
class NewRow:
    """A SearchRow to be written. Of these there are so many that they are no objects of the model."""

    kind: Kind
    collection_id: int
    essay_id: int
    revision_id: int
    live_from: datetime
    live_until: datetime | None
    for_strangers: bool
    for_readers: bool
    text: str
    attribution_id: int | None = None
    uid: str = ""
    heading: str = ""
    pinyin: str = ""
    initials: str = ""
    places: Sequence[Any] = ()
    speaker_id: int | None = None
    pk: int = 0

    for_desk: ClassVar[bool] = False


NAMES = (
    "id", "collection", "essay", "revision", "attribution", "speaker", "uid", "for_strangers", "for_readers",
    "live_from", "live_until", "pinyin", "initials", "heading", "places", "text",
)  # fmt: skip
VALUES = attrgetter(
    "pk", "collection_id", "essay_id", "revision_id", "attribution_id", "speaker_id", *NAMES[6:]
)  # fmt: skip


def new_row(kind: Kind, revision: Any, text: str, *, free: bool = True, paid: bool = True, **fields: Any) -> NewRow:
    """A row of the revision, for strangers (`free`), for readers of paid text (`paid`), or both."""
    return NewRow(
        kind,
        revision.essay.collection_id,
        revision.essay_id,
        revision.pk,
        revision.live_from,
        revision.live_until,
        free,
        paid,
        text,
        **fields,
    )


def put_rows(rows: Sequence[NewRow], *, of: Iterable[int]) -> None:
    """Let `rows` be all the rows of these essays."""
    exchange(SearchRow.objects.filter(essay__in=list(of)), rows)


def exchange(before: models.QuerySet[SearchRow], after: Sequence[NewRow]) -> None:
    """Let `after` be found in place of `before`."""
    with transaction.atomic():
        rows = list(before.only("pk", "text", "for_strangers", "for_readers"))
        if rows:
            gram_index().remove(rows)
            before.delete()
        insert_rows(SearchRow, NAMES, map(VALUES, after))
        gram_index().add(after)
