"""Stored HTML on its way to the page: the one place that calls it safe, having sanitised it once more."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, Protocol

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext

from essays.documents.html import join
from essays.richtext import sanitize

from .wording import tag_of

register = template.Library()

OPENING_TAGS = re.compile(r"""(?:<[a-z](?:[^">]|"[^"]*")*>)*""")
FIRST_TAG = re.compile(r"^<([a-z][a-z0-9]*)")
SCRIPT_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


CLOSING_TAGS = re.compile(r"(?:</[a-z0-9]+>)*$")


class Quoted(Protocol):
    """A quote that has a card."""

    @property
    def uid(self) -> str: ...
    @property
    def speaker(self) -> str: ...


class Piece(Protocol):
    """Markup, the anchors of the place where it begins, and the quotes that end with it."""

    @property
    def markup(self) -> str: ...
    @property
    def names(self) -> tuple[str, ...]: ...
    @property
    def quotes(self) -> Iterable[Quoted]: ...


@register.simple_tag
def prose(name: str, pieces: Iterable[Piece]) -> SafeString:
    """One paragraph with `name` as its id, its pieces joined so that the text is unbroken."""
    whole = ""
    for piece in pieces:
        whole = join(whole, _linked(_anchored(sanitize(piece.markup), piece.names), piece.quotes))
    return mark_safe(FIRST_TAG.sub(rf'<\1 id="{name}"', whole))  # noqa: S308


def _anchored(markup: str, names: Iterable[str]) -> str:
    """Empty elements with these ids before the first character."""
    start = OPENING_TAGS.match(markup).end()  # type: ignore[union-attr]
    anchors = "".join(f'<span id="{name}"></span>' for name in names)
    return markup[:start] + anchors + markup[start:]


def _linked(markup: str, quotes: Iterable[Quoted]) -> str:
    """Links to the cards of these quotes behind the last character."""
    links = "".join(
        format_html(
            '<a class="to-card" href="{}" aria-label="{}" lang="{}"></a>',
            reverse("quote", args=[quote.uid]),
            pgettext("something said", "Quotation") + (f" · {quote.speaker}" if quote.speaker else ""),
            tag_of(get_language() or ""),
        )
        for quote in quotes
    )
    end = CLOSING_TAGS.search(markup).start() if links else len(markup)  # type: ignore[union-attr]
    return markup[:end] + links + markup[end:]


@register.simple_tag
def json_ld(thing: dict[str, Any]) -> SafeString:
    """A schema.org object as a data block: no script runs, and no text in it can end the element."""
    text = json.dumps(thing, ensure_ascii=False, separators=(",", ":")).translate(SCRIPT_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308
