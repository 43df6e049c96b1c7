"""The form of an essay, which refuses to write over what somebody else has saved meanwhile."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from essays.models import Essay, StaleVersionError

from .carried import CarriedField
from .opened import Opened


class EssayForm(forms.ModelForm):
    """`version` is the one the page was opened with, `opened` how the text stood then (`Opened`); the row is locked
    while versions are compared.

    With `restored`, fields as the form posts them, they are shown again and not found fault with yet.
    """

    restored: ClassVar[Any] = None
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    opened = CarriedField(required=False)

    class Meta:
        model = Essay
        fields = ("collection", "number", "title", "subtitle")
        widgets = {
            "title": forms.TextInput(attrs={"class": "vLargeTextField"}),
            "subtitle": forms.TextInput(attrs={"class": "vLargeTextField"}),
        }

    is_stale = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if self.restored is not None:
            kwargs["data"] = self.restored
        super().__init__(*args, **kwargs)
        if self.restored is not None:
            self._errors = ErrorDict()
        if self.instance.pk is not None:
            self.initial["version"] = self.instance.version
        if self.instance.pk is not None and not self.is_bound:
            self.initial["opened"] = Opened.of(self.instance).write()
        if "title" in self.fields:
            self.fields["title"].required = False

    def _get_validation_exclusions(self) -> set[str]:
        return super()._get_validation_exclusions() | {"title"}  # type: ignore[misc]

    def clean_title(self) -> str:
        """A preface needs none, and a file seldom gives it one."""
        title: str = self.cleaned_data["title"]
        if not title and self.cleaned_data.get("number", self.instance.number) != 0:
            raise ValidationError(self.fields["title"].error_messages["required"], code="required")
        return title

    def clean_collection(self) -> Any:
        """The list offers none that lies in the recycle bin; a crafted post names one all the same."""
        collection = self.cleaned_data["collection"]
        if collection.deleted_at is not None:
            message = self.fields["collection"].error_messages["invalid_choice"]
            raise ValidationError(message, code="invalid_choice", params={"value": collection.pk})
        return collection

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.instance.pk is not None:
            self._compare_versions()
        return cleaned

    def _compare_versions(self) -> None:
        try:
            self.instance.check_version(self.cleaned_data.get("version"))
        except StaleVersionError as error:
            stands = Essay.objects.get(pk=self.instance.pk)
            has_version = self.cleaned_data.get("version") is not None
            if has_version and Opened.read(self.cleaned_data.get("opened", "")).is_as_it_stands(stands):
                self.cleaned_data["version"] = stands.version
                return
            self.is_stale = True
            words = _(
                "Somebody has saved this essay since you opened it. Nothing of yours was saved, nothing is lost."
            )
            raise ValidationError(words, code="stale") from error
