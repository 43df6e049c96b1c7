"""What reading a file had to say, for the page: in words, with a link to its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from essays.documents.catalogue import TEMPLATES
from essays.documents.messages import LEVELS, Level, Message, Place
from essays.importing.wording import level_name, printable, words_of

ICONS = {Level.ERROR: "■", Level.WARNING: "▲", Level.NOTE: "·"}
MOST = 300  # on one page


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """`editing` is the address of the place in an essay's form, "" where there is none."""

    message: Message
    label: str
    icon: str
    summary: str
    help: str
    explanation: str
    editing: str = ""

    @property
    def place(self) -> Place:
        return self.message.place

    @property
    def level(self) -> str:
        return self.message.level.value


def diagnose(messages: Iterable[Message], editing: Mapping[int, str] | None = None) -> list[Diagnostic]:
    """The gravest first, else in the order of the file. `editing` leads from a line to the form it is edited on."""
    gravity = list(Level)
    found = sorted(messages, key=lambda message: gravity.index(message.level))
    return [_diagnose(message, (editing or {}).get(message.place.line, "")) for message in found]


def _diagnose(message: Message, editing: str) -> Diagnostic:
    """A code of another version of the program stands for itself."""
    label, icon = level_name(message.level), ICONS[message.level]
    template = TEMPLATES.get(message.code)
    if template is None:
        return Diagnostic(message, label, icon, message.code, "", "", editing)
    words = words_of(message)
    explanation = printable_lines(_(template.explanation))
    return Diagnostic(message, label, icon, words.summary, words.help, explanation, editing)


def printable_lines(text: str) -> str:
    return "\n".join(printable(line) for line in text.splitlines())


def kept_messages(report: Mapping[str, Any]) -> list[Message]:
    """The messages in the report of a Source."""
    return [
        Message(kept["code"], Place(kept["line"], kept["column"], kept.get("end", kept["column"])), kept["params"])
        for kept in report.get("messages", ())
        if kept["code"][:1] in LEVELS
    ]


def findings(diagnostics: Sequence[Diagnostic]) -> dict[str, Any]:
    """What the list of findings shows: how many there are of each level, the notes apart from the rest."""
    shown = diagnostics[:MOST]
    return {
        "levels": {level.value: sum(one.message.level is level for one in diagnostics) for level in Level},
        "grave": [one for one in shown if one.message.level is not Level.NOTE],
        "notes": [one for one in shown if one.message.level is Level.NOTE],
    }
