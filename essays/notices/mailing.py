"""Notices by mail: one to each person, of all that is new, with titles and links and never a word of a text."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from essays.models import Notice
from essays.workflow import name_of

from .words import RELATED, Saying, sayings

logger = logging.getLogger(__name__)

AT_ONCE = 500  # notices; more wait for the next time
PAUSE = 300  # seconds in which nobody waits again for a mail server that did not answer
PAUSED = "notices.mail-server-down"


def mail_notices() -> int:
    """Mail what is to be mailed; returns how many mails went out.

    A server that is down harms nobody: what it did not take goes out with the next ones.
    """
    if cache.get(PAUSED):
        return 0
    left = _take()
    sent = 0
    for user, notices in list(left.items()):
        try:
            sent += _mail(user, notices)
        except (SMTPException, OSError):
            logger.exception("Notices could not be mailed; they go out with the next ones.")
            cache.set(PAUSED, True, PAUSE)
            _give_back(left)
            break
        del left[user]
    return sent


def _take() -> dict[Any, list[Notice]]:
    """What is to be mailed, by user, marked as mailed: no other process takes the same."""
    fresh = list(Notice.objects.to_be_mailed().order_by("at", "id").values_list("pk", flat=True)[:AT_ONCE])
    if not fresh:
        return {}
    stamp = timezone.now()
    Notice.objects.filter(pk__in=fresh, mailed_at__isnull=True).update(mailed_at=stamp)
    taken: dict[Any, list[Notice]] = {}
    for notice in Notice.objects.filter(pk__in=fresh, mailed_at=stamp).select_related("user", *RELATED):
        taken.setdefault(notice.user, []).append(notice)
    return taken


def _give_back(left: dict[Any, list[Notice]]) -> None:
    ids = [notice.pk for notices in left.values() for notice in notices]
    Notice.objects.filter(pk__in=ids).update(mailed_at=None)


def _mail(user: Any, notices: Sequence[Notice]) -> int:
    with translation.override(settings.LANGUAGE_CODE):
        lines = [saying for saying in sayings(notices) if not saying.is_over]
        if not lines:
            return 0
        context = {
            "name": name_of(user),
            "lines": [(saying.words, _absolute(saying.address)) for saying in lines],
            "site_name": settings.SITE_NAME,
            "notices": _absolute(reverse("admin:essays_notice_changelist")),
            "preferences": _absolute(reverse("admin:essays_preferences_changelist")),
        }
        body = render_to_string("notices/mail.txt", context)
        return EmailMessage(_subject(lines), body, to=[user.email]).send()


def _subject(lines: Sequence[Saying]) -> str:
    """On one line, whatever stands in a title."""
    words = (
        lines[0].words
        if len(lines) == 1
        else ngettext("%(count)d notice", "%(count)d notices", len(lines)) % {"count": len(lines)}
    )
    return " ".join(f"[{settings.SITE_NAME}] {words}".split())


def _absolute(address: str) -> str:
    return f"{settings.SITE_URL}{address}"
