"""What of a file stands in the library already, in another collection."""

from __future__ import annotations

from collections.abc import Iterator

from essays.documents.flow import join_sections
from essays.documents.messages import Message, Place
from essays.documents.plan import Action, Plan, essays_of
from essays.documents.tree import Document
from essays.models.resembling import twins


def repeated(plan: Plan, document: Document, collection: int | None) -> Iterator[Message]:
    """A warning for each new essay of which much is known from elsewhere."""
    essays = essays_of(document)
    fresh = {
        step.source: step.number
        for step in plan.essays
        if step.action is Action.CREATE and step.source is not None and essays[step.source].sections
    }
    texts = {
        source: [text for texts in join_sections(essays[source].sections).sections for text in texts]
        for source in fresh
    }
    for source, twin in sorted(twins(texts, outside=collection).items()):
        params = {
            "essay": fresh[source],
            "percent": round(twin.share * 100),
            "other": twin.title,
            "collection": twin.collection,
            "id": twin.essay_id,
        }
        yield Message("W297", Place(essays[source].sections[0].line, 1), params)
