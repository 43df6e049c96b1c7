"""What the import page takes: files, or a pasted text with a name."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django import forms
from django.contrib import admin
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from essays.admin.widgets import ChosenRow
from essays.documents.readers import SUFFIXES
from essays.models import Collection, Upload

ENCODINGS = (
    ("", _("found by itself")),
    ("utf-8", "UTF-8"),
    ("gb18030", "GB 18030"),
    ("big5", "Big5"),
    ("utf-16", "UTF-16"),
)
PASTED = ".txt"


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; what is wrong with one of them is told of that one, not of the form."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        return [one for one in (data if isinstance(data, list | tuple) else [data]) if one]


class UploadForm(forms.Form):
    documents = FilesField(
        label=_("Files"), required=False, widget=FilesInput(attrs={"accept": ",".join(SUFFIXES), "class": "files"})
    )
    text = forms.CharField(
        label=_("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "class": "vLargeTextField"}),
    )
    name = forms.CharField(
        label=_("Name of the text"),
        required=False,
        max_length=200,
        help_text=_("The text is known by this name: the same name again updates its collection."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    encoding = forms.ChoiceField(label=_("Encoding"), required=False, choices=ENCODINGS)
    into = forms.ModelChoiceField(
        Collection.objects.standing(),
        label=_("Into collection"),
        required=False,
        help_text=_("Empty: a file of the same name updates its collection, any other makes a new one."),
        widget=ChosenRow(Upload._meta.get_field("into"), admin.site),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        files, text = data.get("documents") or [], data.get("text") or ""
        if not files and not text.strip():
            raise forms.ValidationError(_("Choose a file or paste a text."))
        if text.strip() and not (data.get("name") or "").strip():
            self.add_error("name", _("Give the text a name."))
        if data.get("into") is not None and len(files) + bool(text.strip()) > 1:
            self.add_error("into", _("Into one collection goes one file at a time."))
        return data

    def pasted(self) -> tuple[str, bytes] | None:
        """The pasted text as a file: its name and bytes."""
        text = self.cleaned_data["text"]
        if not text.strip():
            return None
        name = self.cleaned_data["name"].strip()
        is_named = PurePath(name).suffix.lower() in SUFFIXES and PurePath(name).suffix.lower() not in (".docx",)
        return name if is_named else name + PASTED, text.replace("\r\n", "\n").encode()
