"""What a revision is compared with on its screen, one choice a tab."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from essays.admin.beside import NothingBesideError, find_source
from essays.documents.diff import VersionDiff, compare
from essays.documents.plan import UnknownVersionError
from essays.documents.version import Version
from essays.models import Revision, Source
from essays.models.versions import version_of_revision

from .imported import imported_version
from .queue import Queue

WHOLE, BESIDE = "text", "beside"


@dataclass(frozen=True, slots=True)
class Other:
    """Something a revision can be compared with; `load` reads it."""

    name: str
    words: Any
    label: Any
    load: Callable[[], Version]


@dataclass(frozen=True, slots=True)
class Choice:
    name: str
    words: Any
    address: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """`other` is what the revision is compared with, None for the whole text by itself. `is_beside` shows the lines
    of the file instead, with what was parsed from each.
    """

    choices: tuple[Choice, ...]
    diff: VersionDiff
    other: Any = None
    is_beside: bool = False

    @property
    def is_whole(self) -> bool:
        return self.other is None


def compared(request: HttpRequest, revision: Revision, version: Version, queue: Queue) -> Comparison:
    """The comparison that was asked for; else with what is live, with the one before, or none at all."""
    others = {other.name: other for other in _others(request, revision)}
    words = {name: other.words for name, other in others.items()} | {WHOLE: _("Whole text")}
    if "source" in others:
        words[BESIDE] = _("Beside the source file")
    default = next((name for name in ("live", "previous") if name in others), WHOLE)
    chosen = queue.versus if queue.versus in words else default
    choices = tuple(
        Choice(name, word, queue.screen_of(revision, name), name == chosen) for name, word in words.items()
    )
    other = others.get(chosen)
    before = _loaded(other)
    diff = compare(version if before is None else before, version)
    label = None if before is None or other is None else other.label
    return Comparison(choices, diff, label, chosen == BESIDE)


def _others(request: HttpRequest, revision: Revision) -> Iterator[Other]:
    revisions: Any = revision.essay.revisions
    live = revisions.live().exclude(pk=revision.pk).first()
    if live is not None:
        yield Other("live", _("Against the live text"), live, partial(version_of_revision, live))
    before = revisions.filter(number__lt=revision.number).order_by("-number").first()
    if before is not None:
        yield Other("previous", _("Against the revision before"), before, partial(version_of_revision, before))
    if request.user.has_perm("essays.view_source"):
        yield from _source(revision)


def _source(revision: Revision) -> Iterator[Other]:
    try:
        pk, index, uids, _is_newest = find_source(revision.essay)
    except NothingBesideError:
        return
    source = Source.objects.light().get(pk=pk)
    yield Other("source", _("Against the source file"), source, partial(imported_version, source, index, uids))


def _loaded(other: Other | None) -> Version | None:
    """None where there is nothing to compare with, or a file was stored by a version that is read no more."""
    try:
        return other.load() if other else None
    except UnknownVersionError:
        return None
