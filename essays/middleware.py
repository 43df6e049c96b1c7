"""The request's language and reader, and what may be kept of the answer."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import get_script_prefix, set_script_prefix
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import SimpleLazyObject
from django.views.defaults import server_error

from .access import KEPT_BY_BROWSER, LEFTOVER_MARKER, NEVER_KEPT, SHARED_FOR_A_MINUTE, Reader, reader_of
from .models import Grant
from .notices import mail_notices
from .reading.traditional import TRADITIONAL_ROOT, convert_page, public_names

logger = logging.getLogger(__name__)

Answer = Callable[[HttpRequest], HttpResponseBase]

STAFF_ROOT = "/admin/"
ONLY_SIMPLIFIED = re.compile(r"en/|admin/|review/|hant/")
IS_FILE = re.compile(r"feeds/|.*\.\w+$")
ACCOUNTS = re.compile(r"(?:/[a-z]{2}(?:-[a-z]+)?)?/accounts/")
NOT_FOR_READING = re.compile(r"(?:/[a-z]{2}(?:-[a-z]+)?)?/(?:admin|accounts|review)/")
LARGEST_OF_STRANGERS = 2_621_440  # bytes, what Django allows everybody unless told otherwise


class TraditionalMiddleware:
    """`/hant/…` is the Chinese page of the same address in traditional characters: through the same views and gate.

    Only pages are converted; files and feeds have one form, and the desk its own address.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        plain = request.path_info.removeprefix(TRADITIONAL_ROOT)
        if plain == request.path_info or ONLY_SIMPLIFIED.match(plain):
            return self.get_response(request)
        request.path_info = f"/{plain}"
        if IS_FILE.match(plain):  # the one form it has, wherever a link to it stands
            return self.get_response(request)
        before = get_script_prefix()
        request.is_traditional = True  # type: ignore[attr-defined]
        set_script_prefix(before.rstrip("/") + TRADITIONAL_ROOT)
        try:
            response = self.get_response(request)
        finally:
            set_script_prefix(before)
        if isinstance(response, HttpResponse) and response.get("Content-Type", "").startswith("text/html"):
            response.content = convert_page(response.content.decode(), public_names()).encode()
            response.headers["Content-Language"] = "zh-Hant"
            if response.has_header("Content-Length"):
                response.headers["Content-Length"] = str(len(response.content))
        return response


class AddressLocaleMiddleware:
    """The public language is the address alone (`/en/…`), so a page is the same bytes for every stranger.

    Only the admin looks at the language cookie.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        language = translation.get_language_from_path(request.path_info)
        if language is None and request.path_info.startswith(STAFF_ROOT):
            cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
            language = cookie if cookie in dict(settings.LANGUAGES) else None
        language = language or settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class BodyLimitMiddleware:
    """Only who has a session may send a body as large as the desk's imports (`DATA_UPLOAD_MAX_MEMORY_SIZE`)."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        length = request.META.get("CONTENT_LENGTH") or "0"
        is_known = settings.SESSION_COOKIE_NAME in request.COOKIES
        if not is_known and length.isdecimal() and int(length) > LARGEST_OF_STRANGERS:
            raise RequestDataTooBig(f"{length} bytes from somebody without a session")
        return self.get_response(request)


class WholeNextMiddleware:
    """Refuses a `next` that is no address at all, which allauth would take apart and fail on."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if ACCOUNTS.match(request.path_info):
            for values in (request.GET, request.POST):
                try:
                    urlsplit(values.get("next", ""))
                except ValueError as error:
                    raise BadRequest("`next` is no address.") from error
        return self.get_response(request)


def who_reads(user: Any) -> Reader:
    return reader_of(user, Grant.objects.collections_of if settings.PAID_ACCESS == "members" else None)


class ReaderMiddleware:
    """Builds `request.reader` once, refuses to send a leftover paid marker, and says who may keep the answer."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.reader = SimpleLazyObject(lambda: who_reads(request.user))  # type: ignore[attr-defined]
        response = self.get_response(request)
        if holds_marker(request, response):
            logger.error("A paid marker stands in the answer to %s; it was not sent.", request.path_info)
            response = server_error(request)
        patch_vary_headers(response, ["Cookie"])
        if may_be_shared(request):
            response.headers.setdefault("Cache-Control", SHARED_FOR_A_MINUTE)
        elif response.get("Cache-Control") != KEPT_BY_BROWSER:
            response.headers["Cache-Control"] = NEVER_KEPT
        return response


class MailingMiddleware:
    """After what a request has done is done, whoever is concerned hears of all of it in one mail.

    Whatever becomes of the mails, the answer goes out as it is.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method == "POST":
            try:
                mail_notices()
            except DatabaseError:
                logger.exception("Notices could not be read to be mailed.")
        return response


def holds_marker(request: HttpRequest, response: HttpResponseBase) -> bool:
    """A marker that reaches a public page means the text around it was never fenced: better no page than a leak.

    The log-in pages are left out: they hold no essay, and repeat the address one came from. So are signed links: who
    holds one may read the whole revision, and what they remark of a marker is repeated to them.
    """
    if NOT_FOR_READING.match(request.path_info) or not isinstance(response, HttpResponse):
        return False
    return LEFTOVER_MARKER.search(response.content) is not None


def may_be_shared(request: HttpRequest) -> bool:
    """Decision 3: a stranger's page may be shared for a minute; anything of a known reader is kept nowhere."""
    if NOT_FOR_READING.match(request.path_info) or request.method not in ("GET", "HEAD"):
        return False
    if settings.SESSION_COOKIE_NAME in request.COOKIES:  # stale ones are taken back by a Set-Cookie
        return False
    return bool(request.reader.is_stranger)  # type: ignore[attr-defined]
