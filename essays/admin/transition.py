"""The audit log, to be read."""

from __future__ import annotations

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from essays.models import Transition
from essays.workflow import Publication, Review

from .base import ReadOnlyAdmin

WORDS = {state.value: state.label for states in (Review, Publication) for state in states}


@admin.register(Transition)
class TransitionAdmin(ReadOnlyAdmin):
    list_display = ("at", "move", "label", "before", "after", "made_by", "why")
    list_filter = ("move", "at")
    list_select_related = ("by",)
    search_fields = ("label", "by_name", "why")
    search_help_text = _("Revision, name or reason")
    ordering = ("-at", "-id")
    fields = ("at", "move", "essay", "revision", "label", "before", "after", "effective_at", "made_by", "why")
    readonly_fields = ("before", "after", "made_by")

    @admin.display(description=_("from"), ordering="from_state")
    def before(self, transition: Transition) -> str:
        return str(WORDS.get(transition.from_state, transition.from_state))

    @admin.display(description=_("to"), ordering="to_state")
    def after(self, transition: Transition) -> str:
        return str(WORDS.get(transition.to_state, transition.to_state))

    @admin.display(description=_("by"), ordering="by_name")
    def made_by(self, transition: Transition) -> str:
        return transition.who
