from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from essays.workflow import Actor, actor

from .identity import new_uid
from .speech_rows import name_speakers


class CannotUndoError(Exception):
    """What was done has been built upon since; its text says where, in the reader's language."""


class SettlementQuerySet(models.QuerySet["Settlement"]):
    def standing(self) -> SettlementQuerySet:
        return self.filter(undone_at__isnull=True)

    def last_batch_of(self, user: Any) -> str | None:
        """What this user did last of what still stands."""
        return self.standing().filter(by=user).order_by("-pk").values_list("batch", flat=True).first()


class Settlement(models.Model):
    """The log of knowledge: what an editor said of a quote or a speaker. The rows of one `batch` are undone as one.

    `before` and `after` give the columns that changed; of a row that was made, `before` is empty.
    """

    class Deed(models.TextChoices):
        CONFIRM = "confirm", _("Confirmed")
        REJECT = "reject", _("Rejected")
        UNSETTLE = "unsettle", _("Verdict taken back")
        CORRECT = "correct", _("Corrected")
        MERGE = "merge", _("Speakers merged")
        SPLIT = "split", _("Speakers split")
        JOIN = "join", _("Same words joined")
        PART = "part", _("Same words taken apart")

    batch = models.CharField(_("batch"), max_length=10, db_index=True)
    deed = models.CharField(_("what"), max_length=8, choices=Deed.choices)
    label = models.CharField(_("of what"), max_length=200, blank=True)
    attribution = models.ForeignKey(
        "essays.Attribution", models.SET_NULL, null=True, related_name="+", verbose_name=_("attribution")
    )
    quote = models.ForeignKey("essays.Quote", models.SET_NULL, null=True, related_name="+", verbose_name=_("quote"))
    speaker = models.ForeignKey(
        "essays.Speaker", models.SET_NULL, null=True, related_name="+", verbose_name=_("speaker")
    )
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    by_name = models.CharField(_("by"), max_length=150, blank=True)
    at = models.DateTimeField(_("when"), auto_now_add=True)
    undone_at = models.DateTimeField(_("undone at"), null=True)
    undone_by_name = models.CharField(_("undone by"), max_length=150, blank=True)

    objects = SettlementQuerySet.as_manager()

    class Meta:
        verbose_name = _("settlement")
        verbose_name_plural = _("settlements")
        ordering = ["-id"]
        default_permissions = ()
        indexes = [models.Index(fields=["by", "-id"], name="settlement_of_user")]

    def __str__(self) -> str:
        return f"{self.get_deed_display()} · {self.label}"

    @property
    def row(self) -> Any:
        """The attribution, quote or speaker this is about; None once it is gone."""
        return self.attribution or self.quote or self.speaker


class Act:
    """One thing somebody does to what is known; `batch` names it. Made by `acting`."""

    def __init__(self, deed: Settlement.Deed, who: Actor) -> None:
        self.deed, self.who, self.batch = deed, who, new_uid()
        self.noted: list[Settlement] = []

    def change(self, row: Any, **values: Any) -> None:
        """Give `row` these values, save them, and note what stood before."""
        names = {name: row._meta.get_field(name).attname for name in values}
        before = {column: _plain(getattr(row, column)) for column in names.values()}
        for name, value in values.items():
            setattr(row, name, value)
        after = {column: _plain(getattr(row, column)) for column in names.values()}
        changed = [name for name, column in names.items() if before[column] != after[column]]
        if changed:
            row.save(update_fields=changed)
            columns = [names[name] for name in changed]
            self._note(row, {name: before[name] for name in columns}, {name: after[name] for name in columns})

    def made(self, row: Any) -> None:
        """Note that `row` was made: undoing takes it away unless somebody has come to need it."""
        self._note(row, {}, {"id": row.pk})

    def _note(self, row: Any, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        self.noted.append(
            Settlement(
                batch=self.batch,
                deed=self.deed,
                label=str(row)[:200],
                before=before,
                after=after,
                by=self.who.user,
                by_name=self.who.printed,
                **{row._meta.model_name: row},
            )
        )


@contextmanager
def acting(deed: Settlement.Deed, *, by: Any) -> Iterator[Act]:
    """`with acting(Deed.CONFIRM, by=user) as act`: what is done in it is written, and can be undone, as one."""
    with transaction.atomic():
        act = Act(deed, actor(by))
        yield act
        Settlement.objects.bulk_create(act.noted)
        _find_by(act.noted)


def undo(batch: str, *, by: Any) -> list[Settlement]:
    """Take back what one act did, last first; returns its rows. Raises CannotUndoError with nothing written."""
    who = actor(by)
    with transaction.atomic():
        noted = list(Settlement.objects.select_for_update().standing().filter(batch=batch).order_by("-pk"))
        if not noted:
            raise CannotUndoError(_("This has been undone already."))
        essays = {one.quote.essay for one in noted if one.quote is not None}
        for essay in essays:
            essay.claim_version()
        for one in noted:
            _put_back(one)
        _find_by(noted)
        for essay in essays:
            essay.freeze(by=who)
        Settlement.objects.filter(pk__in=[one.pk for one in noted]).update(
            undone_at=timezone.now(), undone_by_name=who.printed
        )
    return noted


def _find_by(noted: Iterable[Settlement]) -> None:
    """Searches find what is known now."""
    attributions = {one.attribution_id for one in noted if one.attribution_id}
    if attributions:
        name_speakers(attributions, ())


def _put_back(noted: Settlement) -> None:
    row = noted.row
    if row is None:
        raise CannotUndoError(_("“%(label)s” is gone; nothing was undone.") % {"label": noted.label})
    row.refresh_from_db()
    if not noted.before:
        _take_away(row)
        return
    if {column: _plain(getattr(row, column)) for column in noted.after} != noted.after:
        raise CannotUndoError(_("“%(label)s” has been changed since; nothing was undone.") % {"label": noted.label})
    for column, value in noted.before.items():
        setattr(row, column, row._meta.get_field(column).to_python(value))
    row.save(update_fields=[row._meta.get_field(column).name for column in noted.before])


def _take_away(row: Any) -> None:
    """What was made goes, unless somebody has come to need it since."""
    try:
        with transaction.atomic():
            row.delete()
    except (models.RestrictedError, models.ProtectedError):
        pass


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
