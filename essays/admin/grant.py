"""Who may read paid text where it is for members: grants, and the codes that readers turn into grants."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from essays.models import AccessCode, Grant

from .base import DeskAdmin
from .filters import ConditionFilter, Conditions
from .moves import confirmation
from .states import badge


class InForceFilter(ConditionFilter):
    title, parameter_name = _("in force"), "in_force"

    def conditions(self) -> Conditions:
        now = Q(pk__in=Grant.objects.in_force().order_by().values("pk"))
        return {"yes": (_("Yes"), now), "no": (_("No"), ~now)}


class Made(DeskAdmin):
    """Notes who made a row."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)


@admin.register(Grant)
class GrantAdmin(Made):
    list_display = ("user", "reach", "kind", "starts_at", "ends_at", "state", "note")
    list_filter = (InForceFilter, "kind", "created_at")
    list_select_related = ("user", "collection")
    search_fields = ("user__username", "user__email", "collection__title", "note")
    search_help_text = _("Reader, collection or note")
    autocomplete_fields = ("user", "collection")
    fields = ("user", "collection", "kind", "starts_at", "ends_at", "note")
    actions = ("end_now",)

    @admin.display(description=_("collection"), ordering="collection")
    def reach(self, grant: Grant) -> str:
        return str(grant.collection or gettext("all collections"))

    @admin.display(description=_("in force"))
    def state(self, grant: Grant) -> SafeString:
        if grant.is_in_force:
            return badge("approved", gettext("in force"), "✓")
        is_over = grant.ends_at is not None and grant.ends_at <= timezone.now()
        return badge("withdrawn", gettext("ended"), "–") if is_over else badge("draft", gettext("not yet"), "·")

    @admin.action(description=_("End now"), permissions=["change"])
    def end_now(self, request: HttpRequest, queryset: QuerySet[Grant]) -> HttpResponse | None:
        running = list(queryset.filter(pk__in=Grant.objects.in_force().values("pk")))
        if running and "confirmed" not in request.POST:
            return confirmation(self, request, running, title=_("End access?"), verb=_("End now"), action="end_now")
        for grant in running:
            grant.ends_at = timezone.now()
            grant.save(update_fields=["ends_at"])
            self.log_change(request, grant, gettext("Ended."))
        words = ngettext("%(count)d grant is ended.", "%(count)d grants are ended.", len(running))
        self.message_user(request, words % {"count": len(running)}, messages.SUCCESS if running else messages.WARNING)
        return None


@admin.register(AccessCode)
class AccessCodeAdmin(Made):
    list_display = ("printed", "kind", "collection", "days", "ends_at", "usable_until", "uses", "note")
    list_filter = ("kind", "created_at")
    list_select_related = ("collection",)
    search_fields = ("code", "collection__title", "note")
    search_help_text = _("Code, collection or note")
    autocomplete_fields = ("collection",)
    fields = ("code", "kind", "collection", "days", "ends_at", "usable_until", "most_uses", "note")

    def get_queryset(self, request: HttpRequest) -> QuerySet[AccessCode]:
        return super().get_queryset(request).annotate(used=Count("grants"))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        kwargs.setdefault("help_texts", {"code": _("Empty: one is drawn. Capitals, spaces and dashes do not matter.")})
        return super().get_form(request, obj, change, **kwargs)

    @admin.display(description=_("code"), ordering="code")
    def printed(self, code: AccessCode) -> str:
        return str(code)

    @admin.display(description=_("uses"))
    def uses(self, code: Any) -> str:
        return f"{code.used}/{code.most_uses}" if code.most_uses is not None else str(code.used)
