"""Drafts nobody did anything with, beyond an essay's newest: saving made them, and nobody misses them."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from essays.workflow import Review

from .comment import Comment
from .review_link import ReviewLink
from .revision import Revision
from .transition import Transition

LAST = 20  # revisions of an essay that are kept whatever they are


def prune(newest: Revision) -> None:
    """Remove what `prunable` finds beside the essay's newest revision; no query while there are few."""
    if newest.number > LAST:
        prunable(newest.essay_id).delete()


def prunable(essay_id: int) -> QuerySet[Revision]:
    """Drafts beyond the last ones that were never submitted or published, that no comment, link or move names, and
    of which nothing is noted: an import and a restoring note what they froze, and an import's is a merge base.
    """
    own = Revision.objects.filter(essay=essay_id)
    last = list(own.order_by("-number").values_list("pk", flat=True)[:LAST])
    named = (model.objects.filter(revision=OuterRef("pk")).order_by() for model in (Comment, ReviewLink, Transition))
    return own.filter(
        *(~Exists(rows) for rows in named),
        review=Review.DRAFT,
        submitted_at__isnull=True,
        publish_at__isnull=True,
        live_from__isnull=True,
        note="",
    ).exclude(pk__in=last)
