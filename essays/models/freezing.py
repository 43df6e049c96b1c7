"""The working copy of an essay as rows, and how they become the frozen rows of a revision."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from essays.documents import html
from essays.documents.flow import Row as Flowing
from essays.documents.tree import SpeechKind

from .quote import Quote
from .section import Section

if TYPE_CHECKING:
    from .essay import Essay

Row = TypeVar("Row", Section, Quote)

SECTION_FIELDS = ("uid", "position", "heading", "is_paid", "continues", "words", "line", "body")
QUOTE_FIELDS = (
    "uid", "position", "kind", "speaker", "organisation", "title", "affiliations", "is_paid", "is_lost", "words",
    "attribution_id", "parts", "mark", "text",
)  # fmt: skip
# What makes two copies the same text. Counts follow from it; a lost quote is knowledge about it.
SECTION_CONTENT = ("uid", "heading", "is_paid", "continues", "body")
QUOTE_CONTENT = ("uid", "kind", "speaker", "organisation", "title", "affiliations", "parts", "text")


@dataclass(slots=True)
class Working:
    """The working rows of one essay, in order."""

    sections: list[Section] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """字数 and quotes, free and paid, as a Revision's fields."""
        quotes = [quote for quote in self.quotes if quote.kind != SpeechKind.STATEMENT and not quote.is_lost]
        return {
            "free_words": sum(section.words for section in self.sections if not section.is_paid),
            "paid_words": sum(section.words for section in self.sections if section.is_paid),
            "free_quotes": sum(not quote.is_paid for quote in quotes),
            "paid_quotes": sum(quote.is_paid for quote in quotes),
        }


def rows_of(sections: Iterable[Section]) -> list[Flowing]:
    """The sections as rows of running text, from which whole paragraphs are mended."""
    return [
        Flowing(
            section.heading, tuple(map(html.plain, html.paragraphs(section.body))), section.is_paid, section.continues
        )
        for section in sections
    ]


def working_copies(essays: Sequence[Essay]) -> dict[int, Working]:
    """The working rows of each essay by its id, in two queries."""
    copies = {essay.pk: Working() for essay in essays}
    for section in Section.objects.working().filter(essay__in=copies).order_by("position", "id"):
        copies[section.essay_id].sections.append(section)
    for quote in Quote.objects.working().filter(essay__in=copies).order_by("position", "id"):
        copies[quote.essay_id].quotes.append(quote)
    return copies


def digest_of(essay: Essay, copy: Working) -> str:
    """SHA-256 over title, subtitle and the content of the rows."""
    content = [
        essay.title,
        essay.subtitle,
        [[getattr(section, name) for name in SECTION_CONTENT] for section in copy.sections],
        [[getattr(quote, name) for name in QUOTE_CONTENT] for quote in copy.quotes if not quote.is_lost],
    ]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def freeze_rows(revisions: Iterable[tuple[int, Working]]) -> None:
    """Insert the frozen rows: (revision id, working copy) pairs, in two statements."""
    pairs = [(revision_id, copy) for revision_id, copy in revisions]
    sections = Section.objects.bulk_create(
        _frozen(section, SECTION_FIELDS, revision_id) for revision_id, copy in pairs for section in copy.sections
    )
    ids = {(section.revision_id, section.uid): section.pk for section in sections}
    working_uid = {section.pk: section.uid for _id, copy in pairs for section in copy.sections}
    Quote.objects.bulk_create(
        _frozen(quote, QUOTE_FIELDS, revision_id, section_id=ids[revision_id, working_uid[quote.section_id]])
        for revision_id, copy in pairs
        for quote in copy.quotes
        if not quote.is_lost and quote.section_id is not None
    )


def _frozen(row: Row, names: Sequence[str], revision_id: int, **fields: Any) -> Row:
    values = {name: getattr(row, name) for name in names}
    return type(row)(essay_id=row.essay_id, revision_id=revision_id, **values, **fields)
