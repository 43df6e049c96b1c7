"""The essay: its working copy on one form, its states in the list."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.messages import constants
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from essays.documents.catalogue import TEMPLATES
from essays.documents.messages import Level, Message
from essays.models import Essay, Section

from .base import DeskAdmin, RichTextForms
from .bin import RecycleBin, bin_badge, in_bin
from .buttons import DoorButtons
from .essay_form import EssayForm
from .exporting import JsonExport
from .filters import (
    CollectionFilter,
    EssayPublicationFilter,
    MineFilter,
    PaidFilter,
    ReviewFilter,
    UnsettledFilter,
    WarningFilter,
)
from .form_parts import FormParts
from .moves import MoveActions
from .posted import whole_number
from .proofreading import CheckView
from .public_fields import PublicFields
from .quick_verdicts import QuickVerdicts
from .saving import SavingSafely
from .searching import TextSearch
from .section_forms import AROUND, SectionForm, SectionFormSet
from .section_moves import SectionMoves
from .side_by_side import SideBySide
from .states import publication_badge, review_badge, warning_badges, with_states
from .typesetting import Typesetting
from .versions import VersionViews

LEVELS = {Level.ERROR: constants.ERROR, Level.WARNING: constants.WARNING, Level.NOTE: constants.INFO}


class SectionInline(admin.StackedInline):
    """The working copy's sections."""

    model = Section
    form = SectionForm
    formset = SectionFormSet
    template = "admin/essays/essay/sections.html"
    extra = 1
    fields = ("heading", "is_paid", "continues", "position", "body")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Section]:
        return Section.objects.working().order_by("position", "id")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not in_bin(obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and not in_bin(obj)


@admin.register(Essay)
class EssayAdmin(
    SavingSafely,
    SideBySide,
    VersionViews,
    DoorButtons,
    MoveActions,
    PublicFields,
    JsonExport,
    RecycleBin,
    TextSearch,
    FormParts,
    SectionMoves,
    QuickVerdicts,
    CheckView,
    Typesetting,
    RichTextForms,
    DeskAdmin,
):
    form = EssayForm
    inlines = (SectionInline,)
    list_display = ("label", "collection", "review_state", "publication_state", "words", "quotes", "updated_on")
    list_filter = (
        ReviewFilter,
        EssayPublicationFilter,
        CollectionFilter,
        UnsettledFilter,
        WarningFilter,
        PaidFilter,
        MineFilter,
        "updated_at",
    )
    list_select_related = ("collection",)
    search_fields = ("title", "subtitle", "collection__title")
    search_help_text = _("Title, subtitle, collection, speaker or text")
    ordering = ("-updated_at", "-id")
    autocomplete_fields = ("collection",)
    actions = (
        "submit_for_review",
        "approve",
        "return_to_editor",
        "claim",
        "recall",
        "publish",
        "withdraw",
        "typeset_chosen",
        "export_json",
        "discard",
        "restore",
    )
    readonly_fields = ("public_now",)
    public_fields = ("collection", "number")
    change_form_template = "admin/essays/essay/change_form.html"
    fieldsets = ((_("Basics"), {"fields": ("collection", "number", "title", "subtitle", "public_now")}),)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Essay]:
        return with_states(super().get_queryset(request))

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """The next number of the collection that `?collection=` names."""
        initial: dict[str, Any] = dict(super().get_changeform_initial_data(request))
        collection = whole_number(str(initial.get("collection", "")), 0)
        last = Essay.objects.filter(collection=collection).order_by("-number").first()
        return {"number": last.number + 1 if last else 1, **initial}

    def is_public(self, obj: Any) -> bool:
        return bool(obj.revisions.current().exists())

    # -- Saving ------------------------------------------------------------------------------------------

    def save_model(self, request: HttpRequest, obj: Essay, form: EssayForm, change: bool) -> None:
        """Count the version up from the one the form was opened with; the form holds the row's lock."""
        if change:
            obj.claim_version(form.cleaned_data["version"])
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Mend the working copy as an import would, then freeze it; all within the form's one transaction."""
        super().save_related(request, form, formsets, change)
        essay = form.instance
        if "_rearrange" in request.POST and formsets:
            self.rearrange_saved(request, essay, formsets[0])
        for message in essay.tidy():
            messages.add_message(request, LEVELS[TEMPLATES[message.code].level], _with_place(message))
        essay.freeze(by=request.user)

    # -- What the list shows -----------------------------------------------------------------------------

    @admin.display(description=_("essay"), ordering="number")
    def label(self, essay: Essay) -> SafeString:
        return format_html("{} {}{}", essay.number, essay.display_title, warning_badges(essay))

    @admin.display(description=_("review"), ordering="review")
    def review_state(self, essay: Any) -> SafeString:
        return review_badge(essay.review)

    @admin.display(description=_("publication"), ordering="publication")
    def publication_state(self, essay: Any) -> SafeString:
        return bin_badge(essay) if in_bin(essay) else publication_badge(essay.publication)

    @admin.display(description=_("字数"), ordering="words")
    def words(self, essay: Any) -> SafeString:
        return render_to_string("admin/essays/words.html", {"words": essay.words, "paid": essay.paid_words})

    @admin.display(description=_("quotes confirmed"), ordering="quotes")
    def quotes(self, essay: Any) -> str:
        return f"{essay.confirmed}/{essay.quotes}"


def _with_place(message: Message) -> str:
    """What is wrong with a typed marker, and the words it stands among."""
    problem = gettext(TEMPLATES[message.code].summary) % dict(message.params)
    start, end = message.place.column - 1, message.place.end - 1
    words = message.excerpt[max(start - AROUND, 0) : end + AROUND]
    return gettext("%(problem)s Look at “…%(words)s…”.") % {"problem": problem, "words": words} if words else problem
