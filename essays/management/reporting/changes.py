"""A plan in words: how many rows of each kind are created, updated, kept and so on, and which ones change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from essays.documents.plan import Action, Change, Plan, list_changes
from essays.importing.wording import action_name, field_name, kind_name, printable

from .cells import shorten
from .terminal import Terminal

SIGNS = {
    Action.CREATE: "+",
    Action.UPDATE: "~",
    Action.MOVE: ">",
    Action.KEEP: "=",
    Action.DELETE: "-",
    Action.DISCARD: "-",
    Action.LOSE: "?",
}
NAME = 60  # cells


def render_changes(plan: Plan, terminal: Terminal) -> Iterator[str]:
    """One line of sums, then one line a row that changes; of a plan that only creates there is nothing to tell."""
    if plan.collection.action is Action.CREATE:
        return
    changes = list(list_changes(plan))
    sums = Counter(change.action for change in changes)
    parts = [f"{action_name(action)} {sums[action]}" for action in Action if sums[action]]
    if plan.conflicts:
        parts.append(_("conflicts %(count)s") % {"count": len(plan.conflicts)})
    yield "  " + terminal.glyphs.dot.join(parts)
    for change in changes:
        if change.action is not Action.KEEP:
            yield _line(change, terminal)


def _line(change: Change, terminal: Terminal) -> str:
    name = shorten(printable(change.name), NAME, terminal.glyphs.ellipsis, ambiguous=terminal.ambiguous)
    where = _("Essay %(number)s") % {"number": change.essay} + terminal.glyphs.dot if change.kind in _INSIDE else ""
    fields = f" ({', '.join(field_name(change.kind, field) for field in change.fields)})" if change.fields else ""
    return f"  {SIGNS[change.action]} {action_name(change.action)} {kind_name(change.kind)} {where}{name}{fields}"


_INSIDE = {"section", "quote"}
