"""Typesetting written to working copies: rows keep their names, the stored file is never touched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from essays.documents import html
from essays.documents.typesetting import typeset, typeset_text
from essays.documents.version import Version

from .essay import Essay
from .freezing import working_copies
from .quote import Quote
from .revision import Revision
from .section import Section
from .versions import version_of_rows


def typeset_essay(essay: Essay, *, by: Any, version: int) -> Revision:
    """Typeset the working copy that was looked at, tidy it and freeze it. Raises StaleVersionError for another one."""
    with transaction.atomic():
        essay.claim_version(version)
        rows = list(Section.objects.working().filter(essay=essay).order_by("position", "id"))
        better = typeset(version_of_rows(essay.title, essay.subtitle, rows, ()))
        for row, section in zip(rows, better.sections, strict=True):
            row.heading, row.body = section.heading, html.body(section.paragraphs)
        Section.objects.bulk_update(rows, ["heading", "body"])
        essay.title, essay.subtitle = better.title, better.subtitle
        essay.save(update_fields=["title", "subtitle", "updated_at"])
        _typeset_quotes(essay)
        essay.tidy()
        revision: Revision = essay.freeze(by=by, note=gettext("Typeset"))
        return revision


def _typeset_quotes(essay: Essay) -> None:
    """Only marks change, so the words of a quote are still the same and what is settled of them stays settled."""
    quotes = list(Quote.objects.working().filter(essay=essay))
    for quote in quotes:
        quote.text = typeset_text(quote.text)
    Quote.objects.bulk_update(quotes, ["text"])


def texts_of(essays: Sequence[Essay]) -> list[Version]:
    """The working copies without their quotes, which follow their words; in two queries."""
    copies = working_copies(essays)
    return [version_of_rows(essay.title, essay.subtitle, copies[essay.pk].sections, ()) for essay in essays]
