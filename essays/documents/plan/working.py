"""The working copy of a collection as a tree: what stands on the site when a file is imported over it."""

from __future__ import annotations

from dataclasses import dataclass

from essays.documents.tree import Affiliation, Continues, Document, Essay, SpeechKind


@dataclass(frozen=True, slots=True)
class WorkingSection:
    """A row editors type into; `body` is clean, canonical HTML (`html.canonical`)."""

    uid: str
    heading: str
    body: str
    is_paid: bool = False
    continues: Continues = Continues.NO
    line: int = 0


@dataclass(frozen=True, slots=True)
class WorkingQuote:
    """A quote as it stands. `parts` are (section uid, start, end).

    `is_settled` when an editor has given a verdict on it or written who speaks.
    """

    uid: str
    text: str
    parts: tuple[tuple[str, int, int], ...]
    kind: SpeechKind
    speaker: str = ""
    organisation: str = ""
    title: str = ""
    affiliations: tuple[Affiliation, ...] = ()
    is_settled: bool = False
    is_lost: bool = False


@dataclass(frozen=True, slots=True)
class WorkingEssay:
    """`is_discarded`: in the recycle bin; `is_published`: readers see it, or will at a time that is set."""

    id: int
    number: int
    title: str
    subtitle: str = ""
    sections: tuple[WorkingSection, ...] = ()
    quotes: tuple[WorkingQuote, ...] = ()
    is_discarded: bool = False
    is_published: bool = False


@dataclass(frozen=True, slots=True)
class Working:
    title: str
    declared_count: int | None = None
    essays: tuple[WorkingEssay, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """Which rows an essay of a file became: the essay's id (0: none) and a uid a section ("": none)."""

    id: int = 0
    sections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """The last import: its tree, and the rows it became, one `Names` an essay in the order of `essays_of`."""

    document: Document
    names: tuple[Names, ...] = ()


def essays_of(document: Document) -> tuple[Essay, ...]:
    """The preface, when there is one, and the essays."""
    return (document.preface, *document.essays) if document.preface else document.essays
