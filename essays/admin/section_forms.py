"""The sections of a working copy, as they are typed on the form of their essay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.utils.functional import cached_property

from essays.documents.html import paragraphs, plain_body
from essays.models import Section

from .posted import whole_number
from .widgets import RichTextWidget, editor_settings

LAST = 1_000_000  # a place behind every other; places are numbered anew on saving
AROUND = 10  # characters shown on each side of a paid boundary


class SectionForm(forms.ModelForm):
    class Meta:
        model = Section
        fields = ("heading", "is_paid", "continues", "position", "body")
        widgets = {
            "heading": forms.TextInput(attrs={"class": "vLargeTextField"}),
            "position": forms.NumberInput(attrs={"class": "vIntegerField", "min": 0}),
            "body": RichTextWidget(attrs={"rows": 12, "class": "vLargeTextField"}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        position = self.fields.get("position")  # absent for who may only look
        if position is not None:
            position.required = False
        if position is not None and self.instance.pk is None:
            self.initial.pop("position", None)
            position.initial = None
        if "heading" in self.fields and self.instance.continues:
            self.fields["heading"].widget.attrs["readonly"] = True
        for field in self.fields.values():  # what they say stands once above all sections
            field.help_text = ""

    def clean_position(self) -> int:
        position = self.cleaned_data["position"]
        return LAST if position is None else position

    def _get_validation_exclusions(self) -> set[str]:
        """The choices of `continues` say what its constraint says; asking the database would cost a query a row."""
        return super()._get_validation_exclusions() | {"continues"}  # type: ignore[misc]

    def stand_under(self, heading: str) -> None:
        """Store this heading, whatever was typed into the row."""
        if self.instance.heading != heading:
            self.instance.heading = heading
            self.changed_data.append("heading")

    @property
    def plain_text(self) -> str:
        return plain_body(self.instance.body)

    @property
    def paragraph_count(self) -> int:
        return len(paragraphs(self.instance.body))


@dataclass(frozen=True, slots=True)
class Boundary:
    """Where access changes: the words on both sides, and behind which paragraph and character of the row before."""

    before: str
    after: str
    paragraph: int
    character: int

    @classmethod
    def between(cls, before: str, after: str) -> Boundary:
        paragraphs_before = before.split("\n")
        return cls(before[-AROUND:], after[:AROUND], len(paragraphs_before), len(paragraphs_before[-1]))


class OwnRowField(forms.Field):
    """The id of a row of this form: a frozen row's, or another essay's, is no choice. Asks the database nothing."""

    widget = forms.HiddenInput

    def __init__(self, rows: dict[int, Section]) -> None:
        super().__init__(required=False)
        self.rows = rows

    def clean(self, value: Any) -> Section | None:
        if value in self.empty_values:
            return None
        text = str(value)
        is_id = text.isascii() and text.isdecimal() and len(text) < 19
        row = self.rows.get(int(text)) if is_id else None
        if row is None:
            message = forms.ModelChoiceField.default_error_messages["invalid_choice"]
            raise ValidationError(message, code="invalid_choice", params={"value": value})
        return row

    def has_changed(self, initial: Any, data: Any) -> bool:
        return False


class SectionFormSet(BaseInlineFormSet):
    editor = staticmethod(editor_settings)

    @classmethod
    def get_default_prefix(cls) -> str:
        return "sections"

    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        own = OwnRowField(self.own_rows)
        own.initial = form.fields["id"].initial
        form.fields["id"] = own

    @cached_property
    def own_rows(self) -> dict[int, Section]:
        return {row.pk: row for row in self.get_queryset()}

    def save(self, commit: bool = True) -> list[Section]:
        """Written in as many queries for five hundred rows as for one."""
        saved: list[Section] = super().save(commit=False)
        if not commit:
            return saved
        written = list(SectionForm.Meta.fields)
        Section.objects.filter(pk__in=[row.pk for row in self.deleted_objects]).delete()
        Section.objects.bulk_update([row for row, _changed in self.changed_objects], written)
        Section.objects.bulk_create(self.new_objects)
        return saved

    def clean(self) -> None:
        """A row that goes on has the heading of the one it goes on from, so a new one reaches all of them.

        Rows that went on already follow the head of their run, wherever either was moved; a row that is told to
        go on now, or that the page has put under another heading, follows the row before it. Which of them may
        still go on is for `mend_rows` to say.
        """
        super().clean()
        if any(self.errors):
            return
        heads = self._heads()
        before: Any = None
        for form in sorted(self._kept(), key=lambda form: form.cleaned_data.get("position", LAST)):
            if form.cleaned_data.get("continues"):
                was_put = form.cleaned_data.get("heading") != form.initial.get("heading", "")
                head = before if was_put and before is not None else heads.get(form, before)
                form.stand_under(head.instance.heading if head else form.initial.get("heading", ""))
            before = form

    def _heads(self) -> dict[Any, Any]:
        """For each row that went on when the form was opened, the one its heading was typed into."""
        heads, head = {}, None
        for form in self.initial_forms:
            if not form.initial.get("continues"):
                head = form
            elif head is not None:
                heads[form] = head
        return heads

    def _kept(self) -> list[Any]:
        deleted = self.deleted_forms
        return [form for form in self.forms if form not in deleted and (form.instance.pk or form.has_changed())]

    def shown(self) -> list[Any]:
        """The forms in order; each with its `boundary` where access changes before it."""
        before: Any = None
        rows: list[Any] = sorted(self.forms, key=_place) if self.is_bound else self.forms
        for form in rows:
            form.boundary = None
            if form.instance.pk is None and not form.has_changed():
                continue
            if before is not None and before.instance.is_paid != form.instance.is_paid:
                form.boundary = Boundary.between(before.plain_text, form.plain_text)
            before = form
        return rows


def _place(form: Any) -> int:
    """Where a row was put on the page that was posted: a page shown again keeps the order."""
    place = str(form["position"].value() or "") if "position" in form.fields else ""
    return whole_number(place, LAST)
