"""Frozen copies: read here, moved by their doors, changed by nobody."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from essays.access import STRANGER, visible_to
from essays.documents.html import plain_body
from essays.models import Quote, Revision, Section

from .base import ReadOnlyAdmin
from .buttons import DoorButtons
from .changes import ChangesView
from .comparing import Comparing
from .filters import (
    AssigneeFilter,
    CollectionOfEssayFilter,
    IssuesFilter,
    LevelFilter,
    OwnRevisionFilter,
    ReviewFilter,
    RevisionPublicationFilter,
)
from .links import LinkViews
from .moves import MoveActions
from .preview import PreviewViews
from .review import Reviewing
from .side_by_side import SideBySide
from .states import publication_badge, review_badge


@admin.register(Revision)
class RevisionAdmin(
    Reviewing, Comparing, SideBySide, PreviewViews, LinkViews, ChangesView, DoorButtons, MoveActions, ReadOnlyAdmin
):
    list_display = (
        "__str__",
        "review_state",
        "publication_state",
        "all_words",
        "submitted_by",
        "assignee",
        "created_at",
    )
    list_filter = (
        ReviewFilter,
        RevisionPublicationFilter,
        LevelFilter,
        AssigneeFilter,
        OwnRevisionFilter,
        IssuesFilter,
        CollectionOfEssayFilter,
        "submitted_at",
        "created_at",
    )
    list_select_related = ("essay", "submitted_by", "assignee")
    search_fields = ("title", "subtitle", "essay__collection__title")
    search_help_text = _("Title, subtitle or collection")
    ordering = ("-created_at", "-id")
    actions = ("submit_for_review", "approve", "return_to_editor", "claim", "recall", "publish", "withdraw")
    change_form_template = "admin/essays/revision/change_form.html"
    fields = (
        "public_now",
        "essay",
        "number",
        "review_state",
        "publication_state",
        ("live_from", "live_until"),
        ("created_at", "created_by"),
        ("submitted_at", "submitted_by"),
        "note",
        "content",
    )
    readonly_fields = ("public_now", "review_state", "publication_state", "content")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        return super().get_queryset(request).filter(visible_to(STRANGER))

    @admin.display(description=_("review"), ordering="review")
    def review_state(self, revision: Revision) -> SafeString:
        return review_badge(revision.review)

    @admin.display(description=_("publication"), ordering="live_from")
    def publication_state(self, revision: Revision) -> SafeString:
        return publication_badge(revision.publication)

    @admin.display(description=_("字数"))
    def all_words(self, revision: Revision) -> SafeString:
        return render_to_string("admin/essays/words.html", {"words": revision.words, "paid": revision.paid_words})

    @admin.display(description=_("text"))
    def content(self, revision: Revision) -> SafeString:
        sections = Section.objects.filter(revision=revision).order_by("position", "id")
        context = {
            "revision": revision,
            "sections": [(section, plain_body(section.body)) for section in sections],
            "quotes": Quote.objects.filter(revision=revision).order_by("position", "id"),
        }
        return render_to_string("admin/essays/revision/content.html", context)
