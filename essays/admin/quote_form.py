"""The form of a quote, which tells when somebody else has changed the quote since it was opened."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from essays.models import Attribution, Essay, Quote, Settlement, Speaker, Verdict
from essays.models.attribution import DEEDS

from .carried import CarriedField
from .widgets import ChosenRow

PRINTED = ("kind", "speaker", "organisation", "title")


class QuoteForm(forms.ModelForm):
    """The words as printed, with the verdict and the speaker of the Attribution beside them.

    `state` names what of them stood when the page was opened; the essay's row is locked while that is compared.
    """

    verdict = forms.ChoiceField(label=_("verdict"), choices=Verdict.choices, required=False)
    identity = forms.ModelChoiceField(
        label=_("speaker"),
        queryset=Speaker.objects.all(),
        required=False,
        widget=ChosenRow(Attribution._meta.get_field("speaker"), admin.site),
        help_text=_("Who it is, whatever name is printed."),
    )
    stands_alone = forms.BooleanField(
        label=_("listed by itself"),
        required=False,
        help_text=_("The same words of the same speaker are listed once. Tick to list these by themselves for good."),
    )
    state = CarriedField(required=False)

    class Meta:
        model = Quote
        fields = ("essay", "text", *PRINTED)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is not None:
            attribution = self.instance.attribution
            state = state_of(self.instance)
            self.initial.update(verdict=attribution.verdict, identity=attribution.speaker_id, state=state)

    @property
    def settles(self) -> bool:
        """Has something been said about the verdict or the speaker?"""
        return bool({"verdict", "identity"} & set(self.changed_data))

    @property
    def deed(self) -> Settlement.Deed:
        """What saving it is called in the log."""
        if set(PRINTED) & set(self.changed_data):
            return Settlement.Deed.CORRECT
        return DEEDS[Verdict(self.cleaned_data.get("verdict") or Verdict.UNSETTLED)]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.instance.pk is not None and self.cleaned_data.get("state"):
            self._compare_states(self.cleaned_data["state"])
        return cleaned

    def _compare_states(self, opened: str) -> None:
        """Refuse once, with what stands now; who saves again has seen it."""
        Essay.objects.select_for_update().filter(pk=self.instance.essay_id).first()
        stands = Quote.objects.select_related("attribution__speaker").filter(pk=self.instance.pk).first()
        if stands is None or state_of(stands) == opened:
            return
        self.data = {**self.data.dict(), self.add_prefix("state"): state_of(stands)}  # type: ignore[attr-defined]
        words = gettext(
            "Somebody has changed this quote since you opened it; it now says: %(now)s. Nothing of yours was saved. "
            "Your entries stand below: save once more to put them in its place."
        )
        raise ValidationError(words % {"now": _in_words(stands)}, code="stale")


def state_of(quote: Quote) -> str:
    """Names what the form of a quote can change, as it stands."""
    printed = [getattr(quote, name) for name in PRINTED]
    known = [quote.attribution.verdict, quote.attribution.speaker_id]
    return hashlib.sha256(json.dumps([printed, known]).encode()).hexdigest()[:16]


def _in_words(quote: Quote) -> str:
    attribution = quote.attribution
    said = (
        quote.get_kind_display(),
        quote.organisation,
        quote.title,
        quote.speaker,
        str(attribution.speaker or ""),
        attribution.get_verdict_display(),
    )
    return " · ".join(word for word in said if word)
