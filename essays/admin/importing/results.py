"""What came of a confirmation, from the imports it made: their collections and essays, and what waits there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import pgettext_lazy

from essays.admin.states import with_states
from essays.documents.messages import Level
from essays.importing import Status, unsettled
from essays.models import Essay, Source

from .diagnostics import Diagnostic, diagnose, kept_messages

NAMES: dict[Status, Any] = {
    Status.CREATED: pgettext_lazy("change", "created"),
    Status.UPDATED: pgettext_lazy("change", "updated"),
    Status.UNCHANGED: pgettext_lazy("import", "imported already, no change"),
    Status.FAILED: pgettext_lazy("import", "cannot be imported"),
}
SIGNS = {Status.CREATED: "+", Status.UPDATED: "~", Status.UNCHANGED: "=", Status.FAILED: "■"}
MOST = 100  # imports on one page


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it went for one file, as a badge: `status` is its name in the style sheet."""

    status: Status

    @property
    def name(self) -> Any:
        return NAMES[self.status]

    @property
    def sign(self) -> str:
        return SIGNS[self.status]


@dataclass(frozen=True, slots=True)
class Result:
    """One import. `essays` are those of its collection, with their states; `warnings` without the notes."""

    outcome: Outcome
    source: Source
    essays: Sequence[Essay]
    warnings: Sequence[Diagnostic]
    conflicts: int


def read_results(wanted: Iterable[str]) -> list[Result]:
    """Of words like `created:12`, the id being that of an import. Three queries; what makes no sense is left out."""
    statuses: dict[int, Status] = {}
    for word in list(wanted)[:MOST]:
        status, _colon, number = word.partition(":")
        if status in list(Status) and number.isdecimal() and len(number) < 19:
            statuses[int(number)] = Status(status)
    essays = with_states(Essay.objects.standing()).order_by("number", "id")
    sources = Source.objects.filter(pk__in=statuses).defer("data", "tree").select_related("collection")
    found = sources.prefetch_related(Prefetch("collection__essays", essays, to_attr="rows"))
    by_id = {source.pk: source for source in found}
    return [_result(by_id[pk], status) for pk, status in statuses.items() if pk in by_id]


def _result(source: Source, status: Status) -> Result:
    rows = getattr(source.collection, "rows", []) if source.collection else []
    said = [message for message in kept_messages(source.report) if message.level is not Level.NOTE]
    return Result(Outcome(status), source, rows, diagnose(said), len(unsettled(source)))
