"""Who may see and who may read: the one place where the paywall is said.

`visible_to` answers whether a row may be listed (title, heading, counts, locked teaser), `readable_by` whether
its text may leave the database. Both give a Q with a prefix, so every QuerySet asks the same rule.
Unknown means stranger.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from django.db.models import Q

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

    def may_read_paid(self, collection_id: int) -> bool:
        return self.paid is Paid.ALL or (self.paid is Paid.SOME and collection_id in self.collections)


STRANGER = Reader()


def reader_of(user: Any) -> Reader:
    """Every active logged-in user reads paid text; anybody and anything else is a stranger."""
    if getattr(user, "is_authenticated", False) is True and getattr(user, "is_active", False) is True:
        return Reader(user=user, paid=Paid.ALL)
    return STRANGER


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


def readable_by(reader: Reader, prefix: str = "") -> Q:
    """Rows whose text may leave the database; `prefix` leads to a row with `is_paid`, `essay` and `revision`."""
    free = Q(**{f"{prefix}is_paid": False})
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
