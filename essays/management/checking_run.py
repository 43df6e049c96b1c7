"""One run of the check command: files are read side by side, checked one after the other, and nothing is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from contextlib import closing
from dataclasses import dataclass, field
from typing import Protocol

from essays.documents.batch import Outcome, Task, read_files
from essays.documents.messages import Level
from essays.documents.proofreading import Severity
from essays.documents.proofreading.locating import Located, locate, version_to_check
from essays.documents.tree import Document, Essay
from essays.importing.wording import Words, level_name, printable
from essays.models.proofreading import Issue, proofread_alone, proofread_version

from .intake import Input
from .reporting.checked import Checked, Sum
from .reporting.diagnostics import Finding, finding_of
from .reporting.result import DONE, FINDINGS, INTERRUPTED, USAGE, WARNINGS

# What the parser says of the same fault already, with its own help.
SAID = {
    "pair-unclosed": ("W221", "W223"),
    "pair-unopened": ("W222", "W223"),
    "heading-long": ("W245",),
}
LEVELS = {Severity.BLOCK: Level.ERROR, Severity.WARNING: Level.WARNING, Severity.HINT: Level.NOTE}


class Presenter(Protocol):
    def add(self, checked: Checked) -> None: ...
    def end(self, total: Sum, code: int) -> None: ...


@dataclass(slots=True)
class CheckingRun:
    """`limit` is in bytes; with `is_alone` neither the lexicon nor the library is asked."""

    presenter: Presenter
    encoding: str | None = None
    limit: int = 0
    jobs: int = 1
    is_strict: bool = False
    is_alone: bool = False
    total: Sum = field(default_factory=Sum)

    def execute(self, inputs: Sequence[Input]) -> int:
        """Check all files and return the exit status."""
        try:
            with closing(read_files(map(self._task, inputs), self.jobs)) as reading:  # type: ignore[type-var]
                for one, outcome in zip(inputs, reading, strict=False):
                    checked = self._check(one, outcome)
                    self.total.add(checked)
                    self.presenter.add(checked)
            code = self._code()
        except KeyboardInterrupt:
            code = INTERRUPTED
        self.presenter.end(self.total, code)
        return code

    def _task(self, one: Input) -> Task:
        return Task(one.key, one.name, one.path, one.data, self.encoding, self.limit, shows_lines=True)

    def _check(self, one: Input, outcome: Outcome) -> Checked:
        messages = outcome.parsed.messages if outcome.parsed else outcome.errors
        findings = [finding_of(message) for message in messages]
        if outcome.parsed:
            said = {(message.code, message.place.line) for message in messages}
            found = self._proofread(outcome.parsed.document, dict(outcome.lines))
            findings += [one for one in found if not _is_said(one, said)]
        findings.sort(key=lambda finding: (finding.place.line, finding.place.column))
        return Checked(one.shown, outcome.sha256, tuple(findings), outcome.is_unreadable)

    def _proofread(self, document: Document, lines: dict[int, str]) -> Iterator[Finding]:
        for essay in _essays(document):
            version = version_to_check(essay)
            issues = proofread_alone(version) if self.is_alone else proofread_version(version)
            for issue in issues:
                yield _finding(issue, locate(issue, essay, lines))

    def _code(self) -> int:
        if self.total.unreadable:
            return USAGE
        if self.total.count(Level.ERROR):
            return FINDINGS
        return WARNINGS if self.is_strict and self.total.count(Level.WARNING) else DONE


def _is_said(finding: Finding, said: Set[tuple[str, int]]) -> bool:
    return any((code, finding.place.line) in said for code in SAID.get(finding.code, ()))


def _essays(document: Document) -> Iterator[Essay]:
    if document.preface:
        yield document.preface
    yield from document.essays


def _finding(issue: Issue, located: Located) -> Finding:
    level = LEVELS[issue.severity]
    words = Words(level_name(level), printable(issue.message), printable(issue.suggestion))
    return Finding(issue.code, level, words, located.place, located.excerpt)
