"""What would become of an upload: the very plan of the import, and nothing written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from essays.documents.batch import Outcome
from essays.documents.counts import Counts, count_document
from essays.documents.messages import DocumentError, Level, Message
from essays.documents.parsing import WHOLE
from essays.documents.plan import Plan
from essays.importing import Options, Prepared, Status, changes_something, prepare
from essays.importing.wording import words_of
from essays.models import Upload
from essays.workflow import Actor

from .reading import read_uploads
from .tokens import Preview, sign

# Warnings of what these documents are like: one title for all, paid text that begins in a sentence and runs on, and
# signs nobody sees taken out.
ROUTINE = {"W201", "W202", "W203", "W204", "W205", "W206", "W208", "W233", "W236", "W244"}


@dataclass(frozen=True, slots=True)
class FilePreview:
    """One upload read and planned. `prepared` is None for a file that cannot be imported: `messages` say why."""

    upload: Upload
    outcome: Outcome
    prepared: Prepared | None
    messages: tuple[Message, ...]
    status: Status
    counts: Counts
    token: str = ""

    def count(self, level: Level) -> int:
        return sum(message.level is level for message in self.messages)

    @property
    def warnings(self) -> int:
        return self.count(Level.WARNING)

    @property
    def errors(self) -> int:
        return self.count(Level.ERROR)

    @property
    def plan(self) -> Plan | None:
        return self.prepared.plan if self.prepared else None

    @property
    def conflicts(self) -> int:
        return len(self.plan.conflicts) if self.plan else 0

    @property
    def is_importable(self) -> bool:
        return self.status in (Status.CREATED, Status.UPDATED)

    @property
    def needs_an_eye(self) -> bool:
        """Somebody should look before saying yes; the others can go all at once."""
        unusual = any(one.level is Level.WARNING and one.code not in ROUTINE for one in self.messages)
        return bool(self.errors or self.conflicts or unusual)

    @property
    def first_error(self) -> str:
        return next((words_of(one).summary for one in self.messages if one.level is Level.ERROR), "")

    @property
    def coverage(self) -> str:
        share = self.outcome.parsed.coverage if self.outcome.parsed else 0.0
        return "100 %" if share == WHOLE else f"{share:.2%}"

    @property
    def published(self) -> int:
        """How many essays of its collection readers see."""
        working = self.prepared.existing.working if self.prepared else None
        return sum(essay.is_published for essay in working.essays) if working else 0


def preview_uploads(uploads: Sequence[Upload], by: Actor, *, shows_lines: bool = False) -> list[FilePreview]:
    outcomes = read_uploads(uploads, shows_lines=shows_lines)
    return [preview(upload, outcome, by) for upload, outcome in zip(uploads, outcomes, strict=True)]


def preview(upload: Upload, outcome: Outcome, by: Actor) -> FilePreview:
    try:
        prepared = prepare(outcome, Options(into=upload.into_id, by=by, reads_again=True))
    except DocumentError as error:
        said = (*(outcome.parsed.messages if outcome.parsed else ()), *error.messages)
        return FilePreview(upload, outcome, None, said, Status.FAILED, Counts())
    token = sign(Preview(upload.pk, upload.user_id, upload.sha256, prepared.digest))
    counts = count_document(prepared.document)
    return FilePreview(upload, outcome, prepared, prepared.messages, _status(prepared), counts, token)


def _status(prepared: Prepared) -> Status:
    if prepared.existing.collection is None:
        return Status.CREATED
    return Status.UPDATED if changes_something(prepared) else Status.UNCHANGED
