"""Quotations cited, and drawn as a card, in the reader's language."""

from __future__ import annotations

from django import template
from django.conf import settings
from django.utils import timezone

from essays.models import ReadableQuote
from essays.reading import citing
from essays.reading.card_svg import Shape, SvgCard, lay_out
from essays.reading.naming import essay_label

register = template.Library()


@register.filter
def source_line(quote: ReadableQuote) -> str:
    """《文集》第一篇: the collection and the essay it stands in."""
    return f"《{quote.collection_title}》{essay_label(quote.essay_number)}"


@register.simple_tag
def citation(quote: ReadableQuote, address: str) -> str:
    return citing.citation(quote.text, quote.speaker, quote.organisation + quote.title, source_line(quote), address)


@register.simple_tag
def reference(quote: ReadableQuote, address: str) -> str:
    """Dated by the document, else by its publication; read today."""
    issued = quote.issued_on or (timezone.localtime(quote.live_from).date() if quote.live_from else None)
    author, read_on = quote.issued_by or settings.SITE_NAME, timezone.localdate()
    return citing.reference(author, quote.essay_title, quote.collection_title, issued, read_on, address)


@register.simple_tag
def drawn(quote: ReadableQuote, shape: Shape) -> SvgCard:
    """The share card's lines."""
    who = " · ".join(part for part in (quote.speaker, quote.organisation + quote.title) if part)
    return lay_out(quote.text, who, source_line(quote), shape)
