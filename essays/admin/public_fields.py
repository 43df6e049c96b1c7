"""What readers see of a collection beside its texts is changed only by somebody who may publish, and logged."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from essays.models.public_fields import may_change_public, settle_public_change

WHY_FIXED = "why_fixed"


class PublicFields(admin.ModelAdmin):
    """For rows with `is_public(obj)`: `public_fields` are words to read for who may not publish, whatever is posted.

    A field that is not in the form is not in what the form saves, so a crafted POST changes nothing.
    """

    public_fields: tuple[str, ...] = ()

    def is_fixed(self, request: HttpRequest, obj: Any) -> bool:
        if obj is None or obj.pk is None or may_change_public(request.user):
            return False
        return bool(self.is_public(obj))  # type: ignore[attr-defined]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        fixed = tuple(super().get_readonly_fields(request, obj))
        return (*fixed, *self.public_fields, WHY_FIXED) if self.is_fixed(request, obj) else fixed

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The reason stands above what it explains."""
        fieldsets = super().get_fieldsets(request, obj)
        if not self.is_fixed(request, obj):
            return fieldsets
        (name, options), *others = fieldsets
        fields = [field for field in options["fields"] if field != WHY_FIXED]
        return [(name, {**options, "fields": (WHY_FIXED, *fields)}), *others]

    @admin.display(description=_("Fixed"))
    def why_fixed(self, row: Any) -> str:
        return gettext("This is public. Only somebody who may publish changes what readers see of it.")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        names = [name for name in form.changed_data if name in self.public_fields]
        with transaction.atomic():
            super().save_model(request, obj, form, change)
            if change and names and self.is_public(obj):  # type: ignore[attr-defined]
                settle_public_change(obj, names, request.user)
