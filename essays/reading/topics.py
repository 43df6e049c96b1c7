"""What essays are about, and which are alike: made of free text alone, shown of what is live."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from essays.access import Reader, visible_to
from essays.models import Keyword, RelatedEssay, Revision
from essays.models.identity import live_q

SHOWN = 6  # topics of an essay
RELATED = 4  # shown under an essay
MOST_ESSAYS = 1000  # of a topic, the newest: its page must not grow with the library
MOST_TOPICS = 120
MOST_WEIGHED = 3000  # essays, the newest, of which the topics are counted
FEWEST = 2  # essays that make a topic
AFTER = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Related:
    """An essay like the one that is read; `anchor` is where the first passage begins that says the same."""

    revision: Revision
    passages: int
    anchor: str
    may_read_paid: bool


def topics_of(revision: Revision, reader: Reader, at: datetime) -> list[str]:
    """What the revision is about, heaviest first, as far as others are about it as well."""
    others = Keyword.objects.public_for(reader, at).filter(word=OuterRef("word"))
    words = Keyword.objects.filter(Exists(others.exclude(revision=revision)), revision=revision)
    return list(words.order_by("-weight", "word").values_list("word", flat=True)[:SHOWN])


def related_to(revision: Revision, reader: Reader, at: datetime) -> list[Related]:
    """Essays of other collections like this one, the likest first."""
    visible = RelatedEssay.objects.filter(live_q("other__", at)).filter(visible_to(reader, "other__essay__"))
    found = visible.filter(revision=revision).exclude(other__essay__collection=revision.essay.collection_id)
    shown = found.select_related("other__essay__collection").order_by("-score", "-other")[:RELATED]
    return [
        Related(row.other, row.passages, _anchor(row.place), reader.may_read_paid(row.other.essay.collection))
        for row in shown
    ]


def _anchor(place: Sequence[Any]) -> str:
    return f"#s-{place[0]}-{place[1]}" if place else ""


def topics(reader: Reader, at: datetime) -> list[tuple[str, int]]:
    """The commonest topics of the newest essays, with how many have it."""
    newest = Revision.objects.live(at).visible_to(reader).order_by("-pk").values("pk")[:MOST_WEIGHED]
    words = Keyword.objects.filter(revision__in=newest).values("word")
    counted = words.annotate(found=Count("pk")).filter(found__gte=FEWEST).order_by("-found", "word")
    return list(counted.values_list("word", "found")[:MOST_TOPICS])


def topics_like(typed: str, reader: Reader, at: datetime, most: int) -> list[str]:
    """Topics that begin with what has been typed."""
    begins = Keyword.objects.public_for(reader, at).filter(word__gte=typed, word__lt=typed + AFTER)
    return list(begins.order_by("word").values_list("word", flat=True).distinct()[:most])


def essays_about(word: str, reader: Reader, at: datetime) -> QuerySet[Revision]:
    """The newest essays that are about it."""
    about = Keyword.objects.public_for(reader, at).filter(word=word).order_by("-revision")
    found = Revision.objects.filter(pk__in=about.values("revision")[:MOST_ESSAYS])
    return found.select_related("essay__collection").order_by("-pk")
