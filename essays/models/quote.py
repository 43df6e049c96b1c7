from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from essays.access import Reader, outline_open_to, readable_by, visible_to
from essays.documents.counting import count
from essays.documents.resemblance import words_mark
from essays.documents.tree import SpeechKind

from .attribution import BY_HAND, Attribution, Verdict
from .copies import Copied
from .identity import live_q
from .section import Section
from .settlement import Act


@dataclass(frozen=True, slots=True)
class ReadableQuote:
    """A quote as one reader may have it. Locked: no text, and a speaker only when confirmed and public."""

    uid: str
    essay_id: int
    essay_number: int
    essay_title: str
    collection_id: int
    collection_title: str
    section_uid: str
    heading: str
    kind: str
    speaker: str
    organisation: str
    title: str
    words: int
    is_paid: bool
    is_locked: bool
    text: str
    speaker_id: int | None  # of the Speaker that stands for whoever says it
    issued_by: str
    issued_on: date | None
    live_from: datetime | None


@dataclass(frozen=True, slots=True)
class MarkedQuote:
    """Where a quote stands in its essay: [section uid, start, end] in the plain text of the sections."""

    uid: str
    speaker: str
    parts: list[Any]


ALL = slice(None)
# Who stands for the speaker of a quote: itself, or whoever it is merged into.
STANDS = Coalesce(F("attribution__speaker__head"), F("attribution__speaker"))


def may_name(reader: Reader) -> Q:
    """Quotes whose confirmed speaker is public; who is known from locked statements alone is not (Decision 11)."""
    return outline_open_to(reader) & ~Q(kind=SpeechKind.STATEMENT)


def measure(text: str) -> tuple[int, int | None]:
    """字数 and mark of a quote's words."""
    return count(text), words_mark(text)


class QuoteQuerySet(models.QuerySet["Quote"]):
    def working(self) -> QuoteQuerySet:
        return self.filter(revision__isnull=True)

    def live(self, at: datetime | None = None) -> QuoteQuerySet:
        return self.filter(live_q("revision__", at))

    def quotations(self) -> QuoteQuerySet:
        """Direct speech, without the statements."""
        return self.exclude(kind=SpeechKind.STATEMENT)

    def confirmed(self) -> QuoteQuerySet:
        """Those an editor has said yes to: only they stand outside their essay (U4.2)."""
        return self.filter(attribution__verdict=Verdict.CONFIRMED)

    def unsettled(self) -> QuoteQuerySet:
        """Those of the working copy that stand in its text and wait for a verdict."""
        return self.working().filter(is_lost=False, attribution__verdict=Verdict.UNSETTLED)

    def outside(self, reader: Reader, at: datetime | None = None) -> QuoteQuerySet:
        """What may stand outside its essay: live and confirmed; of the same words joined, one that `reader` may read.

        What a stranger finds listed does not depend on locked words: a locked quote hides none and is never hidden.
        """
        heads = (
            Quote.objects.live(at)
            .confirmed()
            .filter(visible_to(reader), readable_by(reader), attribution=models.OuterRef("attribution__joined_to"))
            .exclude(attribution=models.OuterRef("attribution"))
        )
        return (
            self.live(at)
            .confirmed()
            .filter(visible_to(reader))
            .exclude(readable_by(reader) & Q(models.Exists(heads.order_by())))
        )

    def named(self, reader: Reader) -> QuoteQuerySet:
        """Those whose speaker `reader` may know."""
        return self.filter(readable_by(reader) | may_name(reader))

    def by(self, speaker: int) -> QuoteQuerySet:
        """Those of a speaker, and of whoever was merged into it."""
        return self.filter(Q(attribution__speaker=speaker) | Q(attribution__speaker__head=speaker))

    def marks_for(self, reader: Reader) -> Iterator[MarkedQuote]:
        """End the chain: the places of those whose words `reader` may read."""
        rows = self.filter(visible_to(reader), readable_by(reader)).order_by("position", "id")
        return (MarkedQuote(*row) for row in rows.values_list("uid", "speaker", "parts"))

    def for_reader(self, reader: Reader, part: slice = ALL) -> Iterator[ReadableQuote]:
        """End the chain: what `reader` may have of each quote, the rest blanked by the database itself.

        `part` of the rows is read: a page of a list.
        """
        readable = readable_by(reader)
        named = readable | Q(attribution__verdict=Verdict.CONFIRMED) & may_name(reader)

        def shown(field: str, condition: Q) -> Case:
            return Case(When(condition, then=F(field)), default=Value(""), output_field=models.TextField())

        rows = self.filter(visible_to(reader)).values_list(
            "uid",
            "essay_id",
            "essay__number",
            Case(When(revision__subtitle="", then=F("revision__title")), default=F("revision__subtitle")),
            "essay__collection_id",
            "essay__collection__title",
            "section__uid",
            shown("section__heading", outline_open_to(reader)),
            "kind",
            shown("speaker", named),
            shown("organisation", named),
            shown("title", named),
            "words",
            "is_paid",
            Case(When(readable, then=Value(False)), default=Value(True)),
            shown("text", readable),
            Case(When(named, then=STANDS), default=Value(None), output_field=models.BigIntegerField(null=True)),
            "essay__collection__issued_by",
            "essay__collection__issued_on",
            "revision__live_from",
        )
        return (ReadableQuote(*row) for row in rows[part])


