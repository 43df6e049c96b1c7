"""Where a text stands: its review, its publication and its warnings, as columns of a query and as badges."""

from __future__ import annotations

from typing import Any

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from essays.models import Essay, Quote, Revision, Section, Verdict
from essays.workflow import Publication, Review

ICONS = {
    Review.DRAFT: "✎",
    Review.IN_REVIEW: "◔",
    Review.RETURNED: "↩",
    Review.APPROVED: "✓",
    Publication.UNPUBLISHED: "○",
    Publication.SCHEDULED: "◷",
    Publication.LIVE: "●",
    Publication.WITHDRAWN: "⊘",
}

IS_WARNED = Q(has_lost_quotes=True) | Q(has_empty_sections=True)  # of essays `with_states`


def badge(state: str, word: Any, icon: str = "", extra: Any = "") -> SafeString:
    return format_html(
        '<span class="badge badge-{}"><span aria-hidden="true">{}</span> {}{}</span>', state, icon, word, extra
    )


def review_badge(value: str | None) -> SafeString:
    """A text that was never frozen is a draft."""
    review = Review(value or Review.DRAFT)
    return badge(review.value, review.label, ICONS[review])


def publication_badge(value: str) -> SafeString:
    publication = Publication(value)
    return badge(publication.value, publication.label, ICONS[publication])


def warning_badges(essay: Any) -> SafeString:
    """What an essay `with_states` is warned of, "" for nothing."""
    warnings = {_("lost quotes"): essay.has_lost_quotes, _("empty sections"): essay.has_empty_sections}
    return format_html_join("", " {}", ((badge("warning", words, "⚠"),) for words, holds in warnings.items() if holds))


def with_states(essays: QuerySet[Essay]) -> QuerySet[Essay]:
    """Essays with all that lists say of them.

    `review`, `level`, `words`, `paid_words`, `author` and `submitter` of the newest revision; `publication`; of the
    working copy the quotations, how many of them are confirmed, `unsettled_quotes` of any kind, and its warnings.
    """
    newest = Revision.objects.filter(essay=OuterRef("pk")).order_by("-number")
    quotations = Quote.objects.working().quotations().filter(essay=OuterRef("pk")).order_by()
    quotes = quotations.filter(is_lost=False)
    unsettled = Quote.objects.working().filter(essay=OuterRef("pk"), attribution__verdict=Verdict.UNSETTLED).order_by()
    counted = quotes.values("essay").annotate(found=Count("pk")).values("found")
    return essays.annotate(
        review=Coalesce(Subquery(newest.values("review")[:1]), Value(Review.DRAFT.value)),
        publication=_publication_of_essay(),
        level=Coalesce(Subquery(newest.values("level")[:1]), 1),
        author=Subquery(newest.values("created_by")[:1]),
        submitter=Subquery(newest.values("submitted_by")[:1]),
        words=Coalesce(Subquery(newest.annotate(all=F("free_words") + F("paid_words")).values("all")[:1]), 0),
        paid_words=Coalesce(Subquery(newest.values("paid_words")[:1]), 0),
        quotes=_count(counted),
        confirmed=_count(counted.filter(attribution__verdict=Verdict.CONFIRMED)),
        unsettled_quotes=_count(unsettled.values("essay").annotate(found=Count("pk")).values("found")),
        has_unsettled_quotes=Exists(quotes.filter(attribution__verdict=Verdict.UNSETTLED)),
        has_lost_quotes=Exists(lost_quotes().filter(essay=OuterRef("pk"))),
        has_empty_sections=Exists(empty_sections().filter(essay=OuterRef("pk"))),
    )


def is_of(user: Any) -> Q:
    """Essays `with_states` whose newest revision `user` wrote or submitted."""
    return Q(author=user.pk) | Q(submitter=user.pk)


def lost_quotes() -> QuerySet[Quote]:
    """Quotes of working copies whose words no longer stand in the text, unless an editor has rejected them."""
    return Quote.objects.working().filter(is_lost=True).exclude(attribution__verdict=Verdict.REJECTED).order_by()


def empty_sections() -> QuerySet[Section]:
    """Sections of working copies without a word, nor one in a row that goes on from them."""
    sections = Section.objects.working().order_by()
    next_row = sections.filter(essay=OuterRef("essay"), position=OuterRef("position") + 1)
    return sections.filter(words=0, continues=Section.Continues.NO).exclude(
        Exists(next_row.exclude(continues=Section.Continues.NO))
    )


def _count(counted: QuerySet[Any, Any]) -> Coalesce:
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def _publication_of_essay() -> Case:
    """Live now, else to come, else over: the first that holds for one of its revisions."""
    revisions = Revision.objects.filter(essay=OuterRef("pk")).order_by()
    return Case(
        When(Exists(revisions.live()), then=Value(Publication.LIVE.value)),
        When(Exists(revisions.current()), then=Value(Publication.SCHEDULED.value)),
        When(Exists(revisions.filter(live_from__isnull=False)), then=Value(Publication.WITHDRAWN.value)),
        default=Value(Publication.UNPUBLISHED.value),
        output_field=CharField(),
    )


def revision_conditions() -> dict[Publication, Q]:
    """`Revision.publication` asked of the database, at this moment."""
    now = timezone.now()
    is_over = Q(live_until__lte=now)
    return {
        Publication.UNPUBLISHED: Q(live_from__isnull=True),
        Publication.SCHEDULED: Q(live_from__gt=now),
        Publication.LIVE: Q(live_from__lte=now) & (Q(live_until__isnull=True) | Q(live_until__gt=now)),
        Publication.WITHDRAWN: Q(live_from__isnull=False) & is_over,
    }
