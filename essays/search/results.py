"""Hits as a page shows them: where each stands, the words around, and what leads there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from essays.models.grams import Face
from essays.models.search_row import Kind

from .details import Detail, details, named, titles
from .finding import Finding, Hit
from .snippets import Run, Snippet, marked, snippets, spans


@dataclass(frozen=True, slots=True)
class Result:
    """`pk` is the speaker's, collection's or essay's, `uid` the quote's; `anchor` is on the essay's page."""

    kind: Kind
    pk: int
    title: tuple[Run, ...]
    collection: str = ""
    number: int | None = None
    heading: str = ""
    under: tuple[Run, ...] = ()
    snippets: tuple[Snippet, ...] = ()
    uid: str = ""
    anchor: str = ""
    is_locked: bool = False


def results(finding: Finding, hits: Sequence[Hit]) -> list[Result]:
    """In the order of the hits; what has gone meanwhile is left out."""
    words = finding.query.words
    ids: dict[Kind, list[int]] = {}
    for hit in hits:
        ids.setdefault(hit.kind, []).append(hit.id)
    speakers = named(ids.pop(Kind.SPEAKER, []))
    collections = dict(titles(ids.pop(Kind.COLLECTION, [])))
    rows = {row.id: row for row in details([pk for found in ids.values() for pk in found], finding.face)}
    found = []
    for hit in hits:
        if hit.kind is Kind.SPEAKER and hit.id in speakers:
            speaker = speakers[hit.id]
            found.append(Result(hit.kind, speaker.pk, _marked(speaker.name, words), heading=speaker.note))
        elif hit.kind is Kind.COLLECTION and hit.id in collections:
            found.append(Result(hit.kind, hit.id, _marked(collections[hit.id], words)))
        elif hit.id in rows:
            found.append(_result(hit.kind, rows[hit.id], words, finding.face))
    return found


def _result(kind: Kind, row: Detail, words: Sequence[str], face: Face) -> Result:
    _pk, text, uid, heading, places, essay, number, title, subtitle, home, collection, speaker, is_paid = row
    shared: dict[str, Any] = {"collection": collection, "number": number}
    name = subtitle or title
    if kind is Kind.HEADING:
        shared |= {"under": (Run(name),), "anchor": f"s-{uid}", "is_locked": bool(is_paid) and not face.opens(home)}
        return Result(kind, essay, _marked(text, words), **shared)
    if kind is Kind.TITLE:
        over = _marked(title, words) if subtitle else ()
        return Result(kind, essay, _marked(name, words), under=over, **shared)
    passages = tuple(snippets(text, words))
    if kind is Kind.QUOTE:
        return Result(kind, essay, (Run(speaker or ""),), under=(Run(name),), snippets=passages, uid=uid, **shared)
    section, paragraph = places[passages[0].line] if passages else (uid, 1)
    anchor = f"s-{section}-{paragraph}"
    return Result(kind, essay, (Run(name),), heading=heading, snippets=passages, anchor=anchor, **shared)


def _marked(line: str, words: Sequence[str]) -> tuple[Run, ...]:
    return marked(line, spans(line, words))
