"""The desk's page, and what is posted from it: answered with the next quote to its script, else with the page."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from essays.models import Preferences, Quote, Settlement

from .card import Card, card_of
from .deeds import DEEDS, Outcome, do, undo_last
from .queue import Queue, number_in
from .suggesting import suggestions

JSON = "application/json"
UNDO = "undo"
JUDGING = ("essays.view_quote", "essays.change_quote", "essays.change_attribution")


class DeskPage(admin.ModelAdmin):
    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("desk/", wrap(self.desk_view), name="essays_quote_desk"),
            path("desk/speakers/", wrap(require_safe(self.speakers_view)), name="essays_quote_desk_speakers"),
            *super().get_urls(),
        ]

    def is_judge(self, request: HttpRequest) -> bool:
        return request.user.has_perms(JUDGING)

    def require_judge(self, request: HttpRequest) -> None:
        if not self.is_judge(request):
            raise PermissionDenied

    def desk_view(self, request: HttpRequest) -> HttpResponse:
        self.require_judge(request)
        queue = Queue(request.GET)
        if request.method == "POST":
            return self._posted(request, queue)
        pk = number_in(request.GET.get("at", ""))
        going_back = request.GET.get("go") == "back"
        quote = (queue.before(pk) if going_back else queue.after(pk)) if request.GET.get("go") else queue.at(pk)
        if request.headers.get("Accept") == JSON:
            return JsonResponse(self._answer(request, queue, Outcome("", pk), quote))
        context = {
            **self.admin_site.each_context(request),
            **self._shown(request, queue, card_of(quote) if quote else None),
            "title": gettext("Quote desk"),
            "opts": self.opts,
            "collections": queue.collections(),
            "has_shortcuts": not Preferences.objects.filter(user=request.user.pk, shortcuts=False).exists(),
        }
        return TemplateResponse(request, "admin/essays/quote_desk/page.html", context)

    def speakers_view(self, request: HttpRequest) -> HttpResponse:
        self.require_judge(request)
        return JsonResponse({"speakers": suggestions(request.GET.get("q", ""))})

    def _posted(self, request: HttpRequest, queue: Queue) -> HttpResponse:
        name = request.POST.get("do", "")
        if name == UNDO:
            outcome = undo_last(request.user)
        elif name in DEEDS:
            outcome = do(name, request.POST, request.user)
        else:
            return HttpResponseBadRequest()
        for quote in outcome.settled:
            self.log_change(request, quote, outcome.said)
        following = queue.at(outcome.at) if outcome.stays else queue.after(outcome.at)
        if request.headers.get("Accept") == JSON:
            return JsonResponse(self._answer(request, queue, outcome, following))
        level = messages.WARNING if outcome.is_refused else messages.SUCCESS
        self.message_user(request, outcome.said, level)
        return HttpResponseRedirect(queue.address(at=following.pk if following else ""))

    def _answer(self, request: HttpRequest, queue: Queue, outcome: Outcome, quote: Quote | None) -> dict[str, Any]:
        """What the script puts in place of the card it has."""
        card = card_of(quote, outcome.typed) if quote else None
        context = self._shown(request, queue, card)
        return {
            "said": outcome.said,
            "refused": outcome.is_refused,
            "html": render_to_string("admin/essays/quote_desk/work.html", context, request),
            "address": queue.address(at=quote.pk if quote else ""),
        }

    def _shown(self, request: HttpRequest, queue: Queue, card: Card | None) -> dict[str, Any]:
        return {
            "queue": queue,
            "card": card,
            "may_undo": Settlement.objects.last_batch_of(request.user) is not None,
        }
