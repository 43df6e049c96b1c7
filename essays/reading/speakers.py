"""Speakers as one reader may know them: with quotations that are public, and statements that this reader may read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils.functional import cached_property

from essays.access import Reader, readable_by
from essays.documents.tree import SpeechKind
from essays.models import Quote, Speaker
from essays.models.quote import STANDS, QuoteQuerySet

from .quote_index import ORDER

MOST_OTHERS = 12  # speakers of the same essays that are named
MOST_REPORTS = 50
IS_STATEMENT = Q(kind=SpeechKind.STATEMENT)


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    speaker: Speaker
    post: str
    quotes: int
    locked: int
    reports: int


@dataclass(frozen=True, slots=True)
class Post:
    """Organisation and title as printed, and an essay they were printed in."""

    organisation: str
    title: str
    essay_id: int
    essay_number: int
    collection_title: str


def speaker_counts(reader: Reader, now: datetime) -> Any:
    """Who may be known, by id as `stands`, with their counts: those quoted most first."""
    known = _known(reader, now).filter(attribution__speaker__isnull=False).order_by().annotate(stands=STANDS)
    counted: Any = known.values("stands").annotate(**_counted(reader))
    return counted.order_by("-quotes", "-reports", "stands")


def speaker_rows(reader: Reader, now: datetime, counts: Any) -> list[SpeakerRow]:
    """A slice of `speaker_counts` with names and the post printed last. Three queries."""
    rows = list(counts)
    wanted = [row["stands"] for row in rows]
    speakers = Speaker.objects.in_bulk(wanted)
    printed = _known(reader, now).annotate(stands=STANDS).filter(stands__in=wanted).exclude(title="").order_by("pk")
    posts = {
        stands: organisation + title
        for stands, organisation, title in printed.values_list("stands", "organisation", "title")
    }
    return [
        SpeakerRow(speakers[row["stands"]], posts.get(row["stands"], ""), row["quotes"], row["locked"], row["reports"])
        for row in rows
    ]


def _known(reader: Reader, now: datetime | None = None) -> QuoteQuerySet:
    return Quote.objects.outside(reader, now).named(reader)


def _counted(reader: Reader) -> dict[str, Count]:
    return {
        "quotes": Count("pk", filter=~IS_STATEMENT),
        "locked": Count("pk", filter=~IS_STATEMENT & ~Q(readable_by(reader))),
        "reports": Count("pk", filter=IS_STATEMENT),
    }


class Profile:
    """One speaker, and everybody merged into it."""

    def __init__(self, speaker: int, reader: Reader, now: datetime) -> None:
        self.speaker, self.reader, self.now = speaker, reader, now

    @cached_property
    def _all(self) -> QuoteQuerySet:
        """Kept, for it takes Django longer to make the query than to ask it."""
        return _known(self.reader, self.now)

    @cached_property
    def _own(self) -> QuoteQuerySet:
        return self._all.by(self.speaker)

    @cached_property
    def counts(self) -> dict[str, int]:
        return self._own.aggregate(**_counted(self.reader))

    @property
    def is_public(self) -> bool:
        return bool(self.counts["quotes"] or self.counts["reports"])

    def quotes(self) -> QuoteQuerySet:
        return self._own.quotations().order_by(*ORDER)

    def statements(self) -> QuoteQuerySet:
        rows = self._own.filter(IS_STATEMENT)
        return rows.order_by(*ORDER)

    @cached_property
    def posts(self) -> list[Post]:
        """Each post once, with the first essay it was printed in; nothing is inferred (U4.3)."""
        rows = self._own.exclude(title="").order_by("essay__collection_id", "essay__number", "position", "pk")
        found: dict[tuple[str, str], Post] = {}
        for row in rows.values_list("organisation", "title", "essay_id", "essay__number", "essay__collection__title"):
            found.setdefault((row[0], row[1]), Post(*row))
        return list(found.values())

    @cached_property
    def namesakes(self) -> Sequence[Speaker]:
        """Others of the same name who are public too."""
        name = Speaker.objects.filter(pk=self.speaker).values("name")
        others = Speaker.objects.standing().filter(name__in=name).exclude(pk=self.speaker)
        known = self._all.annotate(stands=STANDS).order_by().values("stands")
        return list(others.filter(pk__in=known))

    @cached_property
    def others(self) -> Sequence[Speaker]:
        """Who is quoted in the same essays, the most frequent first."""
        essays = self._own.quotations().order_by().values("essay")
        rows = self._all.quotations().filter(essay__in=essays, attribution__speaker__isnull=False)
        counted = rows.order_by().annotate(stands=STANDS).exclude(stands=self.speaker).values("stands")
        wanted = counted.annotate(found=Count("pk")).order_by("-found", "stands").values_list("stands", flat=True)
        speakers = Speaker.objects.in_bulk(list(wanted[:MOST_OTHERS]))
        return list(speakers.values())
