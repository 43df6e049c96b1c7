"""Confirm or reject a quote beside the text it stands in, without leaving what is being typed."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from essays.models import Essay, Quote, Verdict
from essays.models.confirming import pass_verdict

from .bin import in_bin
from .quote import VERDICT_ICONS, whose
from .states import badge


class QuickVerdicts(admin.ModelAdmin):
    """Mixin of the essay's admin. The form's script posts here; without it a quote is settled on its own page."""

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(require_POST(self.verdict_view))
        return [
            path("<int:object_id>/quotes/<int:quote_id>/verdict/", view, name="essays_essay_verdict"),
            *super().get_urls(),
        ]

    def may_settle(self, request: HttpRequest, essay: Essay) -> bool:
        allowed = request.user.has_perms(["essays.change_attribution", "essays.change_quote"])
        return allowed and self.has_view_permission(request, essay) and not in_bin(essay)

    def verdict_view(self, request: HttpRequest, object_id: int, quote_id: int) -> JsonResponse:
        """Settle a quote of the working copy, and answer with its badge."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        essay = get_object_or_404(Essay.objects.select_related("collection"), pk=object_id)
        if not self.may_settle(request, essay):
            raise PermissionDenied
        quotes = Quote.objects.working().filter(essay=essay).select_related("attribution")
        quote = get_object_or_404(quotes, pk=quote_id)
        if request.POST.get("verdict") not in Verdict.values:
            raise Http404
        verdict = Verdict(request.POST["verdict"])
        _batch, left = pass_verdict([quote], verdict, by=request.user)
        if left:
            stands = Verdict(quote.attribution.verdict)
            return JsonResponse(
                {"badge": badge(stands.value, stands.label, VERDICT_ICONS[stands]), "said": whose(quote)}
            )
        self.admin_site.get_model_admin(Quote).log_change(request, quote, str(verdict.label))
        said = gettext("“%(quote)s”: %(verdict)s.") % {"quote": quote, "verdict": verdict.label}
        return JsonResponse({"badge": badge(verdict.value, verdict.label, VERDICT_ICONS[verdict]), "said": said})
