"""Speakers: told apart and merged by people only, and a merge can be taken back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from essays.models import Attribution, Settlement, Speaker, Verdict
from essays.models.identifying import described

from .base import DeskAdmin
from .filters import ConditionFilter, Conditions
from .settlements import Settled
from .speaker_pages import SpeakerPages


class SpeakerForm(forms.ModelForm):
    class Meta:
        model = Speaker
        fields = ("name", "kind", "note", "merged_into")

    def clean_merged_into(self) -> Speaker | None:
        """A chain of merges must end somewhere else than where it began."""
        target: Speaker | None = self.cleaned_data["merged_into"]
        if target is not None and self.instance.pk is not None and target.canonical.pk == self.instance.pk:
            raise ValidationError(_("This would merge the speaker into itself."))
        return target


class MergedFilter(ConditionFilter):
    title, parameter_name = _("merged"), "merged"

    def conditions(self) -> Conditions:
        return {
            "no": (_("Stands for itself"), Q(merged_into__isnull=True)),
            "yes": (_("Merged into another"), Q(merged_into__isnull=False)),
        }


class QuotedFilter(ConditionFilter):
    title, parameter_name = _("confirmed quotes"), "quoted"

    def conditions(self) -> Conditions:
        return {"yes": (_("Some"), Q(confirmed__gt=0)), "no": (_("None"), Q(confirmed=0))}


@admin.register(Speaker)
class SpeakerAdmin(Settled, SpeakerPages, DeskAdmin):
    form = SpeakerForm
    list_display = ("name", "note", "kind", "merged_into", "confirmed", "created_at")
    list_filter = ("kind", MergedFilter, QuotedFilter, "created_at")
    list_select_related = ("merged_into",)
    search_fields = ("name", "note")
    search_help_text = _("Name or disambiguation")
    ordering = ("name", "id")
    autocomplete_fields = ("merged_into",)
    actions = ("merge",)
    change_form_template = "admin/essays/speaker/change_form.html"
    fields = ("name", "kind", "note", "merged_into", "posts_met", "settlements")
    readonly_fields = ("posts_met", "settlements")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Speaker]:
        settled = Attribution.objects.filter(speaker=OuterRef("pk"), verdict=Verdict.CONFIRMED).order_by()
        counted = settled.values("speaker").annotate(found=Count("pk")).values("found")
        found = Coalesce(Subquery(counted, output_field=IntegerField()), 0)
        return super().get_queryset(request).annotate(confirmed=found)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Who is merged into another is not offered any more."""
        if request.resolver_match and request.resolver_match.url_name == "autocomplete":
            queryset = queryset.filter(merged_into__isnull=True)
        return super().get_search_results(request, queryset, search_term)

    def save_model(self, request: HttpRequest, obj: Speaker, form: SpeakerForm, change: bool) -> None:
        """Merging and taking a merge back go through their doors, which log them."""
        target = obj.merged_into
        obj.merged_into_id = form.initial.get("merged_into")
        super().save_model(request, obj, form, change)
        if "merged_into" in form.changed_data:
            if obj.merged_into_id is not None:
                obj.part(by=request.user)
            if target is not None:
                obj.merge(target, by=request.user)

    def settlements_of(self, obj: Any) -> Any:
        """Who was merged and split; what was said of a quote stands with the quote."""
        deeds = (Settlement.Deed.MERGE, Settlement.Deed.SPLIT)
        return Settlement.objects.filter(speaker=obj, deed__in=deeds)

    @admin.display(description=_("posts met"))
    def posts_met(self, speaker: Speaker) -> str:
        """As printed in confirmed quotes, those of speakers merged into this one among them."""
        known = described({speaker.pk}).get(speaker.pk) if speaker.pk else None
        posts = known.posts.most_common() if known else []
        return "；".join(f"{organisation}{title}（{count}）" for (organisation, title), count in posts) or "–"

    @admin.display(description=_("confirmed quotes"), ordering="confirmed")
    def confirmed(self, speaker: Any) -> int:
        return speaker.confirmed
