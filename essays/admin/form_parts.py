"""What stands on the form of an essay beside its fields: figures, boundaries, quotes, remarks, history."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.forms import Media
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from essays.documents.tree import SpeechKind
from essays.models import Essay, Preferences, Quote, Transition, Verdict
from essays.models.proofreading import proofread_version
from essays.models.versions import working_version
from essays.workflow import Move, Review

from .bin import in_bin
from .history import timeline
from .quote import VERDICT_ICONS
from .review.comments import open_comments
from .section_moves import RearrangeForm, Verb
from .states import badge
from .widgets import RichTextWidget

MOST_STEPS = 8
TOOLS = (Verb.SPLIT, Verb.PROMOTE, Verb.MERGE, Verb.DEMOTE, Verb.BEGIN, Verb.END)
BOUNDARY_TOOLS = (
    Verb.PARAGRAPH_BACK,
    Verb.SENTENCE_BACK,
    Verb.SENTENCE_ON,
    Verb.PARAGRAPH_ON,
    Verb.MOVE,
    Verb.ALL_FREE,
    Verb.ALL_PAID,
)


class FormParts(admin.ModelAdmin):
    """Mixin of the essay's admin. Everything it adds costs the same number of queries for one section as for 500."""

    @property
    def media(self) -> Media:
        """For lookers-on too, whose forms have no widget to bring it."""
        return super().media + RichTextWidget().media

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        formsets = context["inline_admin_formsets"]
        context |= {"tools": TOOLS, "boundary_tools": BOUNDARY_TOOLS, "reading_speed": settings.READING_SPEED}
        context["has_shortcuts"] = not Preferences.objects.filter(user=request.user.pk, shortcuts=False).exists()
        if obj is not None:
            context |= self._parts(request, obj)
            context["figures"] = _figures(formsets[0].formset) if formsets else {}
            _place_remarks(formsets, context)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _parts(self, request: HttpRequest, essay: Essay) -> dict[str, Any]:
        version = working_version(essay)
        rows = Quote.objects.working().filter(essay=essay).order_by("position", "id")
        quotes = [_with_badge(row) for row in rows.select_related("section", "attribution", "attribution__speaker")]
        return {
            "quotes": quotes,
            "quotations": sum(quote.kind != SpeechKind.STATEMENT and not quote.is_lost for quote in quotes),
            "quick_verdicts": [(Verdict.CONFIRMED.value, _("Confirm")), (Verdict.REJECTED.value, _("Reject"))],
            "may_add_quotes": request.user.has_perm("essays.add_quote") and not in_bin(essay),
            "may_settle_quotes": self.may_settle(request, essay),  # type: ignore[attr-defined]
            "rearrange": RearrangeForm(),
            "returned": _last_return(essay),
            "talk": open_comments(essay),
            "version": version,
            "issues": proofread_version(version, essay=essay),
            "transitions": timeline(essay, MOST_STEPS),
        }


def _with_badge(quote: Any) -> Any:
    verdict = Verdict(quote.attribution.verdict)
    quote.badge = badge(verdict.value, verdict.label, VERDICT_ICONS[verdict])
    return quote


def _figures(formset: Any) -> dict[str, int]:
    """字数 of the working copy as it was saved, in all and by access."""
    rows = [form.instance for form in formset.initial_forms]
    paid = sum(row.words for row in rows if row.is_paid)
    words = sum(row.words for row in rows)
    return {"words": words, "paid": paid, "free": words - paid}


def _place_remarks(formsets: Any, context: dict[str, Any]) -> None:
    issues = Counter(issue.section for issue in context["issues"])
    for form in (form for wrapped in formsets for form in wrapped.formset.forms):
        form.heads = context["talk"].sections.get(form.instance.uid, ())
        form.issues = issues[form.instance.uid]


def _last_return(essay: Essay) -> Transition | None:
    """Why the newest revision came back, as long as it is not submitted again."""
    newest = essay.revisions.order_by("-number").first()
    if newest is None or newest.review != Review.RETURNED:
        return None
    return Transition.objects.filter(revision=newest, move=Move.RETURN).select_related("by").first()
