"""Essays of the library that say the same: found by marks of their paragraphs, then compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from essays.documents import html
from essays.documents.flow import Row, join_rows
from essays.documents.messages import gettext_noop
from essays.documents.proofreading import Galley, Issue, Severity
from essays.documents.resemblance import marks_of, shared, title_mark

from .section import Section

if TYPE_CHECKING:
    from .freezing import Working

LEAST = 0.3  # the share of paragraphs from which on it is worth a word
LEAST_MARKS = 0.15  # and of marks, from which on texts are compared
MOST = 3  # essays named
MOST_MARKS = 2_000  # asked for in one query
SAME_TITLE = gettext_noop("“%(essay)s” in “%(collection)s” has the same title and deck.")
SAME_TEXT = gettext_noop("%(percent)s %% of the paragraphs stand also in “%(essay)s” in “%(collection)s”.")


class ParagraphMark(models.Model):
    """A mark of a paragraph, or of the title, of an essay's newest revision."""

    essay = models.ForeignKey("essays.Essay", models.CASCADE, related_name="+", verbose_name=_("essay"))
    mark = models.BigIntegerField(_("mark"))

    class Meta:
        verbose_name = _("paragraph mark")
        verbose_name_plural = _("paragraph marks")
        default_permissions = ()
        indexes = [models.Index(fields=["mark", "essay"], name="paragraph_mark_essays")]

    def __str__(self) -> str:
        return f"{self.mark:016x}"


def mark_essays(frozen: Iterable[tuple[Any, Working]]) -> None:
    """Take the marks of essays anew: (revision, working copy) pairs, in two statements."""
    rows = [
        ParagraphMark(essay_id=revision.essay_id, mark=mark)
        for revision, copy in frozen
        for mark in marks_of(revision.title, revision.subtitle, _paragraphs(copy.sections))
    ]
    if rows:
        ParagraphMark.objects.filter(essay__in={row.essay_id for row in rows}).delete()
        ParagraphMark.objects.bulk_create(rows)


def resembling(galley: Galley, title: str, subtitle: str, essay_id: int | None) -> Iterator[Issue]:
    """Hints at standing essays with the same title, or with many of the same paragraphs."""
    paragraphs = [line.text for line in galley.paragraphs]
    # The smallest are a fair sample: the other essay's smallest are the same ones where the texts are.
    marks = set(sorted(marks_of("", "", paragraphs))[:MOST_MARKS])
    name = title_mark(title, subtitle) if title or subtitle else -1
    for found in _candidates(marks | {name}, name, essay_id):
        names = {
            "essay": found["essay__subtitle"] or found["essay__title"],
            "collection": found["essay__collection__title"],
            "essay_id": found["essay"],
        }
        if found["same_title"]:
            yield Issue("library-title", Severity.HINT, SAME_TITLE, names)
        if found["found"] - found["same_title"] < max(1, LEAST_MARKS * len(marks)):
            continue
        share = shared(paragraphs, _newest_paragraphs(found["essay"]))
        if share >= LEAST:
            params = {**names, "percent": round(share * 100)}
            yield Issue("library-text", Severity.HINT, SAME_TEXT, params)


def _candidates(marks: set[int], title: int, essay_id: int | None) -> list[Any]:
    """The standing essays with most marks in common."""
    rows = ParagraphMark.objects.filter(
        mark__in=marks, essay__deleted_at__isnull=True, essay__collection__deleted_at__isnull=True
    )
    if essay_id is not None:
        rows = rows.exclude(essay=essay_id)
    return list(
        rows.values("essay", "essay__title", "essay__subtitle", "essay__collection__title")
        .annotate(found=Count("mark", distinct=True), same_title=Count("pk", filter=Q(mark=title)))
        .order_by("-found", "essay")[:MOST]
    )


def _newest_paragraphs(essay_id: int) -> list[str]:
    frozen = Section.objects.filter(essay=essay_id, revision__isnull=False)
    newest = frozen.order_by("-revision__number").values("revision")[:1]
    return _paragraphs(frozen.filter(revision=newest).order_by("position", "id"))


def _paragraphs(sections: Iterable[Section]) -> list[str]:
    """Whole paragraphs, mended over the paid boundary."""
    rows = [
        Row("", tuple(map(html.plain, html.paragraphs(section.body))), section.is_paid, section.continues)
        for section in sections
    ]
    return [text for texts in join_rows(rows).sections for text in texts]
