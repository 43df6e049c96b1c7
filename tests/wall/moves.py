"""Every move tried by every role on a revision in every state: through the model's door, and by a crafted POST."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db import transaction

from essays.models import Revision
from essays.workflow import COMMAND_LINE, Move, TransitionNotAllowed
from tests.admin.forms import action
from tests.conftest import Cast, client_of
from tests.factories import make_essay, make_user

ROLES = ("reader", "entry", "editor", "reviewer", "publisher", "manager")
WHY = "第二段没有出处"
STATES = ("draft", "in_review", "returned", "approved", "live", "withdrawn", "discarded")
GO: dict[Move, Callable[[Any, Any], Any]] = {
    Move.SUBMIT: lambda revision, by: revision.submit(by=by),
    Move.RECALL: lambda revision, by: revision.recall(by=by),
    Move.CLAIM: lambda revision, by: revision.claim(by=by),
    Move.ASSIGN: lambda revision, by: revision.assign(by=by, to=None),
    Move.APPROVE: lambda revision, by: revision.approve(by=by),
    Move.RETURN: lambda revision, by: revision.return_to_editor(by=by, why=WHY),
    Move.PUBLISH: lambda revision, by: revision.publish(by=by),
    Move.WITHDRAW: lambda revision, by: revision.withdraw(by=by),
}
ACTIONS = {
    Move.SUBMIT: "submit_for_review",
    Move.APPROVE: "approve",
    Move.RETURN: "return_to_editor",
    Move.PUBLISH: "publish",
    Move.WITHDRAW: "withdraw",
}


def revision_in(state: str, sender: Any) -> Any:
    """A revision in this state that somebody of no role in the table has brought there."""
    revision = make_essay().freeze(by=sender)
    if state == "draft":
        return revision
    revision.submit(by=sender)
    if state == "returned":
        revision.return_to_editor(by=COMMAND_LINE, why=WHY)
    if state in ("approved", "live", "withdrawn"):
        revision.approve(by=COMMAND_LINE)
    if state in ("live", "withdrawn"):
        revision.publish(by=COMMAND_LINE)
    if state == "withdrawn":
        revision.withdraw(by=COMMAND_LINE)
    if state == "discarded":
        revision.essay.discard()
    return revision


def by_door(move: Move, revision: Any, user: Any) -> bool:
    """Did it move? Undone afterwards."""
    fresh = Revision.objects.get(pk=revision.pk)
    with transaction.atomic():
        try:
            GO[move](fresh, user)
            moved = True
        except TransitionNotAllowed:
            moved = False
        transaction.set_rollback(True)
    return moved


def by_post(move: Move, revision: Any, user: Any) -> bool:
    """The same by the list's action, posted by hand."""
    with transaction.atomic():
        before = revision.transitions.count()
        data = action(ACTIONS[move], revision, confirmed="yes", warned="on", why=WHY)
        client_of(user).post("/admin/essays/revision/", data)
        moved = revision.transitions.count() > before
        transaction.set_rollback(True)
    return bool(moved)


def rows(cast: Cast) -> Iterator[tuple[Move, str, Any]]:
    sender = make_user("sender-of-moves", "编辑", staff=True)
    for state in STATES:
        revision = revision_in(state, sender)
        for move in GO:
            yield move, state, revision


def table(cast: Cast) -> str:
    lines = [f"{'':24}" + "".join(f"{role:>11}" for role in ROLES)]
    for move, state, revision in rows(cast):
        cells = "".join(f"{'yes' if by_door(move, revision, getattr(cast, role)) else 'no':>11}" for role in ROLES)
        lines.append(f"{f'{move.value} {state}':24}{cells}")
    return "\n".join(lines) + "\n"
