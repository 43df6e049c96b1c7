"""The doors of the workflow as the desk offers them: what each asks before, and how it is gone through."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.functional import lazystr
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from essays.models import Revision
from essays.workflow import SHORTEST_REASON, Move, Permission

from .widgets import MomentInput

LONGEST_REASON = 2000


class _Offset:
    """How far the site's time is from UTC today, as people write it: UTC+08:00."""

    def __str__(self) -> str:
        offset = timezone.localtime().strftime("%z")
        return f"UTC{offset[:3]}:{offset[3:]}"


class Moment(forms.DateTimeField):
    """A date and time in the site's time zone; perhaps none."""

    widget = MomentInput()

    def __init__(self, **options: Any) -> None:
        options["help_text"] = format_lazy(
            "{} {}",
            options.get("help_text", ""),
            format_lazy(_("Time zone: {}"), lazystr(_Offset())),
        )
        super().__init__(required=False, **options)


class WhyForm(forms.Form):
    why = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
    )


class ReturnForm(WhyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["why"].required = True

    def clean_why(self) -> str:
        why: str = self.cleaned_data["why"]
        if len(why) < SHORTEST_REASON:
            words = _("Say in at least %(count)d characters why it is returned.") % {"count": SHORTEST_REASON}
            raise forms.ValidationError(words, code="short")
        return why


class PublishForm(WhyForm):
    at = Moment(label=_("Publish at"), help_text=_("Empty: now."))
    until = Moment(label=_("Withdraw at"), help_text=_("Empty: it stays."))
    field_order = ("at", "until", "why")

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        start, end = cleaned.get("at"), cleaned.get("until")
        if end is not None and end <= max(start or timezone.now(), timezone.now()):
            self.add_error("until", _("It would be withdrawn before it is published."))
        return cleaned


class WithdrawForm(WhyForm):
    at = Moment(label=_("Withdraw at"), help_text=_("Empty: now."))
    field_order = ("at", "why")


@dataclass(frozen=True, slots=True)
class Door:
    """`go` moves one revision with what its form holds; a quick one asks nothing of a single row without findings."""

    move: Move
    action: str
    permission: Permission
    question: Any
    go: Callable[[Revision, Any, Mapping[str, Any]], Revision]
    form: type[forms.Form] = WhyForm
    is_quick: bool = False


def _why(values: Mapping[str, Any]) -> str:
    return str(values.get("why", ""))


DOORS: Sequence[Door] = (
    Door(
        Move.SUBMIT,
        "submit_for_review",
        Permission.SUBMIT,
        _("Submit these for review?"),
        lambda revision, by, values: revision.submit(by=by, why=_why(values)),
        is_quick=True,
    ),
    Door(
        Move.APPROVE,
        "approve",
        Permission.REVIEW,
        _("Approve these?"),
        lambda revision, by, values: revision.approve(by=by, why=_why(values), level=revision.level),
        is_quick=True,
    ),
    Door(
        Move.RETURN,
        "return_to_editor",
        Permission.REVIEW,
        _("Return these to their editors?"),
        lambda revision, by, values: revision.return_to_editor(by=by, why=_why(values)),
        ReturnForm,
    ),
    Door(
        Move.CLAIM,
        "claim",
        Permission.REVIEW,
        _("Claim these?"),
        lambda revision, by, values: revision.claim(by=by),
        forms.Form,
        is_quick=True,
    ),
    Door(
        Move.RECALL,
        "recall",
        Permission.SUBMIT,
        _("Recall these from review?"),
        lambda revision, by, values: revision.recall(by=by, why=_why(values)),
        is_quick=True,
    ),
    Door(
        Move.PUBLISH,
        "publish",
        Permission.PUBLISH,
        _("Publish these?"),
        lambda revision, by, values: revision.publish(
            by=by, at=values.get("at"), until=values.get("until"), why=_why(values)
        ),
        PublishForm,
    ),
    Door(
        Move.WITHDRAW,
        "withdraw",
        Permission.PUBLISH,
        _("Withdraw these from the public site?"),
        lambda revision, by, values: revision.withdraw(by=by, at=values.get("at"), why=_why(values)),
        WithdrawForm,
    ),
)
BY_MOVE: Mapping[Move, Door] = {door.move: door for door in DOORS}
