"""The run as one JSON object, written file by file so that memory does not grow with their number.

Its form is in `schema.json`, beside this file. Names are English; messages are in the language of the run.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from essays.documents.export_form import to_json
from essays.documents.messages import Message
from essays.documents.plan import Action, Plan, list_changes
from essays.importing import Status
from essays.importing.wording import words_of

from .result import Result, Tally

VERSION = 1


def file_data(result: Result) -> dict[str, Any]:
    return {
        "path": result.path,
        "sha256": result.sha256,
        "encoding": result.encoding,
        "status": result.status.value,
        "document": to_json(result.document) if result.document else None,
        "changes": changes_data(result.plan) if result.plan else [],
        "messages": [message_data(message) for message in result.messages],
    }


def message_data(message: Message) -> dict[str, Any]:
    words = words_of(message)
    return {
        "level": message.level.value,
        "code": message.code,
        "line": message.place.line,
        "column": message.place.column,
        "end": message.place.end,
        "message": words.summary,
        "help": words.help,
    }


def changes_data(plan: Plan) -> list[dict[str, Any]]:
    """What is not kept, then the conflicts with both texts."""
    changes = [
        {
            "action": change.action.value,
            "kind": change.kind,
            "essay": change.essay,
            "name": change.name,
            "fields": list(change.fields),
        }
        for change in list_changes(plan)
        if change.action is not Action.KEEP
    ]
    conflicts = [
        {
            "action": "conflict",
            "kind": conflict.clash.value,
            "essay": conflict.essay,
            "name": conflict.heading,
            "ours": conflict.ours,
            "theirs": conflict.theirs,
        }
        for conflict in plan.conflicts
    ]
    return changes + conflicts


def totals_data(tally: Tally) -> dict[str, int]:
    statuses = {status.value: tally.statuses[status] for status in Status}
    counts = asdict(tally.counts)
    return {
        "files": tally.files,
        **statuses,
        **counts,
        "published": tally.published,
        "warnings": tally.warnings,
        "errors": tally.errors,
    }


class JsonStream:
    """Writes the object piece by piece; whatever happens between `begin` and `end`, it is closed."""

    def __init__(self, write: Callable[[str], object], *, is_ascii: bool) -> None:
        self._write, self._is_ascii = write, is_ascii
        self._separator = "\n"

    def begin(self) -> None:
        self._write(f'{{"version": {VERSION}, "files": [')

    def add(self, result: Result) -> None:
        self._write(self._separator + self._dump(file_data(result)))
        self._separator = ",\n"

    def end(self, tally: Tally, code: int) -> None:
        self._write(f'\n], "totals": {self._dump(totals_data(tally))}, "exit": {code}}}\n')

    def _dump(self, data: object) -> str:
        return json.dumps(data, ensure_ascii=self._is_ascii)
