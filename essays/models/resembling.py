"""Essays of the library that say the same: found by marks of their paragraphs, then compared."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from essays.documents.flow import join_rows
from essays.documents.messages import gettext_noop
from essays.documents.proofreading import Galley, Issue, Severity
from essays.documents.resemblance import marks_of, shared, title_mark

from .freezing import Working, rows_of
from .section import Section

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
        share = shared(paragraphs, _newest_paragraphs({found["essay"]})[found["essay"]])
        if share >= LEAST:
            params = {**names, "percent": round(share * 100)}
            yield Issue("library-text", Severity.HINT, SAME_TEXT, params)


@dataclass(frozen=True, slots=True)
class Twin:
    """A standing essay with a `share` (0 to 1) of somebody's paragraphs."""

    essay_id: int
    title: str
    collection: str
    share: float


def twins(texts: Mapping[int, Sequence[str]], *, outside: int | None = None) -> dict[int, Twin]:
    """For each text, by its key, the likest essay of the library, but not of the collection `outside`.

    A few queries, however many texts there are: those with a mark in common are named by marks, the likest are read.
    """
    marks = {key: set(sorted(marks_of("", "", paragraphs))[:MOST_MARKS]) for key, paragraphs in texts.items()}
    wanted = sorted(set().union(*marks.values()))
    holders: dict[int, set[int]] = defaultdict(set)
    for start in range(0, len(wanted), MOST_MARKS):
        rows = _standing().filter(mark__in=wanted[start : start + MOST_MARKS]).exclude(essay__collection=outside)
        for mark, essay in rows.order_by().values_list("mark", "essay"):
            holders[mark].add(essay)
    likest: dict[int, int] = {}
    for key, own in marks.items():
        common = Counter(essay for mark in own for essay in holders[mark]).most_common(1)
        if common and common[0][1] >= max(1, LEAST_MARKS * len(own)):
            likest[key] = common[0][0]
    known = _newest_paragraphs(set(likest.values()))
    named = {
        row[0]: row[1:]
        for row in apps.get_model("essays", "Essay")
        .objects.filter(pk__in=known)
        .values_list("pk", "title", "subtitle", "collection__title")
    }
    found: dict[int, Twin] = {}
    for key, essay in likest.items():
        title, subtitle, collection = named[essay]
        share = shared(texts[key], known[essay])
        if share >= LEAST:
            found[key] = Twin(essay, subtitle or title, collection, share)
    return found


def _standing() -> models.QuerySet[ParagraphMark]:
    return ParagraphMark.objects.filter(essay__deleted_at__isnull=True, essay__collection__deleted_at__isnull=True)


def _candidates(marks: set[int], title: int, essay_id: int | None) -> list[Any]:
    """The standing essays with most marks in common."""
    rows = _standing().filter(mark__in=marks)
    if essay_id is not None:
        rows = rows.exclude(essay=essay_id)
    return list(
        rows.values("essay", "essay__title", "essay__subtitle", "essay__collection__title")
        .annotate(found=Count("mark", distinct=True), same_title=Count("pk", filter=Q(mark=title)))
        .order_by("-found", "essay")[:MOST]
    )


def _newest_paragraphs(essays: set[int]) -> dict[int, list[str]]:
    if not essays:
        return {}
    revisions = apps.get_model("essays", "Revision").objects.filter(essay__in=essays)
    newest = dict(revisions.order_by("essay", "number").values_list("essay", "pk"))
    sections: dict[int, list[Section]] = {essay: [] for essay in essays}
    for section in Section.objects.filter(revision__in=newest.values()).order_by("position", "id"):
        sections[section.essay_id].append(section)
    return {essay: _paragraphs(found) for essay, found in sections.items()}


def _paragraphs(sections: Iterable[Section]) -> list[str]:
    """Whole paragraphs, mended over the paid boundary."""
    return [text for texts in join_rows(rows_of(sections)).sections for text in texts]
