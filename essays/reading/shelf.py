"""A reader's shelf as that reader may have it now: titles of what is public, words of what is open."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from essays.access import Reader
from essays.models import Bookmark, Highlight, Place, Quote, ReadableQuote, ReadableSection, Revision, Section

from .blocks import assemble
from .highlights import locate, paragraphs_of
from .markdown import escape

NEWEST_PLACES = 10


@dataclass(frozen=True, slots=True)
class Resumed:
    """Where to go on: an essay, and the heading above the place, "" where there is none to show."""

    revision: Revision
    heading: str
    address: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Shelved:
    """A bookmark: of an essay, or of a quotation as the reader may have it; None of what is not public any more."""

    bookmark: Bookmark
    revision: Revision | None
    quote: ReadableQuote | None


@dataclass(frozen=True, slots=True)
class Noted:
    """A highlight. `words` are empty when they are locked, or stand in the text no more (`is_changed`)."""

    highlight: Highlight
    words: str
    is_changed: bool = False


@dataclass(frozen=True, slots=True)
class NotedEssay:
    """The highlights of one essay, which is None when it is not public any more."""

    revision: Revision | None
    notes: Sequence[Noted]


def resumed(reader: Reader, at: datetime, most: int = NEWEST_PLACES, collection: int | None = None) -> list[Resumed]:
    """The newest places of what is public, or of one collection, newest first. Three queries; none for a stranger."""
    if reader.is_stranger:
        return []
    rows = Place.objects.filter(user=reader.user).order_by("-at")
    places = list((rows if collection is None else rows.filter(essay__collection=collection))[:most])
    live = _live(reader, at, {place.essay_id for place in places})
    headings = _headings(reader, at, places) if places else {}
    return [
        Resumed(
            live[place.essay_id],
            headings.get((place.essay_id, place.anchor.split("-")[1] if "-" in place.anchor else ""), ""),
            f"{live[place.essay_id].essay.get_absolute_url()}#{place.anchor}",
            place.at,
        )
        for place in places
        if place.essay_id in live
    ]


def _headings(reader: Reader, at: datetime, places: Sequence[Place]) -> dict[tuple[int, str], str]:
    """The heading above each section of these essays; a section that goes on has that of the one before."""
    found: dict[tuple[int, str], str] = {}
    rows: Iterator[ReadableSection] = (
        Section.objects.live(at).filter(essay__in={place.essay_id for place in places}).outline_for(reader)
    )
    heading = ""
    for row in rows:
        heading = row.heading if row.heading or not row.continues else heading
        found[row.essay_id, row.uid] = heading
    return found


def shelved(reader: Reader, at: datetime) -> list[Shelved]:
    """Every bookmark, newest first. Three queries."""
    rows = list(Bookmark.objects.filter(user=reader.user).select_related("reading_list"))
    live = _live(reader, at, {row.essay_id for row in rows})
    uids = {row.quote for row in rows if row.quote}
    public = Quote.objects.outside(reader, at).quotations().named(reader).filter(uid__in=uids)
    quotes = {(quote.essay_id, quote.uid): quote for quote in public.for_reader(reader)} if uids else {}
    return [Shelved(row, live.get(row.essay_id), quotes.get((row.essay_id, row.quote))) for row in rows]


def noted(reader: Reader, at: datetime, essay: int | None = None) -> list[NotedEssay]:
    """Every highlight, by essay, in the order of the text. Words come through the gate, each time anew."""
    highlights = Highlight.objects.filter(user=reader.user)
    if essay is not None:
        highlights = highlights.filter(essay=essay)
    by_essay = {
        pk: list(rows) for pk, rows in groupby(highlights.order_by("essay_id", "id"), lambda row: row.essay_id)
    }
    live = _live(reader, at, set(by_essay))
    sections: dict[int, tuple[ReadableSection, ...]] = {
        pk: tuple(rows)
        for pk, rows in groupby(
            Section.objects.live(at).filter(essay__in=live).for_reader(reader), lambda row: row.essay_id
        )
    }
    return [
        NotedEssay(
            live.get(pk),
            _notes(
                rows,
                sections.get(pk, ()) if pk in live else None,
                may_read_paid=pk in live and reader.may_read_paid(live[pk].essay.collection, at),
            ),
        )
        for pk, rows in by_essay.items()
    ]


def _notes(
    rows: Sequence[Highlight], sections: Sequence[ReadableSection] | None, *, may_read_paid: bool
) -> list[Noted]:
    """In the order of the text; those whose words stand in it no more come last.

    Words that are gone may have been paid ones: only who reads all paid text is told them.
    """
    if sections is None:
        return [Noted(row, "") for row in rows]
    blocks = assemble(sections)
    order = {paragraph.name: index for index, paragraph in enumerate(paragraphs_of(blocks))}
    found = sorted(locate(blocks, rows), key=lambda one: (order[one.paragraph], one.start))
    here = {one.highlight.pk for one in found}
    gone = [row for row in rows if row.pk not in here]
    return [
        *(Noted(one.highlight, one.highlight.text) for one in found),
        *(Noted(row, row.text if may_read_paid else "", is_changed=may_read_paid) for row in gone),
    ]


def _live(reader: Reader, at: datetime, essays: set[int]) -> dict[int, Revision]:
    if not essays:
        return {}
    rows = Revision.objects.live(at).visible_to(reader).filter(essay__in=essays).select_related("essay__collection")
    return {row.essay_id: row for row in rows}


@dataclass(frozen=True, slots=True)
class Labels:
    """The words of the Markdown file, in the reader's language."""

    title: str
    places: str
    bookmarks: str
    highlights: str
    gone: str
    locked: str


def shelf_markdown(
    labels: Labels,
    places: Sequence[Resumed],
    bookmarks: Sequence[Shelved],
    notes: Sequence[NotedEssay],
    full: Callable[[str], str],
) -> str:
    """The whole shelf as Markdown; `full` makes a whole address of a path."""
    lines = [f"# {escape(labels.title)}"]
    lines += ["", f"## {escape(labels.places)}", "", *(_link(one.revision, full(one.address)) for one in places)]
    lines += [
        "",
        f"## {escape(labels.bookmarks)}",
        "",
        *(_kept(one, one.revision, full) for one in bookmarks if one.revision),
    ]
    lines += ["", f"## {escape(labels.highlights)}"]
    for essay in notes:
        lines += ["", f"### {escape(essay.revision.display_title if essay.revision else labels.gone)}"]
        for note in essay.notes:
            lines += ["", f"> {escape(note.words or labels.locked)}"]
            lines += ["", escape(note.highlight.note)] if note.highlight.note else []
    return "\n".join(lines) + "\n"


def _link(revision: Revision, address: str) -> str:
    return f"- [{escape(revision.display_title)}]({address})"


def _kept(one: Shelved, revision: Revision, full: Callable[[str], str]) -> str:
    line = _link(revision, full(revision.essay.get_absolute_url()))
    if one.quote is not None:
        line += " · " + escape(" · ".join(filter(None, (one.quote.speaker or one.quote.organisation, one.quote.text))))
    return line + (f" ({escape(one.bookmark.reading_list.name)})" if one.bookmark.reading_list else "")
