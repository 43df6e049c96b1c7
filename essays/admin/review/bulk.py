"""Decisions on several rows of the queue at once: asked first on a page that names them, told item by item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from essays.admin.moves import AT_ONCE
from essays.models import Revision
from essays.workflow import Move

from .decisions import DECISIONS, FORMS, Decisions
from .queue import NEEDED, Queue

QUESTIONS = {
    Move.APPROVE: _("Approve these?"),
    Move.RETURN: _("Return these to their editors?"),
    Move.ASSIGN: _("Assign these"),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A row that was ticked: the revision at the level that was shown, and why it cannot go along, if so."""

    revision: Revision
    level: int
    objection: str

    @property
    def token(self) -> str:
        return f"{self.revision.pk}.{self.level}"


class BulkDecisions(Decisions):
    def decide_in_bulk(self, request: HttpRequest, queue: Queue) -> HttpResponse:
        self.require_reviewer(request)
        action = request.POST.get("do", "")
        if action not in DECISIONS:
            return HttpResponseBadRequest()
        move = Move(action)
        chosen = list(_chosen(request, move))
        if not chosen:
            gone, none = gettext("None of the rows you chose waits any more."), gettext("Choose at least one row.")
            self.message_user(request, gone if request.POST.getlist("chosen") else none, messages.WARNING)
            return HttpResponseRedirect(queue.address)
        form = self.typed(request, move)
        if move in QUESTIONS and not ("confirmed" in request.POST and (form is None or form.is_valid())):
            return self.ask_about(request, queue, move, chosen, form)
        for one in chosen:
            self.carry(request, move, one, form.cleaned_data if form else {})
        return HttpResponseRedirect(queue.address)

    def typed(self, request: HttpRequest, move: Move) -> Any:
        form = FORMS.get(move)
        return form(request.POST if "confirmed" in request.POST else None) if form else None

    def carry(self, request: HttpRequest, move: Move, one: Chosen, values: dict[str, Any]) -> None:
        if one.objection:
            names = {"item": one.revision, "move": move.label, "why": one.objection}
            words = gettext("“%(item)s” · %(move)s: refused. %(why)s") % names
            self.message_user(request, words, messages.ERROR)
        else:
            self.decide(request, move, one.revision, one.level, values)

    def ask_about(
        self, request: HttpRequest, queue: Queue, move: Move, chosen: Sequence[Chosen], form: Any
    ) -> HttpResponse:
        going = [one for one in chosen if not one.objection]
        context = {
            **self.admin_site.each_context(request),
            "title": QUESTIONS[move],
            "opts": self.opts,
            "queue": queue,
            "move": move,
            "form": form,
            "going": going,
            "staying": [one for one in chosen if one.objection],
            "counted": ngettext("%(count)d revision", "%(count)d revisions", len(going)) % {"count": len(going)},
        }
        return TemplateResponse(request, "admin/essays/review/bulk.html", context)


def _chosen(request: HttpRequest, move: Move) -> Iterator[Chosen]:
    """The ticked rows that still wait, in turn; what is no such row is passed over."""
    levels = {}
    for token in request.POST.getlist("chosen")[:AT_ONCE]:
        pk, _dot, level = token.partition(".")
        if pk.isascii() and pk.isdecimal() and level.isascii() and level.isdecimal():
            levels[int(pk[:18])] = int(level[:4])
    rows: Any = Revision.objects.waiting().for_reviewer(request.user)
    for revision in rows.filter(pk__in=levels).in_turn().select_related(*NEEDED):
        yield Chosen(revision, levels[revision.pk], _objection(request, move, revision))


def _objection(request: HttpRequest, move: Move, revision: Any) -> str:
    """What keeps a row out of a decision on many; a text with blocking issues is looked at by itself."""
    if move is Move.APPROVE and revision.blocks:
        return gettext("It has blocking issues.")
    if move in (Move.APPROVE, Move.CLAIM) and not revision.is_open:
        return str(revision.objection(by=request.user))
    return ""
