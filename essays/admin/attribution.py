"""What is known about quotes. Rows are made with their quotes; here a verdict and a speaker are given."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from essays.access import STRANGER, visible_to
from essays.models import Attribution, Quote, Verdict
from essays.models.attribution import DEEDS
from essays.models.settlement import acting
from essays.workflow import name_in_words

from .base import DeskAdmin
from .quote import VERDICT_ICONS
from .states import badge


@admin.register(Attribution)
class AttributionAdmin(DeskAdmin):
    list_display = ("__str__", "essay", "verdict_badge", "confidence", "speaker", "judge", "settled_at")
    list_filter = ("verdict", "confidence", "settled_at")
    list_select_related = ("essay", "speaker")
    search_fields = ("speaker__name", "essay__title", "essay__subtitle")
    ordering = ("-id",)
    autocomplete_fields = ("speaker",)
    fields = ("essay", "words_of_it", "confidence", "verdict", "speaker", "judge", "settled_at")
    readonly_fields = ("essay", "words_of_it", "confidence", "judge", "settled_at")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Attribution]:
        return super().get_queryset(request).filter(visible_to(STRANGER))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Attribution, form: Any, change: bool) -> None:
        verdict = Verdict(obj.verdict)
        with acting(DEEDS[verdict], by=request.user) as act:
            Attribution.objects.get(pk=obj.pk).settle_in(act, verdict, speaker=obj.speaker)

    @admin.display(description=_("verdict"), ordering="verdict")
    def verdict_badge(self, attribution: Attribution) -> SafeString:
        verdict = Verdict(attribution.verdict)
        return badge(verdict.value, verdict.label, VERDICT_ICONS[verdict])

    @admin.display(description=_("settled by"), ordering="settled_by_name")
    def judge(self, attribution: Attribution) -> str:
        return name_in_words(attribution.settled_by_name)

    @admin.display(description=_("quote"))
    def words_of_it(self, attribution: Attribution) -> str:
        quote = Quote.objects.filter(attribution=attribution).order_by("-id").first()
        return quote.text if quote else "–"
