"""One run of the import command: files are read side by side and written one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from django.db import DatabaseError

from essays.documents.batch import Outcome, Task, read_files
from essays.documents.messages import DocumentError
from essays.importing import Options, Status, import_file, known_sha256, prepare
from essays.notices import mail_notices

from .database import reason_of
from .intake import Input
from .interrupts import held_interrupts
from .reporting.presenters import Presenter
from .reporting.progress import progress_line
from .reporting.result import FINDINGS, INTERRUPTED, USAGE, Result, Tally


@dataclass(frozen=True, slots=True)
class How:
    """What the user asked for. `limit` is in bytes; `needs_document` when an unchanged file is read all the same."""

    options: Options = field(default_factory=Options)
    is_dry: bool = False
    is_strict: bool = False
    fails_fast: bool = False
    needs_document: bool = False
    encoding: str | None = None
    limit: int = 0
    jobs: int = 1


@dataclass(slots=True)
class Run:
    """`execute` returns the exit status; whatever happens, the presenter is brought to its end."""

    how: How
    presenter: Presenter
    complain: Callable[[str], object]
    stream: Any
    shows_progress: bool = False
    tally: Tally = field(default_factory=Tally)

    def execute(self, inputs: Sequence[Input]) -> int:
        self.presenter.begin()
        try:
            code = self._import_all(inputs)
        except KeyboardInterrupt:
            code = INTERRUPTED
        except DatabaseError as error:
            self.complain(reason_of(error))
            code = USAGE
        self.presenter.end(self.tally, code, left=len(inputs) - self.tally.files)
        self._mail()
        return code

    def _mail(self) -> None:
        """Tell whom the run concerns; what cannot be mailed now goes out with the next notices."""
        if self.how.is_dry:
            return
        try:
            mail_notices()
        except DatabaseError as error:
            self.complain(reason_of(error))

    def _import_all(self, inputs: Sequence[Input]) -> int:
        outcomes = read_files(map(self._task, inputs), self.how.jobs)
        with (
            closing(outcomes) as reading,  # type: ignore[type-var]
            progress_line(self.stream, len(inputs), is_shown=self.shows_progress) as progress,
        ):
            for one, outcome in zip(inputs, reading, strict=False):
                with held_interrupts():  # what is in the database is counted
                    result = self._import(one, outcome)
                    self.tally.add(result)
                progress.step(one.shown)
                self.presenter.add(result)
                if self.how.fails_fast and result.status is Status.FAILED:
                    return USAGE if result.is_unreadable else FINDINGS
        return self.tally.exit_code(is_strict=self.how.is_strict)

    def _task(self, one: Input) -> Task:
        known = "" if self.how.needs_document else known_sha256(one.key, self.how.options.into)
        return Task(one.key, one.name, one.path, one.data, self.how.encoding, self.how.limit, known)

    def _import(self, one: Input, outcome: Outcome) -> Result:
        return self._preview(one, outcome) if self.how.is_dry else self._write(one, outcome)

    def _write(self, one: Input, outcome: Outcome) -> Result:
        report = import_file(outcome, self.how.options)
        return Result(
            one.shown,
            report.status,
            outcome.sha256,
            outcome.parsed.encoding if outcome.parsed else "",
            report.document,
            report.plan,
            report.messages,
            report.collection_id,
            report.published,
            outcome.is_unreadable,
        )

    def _preview(self, one: Input, outcome: Outcome) -> Result:
        try:
            prepared = prepare(outcome, self.how.options)
        except DocumentError as error:
            parsed = outcome.parsed.messages if outcome.parsed else ()
            messages = (*parsed, *error.messages)
            return Result(
                one.shown, Status.FAILED, outcome.sha256, messages=messages, is_unreadable=outcome.is_unreadable
            )
        existing = prepared.existing
        status = Status.CREATED if existing.collection is None else Status.UPDATED
        if existing.is_same(outcome.sha256) or prepared.plan.is_all_keep:
            status = Status.UNCHANGED
        return Result(
            one.shown,
            status,
            outcome.sha256,
            outcome.parsed.encoding if outcome.parsed else "",
            prepared.document,
            prepared.plan,
            prepared.messages,
            existing.collection.pk if existing.collection else None,
        )
