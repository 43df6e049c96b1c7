"""Working copies as the trees that files are read into."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from essays.documents import html, tree
from essays.documents.paid_spans import paid_spans
from essays.models import Collection, Essay, Quote, Section, Verdict

PREFACE = 0


def documents_of(collections: Iterable[Collection], essays: Iterable[Essay]) -> list[tree.Document]:
    """One document a collection, with those of the essays that are its own, in their order.

    Two queries. Quotes that are lost in the text or rejected by an editor are no part of it.
    """
    chosen = sorted(essays, key=lambda essay: (essay.number, essay.pk))
    sections, quotes = _sections(chosen), _quotes(chosen)
    trees: dict[int, list[tree.Essay]] = defaultdict(list)
    for essay in chosen:
        trees[essay.collection_id].append(_essay(essay, sections[essay.pk], quotes[essay.pk]))
    return [_document(collection, trees[collection.pk]) for collection in collections]


def _sections(essays: Sequence[Essay]) -> Mapping[int, list[Section]]:
    found: dict[int, list[Section]] = defaultdict(list)
    for row in Section.objects.working().filter(essay__in=essays).order_by("position", "id"):
        found[row.essay_id].append(row)
    return found


def _quotes(essays: Sequence[Essay]) -> Mapping[int, list[Quote]]:
    found: dict[int, list[Quote]] = defaultdict(list)
    standing = Quote.objects.working().filter(is_lost=False).exclude(attribution__verdict=Verdict.REJECTED)
    for row in standing.filter(essay__in=essays).select_related("attribution").order_by("position", "id"):
        found[row.essay_id].append(row)
    return found


def _document(collection: Collection, essays: Sequence[tree.Essay]) -> tree.Document:
    has_preface = bool(essays) and essays[0].number == PREFACE
    return tree.Document(
        collection.title,
        collection.declared_count,
        essays[0] if has_preface else None,
        tuple(essays[1:] if has_preface else essays),
        tuple(paid_spans(essays)),
    )


def _essay(essay: Essay, sections: Sequence[Section], quotes: Sequence[Quote]) -> tree.Essay:
    rows = tuple(_section(section) for section in sections)
    places = {section.uid: index for index, section in enumerate(sections)}
    spoken = [speech for quote in quotes if (speech := _speech(quote, rows, places)).parts]
    return tree.Essay(
        essay.number,
        essay.title,
        essay.subtitle,
        rows,
        tuple(speech for speech in spoken if speech.kind is not tree.SpeechKind.STATEMENT),
        tuple(speech for speech in spoken if speech.kind is tree.SpeechKind.STATEMENT),
    )


def _section(row: Section) -> tree.Section:
    paragraphs = tuple(tree.Paragraph(html.plain(block), block, row.line) for block in html.paragraphs(row.body))
    return tree.Section(row.heading, paragraphs, row.is_paid, tree.Continues(row.continues), row.line)


def _speech(row: Quote, sections: Sequence[tree.Section], places: Mapping[str, int]) -> tree.Speech:
    parts = tuple(tree.Part(places[uid], start, end) for uid, start, end in row.parts if uid in places)
    return tree.Speech(
        row.text,
        _pieces(parts, sections),
        parts,
        tree.SpeechKind(row.kind),
        row.speaker,
        row.organisation,
        row.title,
        tuple(tree.Affiliation(*pair) for pair in row.affiliations),
        row.is_paid,
        row.attribution.rule,
        tree.Confidence(row.attribution.confidence),
    )


def _pieces(parts: Sequence[tree.Part], sections: Sequence[tree.Section]) -> tuple[str, ...]:
    """The words piece by piece: what a paid boundary cuts in a sentence is one."""
    pieces: list[str] = []
    for part in parts:
        section = sections[part.section]
        words = section.text[part.start : part.end]
        goes_on = section.continues is tree.Continues.PARAGRAPH and part.start == 0
        if goes_on and pieces:
            pieces[-1] += words
        else:
            pieces.append(words)
    return tuple(pieces)
