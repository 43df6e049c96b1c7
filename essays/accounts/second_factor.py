"""The second factor of the desk: of whom it is asked, and whether this session gave it."""

from __future__ import annotations

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode


def is_required_of(user: Any) -> bool:
    return bool(settings.STAFF_SECOND_FACTOR and user.is_staff)


def is_missing(request: HttpRequest) -> bool:
    """Whether the desk waits for a second factor that this session has not given yet."""
    user: Any = request.user
    if not is_required_of(user):
        return False
    return all(record.get("method") != "mfa" for record in get_authentication_records(request, user))


def where_to_give_it(request: HttpRequest, target: str) -> str:
    """The address at which the account gives its second factor, or sets one up first."""
    user: Any = request.user
    name = "mfa_reauthenticate" if is_mfa_enabled(user) else "mfa_index"
    return f"{reverse(name)}?{urlencode({'next': target})}"
