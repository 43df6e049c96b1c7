"""Rows as plain data: the working copy of an essay, or what a revision holds."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from essays.documents import html
from essays.documents.tree import Continues, SpeechKind
from essays.documents.version import Version, VersionQuote, VersionSection

from .quote import Quote
from .section import Section


def version_of_revision(revision: Any) -> Version:
    """What a revision holds, in two queries."""
    sections = Section.objects.filter(revision=revision).order_by("position", "id")
    quotes = Quote.objects.filter(revision=revision).order_by("position", "id")
    return version_of_rows(revision.title, revision.subtitle, sections, quotes)


def working_version(essay: Any) -> Version:
    """The working copy as it stands, in two queries; lost quotes are no part of it."""
    sections = Section.objects.working().filter(essay=essay).order_by("position", "id")
    quotes = Quote.objects.working().filter(essay=essay, is_lost=False).order_by("position", "id")
    return version_of_rows(essay.title, essay.subtitle, sections, quotes)


def version_of_rows(title: str, subtitle: str, sections: Iterable[Section], quotes: Iterable[Quote]) -> Version:
    return Version(title, subtitle, tuple(map(_section, sections)), tuple(map(_quote, quotes)))


def _section(row: Section) -> VersionSection:
    blocks = html.paragraphs(row.body)
    return VersionSection(row.uid, row.heading, blocks, row.is_paid, Continues(row.continues), row.line)


def _quote(row: Quote) -> VersionQuote:
    parts = tuple((uid, start, end) for uid, start, end in row.parts)
    kind = SpeechKind(row.kind)
    return VersionQuote(row.uid, row.text, parts, kind, row.speaker, row.organisation, row.title, row.is_paid)
