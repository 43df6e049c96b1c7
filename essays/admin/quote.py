"""Quotes of the working copy: the words as printed are content, the verdict and the speaker are knowledge."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from essays.access import STRANGER, visible_to
from essays.models import Attribution, Quote, Settlement, Verdict
from essays.models.attribution import BY_HAND
from essays.models.confirming import confirm, confirm_as, pass_verdict, stand_alone
from essays.models.identifying import Identity
from essays.models.settlement import Act, acting

from .base import DeskAdmin
from .filters import CollectionOfEssayFilter, LostFilter, PaidQuoteFilter, WorkingCopyFilter
from .moves import AT_ONCE, confirmation
from .quote_desk import QuoteDesk
from .quote_form import PRINTED, QuoteForm
from .searching import RowSearch
from .settlements import Settled
from .states import badge

VERDICT_ICONS = {Verdict.UNSETTLED: "?", Verdict.CONFIRMED: "✓", Verdict.REJECTED: "✕"}


@admin.register(Quote)
class QuoteAdmin(Settled, QuoteDesk, RowSearch, DeskAdmin):
    form = QuoteForm
    list_display = (
        "excerpt",
        "essay_label",
        "speaker",
        "affiliation",
        "confidence",
        "paid_badge",
        "verdict_badge",
    )
    list_filter = (
        WorkingCopyFilter,
        "attribution__verdict",
        "attribution__confidence",
        "kind",
        CollectionOfEssayFilter,
        PaidQuoteFilter,
        LostFilter,
    )
    list_select_related = ("essay", "attribution")
    search_fields = ("text", "speaker", "organisation", "essay__title", "essay__subtitle")
    search_help_text = _("Words, speaker, organisation or essay")
    ordering = ("essay", "position", "id")
    autocomplete_fields = ("essay",)
    actions = ("confirm", "reject")
    change_list_template = "admin/essays/quote/change_list.html"
    fieldsets = (
        (_("As printed"), {"fields": ("essay", "text", *PRINTED)}),
        (_("What is known"), {"fields": ("verdict", "identity", "stands_alone", "found_by", "settlements")}),
    )
    readonly_fields = ("found_by", "settlements")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Quote]:
        return super().get_queryset(request).filter(visible_to(STRANGER))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Verdicts are for who may give them; frozen rows and lookers-on see them as words."""
        printed, known = super().get_fieldsets(request, obj)
        if self.may_settle(request) and self.has_change_permission(request, obj):
            is_joined = obj is not None and obj.attribution.joined_to_id not in (None, obj.attribution_id)
            fields = [name for name in known[1]["fields"] if name != "stands_alone" or is_joined]
            return printed, (known[0], {"fields": fields})
        return printed, (known[0], {"fields": ("verdict_badge", "found_by", "settlements")})

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        fixed = ("essay", "text") if obj is not None else ()
        return (*fixed, "found_by", "verdict_badge", "settlements")

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(request, {"may_settle": self.is_judge(request), **(extra_context or {})})

    def may_settle(self, request: HttpRequest) -> bool:
        return request.user.has_perm("essays.change_attribution")

    def has_settle_permission(self, request: HttpRequest) -> bool:
        return self.may_settle(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not _is_frozen(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not _is_frozen(obj)

    # -- Saving ------------------------------------------------------------------------------------------

    def save_model(self, request: HttpRequest, obj: Quote, form: QuoteForm, change: bool) -> None:
        """Words as printed are frozen anew; what an editor wrote is marked, so that it is not found over again.

        They are content, so they count the essay's version up; a verdict is knowledge, and does not.
        """
        printed = {name: form.cleaned_data[name] for name in PRINTED if name in form.changed_data}
        if not change or printed:
            obj.essay.claim_version()
        with acting(form.deed, by=request.user) as act:
            if not change:
                obj.put_words(obj.text)
                certain = Attribution.Confidence.CERTAIN
                obj.attribution = Attribution.objects.create(essay=obj.essay, rule=BY_HAND, confidence=certain)
                super().save_model(request, obj, form, change)
            elif printed:
                obj.refresh_from_db()
                obj.reprint(act, **printed)
            if form.settles and self.may_settle(request):
                self._settle(request, act, obj, form)
            if form.cleaned_data.get("stands_alone") and self.may_settle(request):
                stand_alone(act, obj.attribution)
        obj.essay.tidy()
        obj.refresh_from_db()
        if obj.is_lost:
            words = gettext("These words do not stand in the essay; the quote is kept, marked as lost.")
            self.message_user(request, words, messages.WARNING)
        obj.essay.freeze(by=request.user)

    def _settle(self, request: HttpRequest, act: Act, quote: Quote, form: QuoteForm) -> None:
        """Who confirms and says nobody means whoever the name surely is."""
        verdict, speaker = Verdict(form.cleaned_data["verdict"] or Verdict.UNSETTLED), form.cleaned_data["identity"]
        if verdict != Verdict.CONFIRMED:
            quote.attribution.settle_in(act, verdict, speaker=speaker)
        elif speaker is not None:
            confirm_as(act, [quote], speaker)
        elif confirm(act, [quote]):
            self.message_user(request, whose(quote), messages.WARNING)

    def delete_model(self, request: HttpRequest, obj: Quote) -> None:
        essay = obj.essay
        essay.claim_version()
        super().delete_model(request, obj)
        essay.freeze(by=request.user)

    # -- Verdicts over several ---------------------------------------------------------------------------

    @admin.action(description=_("Confirm"), permissions=["settle"])
    def confirm(self, request: HttpRequest, queryset: QuerySet[Quote]) -> HttpResponse | None:
        """Only what the rules are certain of is confirmed in bulk; the rest wants to be read one by one."""
        return self._pass_verdict(request, queryset, Verdict.CONFIRMED, "confirm", _("Confirm these quotes?"))

    @admin.action(description=_("Reject: not a quotation"), permissions=["settle"])
    def reject(self, request: HttpRequest, queryset: QuerySet[Quote]) -> HttpResponse | None:
        return self._pass_verdict(request, queryset, Verdict.REJECTED, "reject", _("Reject these quotes?"))

    def _pass_verdict(
        self, request: HttpRequest, queryset: QuerySet[Quote], verdict: Verdict, action: str, question: Any
    ) -> HttpResponse | None:
        quotes = list(queryset.select_related("attribution")[:AT_ONCE])
        if "confirmed" not in request.POST:
            return confirmation(self, request, quotes, title=question, action=action, verb=verdict.label)
        certain = Attribution.Confidence.CERTAIN
        doubtful = (
            [one for one in quotes if one.attribution.confidence != certain] if verdict == Verdict.CONFIRMED else []
        )
        _batch, left = pass_verdict([one for one in quotes if one not in doubtful], verdict, by=request.user)
        for quote in quotes:
            names = {"quote": quote, "verdict": verdict.label}
            if quote in doubtful:
                words = gettext("“%(quote)s”: its speaker is not certain. Open it to confirm it.") % names
                self.message_user(request, words, messages.ERROR)
            elif quote in left:
                self.message_user(request, whose(quote), messages.ERROR)
            else:
                self.log_change(request, quote, str(verdict.label))
                self.message_user(request, gettext("“%(quote)s”: %(verdict)s.") % names, messages.SUCCESS)
        return None

    def settlements_of(self, obj: Any) -> Any:
        """Those of all attributions the quote has had."""
        had = Quote.objects.filter(uid=obj.uid, essay=obj.essay_id).values("attribution")
        return Settlement.objects.filter(attribution__in=had)

    # -- What is shown -----------------------------------------------------------------------------------

    @admin.display(description=_("quote"), ordering="text")
    def excerpt(self, quote: Quote) -> str:
        return Truncator(quote.text).chars(80)

    @admin.display(description=_("essay"), ordering="essay")
    def essay_label(self, quote: Quote) -> str:
        return f"{quote.essay.number} {Truncator(quote.essay.display_title).chars(16)}"

    @admin.display(description=_("organisation and title"), ordering="organisation")
    def affiliation(self, quote: Quote) -> str:
        return f"{quote.organisation} {quote.title}".strip()

    @admin.display(description=_("paid"), ordering="is_paid")
    def paid_badge(self, quote: Quote) -> SafeString | str:
        return badge("paid", _("paid")) if quote.is_paid else ""

    @admin.display(description=_("confidence"), ordering="attribution__confidence")
    def confidence(self, quote: Quote) -> str:
        return quote.attribution.get_confidence_display()

    @admin.display(description=_("verdict"), ordering="attribution__verdict")
    def verdict_badge(self, quote: Quote) -> SafeString:
        verdict = Verdict(quote.attribution.verdict)
        return badge(verdict.value, verdict.label, VERDICT_ICONS[verdict])

    @admin.display(description=_("found by"))
    def found_by(self, quote: Quote) -> str:
        if quote.pk is None or quote.attribution.rule == BY_HAND:
            return gettext("Written by hand.")
        return gettext("Found by the rules: %(confidence)s.") % {
            "confidence": quote.attribution.get_confidence_display()
        }


def whose(quote: Quote) -> str:
    """Why a quote is not confirmed without asking."""
    words = gettext(
        "“%(quote)s”: there is a %(name)s already, and nothing tells whether it is the same. Choose who it is."
    )
    return words % {"quote": quote, "name": Identity.of(quote).name}


def _is_frozen(quote: Quote | None) -> bool:
    return quote is not None and quote.revision_id is not None
