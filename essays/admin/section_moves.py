"""Sections split, merged, promoted, demoted, and the paid boundary moved.

The form's script sends the rows as they are typed and is told what they become: nothing is stored, and there is one
home for the rules. Without the script the same is done to what was just saved, by a button of the form.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from essays.documents import boundary, html, restructure
from essays.documents.caret import take_carets
from essays.documents.fencing import Typed
from essays.documents.messages import gettext_noop
from essays.documents.restructure import CannotRearrangeError, Rearranged, Spot
from essays.documents.tree import Continues
from essays.models import Essay, Section
from essays.models.restructuring import rearrange
from essays.richtext import sanitize

from .posted import read_json

Rows = Sequence[Typed]
Spots = tuple[Spot, Spot]
BEHIND = 1 << 30  # an offset behind the last character of any paragraph


class Verb(models.TextChoices):
    SPLIT = "split", _("Split here")
    PROMOTE = "promote", _("Make it a heading")
    MERGE = "merge", _("Merge with the next")
    DEMOTE = "demote", _("Heading into the text")
    BEGIN = "begin", _("Paid from here on")
    END = "end", _("Free from here on")
    MOVE = "move", _("Move to the caret")
    PARAGRAPH_BACK = "paragraph-back", _("A paragraph back")
    SENTENCE_BACK = "sentence-back", _("A sentence back")
    SENTENCE_ON = "sentence-on", _("A sentence on")
    PARAGRAPH_ON = "paragraph-on", _("A paragraph on")
    ALL_FREE = "all-free", _("Both sides free")
    ALL_PAID = "all-paid", _("Both sides paid")


step = boundary.step_boundary
AT_CARET: dict[Verb, Callable[[Rows, int, Spots], Rearranged]] = {
    Verb.SPLIT: lambda rows, _row, spots: restructure.split(rows, spots[0]),
    Verb.PROMOTE: lambda rows, _row, spots: restructure.promote(rows, *spots),
    Verb.BEGIN: lambda rows, _row, spots: boundary.begin_paid(rows, spots[0]),
    Verb.END: lambda rows, _row, spots: boundary.end_paid(rows, spots[0]),
    Verb.MOVE: lambda rows, row, spots: boundary.move_boundary(rows, row, spots[0]),
}
AT_ROW: dict[Verb, Callable[[Rows, int], Rearranged]] = {
    Verb.MERGE: restructure.merge,
    Verb.DEMOTE: restructure.demote,
    Verb.PARAGRAPH_BACK: partial(step, forward=False),
    Verb.SENTENCE_BACK: partial(step, forward=False, sentence=True),
    Verb.SENTENCE_ON: partial(step, forward=True, sentence=True),
    Verb.PARAGRAPH_ON: partial(step, forward=True),
    Verb.ALL_FREE: partial(boundary.remove_boundary, is_paid=False),
    Verb.ALL_PAID: partial(boundary.remove_boundary, is_paid=True),
}


def carry_out(verb: Verb, rows: Rows, row: int, spots: Spots | None) -> Rearranged:
    """Do what `verb` says at row `row`, or where the caret stands. Raises CannotRearrangeError."""
    if not 0 <= row < len(rows):
        raise CannotRearrangeError(gettext_noop("There is no such section."))
    if verb in AT_ROW:
        return AT_ROW[verb](rows, row)
    if spots is None:
        raise CannotRearrangeError(gettext_noop("Put the caret into the text first."))
    return AT_CARET[verb](rows, row, spots)


class RearrangeForm(forms.Form):
    """The fields that do without the script: a section and a paragraph by their numbers."""

    prefix = "rearrange"
    verb = forms.ChoiceField(
        label=_("What to do"),
        required=False,
        choices=[("", "–"), *((verb.value, verb.label) for verb in Verb if verb is not Verb.MOVE)],
    )
    section = forms.IntegerField(label=_("section number"), min_value=1, required=False)
    paragraph = forms.IntegerField(
        label=_("paragraph number"),
        min_value=1,
        required=False,
        help_text=_("To split behind it, make it a heading, or let it begin what is paid or free."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("verb") or not cleaned.get("section"):
            raise forms.ValidationError(gettext("Say what to do, and with which section."))
        if Verb(cleaned["verb"]) in AT_CARET and not cleaned.get("paragraph"):
            raise forms.ValidationError(gettext("Say at which paragraph."))
        return cleaned

    def change(self, row: int) -> Callable[[Rows], Rearranged]:
        """What is asked for of the row with this index."""
        verb, number = Verb(self.cleaned_data["verb"]), self.cleaned_data["paragraph"]
        spot = Spot(row, number - 1, BEHIND if verb is Verb.SPLIT else 0) if number else None
        return lambda rows: carry_out(verb, rows, row, (spot, spot) if spot and _exists(spot, rows) else None)


def _exists(spot: Spot, rows: Rows) -> bool:
    if 0 <= spot.row < len(rows) and spot.paragraph >= len(html.paragraphs(rows[spot.row].body)):
        raise CannotRearrangeError(gettext_noop("There is no such paragraph in this section."))
    return True


class SectionMoves(admin.ModelAdmin):
    """Mixin of the essay's admin: the script's address, and the button that does without it."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(require_POST(self.rearrange_view))
        return [path("rearrange/", view, name="essays_essay_rearrange"), *super().get_urls()]

    def rearrange_view(self, request: HttpRequest) -> HttpResponse:
        """Say what rows become. They come from the page and go back to it: no row of the database is read."""
        if not (self.has_change_permission(request) or self.has_add_permission(request)):
            raise PermissionDenied
        try:
            asked = read_json(request.body)
            verb, row = Verb(asked["verb"]), int(asked["row"])
            typed = [_typed(index, given) for index, given in enumerate(asked["rows"])]
        except (ValueError, TypeError, KeyError, AttributeError, OverflowError):
            return JsonResponse({"error": gettext("This page is out of date: load it anew.")}, status=400)
        rows, spots = take_carets(typed)
        try:
            done = carry_out(verb, rows, row, spots)
        except CannotRearrangeError as error:
            return JsonResponse({"error": gettext(str(error))}, status=422)
        return JsonResponse(_answer(verb, rows, done))

    def rearrange_saved(self, request: HttpRequest, essay: Essay, formset: Any) -> None:
        """Do to the saved rows what the form asks for besides saving."""
        form = RearrangeForm(request.POST)
        if not form.is_valid():
            for error in (error for errors in form.errors.values() for error in errors):
                self.message_user(request, str(error), messages.ERROR)
            return
        try:
            rearrange(essay, form.change(_index_of(essay, formset, form.cleaned_data["section"])))
        except CannotRearrangeError as error:
            words = gettext("Saved, but not rearranged: %(why)s") % {"why": gettext(str(error))}
            self.message_user(request, words, messages.ERROR)
        else:
            self.message_user(request, gettext("Saved and rearranged."), messages.SUCCESS)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        if "_rearrange" in request.POST:
            return HttpResponseRedirect(f"{request.path}#sections")
        return super().response_change(request, obj)


