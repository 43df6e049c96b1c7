"""What the checks say of a text. The doors of a revision ask it, so it stands at the floor of the models: a text that
a check blocks goes nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext

from essays.documents.proofreading import Galley, check, galley_of, in_order
from essays.documents.proofreading import Issue as Plain
from essays.documents.version import Version

from .lexicon import LexiconEntry, Stamp, lexicon_of
from .plugged import plugged
from .resembling import resembling
from .section import Section
from .versions import version_of_rows

KEPT = 64  # revisions a process remembers: publishing asks twice, a page that is reloaded again


class Issue(Plain):
    """An issue with its words in the language of who reads it."""

    __slots__ = ()

    @property
    def message(self) -> str:
        return gettext(self.template) % dict(self.params)


def proofread(revision: Any) -> tuple[Issue, ...]:
    """The issues of a revision, in order of the text."""
    version, galley, found = _read(revision)
    return _in_words(version, [*found, *_compared(version, galley, revision.essay_id)])


def proofread_at_door(revision: Any) -> tuple[Issue, ...]:
    """Without what the library has to hint at, which stops nobody: two queries, one when it was asked before."""
    version, _galley, found = _read(revision)
    return _in_words(version, found)


def proofread_version(version: Version, *, essay: Any = None) -> tuple[Issue, ...]:
    """The issues of a text that is no revision: a working copy, what a form holds, what a file says.

    `essay` is the one it is of, if it has one yet: it does not resemble itself.
    """
    _same, galley, found = _check(version, LexiconEntry.objects.stamp())
    found = [*found, *plugged(version)]
    return _in_words(version, [*found, *_compared(version, galley, essay.pk if essay is not None else None)])


def proofread_alone(version: Version) -> tuple[Issue, ...]:
    """What can be said without a database: neither the lexicon nor the library is asked."""
    return _in_words(version, [*check(galley_of(version)), *plugged(version)])


Checked = tuple[Version, Galley, Sequence[Plain]]


def _read(revision: Any) -> Checked:
    stamp = LexiconEntry.objects.stamp()
    names = (revision.pk, revision.digest, revision.created_at, revision.title, revision.subtitle)
    version, galley, found = _remembered(*names, stamp)
    return version, galley, [*found, *plugged(version)]


@lru_cache(maxsize=KEPT)
def _remembered(pk: int, digest: str, created_at: datetime, title: str, subtitle: str, stamp: Stamp) -> Checked:
    """A revision never changes, so neither does what is said of it until the lexicon does."""
    del digest, created_at  # they tell a revision from another one that was given its number in another database
    rows = Section.objects.filter(revision=pk).order_by("position", "id")
    return _check(version_of_rows(title, subtitle, rows, ()), stamp)


def _check(version: Version, stamp: Stamp) -> Checked:
    galley = galley_of(version)
    return version, galley, [*check(galley), *lexicon_of(stamp)(galley)]


def _compared(version: Version, galley: Galley, essay_id: int | None) -> Iterable[Plain]:
    return resembling(galley, version.title, version.subtitle, essay_id)


def _in_words(version: Version, issues: Iterable[Plain]) -> tuple[Issue, ...]:
    ordered = in_order(issues, version)
    return tuple(Issue(*(getattr(issue, field.name) for field in fields(Plain))) for issue in ordered)
