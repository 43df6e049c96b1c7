"""What comparing two versions finds, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from .texts import Run, RunKind


class Kind(StrEnum):
    """What became of a section, a paragraph or a quote. Whether it moved is another question."""

    KEPT = "kept"
    CHANGED = "changed"
    INSERTED = "inserted"
    DELETED = "deleted"


class Access(StrEnum):
    """Who may read a stretch of text: everybody, only who is logged in, or some of it this and some that."""

    FREE = "free"
    PAID = "paid"
    MIXED = "mixed"


class Piece(NamedTuple):
    """A run, cut where a paid boundary stands or stood. What was not there before has `was_paid` None, what is
    there no longer `is_paid` None.

    `begins` tells which boundary stands just before it in the new version: "paid", "free" or "" for none.
    `turns` is "paid" or "free" on the first of the pieces that became so.
    """

    kind: RunKind
    text: str
    was_paid: bool | None
    is_paid: bool | None
    begins: str = ""
    turns: str = ""

    @property
    def became_paid(self) -> bool:
        return self.was_paid is False and self.is_paid is True

    @property
    def became_free(self) -> bool:
        return self.was_paid is True and self.is_paid is False


@dataclass(frozen=True, slots=True)
class ParagraphDiff:
    """A whole paragraph, paid boundaries inside it or not. `markup` is set where tags differ: its runs are HTML.

    A paragraph that went to another place, of its section or of the essay, `is_moved`; in its old place nothing
    is left of it.
    """

    kind: Kind
    pieces: tuple[Piece, ...]
    is_moved: bool = False
    markup: tuple[Run, ...] = ()

    @property
    def runs(self) -> tuple[Run, ...]:
        """The words alone, whatever their access."""
        found: list[Run] = []
        for piece in self.pieces:
            if found and found[-1].kind is piece.kind:
                found[-1] = Run(piece.kind, found[-1].text + piece.text)
            else:
                found.append(Run(piece.kind, piece.text))
        return tuple(found)

    @property
    def has_new_access(self) -> bool:
        return any(piece.became_paid or piece.became_free for piece in self.pieces)

    @property
    def is_empty(self) -> bool:
        return self.kind is Kind.KEPT and not self.is_moved


@dataclass(frozen=True, slots=True)
class ParagraphStretch:
    """Paragraphs one after the other in which nothing, or in each of which something, changed."""

    is_empty: bool
    paragraphs: tuple[ParagraphDiff, ...]

    @property
    def characters(self) -> int:
        return sum(len(piece.text) for paragraph in self.paragraphs for piece in paragraph.pieces)


@dataclass(frozen=True, slots=True)
class SectionDiff:
    """A headed section with all rows it is cut into at paid boundaries.

    `uid` is that of its first row (of the old one when deleted), `uids` are those of all its rows old and new.
    `was_at` and `is_at` count from 1 in reading order, 0 for a version it is not in. `access_before` and
    `access_after` are None there.
    """

    kind: Kind
    uid: str
    uids: tuple[str, ...]
    heading: tuple[Run, ...]
    paragraphs: tuple[ParagraphDiff, ...]
    is_moved: bool = False
    was_at: int = 0
    is_at: int = 0
    access_before: Access | None = None
    access_after: Access | None = None

    @property
    def has_new_access(self) -> bool:
        is_in_both = self.access_before is not None and self.access_after is not None
        became_other = is_in_both and self.access_before is not self.access_after
        return became_other or any(paragraph.has_new_access for paragraph in self.paragraphs)

    @property
    def is_empty(self) -> bool:
        return self.kind is Kind.KEPT and not self.is_moved

    @property
    def stretches(self) -> tuple[ParagraphStretch, ...]:
        found: list[list[ParagraphDiff]] = []
        for paragraph in self.paragraphs:
            if found and found[-1][0].is_empty is paragraph.is_empty:
                found[-1].append(paragraph)
            else:
                found.append([paragraph])
        return tuple(ParagraphStretch(group[0].is_empty, tuple(group)) for group in found)


@dataclass(frozen=True, slots=True)
class Field:
    """A value before and after; `is_changed` when they differ. A value there is none of is ""."""

    before: str
    after: str

    @property
    def is_changed(self) -> bool:
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class QuoteDiff:
    """A quote, with speaker and so on as printed; `section_uid` names the row it begins in, "" for none."""

    kind: Kind
    uid: str
    section_uid: str
    text: tuple[Run, ...]
    speaker: Field
    organisation: Field
    title: Field
    speech: Field  # the SpeechKind
    was_paid: bool | None
    is_paid: bool | None

    @property
    def has_new_access(self) -> bool:
        return self.was_paid is not None and self.is_paid is not None and self.was_paid is not self.is_paid

    @property
    def is_empty(self) -> bool:
        return self.kind is Kind.KEPT


@dataclass(frozen=True, slots=True)
class SectionStretch:
    """Sections one after the other in which nothing, or in each of which something, changed."""

    is_empty: bool
    sections: tuple[SectionDiff, ...]


@dataclass(frozen=True, slots=True)
class VersionDiff:
    """What leads from one version to another. Sections stand as in the new version, deleted ones where they stood.

    `inserted` and `deleted` count characters of title, headings and paragraphs; what only moved counts as neither.
    """

    title: tuple[Run, ...] = ()
    subtitle: tuple[Run, ...] = ()
    sections: tuple[SectionDiff, ...] = ()
    quotes: tuple[QuoteDiff, ...] = ()
    inserted: int = 0
    deleted: int = 0

    @property
    def changed_sections(self) -> tuple[SectionDiff, ...]:
        return tuple(section for section in self.sections if not section.is_empty)

    @property
    def changed_quotes(self) -> tuple[QuoteDiff, ...]:
        return tuple(quote for quote in self.quotes if not quote.is_empty)

    @property
    def has_new_access(self) -> bool:
        return any(section.has_new_access for section in self.sections)

    @property
    def has_new_title(self) -> bool:
        return not all(run.is_kept for run in (*self.title, *self.subtitle))

    @property
    def is_empty(self) -> bool:
        return not (self.has_new_title or self.changed_sections or self.changed_quotes)

    @property
    def stretches(self) -> tuple[SectionStretch, ...]:
        found: list[list[SectionDiff]] = []
        for section in self.sections:
            if found and found[-1][0].is_empty is section.is_empty:
                found[-1].append(section)
            else:
                found.append([section])
        return tuple(SectionStretch(group[0].is_empty, tuple(group)) for group in found)
