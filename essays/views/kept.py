"""Pages of strangers that cost much, kept for as long as a proxy may keep them."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language

KEPT_FOR = 60  # seconds: what the header says of every public page


def kept(request: HttpRequest, stamp: Any, make: Callable[[], HttpResponse]) -> HttpResponse:
    """The page as it was made for another stranger in this minute, as long as `stamp` is the same.

    It ends with the minute by the clock, for what is live ends so. In a cache of its own, which anybody can fill with
    addresses: it must not push out what counts attempts to log in.
    """
    moment = int(timezone.now().timestamp()) // KEPT_FOR
    is_traditional = getattr(request, "is_traditional", False)
    # Canonical addresses name the host that was asked, so one host's page is not another's.
    parts = (request.build_absolute_uri(), get_language(), is_traditional, stamp, moment)
    key = sha256(repr(parts).encode(errors="surrogatepass")).hexdigest()
    content = caches["pages"].get(key)
    if content is not None:
        return HttpResponse(content)
    response = make()
    caches["pages"].set(key, response.content, KEPT_FOR)
    return response
