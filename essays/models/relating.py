"""Keywords and related essays of what is being published, from its free text and that of the library."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from essays.documents.html import paragraphs, plain
from essays.documents.keywords import count_terms, nearest, telling, weigh
from essays.documents.resemblance import ALIKE, LONG_ENOUGH, likeness, paragraph_mark, runs_of

from .house_word import house_dictionary
from .keyword import Keyword, PassageMark, RelatedEssay
from .search_row import Kind, SearchRow
from .section import Section

MOST_KNOWN = 5000  # essays that are counted, of those with a word and of all: many are many
MOST_HOLDERS = 200  # essays with a word, the newest, that are weighed as related
MOST_ALIKE = 2000  # marks of other essays that are looked at
COMPARED = 8  # essays whose paragraphs are compared
FEW = 8  # runs of a paragraph by which most are told apart
KEPT = 8  # related essays of one
LEAST_SCORE = 0.12
SHARED_WEIGHS = 0.2  # what a paragraph in common adds


@dataclass(frozen=True, slots=True)
class Passage:
    """A free paragraph, where it stands, and its runs of characters; `few` are the smallest.

    Paragraphs alike in four tenths of their runs have none of eight in common once in sixty times.
    """

    uid: str
    number: int
    runs: frozenset[int]
    few: frozenset[int]


def relate(
    revisions: Sequence[Any],
    sections: Mapping[Any, Sequence[Any]],
    quotes: Mapping[Any, Sequence[Any]],
    *,
    of: Iterable[int],
) -> None:
    """Let these be all the revisions of the essays `of` that have keywords and are related to others.

    What a revision says never changes, so one that has them keeps them until all are made anew.
    """
    kept = [revision.pk for revision in revisions]
    _forget(_revisions(of).exclude(pk__in=kept))
    known = set(Keyword.objects.filter(revision__in=kept).order_by().values_list("revision", flat=True).distinct())
    fresh = [revision for revision in revisions if revision.pk not in known]
    _forget(_revisions(of).filter(pk__in=[revision.pk for revision in fresh]))
    for revision in fresh:
        _relate(revision, sections[revision.pk], quotes[revision.pk])


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


def _relate(revision: Any, sections: Sequence[Any], quotes: Sequence[Any]) -> None:
    free = [section for section in sections if not section.is_paid]
    texts = [found for section in free for found in _texts(section)]
    names = {name for quote in quotes if not quote.is_paid for name in (quote.speaker, quote.organisation)}
    dictionary = house_dictionary(frozenset(name for name in names if len(name) > 2))
    titles = [revision.title, revision.subtitle, *(section.heading for section in free)]
    counts = count_terms([*titles, *(text for _uid, _number, text in texts)], dictionary)
    known = {word: Keyword.objects.filter(word=word)[:MOST_KNOWN].count() for word in telling(counts)}
    weights = weigh(counts, known, SearchRow.objects.of_kind(Kind.TITLE)[:MOST_KNOWN].count())
    Keyword.objects.bulk_create(
        Keyword(revision=revision, word=word, weight=weight) for word, weight in weights.items()
    )
    passages = list(_passages(texts))
    marks = {mark for _uid, _number, text in texts if (mark := paragraph_mark(text)) is not None}
    PassageMark.objects.bulk_create(PassageMark(revision=revision, mark=mark) for mark in marks)
    _store(revision, weights, passages, marks)


def _texts(section: Any) -> Iterator[tuple[str, int, str]]:
    for number, markup in enumerate(paragraphs(section.body), start=1):
        yield section.uid, number, plain(markup)


def _passages(texts: Iterable[tuple[str, int, str]]) -> Iterator[Passage]:
    for uid, number, text in texts:
        if len(text) >= LONG_ENOUGH:
            runs = runs_of(text)
            yield Passage(uid, number, runs, frozenset(nsmallest(FEW, runs)))


def _store(revision: Any, weights: Mapping[str, float], passages: Sequence[Passage], marks: set[int]) -> None:
    """Both ways, so that what was published before leads to what is new."""
    own = revision.essay.collection_id
    others = Keyword.objects.exclude(revision__essay__collection=own)

    def holders(word: str) -> Iterable[tuple[int, float]]:
        return others.filter(word=word).order_by("-revision").values_list("revision", "weight")[:MOST_HOLDERS]

    scores = dict(nearest(weights, holders, KEPT))
    found = PassageMark.objects.filter(mark__in=marks).exclude(revision__essay__collection=own)
    holders_of_marks = Counter(found.order_by("-revision").values_list("revision", flat=True)[:MOST_ALIKE])
    shared = _shared(passages, {*scores, *(other for other, _count in holders_of_marks.most_common(COMPARED))})
    for other, pairs in shared.items():
        scores[other] = min(1.0, scores.get(other, 0.0) + SHARED_WEIGHS * len(pairs))
    best = sorted(((score, other) for other, score in scores.items() if score >= LEAST_SCORE), reverse=True)[:KEPT]
    rows = []
    for score, other in best:
        pairs = shared.get(other, ())
        theirs, ours = [[passage.uid, passage.number] for passage in pairs[0]] if pairs else ([], [])
        shape: dict[str, Any] = {"score": score, "passages": len(pairs)}
        rows.append(RelatedEssay(revision=revision, other_id=other, place=theirs, **shape))
        rows.append(RelatedEssay(revision_id=other, other=revision, place=ours, **shape))
    RelatedEssay.objects.bulk_create(rows)


def _shared(passages: Sequence[Passage], compared: set[int]) -> dict[int, Sequence[tuple[Passage, Passage]]]:
    """Of other essays, the free paragraphs that say what ours say: (theirs, ours), in our order."""
    theirs: dict[int, list[Passage]] = {}
    if compared:
        free = Section.objects.filter(revision__in=compared, is_paid=False).order_by("position", "id")
        for section in free:
            theirs.setdefault(section.revision_id or 0, []).extend(_passages(_texts(section)))
    pairs = {other: _alike(passages, known) for other, known in theirs.items()}
    return {other: found for other, found in pairs.items() if found}


def _alike(ours: Sequence[Passage], theirs: Sequence[Passage]) -> list[tuple[Passage, Passage]]:
    pairs, free = [], list(theirs)
    for passage in ours:
        size = len(passage.runs)
        near = (other for other in free if not other.few.isdisjoint(passage.few))
        fitting = [other for other in near if ALIKE * size <= len(other.runs) <= size / ALIKE]
        share, place = max(((likeness(one.runs, passage.runs), -at) for at, one in enumerate(fitting)), default=(0, 0))
        if share >= ALIKE:
            pairs.append((fitting[-place], passage))
            free.remove(fitting[-place])
    return pairs
