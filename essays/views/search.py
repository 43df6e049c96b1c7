"""The search page: a form, what is found, and ways to narrow it. All of it is in the address; no script is needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from essays.access import Reader
from essays.models import Collection, Speaker
from essays.models.grams import gram_index
from essays.models.house_word import house_dictionary
from essays.models.missed_search import note_missed, write_missed
from essays.models.search_row import Kind
from essays.reading.naming import thousands
from essays.reading.speakers import SpeakerRow, speaker_counts, speaker_rows
from essays.reading.topics import topics_like
from essays.search.details import named
from essays.search.finding import A_PAGE, Filters, Finding
from essays.search.query import Query, read_query
from essays.search.rebuilding import stamp_of_index
from essays.search.results import results
from essays.search.suggesting import similar_speakers, suggestions

from .kept import kept

LARGEST_ID = 18  # digits of what a database takes for an id
LONGEST_HEADING = 300
MOST_PAGES = 1000
KINDS = {
    "text": Kind.BODY,
    "heading": Kind.HEADING,
    "title": Kind.TITLE,
    "collection": Kind.COLLECTION,
    "quote": Kind.QUOTE,
    "speaker": Kind.SPEAKER,
}
RECENT, COMMON = 5, 8
MOST_TOPICS = 3  # offered while somebody types


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to narrow the hits, with how many there are then, or to widen them again."""

    words: str
    address: str
    count: str = ""


@dataclass(frozen=True, slots=True)
class Facet:
    name: str
    choices: list[Choice]


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    stamp = stamp_of_index()
    if stamp is None:
        response = render(request, "search_unready.html", status=503)
        response.headers["Retry-After"] = "60"
        return response
    reader: Reader = request.reader  # type: ignore[attr-defined]
    return kept(request, stamp, lambda: _page(request, reader)) if reader.is_stranger else _page(request, reader)


def _page(request: HttpRequest, reader: Reader) -> HttpResponse:
    with gram_index().asking():
        asked = Asked(request.GET, reader)
        if request.method == "GET" and asked.is_missed:
            note_missed(asked.query.text, timezone.now())
        write_missed(timezone.now())
        return render(request, "search.html", {"asked": asked})


