"""What reading a document has to say: stable codes with a place, their words kept in one table.

Words are English gettext ids marked for extraction; the door that prints them translates
(`Template.summary` and `Template.help` take the message's `params` with `%(name)s`).
Levels and codes: `E1xx` keep a file out, `W2xx` warn, `N3xx` note a guess. Each room keeps the words of its
own codes; `catalogue.TEMPLATES` has them all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


def gettext_noop(message: str) -> str:
    """Mark a string for xgettext without translating it here (this room knows no Django)."""
    return message


class Level(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


LEVELS = {"E": Level.ERROR, "W": Level.WARNING, "N": Level.NOTE}


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the input: line and column are 1-based, columns count characters, `end` is exclusive.

    In a Word file a line is a paragraph or table row of the body, counted from 1.
    """

    line: int = 1
    column: int = 1
    end: int = 1


@dataclass(frozen=True, slots=True)
class Message:
    """One finding. `excerpt` is the whole input line it points into, for a caret display."""

    code: str
    place: Place = Place()
    params: Mapping[str, object] = field(default_factory=dict)
    excerpt: str = ""

    @property
    def level(self) -> Level:
        return LEVELS[self.code[0]]


@dataclass(frozen=True, slots=True)
class Template:
    """The words of one code. `explanation` is the long text of `--explain`, with an example that is mended."""

    level: Level
    summary: str
    help: str
    explanation: str


class DocumentError(Exception):
    """The file cannot be read at all; carries the messages that say why."""

    def __init__(self, *messages: Message) -> None:
        super().__init__(", ".join(message.code for message in messages))
        self.messages = messages