class Quote(Copied):
    """A quotation, or a reported statement, with its speaker, organisation and title as printed."""

    class Kind(models.TextChoices):
        DIRECT = SpeechKind.DIRECT.value, _("Quotation")
        SPLIT = SpeechKind.SPLIT.value, _("Split quotation")
        COLLECTIVE = SpeechKind.COLLECTIVE.value, _("Quotation of a group")
        STATEMENT = SpeechKind.STATEMENT.value, _("Statement")

    section = models.ForeignKey(
        Section, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("section")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.DIRECT)
    speaker = models.CharField(_("speaker as printed"), max_length=100, blank=True)
    organisation = models.CharField(_("organisation as printed"), max_length=200, blank=True)
    title = models.CharField(_("title as printed"), max_length=200, blank=True)
    affiliations = models.JSONField(_("affiliations"), default=list, blank=True)
    is_paid = models.BooleanField(_("paid"), default=False, editable=False)
    is_lost = models.BooleanField(
        _("lost"), default=False, editable=False, help_text=_("Its words no longer stand in the text.")
    )
    words = models.PositiveIntegerField(_("字数"), default=0, editable=False)
    attribution = models.ForeignKey(Attribution, models.RESTRICT, related_name="+", verbose_name=_("attribution"))
    # [[section uid, start, end], …] in the plain text of those sections
    parts = models.JSONField(_("places"), default=list, blank=True, editable=False)
    # Equal for equal words: how the same quote is found in other essays. Null for words too few to tell.
    mark = models.BigIntegerField(null=True, editable=False, db_index=True)
    text = models.TextField(_("words"))

    objects = QuoteQuerySet.as_manager()

    class Meta(Copied.Meta):
        verbose_name = _("quote")
        verbose_name_plural = _("quotes")
        indexes = [*Copied.Meta.indexes, models.Index(fields=["uid"], name="quote_uid")]

    def __str__(self) -> str:
        return self.text[:40]

    def put_words(self, text: str) -> None:
        """Give the quote its words, and what follows from them."""
        self.text, (self.words, self.mark) = text, measure(text)

    def reprint(self, act: Act, **printed: Any) -> None:
        """Correct kind, speaker, organisation or title as printed: content, which readers get with a publication.

        Copies that are frozen keep what they print, and the attribution that speaks of it; where they name another
        speaker, that one is confirmed no longer.
        """
        former, is_renamed = self.attribution, printed.get("speaker", self.speaker) != self.speaker
        fresh = Attribution.objects.create(
            essay_id=self.essay_id, rule=BY_HAND, confidence=Attribution.Confidence.CERTAIN
        )
        act.made(fresh)
        if {"organisation", "title"} & printed.keys():
            printed["affiliations"] = []
        act.change(self, attribution=fresh, **printed)
        if former.is_confirmed and is_renamed:
            former.settle_in(act, Verdict.UNSETTLED)
