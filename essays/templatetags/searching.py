"""What a page of search results needs: marked words, and where a result leads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy, pgettext_lazy

from essays.models.search_row import Kind
from essays.search.results import Result
from essays.search.snippets import Run

register = template.Library()

KIND_LABELS = {
    Kind.BODY: pgettext_lazy("what is found", "Text"),
    Kind.HEADING: gettext_lazy("Heading"),
    Kind.TITLE: gettext_lazy("Essay"),
    Kind.COLLECTION: gettext_lazy("Collection"),
    Kind.QUOTE: pgettext_lazy("something said", "Quotation"),
    Kind.SPEAKER: pgettext_lazy("who says it", "Speaker"),
}


@register.filter
def kind_label(kind: Kind) -> str:
    """What one result is."""
    return str(KIND_LABELS[kind])


@register.simple_tag
def runs(parts: Iterable[Run]) -> SafeString:
    """Words as they stand, those that were looked for marked."""
    return format_html_join(
        "", "{}", ((format_html("<mark>{}</mark>", run.text) if run.is_marked else run.text,) for run in parts)
    )


@register.simple_tag
def choices(offered: Iterable[Any]) -> SafeString:
    """Ways to narrow the hits as items of a list: a page has some thirty, which a template takes long over."""
    return format_html_join(
        "",
        '<li><a href="{}" rel="nofollow">{} <span class="count">{}</span></a></li>',
        ((one.address, one.words, one.count) for one in offered),
    )


@register.simple_tag
def address_of(result: Result, highlighted: str) -> str:
    """Where it stands; an essay is opened with the words marked."""
    if result.kind is Kind.SPEAKER:
        return reverse("speaker", args=[result.pk])
    if result.kind is Kind.COLLECTION:
        return reverse("collection", args=[result.pk])
    if result.kind is Kind.QUOTE:
        return reverse("quote", args=[result.uid])
    query = f"?{highlighted}" if highlighted else ""
    return reverse("essay", args=[result.pk]) + query + (f"#{result.anchor}" if result.anchor else "")
