"""Two speakers that are one are merged, one that is two is split: each on a page that shows what speaks for it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from essays.access import STRANGER, visible_to
from essays.models import Attribution, Quote, Settlement, Speaker, Verdict
from essays.models.confirming import give
from essays.models.identifying import described
from essays.models.settlement import acting

from .widgets import ChosenRow

AT_ONCE = 20  # speakers of one name that somebody can tell apart on one page
MOST_QUOTES = 200


class SplitForm(forms.Form):
    """Which quotes are another's: one that stands already, or a new one of the same name."""

    attribution = forms.ModelMultipleChoiceField(
        queryset=Attribution.objects.none(),
        error_messages={"required": _("Tick the quotes that are of the other one.")},
    )
    target = forms.ModelChoiceField(
        label=_("They are of"),
        queryset=Speaker.objects.standing(),
        required=False,
        help_text=_("Empty: of a new one."),
    )
    name = forms.CharField(label=_("name of the new one"), max_length=100, required=False)
    note = forms.CharField(
        label=_("disambiguation"), max_length=200, required=False, help_text=_("Tells two of one name apart.")
    )

    def __init__(self, *args: Any, quotes: QuerySet[Attribution], site: admin.AdminSite, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["attribution"].queryset = quotes  # type: ignore[attr-defined]
        self.fields["target"].widget = ChosenRow(Attribution._meta.get_field("speaker"), site)
        self.fields["target"].widget.choices = self.fields["target"].choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        if not cleaned.get("target") and not cleaned.get("note"):
            self.add_error("note", ValidationError(_("Say what tells the new one from the old.")))
        return cleaned


class SpeakerPages(admin.ModelAdmin):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.split_view)
        return [path("<int:object_id>/split/", view, name="essays_speaker_split"), *super().get_urls()]

    # -- Merging -----------------------------------------------------------------------------------------

    @admin.action(description=_("Merge into one"), permissions=["change"])
    def merge(self, request: HttpRequest, queryset: QuerySet[Speaker]) -> HttpResponse | None:
        speakers = list(Speaker.objects.standing().filter(pk__in=queryset).order_by("pk")[:AT_ONCE])
        if len(speakers) < 2:
            self.message_user(request, gettext("Choose two or more that stand for themselves."), messages.ERROR)
            return None
        chosen = next((one for one in speakers if str(one.pk) == request.POST.get("stands")), None)
        if chosen is None:
            return self._ask_who_stands(request, speakers)
        others = [speaker for speaker in speakers if speaker != chosen]
        with acting(Settlement.Deed.MERGE, by=request.user) as act:
            for speaker in others:
                speaker.merge_in(act, chosen)
        for speaker in others:
            self.log_change(request, speaker, gettext("Merged into %(name)s") % {"name": chosen})
        words = ngettext(
            "%(count)d speaker was merged into %(name)s. It can be undone on the page of each.",
            "%(count)d speakers were merged into %(name)s. It can be undone on the page of each.",
            len(others),
        )
        self.message_user(request, words % {"count": len(others), "name": chosen}, messages.SUCCESS)
        return None

    def _ask_who_stands(self, request: HttpRequest, speakers: list[Speaker]) -> HttpResponse:
        known = described({speaker.pk for speaker in speakers})
        candidates = sorted((known[speaker.pk] for speaker in speakers), key=lambda one: -one.quotes)
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Merge speakers"),
            "opts": self.opts,
            "candidates": candidates,
            "checkbox_name": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/essays/speaker/merge.html", context)

    # -- Splitting ---------------------------------------------------------------------------------------

    def split_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        speaker: Speaker | None = self.get_object(request, str(object_id))
        if speaker is None:
            raise Http404
        if not (self.has_change_permission(request, speaker) and request.user.has_perm("essays.change_attribution")):
            raise PermissionDenied
        known = Attribution.objects.filter(visible_to(STRANGER), speaker=speaker, verdict=Verdict.CONFIRMED)
        form = SplitForm(request.POST or None, quotes=known, site=self.admin_site, initial={"name": speaker.name})
        if form.is_valid():
            self._split(request, speaker, form.cleaned_data)
            return HttpResponseRedirect(reverse("admin:essays_speaker_change", args=[speaker.pk]))
        quotes = Quote.objects.working().filter(attribution__in=known).select_related("essay__collection")
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Split %(name)s") % {"name": speaker},
            "opts": self.opts,
            "speaker": speaker,
            "form": form,
            "media": self.media + form.media,
            "quotes": quotes.order_by("organisation", "title", "pk")[:MOST_QUOTES],
            "ticked": {str(value) for value in request.POST.getlist("attribution")},
        }
        return TemplateResponse(request, "admin/essays/speaker/split.html", context)

    def _split(self, request: HttpRequest, speaker: Speaker, cleaned: dict[str, Any]) -> None:
        with acting(Settlement.Deed.SPLIT, by=request.user) as act:
            target = cleaned["target"]
            if target is None:
                name = cleaned["name"] or speaker.name
                target = Speaker.objects.create(kind=speaker.kind, name=name, note=cleaned["note"])
                act.made(target)
            give(act, cleaned["attribution"], target)
        count = len(cleaned["attribution"])
        words = ngettext("%(count)d quote is now of %(name)s.", "%(count)d quotes are now of %(name)s.", count)
        said = words % {"count": count, "name": target}
        self.log_change(request, speaker, said)
        self.message_user(request, said, messages.SUCCESS)