def _index_of(essay: Essay, formset: Any, number: int) -> int:
    """Where the `number`-th row of the form stands now; -1 when there is none."""
    forms_shown = formset.forms
    row = forms_shown[number - 1].instance.pk if number <= len(forms_shown) else None
    stored = list(
        Section.objects.working().filter(essay=essay).order_by("position", "id").values_list("pk", flat=True)
    )
    return stored.index(row) if row in stored else -1


def _typed(index: int, given: dict[str, Any]) -> Typed:
    body = html.canonical(sanitize(str(given["body"])))
    return Typed(str(given["heading"]).strip(), body, bool(given["is_paid"]), Continues(given["continues"]), index)


def _answer(verb: Verb, rows: Rows, done: Rearranged) -> dict[str, Any]:
    """The rows by the index of the sent row each came from; a text that stayed as it was is not sent again."""
    made, seen = [], set()
    for row in done.rows:
        is_same = row.origin not in seen and row.body == rows[row.origin].body
        seen.add(row.origin)
        made.append(
            {
                "origin": row.origin,
                "heading": row.heading,
                "body": None if is_same else row.body,
                "is_paid": row.is_paid,
                "continues": row.continues.value,
            }
        )
    return {"rows": made, "focus": done.focus, "said": _said(verb, rows, done)}


def _said(verb: Verb, rows: Rows, done: Rearranged) -> str:
    left = {row.heading for row in done.rows}
    gone = [row.heading for row in rows if row.heading and row.heading not in left]
    names = {"what": verb.label, "number": done.focus + 1, "heading": gone[0] if gone else ""}
    if verb is Verb.MERGE and gone:
        return gettext("%(what)s: section %(number)s. The heading “%(heading)s” is gone.") % names
    if verb is Verb.PROMOTE and done.rows[done.focus].is_paid:
        return gettext("%(what)s: section %(number)s. A heading can be read by everybody, paid or not.") % names
    return gettext("%(what)s: section %(number)s.") % names
