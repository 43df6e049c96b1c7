"""A quotation as others cite it. Pure: no request, no database."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _


def citation(text: str, who: str, post: str, source: str, address: str) -> str:
    """The words with who says them, where, and the address (U4.8).

    `“……”——曹军（某公司董事长），《文集》第一篇，https://…`; without a name the post stands in its place.
    """
    said_by = f"{who}（{post}）" if who and post else who or post or _("anonymous")
    return f"“{text}”——{said_by}，{source}，{address}"


def reference(author: str, title: str, collection: str, issued: date | None, read_on: date, address: str) -> str:
    """A reference to an electronic source: GB/T 7714—2015, 8.6 (U4.9)."""
    work = title if title == collection else f"{title}//{collection}"
    on = f"({issued.isoformat()})" if issued else ""
    return f"{author}. {work}[EB/OL]. {on}[{read_on.isoformat()}]. {address}."
