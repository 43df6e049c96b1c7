"""The queue in every page's head, and words about what waits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import ngettext

from essays.models import Revision
from essays.workflow import Permission, level_label, name_of

register = template.Library()


@register.inclusion_tag("admin/essays/review/badge.html", takes_context=True)
def review_badge(context: template.Context) -> dict[str, Any]:
    """The way to the queue with the number that waits there, for those who review."""
    user = context.get("user")
    may_review = user is not None and user.is_staff and user.has_perm(Permission.REVIEW)
    return {"is_reviewer": may_review, "in_queue": Revision.objects.waiting().count() if may_review else 0}


@register.filter
def waited(since: datetime) -> str:
    """“3 days”, “5 hours”, “12 minutes”: how long ago, in its largest unit."""
    passed = max(timezone.now() - since, timedelta())
    if passed.days:
        return ngettext("%(count)d day", "%(count)d days", passed.days) % {"count": passed.days}
    hours, minutes = passed.seconds // 3600, passed.seconds // 60
    if hours:
        return ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}
    return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}


@register.filter
def called(user: Any, printed: str = "–") -> str:
    """The name of a user; `printed` where there is none any more."""
    return name_of(user) if user else printed


@register.filter
def level_words(level: int) -> Any:
    return level_label(level)


@register.filter
def said_at(talk: Any, uid: str) -> Sequence[Any]:
    """The conversations at one section."""
    return list(talk.sections.get(uid, ()))


@register.filter
def said_beyond(talk: Any, uids: Sequence[str]) -> Sequence[Any]:
    """Those at sections of the text that are none of `uids`."""
    return [head for uid, heads in talk.sections.items() if uid not in uids for head in heads]


@register.filter
def screen(revision: Revision, queue: Any) -> str:
    """The address of a revision's review, as one of the queue that is before the reader."""
    return str(queue.screen_of(revision))
