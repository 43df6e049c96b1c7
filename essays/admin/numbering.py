"""The order of a collection's essays, as numbers typed on its form (or moved by its script)."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from essays.models import Collection, Essay, Revision
from essays.models.public_fields import log_new_order, may_change_public

from .posted import whole_number

PREFIX = "number-of-"
LARGEST = 9999


class EssayNumbers(admin.ModelAdmin):
    """Saved with the form. The number of a public essay is changed only by somebody who may publish, and logged."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if change and request.user.has_perm("essays.change_essay"):
            self._renumber(request, form.instance)

    def _renumber(self, request: HttpRequest, collection: Collection) -> None:
        public = set(public_essays(collection))
        may_publish = may_change_public(request.user)
        renumbered = False
        for essay in collection.essays.standing().select_for_update().order_by("number", "id"):
            typed = request.POST.get(f"{PREFIX}{essay.pk}", "").strip()
            if typed in ("", str(essay.number)):
                continue
            if whole_number(typed, -1) not in range(LARGEST + 1):
                self._refuse(request, essay, _("A number from 0 to %(most)d is wanted.") % {"most": LARGEST})
            elif essay.pk in public and not may_publish:
                self._refuse(request, essay, _("Only somebody who may publish moves a public essay."))
            else:
                _move(essay, int(typed))
                renumbered = renumbered or essay.pk in public
        if renumbered:
            log_new_order(collection, request.user)

    def _refuse(self, request: HttpRequest, essay: Essay, why: Any) -> None:
        words = gettext("“%(item)s” keeps its number. %(why)s") % {"item": essay, "why": why}
        self.message_user(request, words, messages.ERROR)


def public_essays(collection: Collection) -> Any:
    """The ids of those that are public or are to be."""
    current = Revision.objects.current().filter(essay__collection=collection).order_by()
    return current.values_list("essay", flat=True)


def _move(essay: Essay, number: int) -> None:
    """A form that was opened before is stale now: it holds the old number."""
    moved = {"number": number, "version": F("version") + 1, "updated_at": timezone.now()}
    Essay.objects.filter(pk=essay.pk).update(**moved)
