"""What a page tells machines about itself: description, canonical address and structured data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation

from essays.reading.traditional import TRADITIONAL_ROOT

Thing = dict[str, Any]
CONTEXT = "https://schema.org"


@dataclass(frozen=True, slots=True)
class Head:
    """`things` are schema.org objects, printed as JSON-LD."""

    name: str
    canonical: str
    description: str = ""
    kind: str = "website"
    things: Sequence[Thing] = ()


def public_address(request: HttpRequest, name: str, *args: Any) -> str:
    """The address in the default language and script, with the host: the canonical one of a page in any of them."""
    with translation.override(settings.LANGUAGE_CODE):
        return request.build_absolute_uri(reverse(name, args=args).replace(TRADITIONAL_ROOT, "/", 1))


def breadcrumb(trail: Sequence[tuple[str, str]]) -> Thing:
    """Name and address of each step from the home page to this one."""
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": address}
            for position, (name, address) in enumerate(trail, start=1)
        ],
    }


def work(kind: str, address: str, *, is_free: bool, **more: Any) -> Thing:
    """A schema.org work. Locked text never reaches the page, so `isAccessibleForFree` speaks of the whole."""
    return {
        "@context": CONTEXT,
        "@type": kind,
        "url": address,
        "inLanguage": "zh-Hans",
        "isAccessibleForFree": is_free,
        "publisher": {"@type": "Organization", "name": settings.SITE_NAME},
        **more,
    }
