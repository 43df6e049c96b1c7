"""What a page of search results needs: marked words, and where a result leads."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape
from typing import Any

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import get_script_prefix, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy

from essays.models.search_row import Kind
from essays.reading.naming import essay_label
from essays.search.results import Result
from essays.search.snippets import Run

from .wording import locked_label, tag_of

register = template.Library()

CUT = "……"

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
    shown = (f"<mark>{escape(run.text)}</mark>" if run.is_marked else escape(run.text) for run in parts)
    return mark_safe("".join(shown))  # noqa: S308


@register.simple_tag
def result_items(found: Iterable[Result], highlighted: str) -> SafeString:
    """Results as items of a list: they are most of a page, and a template takes six times as long over them."""
    return mark_safe("".join(_item(result, highlighted) for result in found))  # noqa: S308


def _item(result: Result, highlighted: str) -> str:
    lock = under = ""
    if result.is_locked:
        lock = format_html(
            ' {}<span class="unseen" lang="{}">{}</span>',
            render_to_string("components/lock.html"),
            tag_of(get_language() or settings.LANGUAGE_CODE),
            locked_label(),
        )
    if result.under:
        under = f'<p class="under" lang="zh-Hans">{runs(result.under)}</p>\n'
    passages = "".join(
        f'<p class="snippet" lang="zh-Hans">'
        f"{CUT * snippet.is_cut_before}{runs(snippet.runs)}{CUT * snippet.is_cut_behind}</p>\n"
        for snippet in result.snippets
    )
    return (
        f'<li><article class="result">\n<p class="kicker">{_kicker(result)}</p>\n'
        f'<h2 lang="zh-Hans"><a href="{escape(address_of(result, highlighted))}">{runs(result.title)}</a>{lock}</h2>\n'
        f"{under}{passages}</article>\n</li>\n"
    )


def _kicker(result: Result) -> str:
    """What it is, and where it stands."""
    kind, number = _labels(result.kind, result.number or 0, get_language())
    shown = escape(kind)
    if result.collection:
        shown += f' · <span lang="zh-Hans">{escape(result.collection)}</span> · {escape(number)}'
    return f'{shown} · <span lang="zh-Hans">{escape(result.heading)}</span>' if result.heading else shown


@lru_cache(maxsize=4096)
def _labels(kind: Kind, number: int, language: str | None) -> tuple[str, str]:
    """Of a kind and an essay, kept as addresses are."""
    return kind_label(kind), essay_label(number)


@register.simple_tag
def choices(offered: Iterable[Any]) -> SafeString:
    """Ways to narrow the hits as items of a list: a page has some thirty, which a template takes long over."""
    shown = (
        f'<li><a href="{escape(one.address)}" rel="nofollow">{escape(one.words)} '
        f'<span class="count">{escape(one.count)}</span></a></li>'
        for one in offered
    )
    return mark_safe("".join(shown))  # noqa: S308


@register.simple_tag
def address_of(result: Result, highlighted: str) -> str:
    """Where it stands; an essay is opened with the words marked."""
    name = {Kind.SPEAKER: "speaker", Kind.COLLECTION: "collection", Kind.QUOTE: "quote"}.get(result.kind, "essay")
    page = _page(name, result.uid or result.pk, get_script_prefix(), get_language())
    if name != "essay":
        return page
    query = f"?{highlighted}" if highlighted else ""
    return page + query + (f"#{result.anchor}" if result.anchor else "")


@lru_cache(maxsize=4096)
def _page(name: str, key: int | str, prefix: str, language: str | None) -> str:
    """Kept, for a page of results asks for ten; what differs between the forms of a page stands in the key."""
    return reverse(name, args=[key])
