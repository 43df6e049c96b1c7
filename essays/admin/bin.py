"""Deleting means the recycle bin: nothing is taken out of the database, and it can be restored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from essays.models import Collection
from essays.models.recycling import days_left

from .moves import AT_ONCE, back, change_form, confirmation
from .states import badge

ASKED = "title-"  # of the fields a collection's title is typed into, before its id


class RecycleBin(admin.ModelAdmin):
    """For rows with `deleted_at`, `discard()` and `restore()`; only who may delete sees what lies in the bin."""

    change_list_template = "admin/essays/bin/change_list.html"

    def may_see_bin(self, request: HttpRequest) -> bool:
        return super().has_delete_permission(request)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        rows: Any = super().get_queryset(request)
        return rows if self.may_see_bin(request) else rows.standing()

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        rows: Any = queryset
        if request.resolver_match and request.resolver_match.url_name == "autocomplete":
            rows = rows.standing()
        return super().get_search_results(request, rows, search_term)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not in_bin(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not in_bin(obj)

    def has_restore_permission(self, request: HttpRequest) -> bool:
        return self.may_see_bin(request)

    def is_public(self, obj: Any) -> bool:
        """Is any of it published or about to be?"""
        raise NotImplementedError

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The way into the bin says how much lies in it."""
        count = self.model._default_manager.in_bin().count() if self.may_see_bin(request) else 0
        return super().changelist_view(request, {"in_bin": count, **(extra_context or {})})

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if in_bin(obj):
            context["is_in_bin"], context["days_left"] = True, days_in_bin(obj)
            context["may_restore"] = obj.deleted_at is not None and self.has_restore_permission(request)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """The form's button for deleting asks, and moves to the bin."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        if not self.has_delete_permission(request, row):
            raise PermissionDenied
        is_public = self.is_public(row)
        if request.method == "POST" and (is_public or _names_it(request, row)):
            self._discard(request, row)
            return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"))
        staying = [row] if is_public else []
        return self._ask_to_discard(request, [row], staying, request.method == "POST", way_back=change_form(row))

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        obj.discard(by=request.user)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        for row in queryset:
            row.discard(by=request.user)

    @admin.action(description=_("Move to the recycle bin"), permissions=["delete"])
    def discard(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        rows: Sequence[Any] = list(queryset[:AT_ONCE])
        staying = [row for row in rows if self.is_public(row)]
        is_confirmed = "confirmed" in request.POST
        if not is_confirmed or not all(_names_it(request, row) for row in rows if row not in staying):
            return self._ask_to_discard(request, rows, staying, is_confirmed)
        for row in rows:
            self._discard(request, row)
        return None

    def _ask_to_discard(
        self, request: HttpRequest, rows: Sequence[Any], staying: Sequence[Any], is_wrong: bool, **context: Any
    ) -> HttpResponse:
        """The page that names the rows, and asks for the titles of collections; what is public stays."""
        going = [
            (row, request.POST.get(f"{ASKED}{row.pk}", ""), is_wrong and not _names_it(request, row))
            for row in rows
            if row not in staying
        ]
        return confirmation(
            self,
            request,
            rows,
            template="admin/essays/bin/discard.html",
            title=_("Move these to the recycle bin?"),
            action="discard",
            verb=_("Move to the recycle bin"),
            going=going,
            staying=staying,
            asks_title=self.model is Collection,
            field=ASKED,
            **context,
        )

    def _discard(self, request: HttpRequest, row: Any) -> None:
        with transaction.atomic():
            if self.is_public(row):
                words = gettext("“%(item)s” is published. Withdraw it first.") % {"item": row}
                self.message_user(request, words, messages.ERROR)
                return
            self.log_deletions(request, self.get_queryset(request).filter(pk=row.pk))
            row.discard(by=request.user)
        words = gettext("“%(item)s” is in the recycle bin.") % {"item": row}
        self.message_user(request, words, messages.SUCCESS)

    @admin.action(description=_("Restore from the recycle bin"), permissions=["restore"])
    def restore(self, request: HttpRequest, queryset: QuerySet[Any]) -> HttpResponse | None:
        rows = list(queryset.filter(deleted_at__isnull=False)[:AT_ONCE])
        for row in rows:
            row.restore(by=request.user)
            self.log_change(request, row, gettext("Restored from the recycle bin."))
            words = gettext("“%(item)s” is restored.") % {"item": row}
            self.message_user(request, words, messages.SUCCESS)
        return back(request, rows)


def _names_it(request: HttpRequest, row: Any) -> bool:
    """A collection takes all its essays along, so its title is typed first."""
    return not isinstance(row, Collection) or request.POST.get(f"{ASKED}{row.pk}", "").strip() == row.title.strip()


def in_bin(obj: Any) -> bool:
    """Does it lie in the bin, itself or with its collection?"""
    return obj is not None and (obj.deleted_at is not None or in_bin(getattr(obj, "collection", None)))


def days_in_bin(obj: Any) -> int:
    """How many days it lies there yet; with its collection, until the first of the two goes."""
    dates = (obj.deleted_at, getattr(obj, "collection", obj).deleted_at)
    return min(days_left(date) for date in dates if date is not None)


def bin_badge(obj: Any) -> SafeString:
    days = days_in_bin(obj)
    words = ngettext("%(count)d day left", "%(count)d days left", days) % {"count": days}
    return badge("bin", _("Recycle bin"), "✕", f" · {words}")
