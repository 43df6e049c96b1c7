"""Keywords and related essays of what is being published, from its free text and that of the library."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from essays.documents.html import paragraphs, plain
from essays.documents.keywords import count_terms, telling, weigh
from essays.documents.resemblance import Passage, Passages, paragraph_mark, passages_of

from .bulk import insert_rows, rows_of_revisions
from .house_word import house_dictionary
from .keyword import Keyword, PassageMark, RelatedEssay
from .quote import Quote
from .search_row import Kind, SearchRow
from .section import Section

MOST_KNOWN = 5000  # essays that are counted, of those with a word and of all: many are many
MOST_HOLDERS = 200  # essays with a word, the newest, that are weighed as related
MOST_ALIKE = 2000  # marks of other essays that are looked at
COMPARED = 8  # essays whose paragraphs are compared
KEPT = 8  # related essays of one
LEAST_SCORE = 0.12
SHARED_WEIGHS = 0.2  # what a paragraph in common adds

NAMES = ("revision_id", "speaker", "organisation")
MOST_KEPT = 5000  # revisions, of some ten kilobytes

Text = tuple[str, int, str]  # a free paragraph: the uid of its section, its number there, its words
Place = tuple[str, int]


class FreePassages:
    """The free passages of revisions and where they stand, each read once however many are compared with it."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[dict[int, Place], list[Passage]]] = {}

    def of(self, revisions: Collection[int]) -> dict[int, tuple[dict[int, Place], list[Passage]]]:
        missing = {pk for pk in revisions if pk not in self._known}
        texts: dict[int, list[Text]] = {pk: [] for pk in missing}
        if missing:
            for section in rows_of_revisions(Section.objects, missing, ("revision_id", "uid", "body", "is_paid")):
                if not section.is_paid:
                    texts[section.revision_id] += _texts(section)
        found = {pk: self._known[pk] for pk in revisions if pk not in missing}
        found |= {pk: _places_and_passages(known) for pk, known in texts.items()}
        if len(self._known) + len(missing) > MOST_KEPT:
            self._known.clear()
        self._known.update(found)
        return found


def relate(
    revisions: Sequence[Any],
    sections: Mapping[Any, Sequence[Any]],
    *,
    of: Iterable[int],
    compared: FreePassages,
) -> None:
    """Let these be all the revisions of the essays `of` that have keywords and are related to others.

    What a revision says never changes, so one that has them keeps them until all are made anew.
    """
    kept = [revision.pk for revision in revisions]
    _forget(_revisions(of).exclude(pk__in=kept))
    known = set(Keyword.objects.filter(revision__in=kept).order_by().values_list("revision", flat=True).distinct())
    fresh = [revision for revision in revisions if revision.pk not in known]
    _forget(_revisions(of).filter(pk__in=[revision.pk for revision in fresh]))
    named: dict[int, set[str]] = {revision.pk: set() for revision in fresh}
    for quote in rows_of_revisions(Quote.objects.filter(is_paid=False), named, NAMES) if named else ():
        named[quote.revision_id] |= {name for name in (quote.speaker, quote.organisation) if len(name) > 2}
    for revision in fresh:
        _relate(revision, sections[revision.pk], named[revision.pk], compared)


def forget_keywords(essays: Iterable[int]) -> None:
    """So that they are made anew when the essays are indexed."""
    _forget(_revisions(essays))


def _revisions(essays: Iterable[int]) -> QuerySet[Any]:
    return apps.get_model("essays", "Revision").objects.filter(essay__in=list(essays)).order_by()


def _forget(revisions: QuerySet[Any]) -> None:
    ids = revisions.values("pk")
    Keyword.objects.filter(revision__in=ids).delete()
    PassageMark.objects.filter(revision__in=ids).delete()
    RelatedEssay.objects.filter(Q(revision__in=ids) | Q(other__in=ids)).delete()


def _relate(revision: Any, sections: Sequence[Any], names: Iterable[str], compared: FreePassages) -> None:
    free = [section for section in sections if not section.is_paid]
    texts = [found for section in free for found in _texts(section)]
    dictionary = house_dictionary(frozenset(names))
    titles = [revision.title, revision.subtitle, *(section.heading for section in free)]
    counts = count_terms([*titles, *(text for _uid, _number, text in texts)], dictionary)
    known = Keyword.objects.counted(telling(counts), MOST_KNOWN)
    weights = weigh(counts, known, SearchRow.objects.of_kind(Kind.TITLE)[:MOST_KNOWN].count())
    insert_rows(Keyword, ("revision", "word", "weight"), ((revision.pk, *item) for item in weights.items()))
    marks = {mark for _uid, _number, text in texts if (mark := paragraph_mark(text)) is not None}
    insert_rows(PassageMark, ("revision", "mark"), ((revision.pk, mark) for mark in marks))
    _store(revision, weights, texts, marks, compared)


def _texts(section: Any) -> Iterator[Text]:
    for number, markup in enumerate(paragraphs(section.body), start=1):
        yield section.uid, number, plain(markup)


def _store(
    revision: Any, weights: Mapping[str, float], texts: Sequence[Text], marks: set[int], compared: FreePassages
) -> None:
    """Both ways, so that what was published before leads to what is new."""
    own = revision.essay.collection_id
    scores = Keyword.objects.nearest(weights, own, MOST_HOLDERS, KEPT)
    holders = PassageMark.objects.holders(marks, own, MOST_ALIKE, COMPARED)
    shared = _shared(texts, compared.of({*scores, *holders}))
    for other, pairs in shared.items():
        scores[other] = min(1.0, scores.get(other, 0.0) + SHARED_WEIGHS * len(pairs))
    best = sorted(((score, other) for other, score in scores.items() if score >= LEAST_SCORE), reverse=True)[:KEPT]
    rows: list[tuple[Any, ...]] = []
    for score, other in best:
        pairs = shared.get(other, [])
        theirs, ours = pairs[0] if pairs else ((), ())
        rows.append((revision.pk, other, score, len(pairs), theirs))
        rows.append((other, revision.pk, score, len(pairs), ours))
    insert_rows(RelatedEssay, ("revision", "other", "score", "passages", "place"), rows)


def _places_and_passages(texts: Sequence[Text]) -> tuple[dict[int, Place], list[Passage]]:
    passages = passages_of(words for _uid, _number, words in texts)
    return {number: texts[number][:2] for number, _data in passages}, passages


def _shared(
    texts: Sequence[Text], others: Mapping[int, tuple[dict[int, Place], list[Passage]]]
) -> dict[int, list[tuple[Place, Place]]]:
    """Of other essays, where free paragraphs say what ours say: (theirs, ours), in our order."""
    places, ours = _places_and_passages(texts)
    passages = Passages(ours)
    shared = {}
    for other, (theirs, known) in others.items():
        pairs = passages.pairs(known)
        if pairs:
            shared[other] = [(theirs[there], places[here]) for here, there in pairs]
    return shared
