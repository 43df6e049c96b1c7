"""How one reads: the stylesheet that tells it, and the page and form that set it. Nothing is kept on the server."""

from __future__ import annotations

from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import quote_etag, url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import condition, require_http_methods, require_safe

from essays.access import KEPT_BY_BROWSER, NEVER_KEPT
from essays.reading.settings import COOKIE, DEFAULT, KEPT_FOR, ReadingSettings

SEE_OTHER = 303


def wanted(request: HttpRequest) -> ReadingSettings:
    return ReadingSettings.of_cookie(request.COOKIES.get(COOKIE, ""))


def _etag(request: HttpRequest) -> str:
    return quote_etag(sha256(wanted(request).stylesheet().encode()).hexdigest()[:16])


@require_safe
@condition(etag_func=_etag)
def reading_css(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(wanted(request).stylesheet(), content_type="text/css; charset=utf-8")
    response.headers["Cache-Control"] = KEPT_BY_BROWSER
    return response


@csrf_exempt  # a stranger's page holds no token, being the same bytes for all; the Origin is asked instead
@require_http_methods(["GET", "HEAD", "POST"])
def reading_settings(request: HttpRequest) -> HttpResponse:
    back = _way_back(request)
    if request.method == "POST":
        return _set(request, back or reverse("reading_settings"))
    response = render(request, "reading_settings.html", {"now": wanted(request), "back": back})
    response.headers["Cache-Control"] = NEVER_KEPT
    return response


def _set(request: HttpRequest, back: str) -> HttpResponse:
    if not _is_own(request):
        raise PermissionDenied("The form was sent from another site.")
    asked = DEFAULT if "reset" in request.POST else wanted(request).changed(request.POST.dict())
    response = HttpResponse(status=SEE_OTHER, headers={"Location": back})
    if asked == DEFAULT:
        response.delete_cookie(COOKIE, samesite="Lax")
    else:
        response.set_cookie(
            COOKIE, asked.cookie(), KEPT_FOR, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
        )
    return response


def _is_own(request: HttpRequest) -> bool:
    """Was the form sent from a page of this site? Browsers say so by Origin, or by Sec-Fetch-Site."""
    origin = request.headers.get("Origin", "")
    own = f"{request.scheme}://{request.get_host()}"
    return (
        origin == own
        or origin in settings.CSRF_TRUSTED_ORIGINS
        or (not origin and request.headers.get("Sec-Fetch-Site") == "same-origin")
    )


def _way_back(request: HttpRequest) -> str:
    """The page of this site that one came from, "" for none."""
    asked = request.POST.get("next", "") or request.GET.get("next", "")
    own = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if own and urlsplit(asked).path.startswith("/") else ""
