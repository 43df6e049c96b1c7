"""What the rules are certain of, confirmed together: shown first, and undone as one."""

from __future__ import annotations

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext, ngettext

from essays.admin.quote_form import state_of
from essays.models import Attribution, Quote, Verdict
from essays.models.confirming import pass_verdict

from .page import DeskPage
from .queue import Queue

AT_ONCE = 200  # as many as somebody may look over before saying yes
CERTAIN = Attribution.Confidence.CERTAIN


class CertainPage(DeskPage, admin.ModelAdmin):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.certain_view)
        return [path("desk/certain/", view, name="essays_quote_certain"), *super().get_urls()]

    def certain_view(self, request: HttpRequest) -> HttpResponse:
        self.require_judge(request)
        data = request.GET.copy()
        data["confidence"] = CERTAIN.value
        queue = Queue(data)
        if request.method == "POST":
            return self._confirm(request, queue)
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Confirm what is certain"),
            "opts": self.opts,
            "queue": queue,
            "quotes": [(quote, state_of(quote)) for quote in queue.rows()[:AT_ONCE]],
            "back": queue.address(confidence=""),
        }
        return TemplateResponse(request, "admin/essays/quote_desk/certain.html", context)

    def _confirm(self, request: HttpRequest, queue: Queue) -> HttpResponse:
        """Those that were shown and ticked, as they were shown; what has changed since is left alone."""
        seen = set(request.POST.getlist("quote"))
        quotes = [quote for quote in queue.rows()[: 2 * AT_ONCE] if f"{quote.pk} {state_of(quote)}" in seen]
        _batch, left = pass_verdict(quotes, Verdict.CONFIRMED, by=request.user)
        done = [quote for quote in quotes if quote not in left]
        for quote in done:
            self.log_change(request, quote, str(Verdict.CONFIRMED.label))
        self._tell(request, done, left, len(seen) - len(quotes))
        return HttpResponseRedirect(queue.address(confidence=""))

    def _tell(self, request: HttpRequest, done: list[Quote], left: list[Quote], changed: int) -> None:
        count = len(done)
        words = ngettext("%(count)d quote was confirmed.", "%(count)d quotes were confirmed.", count)
        self.message_user(request, words % {"count": count}, messages.SUCCESS)
        if left:
            names = "、".join(sorted({quote.speaker or quote.organisation for quote in left}))
            words = ngettext(
                "%(count)d quote waits for you: others bear the name too (%(names)s).",
                "%(count)d quotes wait for you: others bear the names too (%(names)s).",
                len(left),
            )
            self.message_user(request, words % {"count": len(left), "names": names}, messages.WARNING)
        if changed > 0:
            words = ngettext(
                "%(count)d quote was changed meanwhile and left alone.",
                "%(count)d quotes were changed meanwhile and left alone.",
                changed,
            )
            self.message_user(request, words % {"count": changed}, messages.WARNING)
