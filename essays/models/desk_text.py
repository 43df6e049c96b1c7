"""What the desk's own search boxes look through: the newest text of every essay, published or not, free or paid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models.expressions import RawSQL

from essays.documents.flow import join_rows
from essays.documents.folding import fold

from .bulk import insert_rows, rows_of_revisions
from .freezing import Working, rows_of
from .grams import Face, Wanted, gram_index
from .quote import Quote
from .section import Section

DESK = Face(is_desk=True)
SECTION = ("heading", "body", "is_paid", "continues")
QUOTE = ("text", "speaker", "organisation", "title")


class DeskText(models.Model):
    """The words of an essay's newest revision, a line a paragraph. It is on no face that readers have."""

    for_strangers = for_readers = False
    for_desk = True

    essay = models.OneToOneField(
        "essays.Essay", models.DO_NOTHING, primary_key=True, related_name="+", db_constraint=False
    )
    text = models.TextField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.text[:40]


def put_texts(frozen: Iterable[tuple[Any, Working]]) -> None:
    """Let the desk find essays by their newest words: (revision, working copy) pairs."""
    rows = [DeskText(essay_id=revision.essay_id, text=_words(revision, copy)) for revision, copy in frozen]
    if rows:
        forget_texts([row.pk for row in rows])
        insert_rows(DeskText, ("essay", "text"), ((row.pk, row.text) for row in rows))
        gram_index().add(rows)


def renew_texts(essays: Sequence[int]) -> None:
    """The same from what was frozen of them last."""
    revisions = apps.get_model("essays", "Revision").objects.filter(essay__in=essays).order_by("essay", "number")
    newest = {revision.essay_id: revision for revision in revisions}
    copies: dict[Any, Working] = {revision.pk: Working() for revision in newest.values()}
    for section in rows_of_revisions(Section.objects, copies, ("revision_id", *SECTION)):
        copies[section.revision_id].sections.append(section)
    for quote in rows_of_revisions(Quote.objects, copies, ("revision_id", *QUOTE)):
        copies[quote.revision_id].quotes.append(quote)
    put_texts((revision, copies[revision.pk]) for revision in newest.values())


def forget_texts_of_nothing() -> None:
    """Forget what was said by essays that are gone for good."""
    standing = apps.get_model("essays", "Essay").objects.values("pk")
    forget_texts(list(DeskText.objects.exclude(pk__in=standing).values_list("pk", flat=True)))


def forget_texts(essays: Sequence[int]) -> None:
    before = list(DeskText.objects.filter(pk__in=essays))
    if before:
        gram_index().remove(before)
        DeskText.objects.filter(pk__in=[row.pk for row in before]).delete()


def essays_with(word: str) -> RawSQL | None:
    """The ids of the essays that have the word, as a query; None for what is nothing but blanks and signs that go."""
    folded = fold(word)
    if not folded:
        return None
    hits = gram_index().hits(Wanted((folded,)), DESK, [])
    return RawSQL(hits.sql, hits.params)  # noqa: S611


def _words(revision: Any, copy: Working) -> str:
    rows = rows_of(copy.sections)
    lines = [revision.title, revision.subtitle, *(section.heading for section in copy.sections)]
    lines += [text for texts in join_rows(rows).sections for text in texts]
    # A run over a paid boundary is found as it is read, and as it is typed: in the piece that a section holds.
    besides = [row.paragraphs[at] for row in rows for at in (0, -1) if row.paragraphs]
    for quote in copy.quotes:
        besides += [quote.text, quote.speaker, quote.organisation, quote.title]
    words = "\n".join(dict.fromkeys(line for line in lines if line))
    return "\n".join([words, *(line for line in dict.fromkeys(besides) if line not in words)])
