from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext_lazy as _

PAGE = "autosave-page"  # among the fields: the name of the page that wrote them


class OtherDraftError(Exception):
    """Something else that this user typed, in another window or before, is kept and was not seen yet."""


class Autosave(models.Model):
    """What somebody has typed into an essay's form and not saved: one row a user and essay, never a revision."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name=_("user"))
    essay = models.ForeignKey("essays.Essay", models.CASCADE, related_name="autosaves", verbose_name=_("essay"))
    version = models.PositiveIntegerField(_("version"), help_text=_("The one the form was opened with."))
    fields = models.JSONField(_("fields"), default=dict, help_text=_("As the form would post them."))
    saved_at = models.DateTimeField(_("saved at"), auto_now=True)

    class Meta:
        verbose_name = _("autosave")
        verbose_name_plural = _("autosaves")
        constraints = [models.UniqueConstraint(fields=["user", "essay"], name="autosave_once_a_user_and_essay")]

    def __str__(self) -> str:
        return f"{self.essay} · {self.user}"

    @property
    def token(self) -> str:
        """Names this state of the row: who writes over it has to have seen it."""
        return self.saved_at.isoformat()

    @classmethod
    def keep(cls, user: Any, essay: Any, version: int, fields: dict[str, str], seen: str, page: str = "") -> Autosave:
        """Write over the row whose token is `seen`, or that this very `page` has written, or make one.

        A page names itself, since it may not have heard what became of the last thing it sent. Raises OtherDraftError.
        """
        with transaction.atomic():
            row = cls.objects.select_for_update().filter(user=user, essay=essay).first()
            if row is not None and not row.is_known(seen, page):
                raise OtherDraftError(str(row))
            kept = row or cls(user=user, essay=essay)
            kept.version, kept.fields = version, {**fields, PAGE: page}
            try:
                with transaction.atomic():
                    kept.save()
            except IntegrityError as error:
                raise OtherDraftError(str(kept)) from error
        return kept

    @classmethod
    def of(cls, user: Any, essay: Any) -> Autosave | None:
        return cls.objects.filter(user=user, essay=essay).first()

    @classmethod
    def drop(cls, user: Any, essay: Any, seen: str | None = None, page: str = "") -> None:
        """Forget what is kept; with `seen`, only the state that it names, or what this very page has written."""
        row = cls.of(user, essay)
        if row is not None and (seen is None or row.is_known(seen, page)):
            row.delete()

    def is_known(self, seen: str, page: str) -> bool:
        return self.token == seen or (page != "" and self.fields.get(PAGE) == page)
