"""Stored HTML on its way to the page: the one place that calls it safe, having sanitised it once more."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, Protocol

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from essays.documents.html import join
from essays.richtext import sanitize

register = template.Library()

OPENING_TAGS = re.compile(r"""(?:<[a-z](?:[^">]|"[^"]*")*>)*""")
FIRST_TAG = re.compile(r"^<([a-z][a-z0-9]*)")
SCRIPT_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


class Piece(Protocol):
    """Markup, and the anchors of the place where it begins."""

    @property
    def markup(self) -> str: ...
    @property
    def names(self) -> tuple[str, ...]: ...


@register.simple_tag
def prose(name: str, pieces: Iterable[Piece]) -> SafeString:
    """One paragraph with `name` as its id, its pieces joined so that the text is unbroken."""
    whole = ""
    for piece in pieces:
        whole = join(whole, _anchored(sanitize(piece.markup), piece.names))
    return mark_safe(FIRST_TAG.sub(rf'<\1 id="{name}"', whole))  # noqa: S308


def _anchored(markup: str, names: Iterable[str]) -> str:
    """Empty elements with these ids before the first character."""
    start = OPENING_TAGS.match(markup).end()  # type: ignore[union-attr]
    anchors = "".join(f'<span id="{name}"></span>' for name in names)
    return markup[:start] + anchors + markup[start:]


@register.simple_tag
def json_ld(thing: dict[str, Any]) -> SafeString:
    """A schema.org object as a data block: no script runs, and no text in it can end the element."""
    text = json.dumps(thing, ensure_ascii=False, separators=(",", ":")).translate(SCRIPT_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308
