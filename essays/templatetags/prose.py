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
from django.utils.translation import get_language, gettext, pgettext

from essays.documents.html import join
from essays.richtext import sanitize

from .wording import tag_of

register = template.Library()

OPENING_TAGS = re.compile(r"""(?:<[a-z](?:[^">]|"[^"]*")*>)*""")
FIRST_TAG = re.compile(r"^<([a-z][a-z0-9]*)")
SCRIPT_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


CLOSING_TAGS = re.compile(r"(?:</[a-z0-9]+>)*$")
TEXT_RUN = re.compile(r"(?<=>)[^<]+(?=<)")


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
    @property
    def highlight(self) -> int | None: ...
    @property
    def note(self) -> str: ...
    @property
    def ends(self) -> bool: ...
    @property
    def is_found(self) -> bool: ...


@register.simple_tag
def prose(name: str, pieces: Iterable[Piece]) -> SafeString:
    """One paragraph with `name` as its id, its pieces joined so that the text is unbroken."""
    whole = ""
    for piece in pieces:
        markup = _highlighted(_found(sanitize(piece.markup), piece), piece)
        whole = join(whole, _linked(_anchored(markup, piece.names), piece.quotes))
    return mark_safe(FIRST_TAG.sub(rf'<\1 id="{name}"', whole))  # noqa: S308


def _found(markup: str, piece: Piece) -> str:
    return TEXT_RUN.sub(lambda run: f"<mark>{run[0]}</mark>", markup) if piece.is_found else markup


def _highlighted(markup: str, piece: Piece) -> str:
    """Every run of text in a mark of its own (one around all could end inside another element), and a way to the
    note behind the last.
    """
    if piece.highlight is None:
        return markup
    opening = format_html('<mark class="own"{}>', format_html(' title="{}"', piece.note) if piece.note else "")
    marked = TEXT_RUN.sub(lambda run: f"{opening}{run[0]}</mark>", markup)
    if not piece.ends:
        return marked
    link = format_html(
        '<a class="to-note" href="{}" aria-label="{}" lang="{}"></a>',
        reverse("highlight", args=[piece.highlight]),
        gettext("My mark and note"),
        tag_of(get_language() or ""),
    )
    end = CLOSING_TAGS.search(marked).start()  # type: ignore[union-attr]
    return marked[:end] + link + marked[end:]


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
