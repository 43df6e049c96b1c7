"""The moves of the workflow as actions and buttons. Each calls the model's door, which decides; here is only asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, ngettext

from essays.models.due import move_all
from essays.workflow import Move, Permission, TransitionNotAllowed, actor

from .doors import BY_MOVE, Door
from .going import Going, goings, seen_in

AT_ONCE = 200  # a page that names its rows must stay one that somebody reads


class MoveActions(admin.ModelAdmin):
    """Actions for collections, essays and revisions."""

    def has_submit_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(Permission.SUBMIT)

    def has_review_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(Permission.REVIEW)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(Permission.PUBLISH)

    @admin.action(description=Move.SUBMIT.label, permissions=["submit"])
    def submit_for_review(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        return self.pass_through(BY_MOVE[Move.SUBMIT], request, queryset)

    @admin.action(description=Move.RECALL.label, permissions=["submit"])
    def recall(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        return self.pass_through(BY_MOVE[Move.RECALL], request, queryset)

    @admin.action(description=Move.CLAIM.label, permissions=["review"])
    def claim(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        return self.pass_through(BY_MOVE[Move.CLAIM], request, queryset)

    @admin.action(description=Move.APPROVE.label, permissions=["review"])
    def approve(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        return self.pass_through(BY_MOVE[Move.APPROVE], request, queryset)

    @admin.action(description=Move.RETURN.label, permissions=["review"])
    def return_to_editor(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        return self.pass_through(BY_MOVE[Move.RETURN], request, queryset)

    @admin.action(description=Move.PUBLISH.label, permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        return self.pass_through(BY_MOVE[Move.PUBLISH], request, queryset)

    @admin.action(description=Move.WITHDRAW.label, permissions=["publish"])
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        return self.pass_through(BY_MOVE[Move.WITHDRAW], request, queryset)

    def pass_through(self, door: Door, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        """Ask where it must be asked first, then make the move row by row, each all or nothing."""
        items = list(queryset[: AT_ONCE + 1])
        if len(items) > AT_ONCE:
            words = gettext("Choose at most %(count)d rows at once.") % {"count": AT_ONCE}
            self.message_user(request, words, messages.ERROR)
            return None
        rows = goings(door.move, items, actor(request.user))
        form = door.form(request.POST if "confirmed" in request.POST else None)
        if any(not row.refusal for row in rows) and (reason := _asks(door, request, rows, form)):
            return self._ask(door, request, rows, form, reason)
        values = form.cleaned_data if form.is_bound and form.is_valid() else {}
        self._tell(request, door, [(row, self._move(door, request, row, values)) for row in rows])
        return back(request, items)

    def _ask(
        self, door: Door, request: HttpRequest, rows: Sequence[Going], form: forms.Form, reason: str
    ) -> HttpResponse:
        return confirmation(
            self,
            request,
            [row.item for row in rows],
            template="admin/essays/door.html",
            title=door.question,
            action=door.action,
            verb=door.move.label,
            door_form=form,
            going=[row for row in rows if not row.refusal],
            staying=[row for row in rows if row.refusal],
            has_warnings=any(row.warnings for row in rows),
            is_unseen=reason == "unseen",
            has_changed=reason == "changed",
            seen=seen_in(rows),
        )

    def _move(self, door: Door, request: HttpRequest, row: Going, values: dict[str, Any]) -> str:
        """Why the row was refused, "" when it is done."""
        if row.refusal:
            return row.refusal
        try:
            with transaction.atomic():
                found = [line.due for line in row.lines]
                move_all(found, lambda revision: door.go(revision, request.user, values), row.whole)
        except TransitionNotAllowed as refusal:
            return str(refusal)
        self.log_change(request, row.item, str(door.move.label))
        return ""

    def _tell(self, request: HttpRequest, door: Door, outcomes: Sequence[tuple[Going, str]]) -> None:
        """One row in a sentence of its own; several in one summary with the reason of each refusal."""
        done = [row for row, why in outcomes if not why]
        refused = [(row.item, why) for row, why in outcomes if why]
        level = messages.SUCCESS if not refused else messages.WARNING if done else messages.ERROR
        names = {"move": door.move.label, "count": len(done)}
        if len(outcomes) == 1:
            words = gettext("“%(item)s” · %(move)s: done.")
            if refused:
                words, names["why"] = gettext("“%(item)s” · %(move)s: refused. %(why)s"), refused[0][1]
            self.message_user(request, words % {**names, "item": outcomes[0][0].item}, level)
            return
        words = ngettext("%(move)s: %(count)d row done.", "%(move)s: %(count)d rows done.", len(done)) % names
        if refused:
            names["count"] = len(refused)
            words += " " + ngettext("%(count)d refused:", "%(count)d refused:", len(refused)) % names
        listed = format_html_join("", "<li>“{}”: {}</li>", refused)
        summary = format_html("{}<ul>{}</ul>", words, listed) if refused else words
        self.message_user(request, summary, level)


def _asks(door: Door, request: HttpRequest, rows: Sequence[Going], form: forms.Form) -> str:
    """Why the page asks (once more): "" when everything is said."""
    is_confirmed = "confirmed" in request.POST
    seen = seen_in(rows)
    if request.POST.get("seen", seen) != seen:
        return "changed"
    if any(row.warnings for row in rows) and "warned" not in request.POST:
        return "unseen" if is_confirmed else "first"
    if is_confirmed:
        return "" if form.is_valid() else "invalid"
    has_findings = any(line.blocking for row in rows for line in row.lines)
    return "" if door.is_quick and len(rows) == 1 and rows[0].whole is None and not has_findings else "first"


def confirmation(
    model_admin: admin.ModelAdmin,
    request: HttpRequest,
    items: Sequence[Any],
    template: str = "admin/essays/confirm.html",
    **context: Any,
) -> HttpResponse:
    """The page that names the rows and asks once more; its form posts the same action with `confirmed`."""
    opts = model_admin.opts
    names = {"count": len(items), "name": opts.verbose_name if len(items) == 1 else opts.verbose_name_plural}
    return TemplateResponse(
        request,
        template,
        {
            **model_admin.admin_site.each_context(request),
            "opts": opts,
            "items": items,
            "counted": ngettext("%(count)d %(name)s", "%(count)d %(name)s", len(items)) % names,
            "checkbox_name": ACTION_CHECKBOX_NAME,
            "from_form": "from_form" in request.POST,
            "needs_reason": False,
            "way_back": change_form(items[0]) if "from_form" in request.POST else request.get_full_path(),
            **context,
        },
    )


def back(request: HttpRequest, items: Sequence[Any]) -> HttpResponse | None:
    """To the form a button was pressed in; None leads to the list, where an action was chosen."""
    if "from_form" not in request.POST or len(items) != 1:
        return None
    return HttpResponseRedirect(change_form(items[0]))


def change_form(item: Any) -> str:
    opts = item._meta
    return reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[item.pk])
