"""All that is said about texts, to be read and found; it is answered on the screen it was said on."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from essays.access import STRANGER, visible_to
from essays.models import Comment
from essays.workflow import name_of

from .base import ReadOnlyAdmin
from .filters import CollectionOfEssayFilter, ConditionFilter, Conditions
from .states import badge

EXCERPT = 60  # characters a list has room for


class ResolvedFilter(ConditionFilter):
    title, parameter_name = _("state"), "state"

    def conditions(self) -> Conditions:
        return {
            "open": (_("Unresolved"), Q(resolved_at__isnull=True)),
            "resolved": (_("Resolved"), Q(resolved_at__isnull=False)),
        }


@admin.register(Comment)
class CommentAdmin(ReadOnlyAdmin):
    list_display = ("excerpt", "revision", "said_by", "at", "answered", "state")
    list_filter = (ResolvedFilter, CollectionOfEssayFilter, "at")
    list_select_related = ("revision", "by")
    search_fields = ("text", "answers__text", "by_name", "essay__title", "essay__subtitle")
    search_help_text = _("Words, name or title")
    ordering = ("-at", "-id")
    fields = ("text", "essay", "revision", "by_name", "at", "resolved_at", "resolved_by_name", "on_screen")
    readonly_fields = ("on_screen",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Comment]:
        heads = super().get_queryset(request).filter(visible_to(STRANGER), parent__isnull=True)
        return heads.annotate(replies=Count("answers", distinct=True))

    @admin.display(description=_("comment"))
    def excerpt(self, comment: Comment) -> str:
        return Truncator(comment.text).chars(EXCERPT)

    @admin.display(description=_("by"), ordering="by_name")
    def said_by(self, comment: Comment) -> str:
        return name_of(comment.by) if comment.by else comment.by_name

    @admin.display(description=_("answers"), ordering="replies")
    def answered(self, comment: Comment) -> int:
        return int(getattr(comment, "replies", 0))

    @admin.display(description=_("state"), ordering="resolved_at")
    def state(self, comment: Comment) -> SafeString:
        return (
            badge("confirmed", _("Resolved"), "✓") if comment.is_resolved else badge("warning", _("Unresolved"), "✎")
        )

    @admin.display(description=_("place"))
    def on_screen(self, comment: Comment) -> SafeString:
        address = reverse("admin:essays_revision_review", args=[comment.revision_id])
        return format_html('<a href="{}#c-{}">{}</a>', address, comment.pk, _("Answer or resolve"))
