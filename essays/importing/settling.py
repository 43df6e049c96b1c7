"""Conflicts an import has left, settled afterwards: what is chosen changes, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from essays.documents.plan import (
    Conflict,
    Imported,
    Names,
    Plan,
    Side,
    imported_from_data,
    imported_to_data,
    plan_settlement,
)
from essays.models import Revision, Source
from essays.models.locking import lock
from essays.models.public_fields import may_change_public
from essays.workflow import Actor

from .existing import Existing, read_existing
from .files import PlanChangedError
from .writing import Written, write


class SupersededError(Exception):
    """The file was imported again since, or its collection is gone: there is nothing to settle here any more."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """`conflicts` still stand; `plan` is what becomes of the working copy, `digest` is of the one without choices."""

    existing: Existing
    conflicts: tuple[Conflict, ...]
    plan: Plan
    digest: str


def unsettled(source: Source) -> list[dict[str, Any]]:
    """The entries of the report that nobody has decided yet."""
    return [entry for entry in source.report.get("conflicts", ()) if entry.get("key") and "side" not in entry]


def prepare_settlement(
    source: Source, choices: Mapping[str, Side] | None = None, *, by: Actor, locks: bool = False
) -> Settlement:
    """What choosing so would change, were it `by` whom; writes nothing. At most six queries beside the permissions.

    Raises SupersededError, and UnknownVersionError where another version of the program wrote the tree.
    """
    existing = read_existing(source.key, source.collection_id, locks=locks)
    is_newest = existing.source is not None and existing.source.pk == source.pk
    if not is_newest or existing.working is None:
        raise SupersededError(source.key)
    imported = existing.base or imported_from_data(source.tree)
    keys = [entry["key"] for entry in unsettled(source)]
    keeps_public = not may_change_public(by)
    shown = plan_settlement(imported, existing.working, keys, keeps_public=keeps_public)
    plan = shown
    if choices:
        plan = plan_settlement(imported, existing.working, keys, choices, keeps_public=keeps_public)
    return Settlement(existing, shown.conflicts, plan, shown.digest)


def settle(source: Source, choices: Mapping[str, Side], expected: str, by: Actor) -> int:
    """Settle the conflicts `choices` names; returns how many are settled by it.

    Raises SupersededError, and PlanChangedError when the conflicts are no longer those that were `expected`.
    """
    with transaction.atomic():
        lock(f"import {source.key}")
        source = Source.objects.select_for_update().defer("data").get(pk=source.pk)
        settlement = prepare_settlement(source, choices, by=by, locks=True)
        if settlement.digest != expected:
            raise PlanChangedError(source.key)
        written = write(settlement.plan, settlement.existing, by)
        note = _("Conflicts with %(name)s settled") % {"name": source.name[-180:]}
        Revision.objects.freeze(written.touched, by=by, note=note)
        before = len(unsettled(source))
        _note_sides(source, settlement, choices)
        _rename(source, settlement.existing.base, written)
        source.save(update_fields=["report", "tree"])
    return before - len(unsettled(source))


def _note_sides(source: Source, settlement: Settlement, choices: Mapping[str, Side]) -> None:
    """A conflict is settled when it was decided, or when both sides say the same by now."""
    standing = {conflict.key for conflict in settlement.conflicts}
    refused = {conflict.key for conflict in settlement.plan.conflicts}
    fixed = {conflict.key for conflict in settlement.conflicts if conflict.is_fixed}
    for entry in unsettled(source):
        key = entry["key"]
        side = None if key in fixed else choices.get(key)
        if key not in standing:
            entry["side"] = Side.OURS.value
        elif side is Side.OURS or (side is Side.THEIRS and key not in refused):
            entry["side"] = side.value


def _rename(source: Source, imported: Imported | None, written: Written) -> None:
    """Rows that came with a choice are known to the next import as the file's."""
    if imported is not None:
        names = tuple(written.names.get(index, old) for index, old in enumerate(imported.names or (Names(),)))
        source.tree = imported_to_data(Imported(imported.document, names))
