"""Who may see and who may read: the one place where the paywall is said.

`visible_to` answers whether a row may be listed (title, heading, counts, locked teaser), `readable_by` whether
its text may leave the database. Both give a Q with a prefix, so every QuerySet asks the same rule.
Unknown means stranger.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any

from django.db.models import Q
from django.utils import timezone

# A marker that reaches a reader means the text around it was never fenced.
LEFTOVER_MARKER = re.compile(r"(?:#|\$|＃|＄)\s*paid\s*(?:begin|end)".encode(), re.IGNORECASE)

# Who may keep an answer (Decision 3 of the design), in words of Cache-Control.
SHARED_FOR_A_MINUTE = "public, max-age=0, s-maxage=60"  # a stranger's page: the same bytes for all
NEVER_KEPT = "private, no-store"  # anything of a known reader: Back must not show paid text
KEPT_BY_BROWSER = "private, no-cache"  # of no account and without text: how a browser reads


class Paid(Enum):
    """How much paid text a reader may read."""

    NONE = "none"
    ALL = "all"
    SOME = "some"  # that of `Reader.collections`
    REVISION = "revision"  # that of one revision, `Reader.revision`


@dataclass(frozen=True, slots=True)
class Reader:
    """One request's reader, built once. `collections` counts only with `Paid.SOME`, `revision` (an id) only with
    `Paid.REVISION`.
    """

    user: Any = None
    paid: Paid = Paid.NONE
    collections: frozenset[int] = field(default_factory=frozenset)
    revision: int | None = None

    @property
    def is_stranger(self) -> bool:
        return self.user is None

    def may_read_paid(self, collection: Any, at: datetime | None = None) -> bool:
        """`collection` is a row; `readable_by` says the same in SQL."""
        granted = self.paid is Paid.ALL or (self.paid is Paid.SOME and collection.pk in self.collections)
        return granted or is_free_to_all(collection, at or timezone.now())


STRANGER = Reader()


def reader_of(user: Any, granted: Callable[[Any], Iterable[int | None]] | None = None) -> Reader:
    """Every active logged-in user reads paid text; anybody and anything else is a stranger.

    With `granted` paid text is for members: it gives the ids of the collections that are open to the user, None
    among them for all. The desk reads everything.
    """
    if getattr(user, "is_authenticated", False) is not True or getattr(user, "is_active", False) is not True:
        return STRANGER
    if granted is None or getattr(user, "is_staff", False) is True:
        return Reader(user=user, paid=Paid.ALL)
    ids = frozenset(granted(user))
    if None in ids:
        return Reader(user=user, paid=Paid.ALL)
    return Reader(user=user, paid=Paid.SOME if ids else Paid.NONE, collections=frozenset(filter(None, ids)))


def reader_by_link(revision: int) -> Reader:
    """Who holds a signed link: logged in to one revision, a stranger to everything else."""
    return Reader(paid=Paid.REVISION, revision=revision)


def visible_to(reader: Reader, essay: str = "essay__") -> Q:
    """Rows whose essay and collection stand (neither is in the recycle bin).

    `essay` is the prefix from the row to its essay, "" for an essay itself. Every reader sees the outline of what
    is live: it is `readable_by` that differs.
    """
    del reader
    return Q(**{f"{essay}deleted_at__isnull": True, f"{essay}collection__deleted_at__isnull": True})


def is_free_to_all(collection: Any, at: datetime) -> bool:
    """Whether the paid text of a collection is free for everybody at `at`: from `free_from` to `free_until`.

    Either may be missing, which leaves that end open; without both, paid text is paid.
    """
    begin, end = collection.free_from, collection.free_until
    return (begin or end) is not None and (begin is None or begin <= at) and (end is None or at < end)


def free_to_all(prefix: str = "", at: datetime | None = None) -> Q:
    """Rows of collections for which `is_free_to_all`; `prefix` leads to a row with `essay`."""
    now, collection = at or timezone.now(), f"{prefix}essay__collection__"
    begun, not_ended = {f"{collection}free_from__lte": now}, {f"{collection}free_until__gt": now}
    no_beginning, no_end = {f"{collection}free_from__isnull": True}, {f"{collection}free_until__isnull": True}
    return Q(**begun, **no_end) | Q(**begun, **not_ended) | Q(**no_beginning, **not_ended)


def readable_by(reader: Reader, prefix: str = "") -> Q:
    """Rows whose text may leave the database; `prefix` leads to a row with `is_paid`, `essay` and `revision`."""
    free = Q(**{f"{prefix}is_paid": False}) | free_to_all(prefix)
    if reader.paid is Paid.ALL:
        return free | Q(**{f"{prefix}is_paid": True})
    if reader.paid is Paid.SOME:
        return free | Q(**{f"{prefix}essay__collection__in": sorted(reader.collections)})
    if reader.paid is Paid.REVISION and reader.revision is not None:
        return free | Q(**{f"{prefix}revision": reader.revision})
    return free


def outline_open_to(reader: Reader, prefix: str = "") -> Q:
    """Rows whose heading and speaker may be shown: readable ones, or all where the collection's outline is public."""
    return readable_by(reader, prefix) | Q(**{f"{prefix}essay__collection__outline_public": True})
