"""The page for a request that cannot be read."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

BAD, TOO_LARGE = 400, 413


def refuse(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say what was wrong with it, where somebody may have done it in good faith."""
    is_too_large = isinstance(exception, RequestDataTooBig | TooManyFilesSent)
    status = TOO_LARGE if is_too_large else BAD
    return render(request, "400.html", {"is_too_large": is_too_large, "status": status}, status=status)
