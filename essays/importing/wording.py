"""What an import says, in the language of its reader: findings, levels, and what happens to which row."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Field, Model
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from essays.documents.catalogue import TEMPLATES
from essays.documents.messages import Level, Message
from essays.documents.plan import Action
from essays.models import Collection, Essay, Quote, Section

_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_MODELS: Mapping[str, type[Model]] = {"collection": Collection, "essay": Essay, "section": Section, "quote": Quote}
_COLUMNS = {"place": "parts"}  # a plan's word → the field that holds it


@dataclass(frozen=True, slots=True)
class Words:
    """A message in the language of its reader."""

    level: str
    summary: str
    help: str


def words_of(message: Message) -> Words:
    template = TEMPLATES[message.code]
    return Words(level_name(message.level), _filled(template.summary, message), _filled(template.help, message))


def level_name(level: Level) -> str:
    names = {
        Level.ERROR: pgettext("level", "error"),
        Level.WARNING: pgettext("level", "warning"),
        Level.NOTE: pgettext("level", "note"),
    }
    return names[level]


def _filled(template: str, message: Message) -> str:
    return printable(_(template) % message.params) if template else ""


def printable(text: str) -> str:
    """Nothing in it can move the cursor, turn the direction of writing or break the encoding."""
    return _UNPRINTABLE.sub("\ufffd", text)


def action_name(action: Action) -> str:
    names = {
        Action.CREATE: pgettext("change", "created"),
        Action.UPDATE: pgettext("change", "updated"),
        Action.MOVE: pgettext("change", "moved"),
        Action.KEEP: pgettext("change", "kept"),
        Action.DELETE: pgettext("change", "deleted"),
        Action.DISCARD: pgettext("change", "to the recycle bin"),
        Action.LOSE: pgettext("change", "no longer in the text"),
    }
    return names[action]


def kind_name(kind: str) -> str:
    names = {
        "collection": _("Collection"),
        "essay": _("Essay"),
        "section": _("Section"),
        "quote": _("Quote"),
    }
    return names[kind]


def field_name(kind: str, name: str) -> str:
    """A field as the desk calls it."""
    field = _MODELS[kind]._meta.get_field(_COLUMNS.get(name, name))
    return str(field.verbose_name) if isinstance(field, Field) else name
