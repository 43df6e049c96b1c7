"""What a key of the desk does: settle a quote with those of the same words, correct it, undo what was done last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext, ngettext

from essays.access import STRANGER, visible_to
from essays.admin.quote_form import PRINTED, state_of
from essays.models import CannotUndoError, Essay, Quote, Settlement, Speaker, Verdict
from essays.models.confirming import confirm, confirm_as, new_speaker, pass_verdict, same_words
from essays.models.identifying import Identity
from essays.models.settlement import Act, acting, undo

from .queue import NEEDED, number_in

NEW = "new"


class AskError(Exception):
    """Nothing was written: an editor has to say first who it is."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """`said` is told; the quote to show is `at` itself when `stays`, else the one behind it.

    `typed` is a correction that was not saved; `settled` are the quotes that have a verdict now.
    """

    said: str
    at: int
    stays: bool = False
    is_refused: bool = False
    typed: dict[str, str] = field(default_factory=dict)
    settled: tuple[Quote, ...] = ()


def do(name: str, data: Mapping[str, str], by: Any) -> Outcome:
    """Do what was posted; whoever posts may settle quotes. Raises KeyError for a deed there is not."""
    deed = DEEDS[name]
    pk = number_in(data.get("quote", ""))
    with transaction.atomic():
        quote = _locked(pk)
        if quote is None:
            return Outcome(gettext("This quote is there no more."), pk, is_refused=True)
        if state_of(quote) != data.get("state"):
            words = gettext("Somebody has changed this quote since you opened it. Nothing was done; look again.")
            return Outcome(words, pk, stays=quote.attribution.verdict == Verdict.UNSETTLED, is_refused=True)
        return deed(quote, data, by)


def _locked(pk: int) -> Quote | None:
    """The quote as it stands, its essay's row held until the transaction ends."""
    quotes = Quote.objects.working().filter(visible_to(STRANGER), pk=pk)
    found = quotes.values_list("essay", flat=True).first() if pk else None
    if found is None:
        return None
    Essay.objects.select_for_update().filter(pk=found).first()
    return quotes.select_related(*NEEDED).first()


def _accept(quote: Quote, data: Mapping[str, str], by: Any) -> Outcome:
    group = _with_same_words(quote)
    try:
        with acting(Settlement.Deed.CONFIRM, by=by) as act:
            _confirm(act, group, data.get("who", ""))
    except AskError:
        return _ask(quote, {})
    return Outcome(_told(quote, Verdict.CONFIRMED, len(group)), quote.pk, settled=tuple(group))


def _reject(quote: Quote, data: Mapping[str, str], by: Any) -> Outcome:
    group = _with_same_words(quote)
    pass_verdict(group, Verdict.REJECTED, by=by)
    return Outcome(_told(quote, Verdict.REJECTED, len(group)), quote.pk, settled=tuple(group))


def _correct(quote: Quote, data: Mapping[str, str], by: Any) -> Outcome:
    """Correct what is printed and confirm it: content, so the essay is frozen anew and published by its own doors."""
    typed = {name: " ".join(data.get(name, "").split()) for name in PRINTED}
    fault = _fault(typed)
    if fault:
        return Outcome(fault, quote.pk, stays=True, is_refused=True, typed=typed)
    changed = {name: value for name, value in typed.items() if value != getattr(quote, name)}
    if not changed:
        return _accept(quote, data, by)
    try:
        with acting(Settlement.Deed.CORRECT, by=by) as act:
            quote.essay.claim_version()
            quote.reprint(act, **changed)
            _confirm(act, [quote], data.get("who", ""))
    except AskError:
        quote.refresh_from_db()
        return _ask(quote, typed)
    quote.essay.freeze(by=by)
    said = gettext("Corrected and confirmed: “%(quote)s”. Readers get it with the essay's next publication.")
    return Outcome(said % {"quote": quote}, quote.pk, settled=(quote,))


DEEDS = {"accept": _accept, "reject": _reject, "correct": _correct}


def undo_last(by: Any) -> Outcome:
    """Take back what `by` did last, here or elsewhere on the desk."""
    batch = Settlement.objects.last_batch_of(by)
    if batch is None:
        return Outcome(gettext("There is nothing to undo."), 0, is_refused=True)
    first = Settlement.objects.filter(batch=batch, attribution__isnull=False).order_by("pk").first()
    try:
        undone = undo(batch, by=by)
    except CannotUndoError as error:
        return Outcome(str(error), 0, is_refused=True)
    touched = Q(attribution__in=[one.attribution_id for one in undone]) | Q(pk__in=[one.quote_id for one in undone])
    at = Quote.objects.unsettled().filter(touched).order_by("pk").values_list("pk", flat=True).first()
    words = first.get_deed_display() if first else undone[0].get_deed_display()
    return Outcome(gettext("Undone: %(what)s.") % {"what": words}, at or 0, stays=True)


def _with_same_words(quote: Quote) -> list[Quote]:
    return [quote, *(one for one in same_words([quote]) if one.attribution.verdict == Verdict.UNSETTLED)]


def _confirm(act: Act, quotes: list[Quote], who: str) -> None:
    """As whoever was chosen; without a choice as the one it surely is. Raises AskError."""
    quote, chosen = quotes[0], number_in(who)
    if who == NEW and Identity.of(quote).name:
        confirm_as(act, quotes, new_speaker(act, quote, is_known=True))
    elif chosen:
        speaker = Speaker.objects.filter(pk=chosen).first()
        if speaker is None:
            raise AskError
        confirm_as(act, quotes, speaker)
    elif quote in confirm(act, quotes):
        raise AskError


def _ask(quote: Quote, typed: dict[str, str]) -> Outcome:
    name = Identity.of(Quote(**typed) if typed else quote).name
    words = gettext("There is a %(name)s already. Is it the same? Choose by its number, or 0 for somebody new.")
    return Outcome(words % {"name": name}, quote.pk, stays=True, is_refused=True, typed=typed)


def _fault(typed: Mapping[str, str]) -> str:
    if typed["kind"] not in Quote.Kind.values:
        return gettext("There is no such kind of quote.")
    for column in Quote._meta.concrete_fields:
        most = column.max_length or 0
        if column.name in typed and len(typed[column.name]) > most:
            names = {"field": column.verbose_name, "count": most}
            return gettext("%(field)s: at most %(count)d characters.") % names
    return ""


def _told(quote: Quote, verdict: Verdict, count: int) -> str:
    said = gettext("“%(quote)s”: %(verdict)s.") % {"quote": quote, "verdict": verdict.label}
    more = count - 1
    if not more:
        return said
    others = ngettext("So is the same in %(count)d other place.", "So is the same in %(count)d other places.", more)
    return f"{said} {others % {'count': more}}"
