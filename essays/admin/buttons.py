"""The moves that are legal for this user now, as buttons above a form. They post to the list's own action."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from essays.models import Collection, Essay, Revision
from essays.models.due import candidates
from essays.workflow import Actor, Move, Review, actor

from .doors import DOORS
from .going import fingerprint
from .public_now import collection_now, essay_now, revision_now


class DoorButtons(admin.ModelAdmin):
    """For forms of a collection, an essay or a revision."""

    class Media:
        css = {"all": ["essays/desk/doors.css"]}

    @admin.display(description=_("What the public sees now"))
    def public_now(self, obj: Collection | Essay | Revision) -> SafeString:
        if isinstance(obj, Revision):
            return revision_now(obj)
        return collection_now(obj) if isinstance(obj, Collection) else essay_now(obj)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        context["doors"] = open_doors(obj, actor(request.user)) if obj is not None and obj.pk else []
        return super().render_change_form(request, context, add, change, form_url, obj)


@dataclass(frozen=True, slots=True)
class Button:
    """A door that is open; `seen` says for which revisions, so that only they go through it."""

    move: Move
    action: str
    seen: str


def open_moves(obj: Collection | Essay | Revision, who: Actor) -> set[Move]:
    """What `who` may do now to a revision, an essay, or a collection as a whole."""
    return {button.move for button in open_doors(obj, who)}


def open_doors(obj: Collection | Essay | Revision, who: Actor) -> list[Button]:
    """One query, whatever the collection holds."""
    groups = [list(rows) for _essay, rows in groupby(_revisions(obj, who), key=lambda revision: revision.essay_id)]
    buttons = []
    for door in DOORS:
        if who.may(door.permission) and not (door.move is Move.CLAIM and isinstance(obj, Collection)):
            moving = _moving(obj, door.move, groups, who)
            buttons += [Button(door.move, door.action, fingerprint(moving))] if moving else []
    return buttons


def _revisions(obj: Collection | Essay | Revision, who: Actor) -> Iterable[Revision]:
    """Newest first; of a revision its whole essay's, since a newer one may have overtaken it."""
    if isinstance(obj, Collection):
        essays: Any = obj.essays.standing()
    else:
        essays = [obj.essay_id if isinstance(obj, Revision) else obj.pk]
    rows: Any = Revision.objects.filter(essay__in=essays, essay__deleted_at=None, essay__collection__deleted_at=None)
    return rows.for_reviewer(who).order_by("essay", "-number")


def _moving(obj: Any, move: Move, groups: Sequence[Sequence[Any]], who: Actor) -> list[Revision]:
    """What the move would move; nothing where one essay would keep the whole collection from it."""
    found = [(rows, candidates(move, rows, who)) for rows in groups]
    moving = [one for _rows, ones in found for one in ones if not isinstance(obj, Revision) or one == obj]
    if move in (Move.APPROVE, Move.CLAIM) and not all(one.is_open for one in moving):  # type: ignore[attr-defined]
        return []
    if move is Move.CLAIM and any(one.assignee_id for one in moving):
        return []
    is_missing = any(not any(one.review == Review.APPROVED for one in rows) for rows, ones in found if not ones)
    return [] if move is Move.PUBLISH and isinstance(obj, Collection) and is_missing else moving
