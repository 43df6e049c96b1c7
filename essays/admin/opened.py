"""What an open form of an essay knows of the essay: which one it is, and how it stood when the form was opened."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from essays.documents.version import Version
from essays.models import Essay, Section
from essays.models.freezing import digest_of, working_copies
from essays.models.versions import version_of_revision

from .posted import read_json, storable


def essay_to_change(model_admin: Any, request: HttpRequest, pk: int) -> Essay:
    """Raises PermissionDenied, or Http404 for what is not there or lies in the recycle bin."""
    if not model_admin.has_change_permission(request):
        raise PermissionDenied
    essay = Essay.objects.standing().select_related("collection").filter(pk=pk).first()
    if essay is None:
        raise Http404
    if not model_admin.has_change_permission(request, essay):
        raise PermissionDenied
    return essay


def text_digest(essay: Essay, sections: Iterable[Section]) -> str:
    """Names what the form of an essay can change, as it stands."""
    rows = [(row.uid, row.heading, row.is_paid, row.continues, row.body) for row in sections]
    values = (essay.collection_id, essay.number, essay.title, essay.subtitle)
    return hashlib.sha256(json.dumps([values, rows]).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Opened:
    """How an essay stood when its form was opened, as the form carries it along: the base of a merge.

    `text` names what the form can change, as it stood. `revision` is the number of the revision that holds that
    text, None where none does; `names` gives the uid of each section's row by its id.
    """

    text: str = ""
    revision: int | None = None
    names: dict[str, str] = field(default_factory=dict)
    collection: int | None = None
    number: int | None = None

    @classmethod
    def of(cls, essay: Essay) -> Opened:
        copy = working_copies([essay])[essay.pk]
        newest = essay.revisions.order_by("-number").first()
        number = newest.number if newest and newest.digest == digest_of(essay, copy) else None
        names = {str(section.pk): section.uid for section in copy.sections}
        return cls(text_digest(essay, copy.sections), number, names, essay.collection_id, essay.number)

    @classmethod
    def read(cls, data: str) -> Opened:
        """What a form sent back; an Opened that knows nothing where that makes no sense."""
        try:
            opened = cls(**read_json(data))
            names = {str(int(pk)): storable(str(uid)) for pk, uid in opened.names.items()}
            numbers = (opened.revision, opened.collection, opened.number)
            if all(number is None or type(number) is int for number in numbers):
                return cls(str(opened.text), opened.revision, names, opened.collection, opened.number)
        except (ValueError, TypeError, AttributeError):
            pass
        return cls()

    def write(self) -> str:
        return json.dumps(asdict(self), separators=(",", ":"))

    def is_as_it_stands(self, essay: Essay) -> bool:
        """Whoever saved meanwhile changed nothing the form writes: the printed words of a quote, say."""
        return self.text == text_digest(essay, working_copies([essay])[essay.pk].sections)

    def version_of(self, essay: Essay) -> Version | None:
        """The text as it stood, None where no revision of this essay holds it."""
        revision = essay.revisions.filter(number=self.revision).first() if self.revision else None
        return version_of_revision(revision) if revision else None

    def with_names_of(self, essay: Essay) -> dict[str, str]:
        """The uid of every row a form of this essay can name, today's included."""
        rows = Section.objects.working().filter(essay=essay).values_list("pk", "uid")
        return {str(pk): uid for pk, uid in rows} | self.names
