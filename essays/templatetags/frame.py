"""What stands around every page; what is the same for all strangers is made once and not again for each."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()

SITE = ("site_name", "site_seal", "contact", "icp_number", "psb_number")  # what is known of it on every page
LEADING_BACK = frozenset(("collection", "essay", "quotes", "quote", "speakers", "speaker"))  # after logging in


@register.simple_tag(takes_context=True)
def site_bar(context: template.Context) -> SafeString:
    request = context.get("request")
    here = getattr(getattr(request, "resolver_match", None), "url_name", None)
    reader = getattr(request, "reader", None)
    if reader is not None and not reader.is_stranger:
        return render_to_string("components/site_bar.html", {"here": here, "is_known": True}, request)
    return kept(
        context,
        "components/site_bar.html",
        here=here,
        next=getattr(request, "path", "") if here in LEADING_BACK else "",
    )


@register.simple_tag(takes_context=True)
def kept(context: template.Context, name: str, **told: Any) -> SafeString:
    """A template that asks for nothing but what it is told, the language, and what is known of the site."""
    known = {**{one: context.get(one, "") for one in SITE}, **told}
    make = _kept.__wrapped__ if settings.DEBUG else _kept
    return make(name, get_language(), get_script_prefix(), tuple(known.items()))


@lru_cache(maxsize=1024)
def _kept(name: str, language: str | None, prefix: str, known: tuple[tuple[str, Any], ...]) -> SafeString:
    """`language` and `prefix` are those of the moment: what is made under others is another."""
    return render_to_string(name, dict(known))
