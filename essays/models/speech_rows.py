"""The rows by which quotations and speakers are found: there are none of what nobody has confirmed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from operator import attrgetter
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Q, QuerySet

from essays.access import STRANGER, visible_to
from essays.documents.pinyin import spell
from essays.documents.tree import SpeechKind

from .grams.asked import NUMBER_MASK
from .known import Known
from .search_row import MOST_ROWS, Kind, NewRow, SearchRow, exchange, new_row, row_id

QUOTE = (
    "revision_id", "uid", "kind", "speaker", "organisation", "title", "is_paid", "text", "attribution_id",
)  # fmt: skip
SPEECH = QUOTE + Known.fields("attribution__")


def public_revisions() -> QuerySet[Any]:
    """What readers have or will have, with the essays and collections."""
    found = apps.get_model("essays", "Revision").objects.current().filter(visible_to(STRANGER))
    return found.select_related("essay__collection")


def speech_rows(revision: Any, quote: Any) -> Iterator[NewRow]:
    """Its words, and who says it (`may_name` says the same of a reader)."""
    known = Known(*quote[len(QUOTE) :])
    if not known.is_confirmed:
        return
    shared: dict[str, Any] = {
        "uid": quote.uid,
        "attribution_id": quote.attribution_id,
        "speaker_id": known.head or known.speaker,
    }
    is_statement = quote.kind == SpeechKind.STATEMENT
    if not is_statement:
        yield new_row(Kind.QUOTE, revision, quote.text, free=not quote.is_paid, **shared)
    printed = quote.speaker or quote.organisation
    if printed and known.speaker is not None:
        post = quote.organisation + quote.title if quote.speaker else quote.title
        names = [*dict.fromkeys([printed, *known.names]), *([post] if post else [])]
        is_named = not quote.is_paid or (revision.essay.collection.outline_public and not is_statement)
        sound = spell(known.names[-1], is_name=known.is_person)._asdict()
        yield new_row(Kind.SPEAKER, revision, "\n".join(names), free=is_named, heading=post, **sound, **shared)


def name_speakers(attributions: Collection[int], speakers: Collection[int]) -> None:
    """What an editor has said of quotes or speakers is found from now on, and what was said before no longer."""
    meant = Q(pk__in=attributions) | Q(speaker__in=speakers) | Q(speaker__head__in=speakers)
    ids = list(apps.get_model("essays", "Attribution").objects.filter(meant).values_list("pk", flat=True))
    with transaction.atomic():
        wanted = {_key(row): row for row in _rows_of(ids)}
        stale = []
        for old in SearchRow.objects.filter(attribution__in=ids):
            new = wanted.get(_key(old))
            if new is not None and _said(new) == _said(old):
                del wanted[_key(old)]
                continue
            stale.append(old.pk)
            if new is not None:
                new.pk = old.pk
        exchange(SearchRow.objects.filter(pk__in=stale), list(_numbered(wanted.values())))


def _key(row: SearchRow | NewRow) -> tuple[int, str, Kind]:
    return row.revision_id, row.uid, row.kind


_said = attrgetter("text", "speaker_id", "pinyin", "initials")


def _rows_of(attributions: Collection[int]) -> Iterator[NewRow]:
    """The rows of quotes in what is public and indexed: what is being published meanwhile waits, or has waited."""
    quotes = apps.get_model("essays", "Quote").objects.filter(attribution__in=attributions).confirmed()
    revisions = {one.pk: one for one in public_revisions().filter(pk__in=quotes.values("revision"))}
    if revisions:
        titles = SearchRow.objects.of_kind(Kind.TITLE).filter(essay__in=[one.essay_id for one in revisions.values()])
        indexed = {row.revision_id for row in titles.order_by("pk").select_for_update(no_key=True).only("revision")}
        found = quotes.filter(revision__in=indexed & revisions.keys()).order_by("revision", "position", "id")
        for quote in found.values_list(*SPEECH, named=True):
            yield from speech_rows(revisions[quote.revision_id], quote)


def _numbered(rows: Iterable[NewRow]) -> Iterator[NewRow]:
    """Those that have no number yet get one that no row of the essay and kind has."""
    fresh, numbers = [], Counter[int]()
    for row in rows:
        if row.pk:
            yield row
        else:
            fresh.append(row)
    known = SearchRow.objects.filter(essay__in={new.essay_id for new in fresh}).values_list("pk", flat=True)
    for pk in known if fresh else ():
        first = pk & ~NUMBER_MASK
        numbers[first] = max(numbers[first], (pk & NUMBER_MASK) + 1)
    for new in fresh:
        first = row_id(new.kind, new.collection_id, new.essay_id, 0)
        if numbers[first] < MOST_ROWS:
            new.pk = first | numbers[first]
            numbers[first] += 1
            yield new
