"""Two versions of an essay compared: sections, paragraphs, characters, access, quotes."""

from .comparing import compare
from .shape import (
    Access,
    Field,
    Kind,
    ParagraphDiff,
    ParagraphStretch,
    Piece,
    QuoteDiff,
    SectionDiff,
    SectionStretch,
    VersionDiff,
)
from .texts import Run, RunKind, compare_texts

__all__ = [
    "Access",
    "Field",
    "Kind",
    "ParagraphDiff",
    "ParagraphStretch",
    "Piece",
    "QuoteDiff",
    "Run",
    "RunKind",
    "SectionDiff",
    "SectionStretch",
    "VersionDiff",
    "compare",
    "compare_texts",
]
