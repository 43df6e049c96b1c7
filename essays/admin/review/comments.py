"""Conversations at their places in a text, wherever they began: a section keeps its uid from copy to copy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from essays.models import Comment, Essay, Revision, Section

Threads = Mapping[str, Sequence[Any]]  # by section uid


@dataclass(frozen=True, slots=True)
class Talk:
    """`general` is about the whole, `gone` about sections that are no part of the text any more."""

    sections: Threads = field(default_factory=dict)
    general: Sequence[Any] = ()
    gone: Sequence[Any] = ()

    @property
    def unresolved(self) -> int:
        everywhere = [*self.general, *self.gone, *(head for heads in self.sections.values() for head in heads)]
        return sum(not head.is_resolved for head in everywhere)


def open_comments(essay: Essay) -> Talk:
    """What is unresolved about an essay, at the sections of its working copy; four queries however much there is."""
    uids = Section.objects.working().filter(essay=essay).values_list("uid", flat=True)
    return _placed(_with_answers(Comment.objects.open().filter(essay=essay)), uids)


def comments_on(revision: Revision, uids: Iterable[str]) -> Talk:
    """What is said about a revision with sections `uids`, and what is unresolved about older ones."""
    here = Q(revision=revision) | Q(revision__number__lt=revision.number, resolved_at__isnull=True)
    heads = Comment.objects.threads().filter(here, essay=revision.essay_id)
    return _placed(_with_answers(heads), uids)


def _with_answers(heads: QuerySet[Comment]) -> QuerySet[Comment]:
    answers = Comment.objects.select_related("by").order_by("at", "id")
    return (
        heads.select_related("by", "revision")
        .prefetch_related(Prefetch("answers", answers, to_attr="said"))
        .order_by("at", "id")
    )


def _placed(heads: Iterable[Any], uids: Iterable[str]) -> Talk:
    known = set(uids)
    sections: dict[str, list[Any]] = defaultdict(list)
    general, gone = [], []
    for head in heads:
        if not head.section_uid:
            general.append(head)
        elif head.section_uid in known:
            sections[head.section_uid].append(head)
        else:
            gone.append(head)
    _name_places(gone)
    return Talk(dict(sections), general, gone)


def _name_places(heads: Sequence[Any]) -> None:
    """Each with `place`, the heading of the section it was about."""
    rows = Section.objects.filter(
        revision__in={head.revision_id for head in heads}, uid__in={head.section_uid for head in heads}
    ).only("revision", "uid", "heading")
    headings = {(row.revision_id, row.uid): str(row) for row in rows} if heads else {}
    for head in heads:
        head.place = headings.get((head.revision_id, head.section_uid), "")