class Asked:
    """The page as one address asks for it; what makes no sense as a filter is no filter."""

    def __init__(self, data: Mapping[str, str], reader: Reader) -> None:
        self.query: Query = read_query(data.get("q", ""))
        self.reader = reader
        self.kind_name = data.get("kind", "") if data.get("kind", "") in KINDS else ""
        self.filters = Filters(
            kind=KINDS.get(self.kind_name),
            collection=_id(data.get("collection", "")),
            speaker=_id(data.get("speaker", "")),
            heading=data.get("heading", "").replace("\x00", "")[:LONGEST_HEADING] or None,
        )
        self.number = min(_id(data.get("page", "")) or 1, MOST_PAGES)

    @cached_property
    def finding(self) -> Finding:
        return Finding(self.query, self.filters, self.reader, timezone.now())

    @cached_property
    def page(self) -> Any:
        paginator = Paginator(range(self.finding.total), A_PAGE)
        return paginator.get_page(self.number)

    @property
    def is_missed(self) -> bool:
        """Whether nothing is there, filters or no filters."""
        return bool(self.query.words) and self.filters == Filters() and not self.finding.total

    @property
    def numbers(self) -> Iterable[Any]:
        return self.page.paginator.get_elided_page_range(self.page.number)

    @cached_property
    def results(self) -> list[Any]:
        hits = self.finding.page(self.page.number)
        return results(self.finding, hits)

    @cached_property
    def highlighted(self) -> str:
        """What an essay that is opened from here marks, as the query of its address."""
        return urlencode({"hl": " ".join(self.query.words)}) if self.query.words else ""

    @cached_property
    def parameters(self) -> dict[str, Any]:
        chosen = {
            "kind": self.kind_name,
            "collection": self.filters.collection,
            "speaker": self.filters.speaker,
            "heading": self.filters.heading,
        }
        return {"q": self.query.text, **{name: value for name, value in chosen.items() if value}}

    @property
    def address(self) -> str:
        """The query of the address of this page, to be followed by `page=`."""
        return urlencode(self.parameters)

    def _with(self, name: str, values: Iterable[Any]) -> list[str]:
        """The addresses with these values of a filter; "" is without it."""
        others = urlencode({other: value for other, value in self.parameters.items() if other != name})
        chosen = [urlencode({name: value}) if value else "" for value in values]
        return ["?" + "&".join(part for part in (others, one) if part) for one in chosen]

    def _choices(self, name: str, found: Sequence[tuple[Any, str, int]], more: Iterable[Any] = ()) -> list[Choice]:
        addresses = self._with(name, [value for value, _words, _count in found])
        return [
            Choice(words, address, thousands(count) + "+" * (value in more))
            for (value, words, count), address in zip(found, addresses, strict=True)
        ]

    def _chip(self, name: str, words: str) -> Choice:
        [address] = self._with(name, [""])
        return Choice(words, address)

    @cached_property
    def facets(self) -> list[Facet]:
        facets = [Facet(_("Kind"), self._kinds())]
        if self.filters.collection is None:
            facets.append(Facet(_("Collection"), self._collections()))
        if self.filters.speaker is None:
            facets.append(Facet(pgettext("who says it", "Speaker"), self._speakers()))
        if self.filters.heading is None:
            facets.append(Facet(_("Heading"), self._headings()))
        return [facet for facet in facets if len(facet.choices) > 1]

    def _kinds(self) -> list[Choice]:
        if self.kind_name:
            return []
        counts, names = self.finding.counts, kind_names()
        found = [(name, names[kind], counts[kind]) for name, kind in KINDS.items() if kind in counts]
        return self._choices("kind", found, {name for name, kind in KINDS.items() if kind in self.finding.more})

    def _collections(self) -> list[Choice]:
        return self._choices("collection", self.finding.collections)

    def _speakers(self) -> list[Choice]:
        found = self.finding.speakers
        known = named([pk for pk, _count in found])
        return self._choices("speaker", [(pk, str(known[pk]), count) for pk, count in found if pk in known])

    def _headings(self) -> list[Choice]:
        return self._choices("heading", [(name, name, count) for name, count in self.finding.headings])

    @cached_property
    def chips(self) -> list[Choice]:
        """The filters that are chosen, each with the address without it."""
        chips = []
        if self.filters.kind is not None:
            chips.append(self._chip("kind", kind_names()[self.filters.kind]))
        if self.filters.collection is not None:
            title = Collection.objects.visible_to(self.reader).filter(pk=self.filters.collection)
            name = title.values_list("title", flat=True).first() or str(self.filters.collection)
            chips.append(self._chip("collection", name))
        if self.filters.speaker is not None:
            chips.append(self._chip("speaker", self._name_of_speaker()))
        if self.filters.heading is not None:
            chips.append(self._chip("heading", self.filters.heading))
        return chips

    def _name_of_speaker(self) -> str:
        """Named where the hits name them; who is not public stays a number."""
        known = {pk for pk, _count in self.finding.speakers}
        speaker = Speaker.objects.filter(pk=self.filters.speaker).first() if self.filters.speaker in known else None
        return str(speaker or self.filters.speaker)

    @cached_property
    def recent(self) -> Sequence[Collection]:
        return list(Collection.objects.visible_to(self.reader)[:RECENT])

    @cached_property
    def common(self) -> Sequence[SpeakerRow]:
        now = timezone.now()
        return speaker_rows(self.reader, now, speaker_counts(self.reader, now)[:COMMON]) if self.query.is_empty else ()

    @cached_property
    def parts(self) -> list[Choice]:
        """The words that the query is made of, where nothing holds all of them together: only here is jieba asked."""
        words = [word for part in self.query.words for word in house_dictionary().cut(part) if len(word) > 1]
        others = [word for word in dict.fromkeys(words) if word != self.query.text]
        return [Choice(word, address) for word, address in zip(others, self._with("q", others), strict=True)]

    @cached_property
    def near(self) -> list[Speaker]:
        """Speakers of nearly this name."""
        return similar_speakers(self.query.words, self.finding.face, timezone.now())

    @property
    def without_filters(self) -> str:
        return "?" + urlencode({"q": self.query.text})


def kind_names() -> dict[Kind, str]:
    return {
        Kind.BODY: pgettext("what is found", "Text"),
        Kind.HEADING: pgettext("what is found", "Headings"),
        Kind.TITLE: pgettext("what is found", "Titles"),
        Kind.COLLECTION: _("Collections"),
        Kind.QUOTE: _("Quotations"),
        Kind.SPEAKER: _("Speakers"),
    }


def _id(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= LARGEST_ID else None


@require_safe
def suggest(request: HttpRequest) -> HttpResponse:
    """What the box offers for what has been typed so far: a list of options, without the page around it."""
    typed, reader, now = request.GET.get("q", ""), request.reader, timezone.now()  # type: ignore[attr-defined]
    with gram_index().asking():
        found = suggestions(typed, reader, now) if stamp_of_index() else []
        topics = topics_like(typed.strip(), reader, now, MOST_TOPICS) if len(typed.strip()) > 1 else []
        context = {"results": found, "topics": topics, "all": len(found) + len(topics)}
        return render(request, "search/suggestions.html", context)
