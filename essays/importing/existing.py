"""What stands on the site for a file: the last import, the collection, its rows, and all of it as trees."""

from __future__ import annotations

from dataclasses import dataclass, field

from essays.documents import html
from essays.documents.plan import (
    Imported,
    UnknownVersionError,
    Working,
    WorkingEssay,
    WorkingQuote,
    WorkingSection,
    imported_from_data,
)
from essays.documents.tree import Affiliation, Continues, SpeechKind
from essays.models import Collection, Essay, Quote, Revision, Section, Source, Verdict
from essays.models.attribution import BY_HAND
from essays.richtext import sanitize


@dataclass(slots=True)
class Rows:
    """The working rows of a collection by what the plan calls them: (essay id, uid)."""

    essays: dict[int, Essay] = field(default_factory=dict)
    sections: dict[tuple[int, str], Section] = field(default_factory=dict)
    quotes: dict[tuple[int, str], Quote] = field(default_factory=dict)


@dataclass(slots=True)
class Existing:
    """All None for a file never imported. `base` is None too where the last import is not of this key."""

    source: Source | None = None
    collection: Collection | None = None
    base: Imported | None = None
    working: Working | None = None
    rows: Rows = field(default_factory=Rows)

    def is_same(self, sha256: str) -> bool:
        """The last import was of these very bytes, and its collection still stands."""
        return self.source is not None and self.collection is not None and self.source.sha256 == sha256


def last_import(key: str, into: int | None = None) -> Source | None:
    """The newest import under the key whose collection is still there, without its bytes."""
    sources = Source.objects.filter(key=key).defer("data", "report").select_related("collection").order_by("-id")
    newest = (sources if into is None else sources.filter(collection=into)).first()
    return newest if newest is not None and newest.collection_id is not None else None


def known_sha256(key: str, into: int | None = None) -> str:
    """The SHA-256 of the last import under the key, "" for none: such a file need not be parsed again."""
    sources = Source.objects.filter(key=key).order_by("-id")
    newest = (sources if into is None else sources.filter(collection=into)).values_list("sha256", "collection")
    sha256, collection = newest.first() or ("", None)
    return sha256 if collection is not None else ""


def read_existing(key: str, into: int | None = None, *, locks: bool = False) -> Existing:
    """At most six queries. With `locks`, in a transaction, no editor can save one of the essays before it ends.

    Raises Collection.DoesNotExist when `into` names none.
    """
    source = last_import(key, into)
    collection = source.collection if source else None
    if collection is None and into is not None:
        collection = Collection.objects.get(pk=into)
    if collection is None:
        return Existing()
    rows = _read_rows(collection, locks)
    return Existing(source, collection, _base(source), _working(collection, rows), rows)


def _base(source: Source | None) -> Imported | None:
    """A tree that another version wrote is no base: then what differs is a conflict, and nothing is lost."""
    try:
        return imported_from_data(source.tree) if source else None
    except UnknownVersionError:
        return None


def _read_rows(collection: Collection, locks: bool) -> Rows:
    found = collection.essays.select_for_update() if locks else collection.essays.all()
    essays = {essay.pk: essay for essay in found.order_by("number", "id")}
    sections = Section.objects.working().filter(essay__in=essays).order_by("position", "id")
    quotes = Quote.objects.working().filter(essay__in=essays).select_related("attribution").order_by("position", "id")
    return Rows(
        essays,
        {(section.essay_id, section.uid): section for section in sections},
        {(quote.essay_id, quote.uid): quote for quote in quotes},
    )


def _working(collection: Collection, rows: Rows) -> Working:
    published = set(Revision.objects.current().filter(essay__in=rows.essays).values_list("essay_id", flat=True))
    sections: dict[int, list[WorkingSection]] = {id_: [] for id_ in rows.essays}
    quotes: dict[int, list[WorkingQuote]] = {id_: [] for id_ in rows.essays}
    for section in rows.sections.values():
        sections[section.essay_id].append(_section(section))
    for quote in rows.quotes.values():
        quotes[quote.essay_id].append(_quote(quote))
    essays = tuple(
        WorkingEssay(
            id_,
            essay.number,
            essay.title,
            essay.subtitle,
            tuple(sections[id_]),
            tuple(quotes[id_]),
            essay.deleted_at is not None,
            id_ in published,
        )
        for id_, essay in rows.essays.items()
    )
    return Working(collection.title, collection.declared_count, essays)


def _section(row: Section) -> WorkingSection:
    body = html.canonical(sanitize(row.body))
    return WorkingSection(row.uid, row.heading, body, row.is_paid, Continues(row.continues), row.line)


def _quote(row: Quote) -> WorkingQuote:
    is_settled = row.attribution.verdict != Verdict.UNSETTLED or row.attribution.rule == BY_HAND
    return WorkingQuote(
        row.uid,
        row.text,
        tuple((uid, start, end) for uid, start, end in row.parts),
        SpeechKind(row.kind),
        row.speaker,
        row.organisation,
        row.title,
        tuple(Affiliation(*pair) for pair in row.affiliations),
        is_settled,
        row.is_lost,
    )
