"""What a decision asks for: a reason, or to whom and until when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from essays.admin.widgets import MomentInput
from essays.workflow import SHORTEST_REASON, Permission, name_of

BACKEND = "django.contrib.auth.backends.ModelBackend"
LONGEST_REASON = 2000
MINUTES = "%Y-%m-%dT%H:%M"  # as <input type="datetime-local"> has it


class ReasonForm(forms.Form):
    why = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The editor reads it at the top of the form."),
    )

    def clean_why(self) -> str:
        why: str = self.cleaned_data["why"]
        if len(why) < SHORTEST_REASON:
            raise ValidationError(
                _("Say in at least %(count)d characters why it is returned."), params={"count": SHORTEST_REASON}
            )
        return why


class PersonField(forms.ModelChoiceField):
    """People by the names they are called."""

    def label_from_instance(self, obj: Any) -> str:
        return name_of(obj)


class AssignForm(forms.Form):
    to = PersonField(queryset=None, label=_("Assignee"), required=False, empty_label=_("Nobody in particular"))
    due_at = forms.DateTimeField(
        label=_("Due"),
        required=False,
        input_formats=[MINUTES, "%Y-%m-%d %H:%M", "%Y-%m-%d"],
        widget=MomentInput(),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to: Any = self.fields["to"]
        to.queryset = reviewers()

    def clean_due_at(self) -> datetime | None:
        due: datetime | None = self.cleaned_data["due_at"]
        if due is not None and due <= timezone.now() and "due_at" in self.changed_data:
            raise ValidationError(_("This time has passed already."), code="past")
        return due


def reviewers() -> Any:
    """Everybody of the desk who may approve, by name."""
    users: Any = get_user_model()._default_manager
    may_review = users.with_perm(Permission.REVIEW, backend=BACKEND)
    return may_review.filter(is_staff=True, is_active=True).order_by("username")
