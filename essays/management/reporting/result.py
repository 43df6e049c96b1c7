"""What the command knows of a file once it is done with it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from essays.documents.counts import Counts, count_document
from essays.documents.messages import Level, Message
from essays.documents.plan import Plan
from essays.documents.tree import Document
from essays.importing import Status

# The program's answer to the shell (U8.5).
DONE, FINDINGS, USAGE, WARNINGS, INTERRUPTED = 0, 1, 2, 3, 130


@dataclass(frozen=True, slots=True)
class Result:
    """One file. `path` is as it was given; `is_unreadable` when the fault lies outside the file."""

    path: str
    status: Status
    sha256: str = ""
    encoding: str = ""
    document: Document | None = None
    plan: Plan | None = None
    messages: tuple[Message, ...] = ()
    collection_id: int | None = None
    published: int = 0
    is_unreadable: bool = False

    def count(self, level: Level) -> int:
        return sum(message.level is level for message in self.messages)


def status_name(status: Status, *, is_dry: bool = False) -> str:
    if is_dry:
        names = {
            Status.CREATED: _("would create"),
            Status.UPDATED: _("would update"),
            Status.UNCHANGED: _("unchanged"),
            Status.FAILED: _("has errors"),
        }
    else:
        names = {
            Status.CREATED: _("created"),
            Status.UPDATED: _("updated"),
            Status.UNCHANGED: _("unchanged"),
            Status.FAILED: _("not imported"),
        }
    return names[status]


@dataclass(frozen=True, slots=True)
class Row:
    """What is kept of a file for the table: no text of it."""

    path: str
    title: str
    status: Status
    counts: Counts
    warnings: int
    errors: int


@dataclass(slots=True)
class Tally:
    """The sum over all files."""

    rows: list[Row] = field(default_factory=list)
    statuses: Counter[Status] = field(default_factory=Counter)
    counts: Counts = field(default_factory=Counts)
    warnings: int = 0
    errors: int = 0
    published: int = 0
    unreadable: int = 0

    def add(self, result: Result) -> Row:
        counts = count_document(result.document) if result.document else Counts()
        title = result.document.title if result.document else ""
        warnings, errors = result.count(Level.WARNING), result.count(Level.ERROR)
        row = Row(result.path, title, result.status, counts, warnings, errors)
        self.rows.append(row)
        self.statuses[result.status] += 1
        self.counts += counts
        self.warnings += warnings
        self.errors += errors
        self.published += result.published
        self.unreadable += result.is_unreadable
        return row

    @property
    def files(self) -> int:
        return len(self.rows)

    def exit_code(self, *, is_strict: bool) -> int:
        """The worst of what happened; a file that could not be opened is a fault outside the documents."""
        if self.unreadable:
            return USAGE
        if self.errors or self.statuses[Status.FAILED]:
            return FINDINGS
        return WARNINGS if is_strict and self.warnings else DONE


def sentence(tally: Tally, *, is_dry: bool) -> str:
    """The last line: what was done, all in all."""
    parts = [
        f"{status_name(status, is_dry=is_dry)} {tally.statuses[status]}" for status in Status if tally.statuses[status]
    ]
    if tally.published:
        parts.append(_("published or submitted %(count)s") % {"count": tally.published})
    done = pgettext("between items", ", ").join(parts)
    figures = {"files": tally.files, "parts": done, "warnings": tally.warnings, "errors": tally.errors}
    return _("Files %(files)s: %(parts)s. Warnings %(warnings)s, errors %(errors)s.") % figures
