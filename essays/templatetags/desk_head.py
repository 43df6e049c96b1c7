"""What the frame of every page of the desk knows about whoever looks at it, in one query a request."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib.auth import get_user_model
from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

from essays.models import Notice, Preferences

KEPT = "_desk_head"


class Head(NamedTuple):
    unread: int = 0
    has_shortcuts: bool = False


def head_of(request: Any) -> Head:
    """Nobody who may not enter the desk has notices or shortcuts."""
    user = getattr(request, "user", None)
    if user is None or not getattr(user, "is_staff", False):
        return Head()
    if not hasattr(request, KEPT):
        setattr(request, KEPT, _ask(user.pk))
    found: Head = getattr(request, KEPT)
    return found


def _ask(user_id: int) -> Head:
    unread = Notice.objects.unread().filter(user=OuterRef("pk")).order_by().values("user")
    off = Preferences.objects.filter(user=OuterRef("pk"), shortcuts=False)
    count = Coalesce(Subquery(unread.annotate(count=Count("pk")).values("count")), 0)
    row = get_user_model().objects.filter(pk=user_id).values_list(count, ~Exists(off)).first()
    return Head(*row) if row else Head()
